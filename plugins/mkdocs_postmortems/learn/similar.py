"""Incidents like this one, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.learn.fields import Fields
from mkdocs_postmortems.learn.vectors import Vector, Vectors, best, heaviest
from mkdocs_postmortems.learn.words import readable
from mkdocs_postmortems.model.postmortem import ActionItem, Postmortem
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary

HEAVIEST = 40
"""How many terms of a whole postmortem look for others; the rest only rank what they find."""

CANDIDATES = 12
"""How many of those found are compared as a whole, where no longer list is asked for."""

SHARED_SERVICE = 0.1
LEAST = 0.11
"""Below it two incidents share words and little else: of those shown above it in a library of 150,
half had the same kind of failure. Better none than a forced list."""

LEAST_OF_WORDS = 0.05
"""A few symptom words are a small part of any incident."""

DUPLICATE = 0.8
BECAUSE = 5

_OPEN = frozenset({None, "open", "in-progress"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """An incident like another one, with what made it so and what was done then."""

    postmortem: Postmortem
    score: float
    because: tuple[str, ...]
    """The terms that weighed most, as words that stand in it."""
    same_services: tuple[str, ...] = ()
    open_actions: tuple[ActionItem, ...] = ()
    """Of own incidents only: nobody here closes the actions of a retold one."""
    mitigation: str | None = None
    """What the timeline's `[mitigated]` line says; `mitigated_by` is the postmortem's own."""


class Index:
    """Counted postmortems behind an inverted index; the one asked about need not be among them."""

    def __init__(self, postmortems: tuple[Postmortem, ...], fields: Fields) -> None:
        self.postmortems = postmortems
        self._fields = fields
        self._numbers = {one.id: number for number, one in enumerate(postmortems)}
        counts = [fields.counts(one) for one in postmortems]
        self._vectors = Vectors(counts)

    @classmethod
    def of(
        cls, postmortems: Iterable[Postmortem], services: Vocabulary[Service] | None = None
    ) -> Index:
        """An index of the counted ones; the names of services are no words of their texts."""
        chosen = {one.id: one for one in postmortems if one.is_counted}
        in_order = tuple(chosen[id] for id in sorted(chosen))
        return cls(in_order, Fields.of(services or Vocabulary((), "service")))

    def similar(self, query: Postmortem | str, limit: int = 5) -> tuple[Similar, ...]:
        """The incidents most like a postmortem, an id of this index, or symptom words.

        Best first, ties by id; empty where nothing is alike enough. A duplicate is there too.
        """
        if isinstance(query, str) and query in self._numbers:
            query = self.postmortems[self._numbers[query]]
        if isinstance(query, str):
            services: frozenset[str] = frozenset()
            vector = self._vectors.vector(Counter(self._fields.terms(query)))
        else:
            services = frozenset(query.services)
            vector = self._vectors.vector(self._fields.counts(query))
        own = None if isinstance(query, str) else query.id
        least = LEAST_OF_WORDS if own is None else LEAST
        found = self._ranked(vector, services, own, least, max(CANDIDATES, 2 * limit))[:limit]
        return tuple(self._explained(number, score, vector, services) for number, score in found)

    def duplicates(self, query: Postmortem) -> tuple[Postmortem, ...]:
        """Those that may tell of the same incident: their words are alike above 0.8."""
        vector = self._vectors.vector(self._fields.counts(query))
        found = self._ranked(vector, frozenset(), query.id, DUPLICATE, CANDIDATES)
        return tuple(self.postmortems[number] for number, _ in found)

    def _ranked(
        self, vector: Vector, services: frozenset[str], own: str | None, least: float, most: int
    ) -> list[tuple[int, float]]:
        """Candidates by the heaviest terms, then in order of the whole cosine and the services.

        A shared service lifts what is alike and makes nothing alike.
        """
        rough = self._vectors.scores(heaviest(vector, HEAVIEST))
        rough.pop(self._numbers.get(own or "", -1), None)
        exact: dict[int, float] = {}
        for number, alike in best(rough, most):
            if len(vector) > HEAVIEST:
                alike = math.fsum(self._vectors.shared(vector, number).values())  # noqa: PLW2901
            if alike >= least:
                shares = services.intersection(self.postmortems[number].services)
                exact[number] = round(alike + (SHARED_SERVICE if shares else 0.0), 6)
        return best(exact, most)

    def _explained(
        self, number: int, score: float, vector: Vector, services: frozenset[str]
    ) -> Similar:
        one = self.postmortems[number]
        shared = self._vectors.shared(vector, number)
        words = readable(heaviest(shared, 2 * BECAUSE), self._fields.words(one))
        return Similar(
            postmortem=one,
            score=round(min(score, 1.0), 3),
            because=tuple(words)[:BECAUSE],
            same_services=tuple(one for one in one.services if one in services),
            open_actions=tuple(
                item
                for item in one.action_items
                if one.is_own and item.status in _OPEN and not item.closed
            ),
            mitigation=next((e.text for e in one.timeline if e.mark == "mitigated"), None),
        )

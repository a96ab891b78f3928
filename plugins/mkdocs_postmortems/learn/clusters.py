"""Lessons under no theme: those that say the same in different incidents, then the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.learn.themes import Quote
from mkdocs_postmortems.learn.vectors import Vectors
from mkdocs_postmortems.learn.words import readable, stems, terms, tokens
from mkdocs_postmortems.model.postmortem import Postmortem

ALIKE = 0.25
CANDIDATE_FROM = 3
"""In so many incidents a word must stand to be a candidate for a theme of its own."""

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that unfiled lessons of several incidents share."""

    word: str
    quotes: tuple[Quote, ...]
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfiled:
    """What waits for a person: clusters first, largest first; then the rest, newest first."""

    clusters: tuple[tuple[Quote, ...], ...] = ()
    singles: tuple[Quote, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def group_unfiled(quotes: Iterable[Quote]) -> Unfiled:
    """Single-link clusters (Florek and others, 1951) of TF-IDF cosine from 0.25 on.

    Only lessons of different incidents are linked: one document repeats itself anyway.
    """
    ordered = newest_first(quotes)
    words = [tokens(quote.lesson.text) for quote in ordered]
    clusters = _clusters(ordered, words, ALIKE)
    clustered = {number for group in clusters for number in group}
    return Unfiled(
        clusters=tuple(tuple(ordered[number] for number in group) for group in clusters),
        singles=tuple(one for number, one in enumerate(ordered) if number not in clustered),
        candidates=_candidates(ordered, words),
    )


def group(quotes: Iterable[Quote], alike: float) -> tuple[tuple[Quote, ...], ...]:
    """Clusters of lessons of different incidents from a cosine on, most incidents first."""
    ordered = newest_first(quotes)
    words = [tokens(quote.lesson.text) for quote in ordered]
    return tuple(
        tuple(ordered[number] for number in numbers) for numbers in _clusters(ordered, words, alike)
    )


def _clusters(quotes: Sequence[Quote], words: Sequence[list[str]], alike: float) -> list[list[int]]:
    groups = _linked(quotes, [Counter(terms(one)) for one in words], alike)
    clusters = [group for group in groups if len({quotes[n].postmortem.id for n in group}) > 1]
    clusters.sort(key=lambda group: (-len({quotes[n].postmortem.id for n in group}), group))
    return clusters


def newest_first(quotes: Iterable[Quote]) -> list[Quote]:
    """Of one document in its own order."""
    in_order = sorted(quotes, key=lambda one: (one.lesson.span.start, one.lesson.address))
    return sorted(in_order, key=lambda one: one.postmortem.sort_key, reverse=True)


def _linked(
    quotes: Sequence[Quote], counts: Sequence[Counter[str]], least: float
) -> list[list[int]]:
    """The numbers of each group in order; a quote without a link is a group of its own."""
    vectors = Vectors(counts)
    parent = list(range(len(quotes)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, one in enumerate(counts):
        for other, alike in vectors.scores(vectors.vector(one)).items():
            is_same = quotes[number].postmortem.id == quotes[other].postmortem.id
            if other < number and not is_same and round(alike, 9) >= least:
                low, high = sorted((root(number), root(other)))
                parent[high] = low
    groups: dict[int, list[int]] = {}
    for number in range(len(quotes)):
        groups.setdefault(root(number), []).append(number)
    return list(groups.values())


def _candidates(quotes: Sequence[Quote], words: Sequence[Sequence[str]]) -> tuple[Candidate, ...]:
    """Content words by the number of incidents, then by the word."""
    places: dict[str, list[int]] = {}
    for number, one in enumerate(words):
        for term in dict.fromkeys(stems(one)):
            places.setdefault(term, []).append(number)
    found: list[Candidate] = []
    for term, numbers in places.items():
        incidents: dict[str, Postmortem] = {
            quotes[n].postmortem.id: quotes[n].postmortem for n in numbers
        }
        if len(incidents) >= CANDIDATE_FROM:
            text = [word for number in numbers for word in words[number]]
            shown = readable([term], text)[0]
            mine = tuple(quotes[number] for number in numbers)
            found.append(Candidate(shown, mine, len(incidents)))
    found.sort(key=lambda one: (-one.incidents, one.word))
    return tuple(found[:MOST_CANDIDATES])

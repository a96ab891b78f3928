"""What the explore page reads: short rows at once, and their words when somebody searches them.

Titles are most of the bytes, so those of all but the newest come after the first view. The files
belong to that page and change with it; what people compute with is `data.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Term
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.page import Asset

VERSION = 1
UNKNOWN = "unknown"
"""The value of a facet with one value each, where a postmortem has none."""

TITLES = 2_000
"""Rows whose title is in the first file."""

OWN = "field."
"""Stands before the name of an organisation's own field, which may be any word."""

Of = Callable[[Postmortem], Iterable[str | None]]


@dataclass(frozen=True)
class Facet:
    """One thing to filter by. `values` are in the order shown; `of` gives a postmortem's own."""

    id: str
    of: Of
    values: tuple[Term, ...]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term.id: place for place, term in enumerate(self.values)}

    def row(self, postmortem: Postmortem) -> int | list[int]:
        """The places of its values in `values`, the place alone where it is one.

        Other words are left out.
        """
        places = self._places
        found = {places[id] for one in self.of(postmortem) if (id := one or UNKNOWN) in places}
        return found.pop() if len(found) == 1 else sorted(found)


def newest_first(corpus: Corpus) -> list[Postmortem]:
    """Every postmortem that the audience may read, drafts and near misses too."""
    return sorted(corpus.postmortems, key=lambda one: one.sort_key, reverse=True)


def facets(learned: Learned) -> tuple[Facet, ...]:
    """Those that the corpus has values for.

    Severities are there also where no postmortem has them, since other pages link to each; a
    service of the catalogue may be known only from what this audience may not read. Of an
    organisation's own fields only closed lists: free text may hold a name.
    """
    lists = learned.corpus.vocabularies
    themes = _themes(learned)
    services = {one.id: one for one in learned.corpus.services}
    groups = {id: one.group for id, one in services.items() if one.group}
    severities = [
        Term(id=one.id, name=one.id, aliases=(one.name, *one.aliases))
        for one in lists["severities"]
    ]
    make = partial(_facet, learned.corpus.postmortems)
    found = (
        make("service", lambda one: one.services, _by_name(services.values())),
        make("group", lambda one: [groups[id] for id in one.services if id in groups]),
        make("severity", lambda one: [one.severity], severities, keep=True),
        make("year", lambda one: [_year(one)], newest_first=True),
        make("theme", lambda one: themes.get(one.id, ()), _by_name(lists.themes)),
        make("trigger", lambda one: [one.trigger], _by_name(lists["triggers"])),
        make("detected_by", lambda one: [one.detected_by], _by_name(lists["detections"])),
        make("mitigated_by", lambda one: [one.mitigated_by], _by_name(lists["mitigations"])),
        make("kind", lambda one: [one.kind], lists["kinds"]),
        make("status", lambda one: [one.status], lists["statuses"]),
        make("account", lambda one: [one.account], lists["accounts"]),
        make("tag", lambda one: one.tags),
        *(
            make(f"{OWN}{one.name}", partial(_own, one), [Term(id=v, name=v) for v in _words(one)])
            for one in learned.corpus.settings.extra_fields
            if one.form in {Form.CHOICE, Form.BOOLEAN}
        ),
    )
    return tuple(one for one in found if one.values)


def publish(learned: Learned) -> Iterator[Asset]:
    """Three files of the same rows in the same order; `build` tells that they belong together."""
    rows = newest_first(learned.corpus)
    words = {
        "summaries": [one.summary for one in rows],
        "lessons": [[[x.address, x.text] for x in one.lessons] for one in rows],
    }
    slugs = {str(place): addresses.slug(one.id) for place, one in enumerate(rows)}
    rest = {"incidents": [[one.id, one.title] for one in rows[TITLES:]]}
    first = {
        "incidents": [[one.id, one.title] for one in rows[:TITLES]],
        "addresses": {place: slug for place, slug in slugs.items() if slug != rows[int(place)].id},
        "days": [one.started_at.iso[:10] if one.started_at else "" for one in rows],
        "lasted": [_lasted(one) for one in rows],
        "facets": [
            {
                "id": facet.id,
                "values": [[term.id, term.name, *term.aliases] for term in facet.values],
                "rows": [facet.row(one) for one in rows],
            }
            for facet in facets(learned)
        ],
    }
    build = sha256(_compact(first) + _compact(rest) + _compact(words)).hexdigest()[:12]
    head = {"version": VERSION, "build": build}
    yield Asset(uri=addresses.data("explore.json"), data=_compact(head | first))
    yield Asset(uri=addresses.data("explore-titles.json"), data=_compact(head | rest))
    yield Asset(uri=addresses.data("explore-text.json"), data=_compact(head | words))


def _facet(
    postmortems: Iterable[Postmortem],
    id: str,
    of: Of,
    terms: Iterable[Term] = (),
    *,
    keep: bool = False,
    newest_first: bool = False,
) -> Facet:
    """The terms that are used, in their order, then `unknown`; words of no list by name."""
    used = {value or UNKNOWN for one in postmortems for value in of(one)}
    known = list(terms)
    if not known:
        words = sorted(used - {UNKNOWN}, key=lambda one: (one.casefold(), one))
        known = [Term(id=word, name=word) for word in words]
        known = known[::-1] if newest_first else known
    values = [one for one in known if keep or one.id in used]
    if UNKNOWN in used and all(one.id != UNKNOWN for one in values):
        values.append(Term(id=UNKNOWN, name=""))
    return Facet(id, of, tuple(values))


def _by_name(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda one: (one.name.casefold(), one.id))


def _themes(learned: Learned) -> dict[str, set[str]]:
    """What lessons are filed under, hurt, lucky and well alike, by the id of their postmortem."""
    found: dict[str, set[str]] = {}
    for quote in learned.trends.quotes:
        found.setdefault(quote.postmortem.id, set()).update(quote.themes)
    return found


def _year(one: Postmortem) -> str | None:
    return str(one.started_at.year) if one.started_at else None


def _own(field: Field, one: Postmortem) -> list[str | None]:
    """The value of an organisation's own field as written; none is unknown."""
    match one.extra.get(field.name):
        case bool(value):
            return ["true" if value else "false"]
        case str(value):
            return [value]
        case tuple(values) | list(values):
            return [str(value) for value in values]
        case _:
            return [None]


def _words(field: Field) -> tuple[str, ...]:
    return ("true", "false") if field.form is Form.BOOLEAN else field.values


def _lasted(one: Postmortem) -> int | None:
    length = lengths(one).impact
    return None if length is None else int(length.total_seconds())


def _compact(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")

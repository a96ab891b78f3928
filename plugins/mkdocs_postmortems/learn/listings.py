"""Incidents by service, severity and date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Term


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The counted postmortems of one service, severity or period, newest first.

    Only `incidents` are counted; near misses and false alarms are listed apart.
    """

    id: str
    name: str
    description: str = ""
    incidents: tuple[Postmortem, ...] = ()
    near_misses: tuple[Postmortem, ...] = ()
    false_alarms: tuple[Postmortem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.incidents or self.near_misses or self.false_alarms)

    @property
    def all(self) -> tuple[Postmortem, ...]:
        return self.incidents + self.near_misses + self.false_alarms


def listing(
    id: str, name: str, postmortems: Iterable[Postmortem], description: str = ""
) -> Listing:
    """Counted postmortems by kind, newest first."""
    counted = sorted(
        (one for one in postmortems if one.is_counted), key=lambda one: one.sort_key, reverse=True
    )
    by_kind = {
        kind: tuple(one for one in counted if one.kind == kind)
        for kind in ("incident", "near-miss", "false-alarm")
    }
    return Listing(
        id=id,
        name=name,
        description=description,
        incidents=by_kind["incident"],
        near_misses=by_kind["near-miss"],
        false_alarms=by_kind["false-alarm"],
    )


def everything(corpus: Corpus) -> Listing:
    return listing("all", "Incidents", corpus.postmortems)


def by_service(corpus: Corpus) -> tuple[Listing, ...]:
    """One listing a service that has any, by name; an incident stands under each of its own."""
    terms = sorted(corpus.services, key=lambda term: (term.name.casefold(), term.id))
    return _by_term(corpus, terms, lambda one: one.services)


def by_severity(corpus: Corpus) -> tuple[Listing, ...]:
    """One listing a severity, strongest first, and `unknown` last where some have none."""
    unknown = Term(id="unknown", name="Unknown", description="No severity is written.")
    terms = (*corpus.vocabularies["severities"], unknown)
    return _by_term(corpus, terms, lambda one: (one.severity or "unknown",))


def by_year(corpus: Corpus) -> tuple[Listing, ...]:
    """One listing a year that has any, newest first."""
    dated = [one for one in corpus.postmortems if one.started_at]
    years = sorted({one.started_at.year for one in dated if one.started_at}, reverse=True)
    listings = (
        listing(
            str(year),
            str(year),
            (one for one in dated if one.started_at and one.started_at.year == year),
        )
        for year in years
    )
    return tuple(one for one in listings if one)


def by_quarter(corpus: Corpus) -> tuple[Listing, ...]:
    """One listing a quarter that has any, newest first; its id is `2024-q2`."""
    quarters: dict[tuple[int, int], list[Postmortem]] = {}
    for one in corpus.postmortems:
        if one.started_at:
            quarters.setdefault((one.started_at.year, one.started_at.quarter), []).append(one)
    listings = (
        listing(f"{year}-q{quarter}", f"{year} Q{quarter}", found)
        for (year, quarter), found in sorted(quarters.items(), reverse=True)
    )
    return tuple(one for one in listings if one)


def undated(corpus: Corpus) -> tuple[Postmortem, ...]:
    """Counted postmortems of which no date is known."""
    return tuple(one for one in corpus.counted if one.started_at is None)


def _by_term(
    corpus: Corpus, terms: Iterable[Term], keys: Callable[[Postmortem], tuple[str, ...]]
) -> tuple[Listing, ...]:
    found: dict[str, list[Postmortem]] = {}
    for one in corpus.postmortems:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    listings = (
        listing(term.id, term.name, found.get(term.id, ()), term.description) for term in terms
    )
    return tuple(one for one in listings if one)

"""The same theme by period, by service and by severity, and who filed what of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.learn.periods import Calendar, by_period
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import By, Quote, one_each
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Term

SERVICES_FROM = 2
"""A service with one incident read says nothing that the incident does not."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """The incidents of a part of the whole, of those of it that were read for themes."""

    id: str
    name: str
    share: Share
    lessons: tuple[Quote, ...]
    """The first lesson of each incident that is counted."""
    by_rule: int
    """The incidents that no person filed here."""
    is_filling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledBy:
    """How many lessons were filed by whom; together they are all."""

    author: int = 0
    file: int = 0
    rule: int = 0
    none: int = 0
    """Under no theme on purpose."""
    unfiled: int = 0

    @property
    def of(self) -> int:
        return self.author + self.file + self.rule + self.none + self.unfiled


def filed_by(quotes: Iterable[Quote]) -> FiledBy:
    """A lesson is filed by one alone: the author goes before filing.yml, both before a rule."""
    found = Counter(_whose(one) for one in quotes)
    return FiledBy(**found)


def rows_by_period(
    read: Iterable[Postmortem], quotes: Sequence[Quote], calendar: Calendar
) -> tuple[Row, ...]:
    """Oldest first, those between with none too."""
    return tuple(
        _row(period.id, period.name, those, quotes, is_filling=calendar.is_filling(period))
        for period, those in by_period(read, calendar.length)
    )


def rows_by_service(
    read: Sequence[Postmortem], quotes: Sequence[Quote], services: Iterable[Term]
) -> tuple[Row, ...]:
    """By name, those with at least two incidents read; one counts under each of its services."""
    rows = (
        _row(term.id, term.name, [one for one in read if term.id in one.services], quotes)
        for term in sorted(services, key=lambda one: (one.name.casefold(), one.id))
    )
    return tuple(row for row in rows if row.share.of >= SERVICES_FROM)


def rows_by_severity(
    read: Sequence[Postmortem], quotes: Sequence[Quote], severities: Iterable[Term]
) -> tuple[Row, ...]:
    """Strongest first, `unknown` last; those with any incident read."""
    terms = [(one.id, f"{one.id}, {one.name.lower()}") for one in severities]
    rows = (
        _row(id, name, [one for one in read if (one.severity or "unknown") == id], quotes)
        for id, name in (*terms, ("unknown", "unknown"))
    )
    return tuple(row for row in rows if row.share.of)


def _row(
    id: str,
    name: str,
    read: Iterable[Postmortem],
    quotes: Sequence[Quote],
    *,
    is_filling: bool = False,
) -> Row:
    ids = {one.id for one in read}
    mine = [one for one in quotes if one.postmortem.id in ids]
    first = one_each(mine)
    by_people = {one.postmortem.id for one in mine if _whose(one) != By.RULE}
    return Row(
        id=id,
        name=name,
        share=Share(len(first), len(ids)),
        lessons=first,
        by_rule=len(first) - len(by_people),
        is_filling=is_filling,
    )


def _whose(quote: Quote) -> str:
    if quote.themes:
        return quote.filed[0].by.value if quote.filed else By.AUTHOR.value
    return "none" if quote.is_deliberate else "unfiled"

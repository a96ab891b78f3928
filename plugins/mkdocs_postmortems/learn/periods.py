"""Stretches of time that hold enough incidents to be looked at, and which of them are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering
from statistics import median

from mkdocs_postmortems.learn.deadlines import Deadlines
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem

SENTENCES_BELOW = 20
"""Below so many counted incidents: sentences by theme, no shares, no charts."""

PERIODS_FROM = 80
"""From so many counted incidents on, periods are shown and compared."""

ENOUGH = 8
"""What the median period that is not empty has to hold."""


class Length(StrEnum):
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def a_year(self) -> int:
        """How many of them make a year."""
        return {"quarter": 4, "half": 2, "year": 1}[self.value]


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The `number`-th quarter or half of a year, or the year itself (number 1)."""

    length: Length
    year: int
    number: int = 1

    @property
    def id(self) -> str:
        """`2024-q2`, `2024-h1` or `2024`."""
        if self.length is Length.YEAR:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.length.value[0]}{self.number}"

    @property
    def name(self) -> str:
        """`2024 Q2`, `2024 H1` or `2024`."""
        return self.id.upper().replace("-", " ")

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * 12 // self.length.a_year + 1, 1)

    @property
    def last(self) -> date:
        return self.shifted(1).first - timedelta(days=1)

    @property
    def index(self) -> int:
        """Counts on from one period to the next."""
        return self.year * self.length.a_year + self.number - 1

    def shifted(self, by: int) -> Period:
        """The period so many later, or earlier where negative."""
        year, number = divmod(self.index + by, self.length.a_year)
        return Period(self.length, year, number + 1)

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """How time is cut for a set of postmortems, as seen on one day."""

    length: Length
    today: date
    deadlines: Deadlines = field(default_factory=Deadlines)
    awaited: tuple[tuple[Moment, date], ...] = ()
    """When a draft of one's own started, and until when it is to be written."""

    @classmethod
    def of(
        cls,
        postmortems: Iterable[Postmortem],
        today: date,
        deadlines: Deadlines | None = None,
        length: Length | None = None,
    ) -> Calendar:
        """The calendar that suits these; `length` is what settings say, if anything."""
        chosen, rules = tuple(postmortems), deadlines or Deadlines()
        drafts = ((one.started_at, rules.writing(one)) for one in chosen if not one.is_counted)
        return cls(
            length=length or suitable_length(chosen),
            today=today,
            deadlines=rules,
            awaited=tuple((start, due) for start, due in drafts if start and due),
        )

    def is_filling(self, period: Period) -> bool:
        """Whether postmortems of this period may still come in time.

        An incident of its last day may have the longest deadline; a draft that is known of may
        have been resolved later still.
        """
        return self.today <= self.deadlines.longest_after(period.last) or any(
            period_of(start, period.length) == period for start in self._open_starts
        )

    def last_complete(self, length: Length | None = None) -> Period:
        """The newest period of which neither it nor one before it is still filling."""
        length = length or self.length
        period = _period(self.today.year, self.today.month, length)
        while self.today <= self.deadlines.longest_after(period.last):
            period = period.shifted(-1)
        filling = (period_of(start, length).shifted(-1) for start in self._open_starts)
        return min((period, *filling))

    @property
    def _open_starts(self) -> tuple[Moment, ...]:
        return tuple(start for start, due in self.awaited if self.today <= due)


def period_of(moment: Moment, length: Length) -> Period:
    """By the calendar of its author's offset."""
    return _period(moment.year, moment.month, length)


def suitable_length(postmortems: Iterable[Postmortem]) -> Length:
    """The shortest whose median period, empty ones aside, holds eight incidents; else the year."""
    starts = [one.started_at for one in incidents(postmortems) if one.started_at]
    for length in Length:
        counts = Counter(period_of(start, length) for start in starts)
        if counts and median(counts.values()) >= ENOUGH:
            return length
    return Length.YEAR


def incidents(postmortems: Iterable[Postmortem]) -> tuple[Postmortem, ...]:
    """The counted ones of kind incident, oldest first: what thresholds and timing count."""
    chosen = (one for one in postmortems if one.is_counted and one.kind == "incident")
    return tuple(sorted(chosen, key=lambda one: one.sort_key))


def by_period(
    postmortems: Iterable[Postmortem], length: Length
) -> tuple[tuple[Period, tuple[Postmortem, ...]], ...]:
    """From the first period that has any to the last, oldest first, those between with none too."""
    found: dict[Period, list[Postmortem]] = {}
    for one in sorted(postmortems, key=lambda one: one.sort_key):
        if one.started_at:
            found.setdefault(period_of(one.started_at, length), []).append(one)
    if not found:
        return ()
    count = max(found).index - min(found).index + 1
    periods = (min(found).shifted(by) for by in range(count))
    return tuple((period, tuple(found.get(period, ()))) for period in periods)


def _period(year: int, month: int, length: Length) -> Period:
    return Period(length, year, (month - 1) * length.a_year // 12 + 1)

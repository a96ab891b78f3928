"""When themes were first met, met again after a long time, or no longer met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from mkdocs_postmortems.learn.periods import Calendar, Period, period_of
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import Quote, Trends
from mkdocs_postmortems.learn.windows import (
    SPAN,
    Window,
    compared_length,
    is_answered,
    is_enough,
    window,
)
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A theme that hurt in a period for the first time, or after a long time.

    `missed` is how many incidents were read in between (before, where it is new).
    """

    theme: Theme
    period: Period
    lessons: tuple[Quote, ...]
    missed: int
    last_seen: Period | None = None
    """None where it is new."""

    @property
    def is_new(self) -> bool:
        return self.last_seen is None


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """A theme that has not hurt for four complete periods, with the last lessons of it."""

    theme: Theme
    last_seen: Period
    lessons: tuple[Quote, ...]
    missed: int


@dataclass(frozen=True, kw_only=True)
class Sightings:
    """Lists, not scores: what was met shows in every period, newest first."""

    met: tuple[Sighting, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    latest: Period | None = None
    """The newest complete period: nothing is said of later ones."""

    @property
    def new(self) -> tuple[Sighting, ...]:
        """Met for the first time, in the last four complete periods."""
        return tuple(one for one in self.met if one.is_new and self._is_recent(one))

    @property
    def returning(self) -> tuple[Sighting, ...]:
        """Met again, in the last four complete periods."""
        return tuple(one for one in self.met if not one.is_new and self._is_recent(one))

    def in_period(self, period: Period) -> tuple[Sighting, ...]:
        return tuple(one for one in self.met if one.period == period)

    def _is_recent(self, one: Sighting) -> bool:
        return self.latest is not None and one.period > self.latest.shifted(-SPAN)


def learn_sightings(
    trends: Trends,
    postmortems: Iterable[Postmortem],
    themes: Vocabulary[Theme],
    calendar: Calendar,
) -> Sightings:
    """New, returning and quiet themes, in the periods that changes are compared in.

    To say that a theme was not met, incidents must have been read meanwhile and four in five of
    their lessons filed; new also needs a record that began four periods before.
    """
    length = compared_length(postmortems, calendar)
    starts = [one.started_at for one in trends.read_for_themes if one.started_at]
    if length is None or not starts:
        return Sightings()
    first = min(period_of(start, length) for start in starts)
    latest = calendar.last_complete(length)
    if latest < first:
        return Sightings(latest=latest)
    record = _Record.of(window(trends, latest, latest.index - first.index + 1))
    ordered = sorted(themes, key=lambda one: (one.name.casefold(), one.id))
    seen = [(theme, _by_period(theme, record.whole)) for theme in ordered]
    met = (sighting for theme, periods in seen for sighting in _met(theme, periods, record))
    quiet = (_quiet(theme, periods, record) for theme, periods in seen if periods)
    return Sightings(
        met=tuple(sorted(met, key=lambda one: -one.period.index)),
        quiet=tuple(one for one in quiet if one),
        latest=latest,
    )


_Seen: TypeAlias = tuple[tuple[Period, tuple[Quote, ...]], ...]
"""A theme's lessons by the period of their incidents, oldest first."""


@dataclass(frozen=True)
class _Record:
    """What was read and filed, by index of the period, so that any stretch is summed quickly."""

    whole: Window
    read: Counter[int]
    lessons: Counter[int]
    filed: Counter[int]

    @classmethod
    def of(cls, whole: Window) -> _Record:
        length = whole.periods[0].length

        def count(postmortems: Iterable[Postmortem]) -> Counter[int]:
            starts = (one.started_at for one in postmortems)
            return Counter(period_of(start, length).index for start in starts if start)

        return cls(
            whole=whole,
            read=count(whole.read),
            lessons=count(one.postmortem for one in whole.quotes),
            filed=count(one.postmortem for one in whole.quotes if is_answered(one)),
        )

    def missed(self, first: int, last: int) -> int:
        """The incidents read from period to period; 0 where absence cannot be told from them."""
        indexes = range(first, last + 1)
        filed = Share(
            sum(self.filed[index] for index in indexes),
            sum(self.lessons[index] for index in indexes),
        )
        if len(indexes) < SPAN or not is_enough(filed):
            return 0
        return sum(self.read[index] for index in indexes)


def _met(theme: Theme, seen: _Seen, record: _Record) -> Iterator[Sighting]:
    last_seen: Period | None = None
    for period, quotes in seen:
        first = last_seen.index + 1 if last_seen else record.whole.periods[0].index
        if missed := record.missed(first, period.index - 1):
            yield Sighting(
                theme=theme, period=period, lessons=quotes, missed=missed, last_seen=last_seen
            )
        last_seen = period


def _quiet(theme: Theme, seen: _Seen, record: _Record) -> Quiet | None:
    last_seen, quotes = seen[-1]
    missed = record.missed(last_seen.index + 1, record.whole.periods[-1].index)
    if not missed:
        return None
    return Quiet(theme=theme, last_seen=last_seen, lessons=quotes, missed=missed)


def _by_period(theme: Theme, whole: Window) -> _Seen:
    length = whole.periods[0].length
    dated = (
        (period_of(one.postmortem.started_at, length), one)
        for one in whole.of(theme.id)
        if one.postmortem.started_at
    )
    groups = groupby(dated, key=lambda pair: pair[0])
    return tuple((period, tuple(one for _, one in group)) for period, group in groups)

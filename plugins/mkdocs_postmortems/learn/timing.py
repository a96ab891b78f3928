"""How long detecting, mitigating and publishing took, and who found it. There is no mean here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from enum import StrEnum
from statistics import median

from mkdocs_postmortems.learn.deadlines import day_of
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.periods import Calendar, Period, by_period, incidents
from mkdocs_postmortems.learn.statistics import median_interval, p90
from mkdocs_postmortems.model.postmortem import Postmortem


class Measure(StrEnum):
    """From the start; publishing from the day of resolution, in days."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    MITIGATE = "mitigate"
    RESOLVE = "resolve"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Value:
    """How long it took in one incident."""

    postmortem: Postmortem
    length: timedelta


@dataclass(frozen=True, slots=True)
class Between:
    """Two of the values, between which the median lies with at least this coverage."""

    low: timedelta
    high: timedelta
    coverage: float


@dataclass(frozen=True, kw_only=True)
class Timing:
    """One measure over a set of incidents. Below six values there is no median to speak of."""

    measure: Measure
    values: tuple[Value, ...]
    """Shortest first."""
    missing: tuple[Postmortem, ...]
    """Those whose times are not known to the minute (for publishing, to the day), or cross."""
    median: timedelta | None
    interval: Between | None
    p90: timedelta | None
    """From ten values on."""

    @property
    def n(self) -> int:
        return len(self.values)


@dataclass(frozen=True, kw_only=True)
class PeriodTimings:
    """The five measures over the incidents that started in one period."""

    period: Period
    is_filling: bool
    timings: tuple[Timing, ...]


def learn_timings(postmortems: Iterable[Postmortem], zone: tzinfo) -> tuple[Timing, ...]:
    """The five measures of the counted incidents among these. `zone` is that of deadlines.

    Publishing is asked of an organisation's own accounts only; one still in review is missing.
    """
    chosen = incidents(postmortems)
    own = tuple(one for one in chosen if one.is_own)
    return (
        _timing(Measure.DETECT, chosen, lambda one: lengths(one).detect),
        _timing(Measure.ACKNOWLEDGE, chosen, lambda one: lengths(one).acknowledge),
        _timing(Measure.MITIGATE, chosen, lambda one: lengths(one).mitigate),
        _timing(Measure.RESOLVE, chosen, lambda one: lengths(one).resolve),
        _timing(Measure.PUBLISH, own, lambda one: _publish(one, zone)),
    )


def timings_by_period(
    postmortems: Iterable[Postmortem], calendar: Calendar
) -> tuple[PeriodTimings, ...]:
    """The same by period, oldest first, periods without any between them included."""
    return tuple(
        PeriodTimings(
            period=period,
            is_filling=calendar.is_filling(period),
            timings=learn_timings(found, calendar.deadlines.time_zone),
        )
        for period, found in by_period(incidents(postmortems), calendar.length)
    )


def _timing(
    measure: Measure,
    postmortems: tuple[Postmortem, ...],
    took: Callable[[Postmortem], timedelta | None],
) -> Timing:
    known = [(one, took(one)) for one in postmortems]
    values = sorted(
        (Value(one, length) for one, length in known if length is not None),
        key=lambda value: (value.length, value.postmortem.sort_key),
    )
    seconds = [value.length.total_seconds() for value in values]
    interval, ninetieth = median_interval(seconds), p90(seconds)
    return Timing(
        measure=measure,
        values=tuple(values),
        missing=tuple(one for one, length in known if length is None),
        median=timedelta(seconds=median(seconds)) if interval else None,
        interval=Between(
            timedelta(seconds=interval.low), timedelta(seconds=interval.high), interval.coverage
        )
        if interval
        else None,
        p90=timedelta(seconds=ninetieth) if ninetieth is not None else None,
    )


def _publish(one: Postmortem, zone: tzinfo) -> timedelta | None:
    resolved = day_of(one.resolved_at, zone)
    if resolved is None or one.published_at is None or one.published_at < resolved:
        return None
    return one.published_at - resolved

"""Stretches of periods with what was read of them: what changes and sightings are seen in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.learn.periods import (
    PERIODS_FROM,
    SENTENCES_BELOW,
    Calendar,
    Length,
    Period,
    incidents,
    period_of,
)
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import Quote, Trends, incidents_of
from mkdocs_postmortems.model.postmortem import Postmortem

SPAN = 4
"""So many periods are held against so many before."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Periods that follow on each other, with what was read of them, oldest first."""

    periods: tuple[Period, ...]
    read: tuple[Postmortem, ...] = ()
    """Those read for themes: the n of every share."""
    quotes: tuple[Quote, ...] = ()
    """Their lessons on what went wrong or contributed."""

    @property
    def filed(self) -> Share:
        """The lessons that their authors filed, of all of them."""
        return Share(sum(map(is_answered, self.quotes)), len(self.quotes))

    @property
    def is_filed(self) -> bool:
        return is_enough(self.filed)

    def of(self, theme: str) -> tuple[Quote, ...]:
        return tuple(one for one in self.quotes if theme in one.themes)

    def share(self, theme: str) -> Share:
        return Share(len(incidents_of(self.of(theme))), len(self.read))


def compared_length(postmortems: Iterable[Postmortem], calendar: Calendar) -> Length | None:
    """In what four of are compared: quarters from 20 incidents on, from 80 the calendar's periods.

    Four quarters are a year whose end is never more than a quarter old. None below 20.
    """
    count = len(incidents(postmortems))
    if count < SENTENCES_BELOW:
        return None
    return calendar.length if count >= PERIODS_FROM else Length.QUARTER


def is_answered(quote: Quote) -> bool:
    """Whether its author filed it; `[none]` is an answer too."""
    return bool(quote.themes) or quote.is_deliberate or quote.lesson.is_deliberately_unfiled


def is_enough(filed: Share) -> bool:
    """Whether at least four in five lessons are filed; where there are none, none is missing."""
    return filed.count * 5 >= filed.of * 4


def window(trends: Trends, last: Period, count: int = SPAN) -> Window:
    """So many periods up to `last`."""
    periods = tuple(last.shifted(by) for by in range(1 - count, 1))
    read = sorted(
        (one for one in trends.read_for_themes if _is_in(one, periods)),
        key=lambda one: one.sort_key,
    )
    ids = {one.id for one in read}
    quotes = sorted(
        (one for one in trends.hurt if one.postmortem.id in ids),
        key=lambda one: one.postmortem.sort_key,
    )
    return Window(periods=periods, read=tuple(read), quotes=tuple(quotes))


def _is_in(one: Postmortem, periods: tuple[Period, ...]) -> bool:
    if one.started_at is None:
        return False
    return periods[0] <= period_of(one.started_at, periods[0].length) <= periods[-1]

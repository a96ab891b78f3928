"""What a timeline's lines tell of start, detection and end, as guesses with their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.read.packaged import timeline_words

_READ = 200
"""Characters of a line that are looked at: what it is about stands at its start."""
_BEFORE, _AFTER = 25, 12
"""How near a denial must stand."""


@cache
def _words(what: str) -> re.Pattern[str]:
    return re.compile("|".join(timeline_words()[what]), re.IGNORECASE)


def guess_from(
    entries: Sequence[TimelineEntry], started: Moment | None
) -> Iterator[tuple[str, Moment, TimelineEntry]]:
    """Field, moment and line; only lines that say so themselves, in the order of the timeline."""
    timed = [one for one in entries if one.at is not None and one.at.at is not None]
    if started is None or started.at is None:
        begin = _first(timed, "started", limit=max(len(timed) // 2, 3))
        if begin is None and timed:
            begin = _first_of_day(timed, started)
        if begin is not None and begin.at is not None:
            yield "started_at", begin.at, begin
            started = begin.at
    later = [one for one in timed if one.at and not (started and one.at.is_before(started))]
    found = _first(later, "detected")
    if found is not None and found.at is not None:
        yield "detected_at", found.at, found
    end = _first(list(reversed(later)), "resolved")
    if (
        end is not None
        and end.at is not None
        and not (found and end.at.is_before(found.at or end.at))
    ):
        yield "resolved_at", end.at, end


def _first(
    entries: Iterable[TimelineEntry], what: str, limit: int | None = None
) -> TimelineEntry | None:
    for number, one in enumerate(entries):
        if limit is not None and number >= limit:
            return None
        match = _words(what).search(one.text[:_READ])
        if match and not _words("denied").search(
            one.text[max(match.start() - _BEFORE, 0) : match.end() + _AFTER]
        ):
            return one
    return None


def _first_of_day(entries: list[TimelineEntry], day: Moment | None) -> TimelineEntry | None:
    """The first line of the day that is known otherwise, else the first of all."""
    if day is not None and day.date is not None:
        return next((one for one in entries if one.at and one.at.date == day.date), None)
    return entries[0]

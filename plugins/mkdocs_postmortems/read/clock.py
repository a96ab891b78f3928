"""Clock times as people write them in timelines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo

from mkdocs_postmortems.read.days import Day, read_day
from mkdocs_postmortems.read.offsets import NAMED, offset_named

_OPEN = r"[\\\[(*_`~≈@>\s]*"
_LEAD = re.compile(
    rf"{_OPEN}(?:(?:at|on|by|around|about|approx(?:imately)?\.?|circa|ca\.|c\.|ca|c|since|from|between)\s+)*{_OPEN}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[T,·]|[–—-](?=\s))?\s*(?:(?:at|ca\.?|around|about)\s+)?[~≈*_`]*", re.IGNORECASE
)
"""What may stand between a day and a time."""
_TIME = re.compile(
    r"""(?:(?P<h>\d{1,2})(?:[:.h](?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?)?
      \s*(?P<half>[AaPp]\.?[Mm]\b\.?)?(?![.\d]*\d)(?:\s*(?:hrs?|hours|Uhr)\b)?
      |(?P<packed>\d{4})(?:\s*(?:hrs?|hours|h)\b|(?=Z\b)))""",
    re.VERBOSE,
)
_PACKED = re.compile(r"(?P<packed>(?P<h>\d{2})(?P<min>\d{2}))(?P<s>)(?P<half>)(?![\d.:/-])")
_UNKNOWN = re.compile(r"(?:[\dX?]{1,2}|HH|hh|--)[:.](?:\?\?|XX|xx|mm|MM|--)|\?{2,3}(?=\])")
"""A place that was kept for a time: `14:??`, `HH:mm`, `[???]`."""
_ZONE = re.compile(rf"\s*(?:(?P<bare>{NAMED})|\((?P<enclosed>{NAMED})\))")
_OFFSET = re.compile(r"\s*(?P<bare>[+-]\d{2}:?\d{2})\b")
"""A bare `-11:00` is an offset only behind a date; else it is the end of `10:30-11:00`."""
_UNTIL = re.compile(
    rf"\s*(?:[-–—→]|->|to\b|until\b|and\b)\s*[~≈]?\s*\d{{1,2}}[:.]\d{{2}}(?:\s*[AaPp]\.?[Mm]\b\.?)?(?:\s*(?P<zone>{NAMED}))?"
)
_THEN = re.compile(r"\s*(?:,\s*(?:on\s+)?|\s+on\s+)", re.IGNORECASE)
"""What leads from a time to its day."""
_RELATIVE = re.compile(
    r"(?:T\s?(?P<sign>[+-−–])\s?|\+)(?P<amount>(?:\d{1,5}\s?(?:hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s|days?|d)(?![a-z])\.?\s?)+|\d{1,2}:\d{2}(?::\d{2})?|0\b)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(\d+)\s?([dhms])", re.IGNORECASE)
_CLOSE = re.compile(r"[\])*_`\\]*")
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written. `seconds` of the day are None where only a day or a month is given."""

    text: str
    day: date | None = None
    month: tuple[int, int] | None = None
    """Year and month where no day is written."""
    month_day: tuple[int, int] | None = None
    """Month and day where the year is not written."""
    either: tuple[date, date] | None = None
    """The two days that a date with slashes may mean."""
    seconds: int | None = None
    offset: timedelta | None = None
    relative: timedelta | None = None
    """From the start of the incident, of `T+5m`."""
    is_unknown: bool = False
    """A place was kept for the time, and nothing written into it."""

    @property
    def is_day(self) -> bool:
        """Whether it says on which day, and nothing of the time."""
        return self.seconds is None and self.relative is None and not self.is_unknown

    def at(self, day: date, zone: tzinfo) -> datetime:
        """The instant of this clock time on a day, in its own offset or else in `zone`."""
        local = datetime(day.year, day.month, day.day) + timedelta(seconds=self.seconds or 0)
        return local.replace(tzinfo=timezone(self.offset) if self.offset is not None else zone)


def read_clock(text: str, *, is_cell: bool = False) -> tuple[Clock, int] | None:
    """The time at the start of a text and how many characters it takes, or None.

    A bare number is no time; 24:00 and beyond is none either. In a cell for times `0215` is one.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if match := _RELATIVE.match(text, start):
        return _relative(text, match)
    day = read_day(text, start)
    end = day.end if day else start
    at = _after_day(text, end) if day else start
    unknown = _UNKNOWN.match(text, at)
    time = None if unknown else _TIME.match(text, at)
    if is_cell and not unknown and not (time and (time["min"] or time["half"] or time["packed"])):
        time = _PACKED.match(text, at)
    if unknown:
        end = unknown.end()
    if time is None or not (time["packed"] or time["min"] or time["half"]):
        return _day_only(text, day, end, is_unknown=unknown is not None)
    seconds = _seconds(time)
    if seconds is None:
        return None
    end, zone = _zone(text, time.end(), has_day=day is not None)
    if match := _UNTIL.match(text, end):
        zone = zone or match["zone"]
        end = match.end()
    if day is None and (then := _THEN.match(text, end)) and (day := read_day(text, then.end())):
        end = day.end
    clock, end = _clock(text, end, day)
    return replace(clock, seconds=seconds, offset=offset_named(zone)), end


def _clock(text: str, end: int, day: Day | None) -> tuple[Clock, int]:
    """What is written up to a place, the brackets behind it included, with its day."""
    end = _closed(text, end)
    day = day or Day(end)
    clock = Clock(
        text=_shown(text[:end]),
        day=day.day,
        month=day.month,
        month_day=day.month_day,
        either=day.either,
    )
    return clock, end


def _after_day(text: str, end: int) -> int:
    between = _BETWEEN.match(text, end)
    return between.end() if between else end


def _day_only(
    text: str, day: Day | None, end: int, *, is_unknown: bool
) -> tuple[Clock, int] | None:
    if day is None and not is_unknown:
        return None
    clock, end = _clock(text, end, day)
    return replace(clock, is_unknown=is_unknown), end


def _zone(text: str, end: int, *, has_day: bool) -> tuple[int, str | None]:
    match = _ZONE.match(text, end)
    if match is not None:
        return match.end(), match["bare"] or match["enclosed"]
    match = _OFFSET.match(text, end) if has_day else None
    return (match.end(), match["bare"]) if match else (end, None)


def _closed(text: str, end: int) -> int:
    match = _CLOSE.match(text, end)
    return match.end() if match else end


def _shown(text: str) -> str:
    return text.strip(" \t*_`[]()\\@>")


def _relative(text: str, match: re.Match[str]) -> tuple[Clock, int]:
    amount = match["amount"]
    if ":" in amount:
        hours, minutes, *rest = (int(part) for part in amount.split(":"))
        seconds = hours * 3600 + minutes * 60 + (rest[0] if rest else 0)
    else:
        seconds = sum(
            int(number) * _UNITS[unit.lower()] for number, unit in _AMOUNT.findall(amount)
        )
    after = timedelta(seconds=seconds)
    end = _closed(text, match.start() + len(match[0].rstrip()))
    is_before = match["sign"] not in {None, "+"}
    return Clock(text=_shown(text[:end]), relative=-after if is_before else after), end


def _seconds(match: re.Match[str]) -> int | None:
    if match["packed"]:
        hour, minute, second = int(match["packed"][:2]), int(match["packed"][2:]), 0
    else:
        hour, minute, second = int(match["h"]), int(match["min"] or 0), int(match["s"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second

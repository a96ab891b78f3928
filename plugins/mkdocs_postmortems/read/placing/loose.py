"""Dates, times and durations as people write them in fields, to moments no finer than written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.read.clock import Clock, read_clock
from mkdocs_postmortems.read.placing.dates import Order

ZONES = {
    "UTC": "UTC", "GMT": "UTC", "Z": "UTC", "CET": "Europe/Berlin", "CEST": "Europe/Berlin",
    "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki", "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon", "BST": "Europe/London", "MSK": "Europe/Moscow",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
    "MST": "America/Denver", "MDT": "America/Denver", "MT": "America/Denver",
    "CST": "America/Chicago", "CDT": "America/Chicago", "CT": "America/Chicago",
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
    "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
"""The place that people who write an abbreviation mostly mean; only UTC is certain."""

EARLIEST = 1970
"""A year before this is a program's zero and no incident's."""

_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*", re.IGNORECASE
)
_NOISE = re.compile(
    r"^(?:approx(?:imately|\.)?|circa|ca\.|c\.|around|about|roughly|on|at|since|from|~|≈)\s*",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_ZONE = re.compile(r"\b(UTC[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,4}T|UTC|GMT|Z)\b")
_WINDOW = re.compile(r"\d[:.]\d{2}[^–—-]{0,12}?\s*(?:[–—-]|\bto\b|\buntil\b)\s*(?P<end>\S.*)$")
_PLACE = re.compile(r"\b(?:[A-Z][a-z]+|US)/[A-Z][A-Za-z_]+\b")
_ISO_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+([+-])(\d{2}):?(\d{2}|)(?!\d)")
_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
_AMOUNT = re.compile(
    r"(?<!\d)(\d{1,7}(?:[.,]\d{1,3})?)\s*(weeks?|w|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)(?![a-z])\.?",
    re.IGNORECASE,
)
_CLOCKED = re.compile(r"^\s*(\d{1,3}):(\d{2})(?::(\d{2}))?\s*(?:h|hours|hrs)?\s*$")


@dataclass(frozen=True, slots=True)
class Loose:
    """A moment as far as it could be read, and whether a zone was written."""

    clock: Clock
    is_zoned: bool

    def moment(self, zone: tzinfo, day: date | None = None) -> Moment | None:
        """In its own offset or else in `zone`; `day` for a time that has none."""
        clock = self.clock
        if clock.month and not clock.day:
            return Moment(*clock.month)
        when = clock.day or day
        if clock.month_day and day:
            try:
                when = date(day.year, *clock.month_day)
            except ValueError:
                return None
        if when is None:
            return None
        if clock.seconds is None:
            return Moment(when.year, when.month, when.day)
        try:
            return Moment.of(clock.at(when, zone))
        except (OverflowError, ValueError):
            return Moment(when.year, when.month, when.day)


def read_loose(text: str, order: Order | None = None) -> Loose | None:
    """A date, a time, or both in either order.

    03/04/2024 is a day only where `order` tells which.
    """
    words = _iso_dates(_WEEKDAY.sub("", text.strip().strip("`*_\"' ")), order)
    if words is None:
        return None
    while match := _NOISE.match(words):
        words = words[match.end() :]
    try:
        exact = datetime.fromisoformat(words)
    except ValueError:
        exact = None
    if exact is not None and exact.year < EARLIEST:
        return None
    if exact is not None and exact.tzinfo is not None:
        seconds = exact.hour * 3600 + exact.minute * 60 + exact.second
        return Loose(
            Clock(words, day=exact.date(), seconds=seconds, offset=exact.utcoffset()), True
        )
    read = read_clock(words, is_cell=True)
    if read is None:
        return None
    clock, end = read
    if clock.day and clock.day.year < EARLIEST:
        return None
    rest = re.sub(r"^[\s,;()-]*(?:on|at)?\s*", "", words[end:])
    other = read_clock(rest) if rest else None
    if other is not None:
        clock = _joined(clock, other[0])
    return Loose(clock, clock.offset is not None)


def read_end(text: str, start: Loose) -> Loose | None:
    """The end of a window such as `9 Aug 2024, 10:30–13:20 SGT`."""
    match = _WINDOW.search(text)
    read = read_loose(match["end"]) if match and start.clock.seconds is not None else None
    if read is None or read.clock.seconds is None:
        return None
    offset = read.clock.offset if read.clock.offset is not None else start.clock.offset
    clock = replace(read.clock, day=read.clock.day, offset=offset)
    return Loose(clock, offset is not None)


def _joined(one: Clock, other: Clock) -> Clock:
    """A time and a date that stand in two parts."""
    return Clock(
        text=f"{one.text} {other.text}",
        day=one.day or other.day,
        month=one.month or other.month,
        month_day=one.month_day or other.month_day,
        seconds=one.seconds if one.seconds is not None else other.seconds,
        offset=one.offset if one.offset is not None else other.offset,
    )


def _iso_dates(text: str, order: Order | None) -> str | None:
    """With 2024/3/1 and 31.01.2024 as ISO days; None where day and month cannot be told apart."""
    if match := _SLASHED.search(text):
        iso = _iso(match[1], match[2], match[3])
    elif match := _DAY_FIRST.search(text):
        day, month = int(match[1]), int(match[2])
        if "/" in match[0]:
            if day <= 12 and month <= 12 and day != month and order is None:
                return None
            if month > 12 or (day <= 12 and order is Order.MONTH):
                day, month = month, day
        iso = _iso(match[3], month, day)
    else:
        return text
    return f"{text[: match.start()]}{iso}{text[match.end() :]}"


def _iso(year: str, month: str | int, day: str | int) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def read_duration(text: str) -> timedelta | None:
    """`2h 30m`, `1 hr 23 min`, `108 minutes`, `00:45`; None where nothing of that is said."""
    if match := _CLOCKED.match(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))
    found = _AMOUNT.findall(text)
    if not found or len(text.split()) > 14:
        return None
    seconds = 0.0
    for amount, unit in found:
        letter = unit[0].lower()
        seconds += float(amount.replace(",", ".")) * _UNITS[letter]
    total = timedelta(seconds=seconds)
    return total if timedelta() < total < timedelta(days=3650) else None


def zone_named(text: str) -> tuple[str, str] | None:
    """The IANA name that a zone's words mean, and the words: (`America/New_York`, `ET`)."""
    for match in _ZONE.finditer(text):
        name = match[1]
        if name in ZONES:
            return ZONES[name], name
        if match_fixed := re.fullmatch(r"UTC([+-])(\d{1,2})(?::?00)?", name):
            hours = int(match_fixed[2])
            # POSIX counts west of Greenwich: Etc/GMT-2 is two hours east.
            sign = "-" if match_fixed[1] == "+" else "+"
            return (f"Etc/GMT{sign}{hours}" if hours else "UTC", name) if hours <= 12 else None
    for place in _PLACE.findall(text):
        if _is_zone(place):
            return place, place
    return None


def zone_of_offset(text: str) -> tuple[str, str] | None:
    """The zone of an ISO time that is not UTC, and its offset: programs store UTC for everybody."""
    match = _ISO_OFFSET.search(text)
    if match is None or not int(match[2]) or match[3] not in {"", "00"}:
        return None
    sign = "-" if match[1] == "+" else "+"
    return (f"Etc/GMT{sign}{int(match[2])}", match[1] + match[2]) if int(match[2]) <= 12 else None


def _is_zone(name: str) -> bool:
    """`Client/Server` has the form of one too."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True

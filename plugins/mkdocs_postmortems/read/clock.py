"""Clock times as people write them in timelines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

ABBREVIATIONS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "IST": 330, "CET": 60,
    "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes east of UTC. Ambiguous ones (IST, CST) mean what they mostly mean in such documents."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = r"(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|Z|[A-Z]{3,4}"
_ZONE = rf"{_NAMED}|(?(date)[+-]\d{{2}}:?\d{{2}}|(?!))"
"""A bare `-11:00` is an offset only behind a date; else it is the end of `10:30-11:00`."""
_TIME = re.compile(
    rf"""[\[(*_`~≈\s]*(?:(?:c|ca|about|around|approx)\.?\s+)?
    (?P<date>\d{{4}}-\d{{2}}-\d{{2}}|(?P<m1>[A-Z][a-z]{{2,8}})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?
      |(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m2>[A-Z][a-z]{{2,8}})
      |(?P<month>\d{{4}}-\d{{2}})(?!-?\d))?
    (?P<year>,?\s*\d{{4}}(?=[\s,]))?
    (?:(?<=\d)[T,\s]\s*|(?<=[a-z])[,\s]\s*)?(?:at\s+|~)?
    (?P<time>(?P<h>\d{{1,2}})(?:[:.h](?P<min>\d{{2}})(?::(?P<s>\d{{2}})(?:\.\d+)?)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?
      (?![.\d]*\d)(?:\s*(?:(?P<zone>{_ZONE})\b|\((?P<zone3>{_NAMED})\)))?)?
    (?:\s*[-–—]\s*(?:~\s*)?\d{{1,2}}[:.]\d{{2}}(?:\s*[AaPp][Mm])?(?:\s*(?P<zone2>{_NAMED})\b)?)?
    [\])*_`]*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written. `seconds` of the day are None where only a day or a month is given."""

    text: str
    day: date | None = None
    month: tuple[int, int] | None = None
    """Year and month where no day is written."""
    month_day: tuple[int, int] | None = None
    """Month and day where the year is not written."""
    seconds: int | None = None
    offset: timedelta | None = None

    def at(self, day: date, zone: tzinfo) -> datetime:
        """The instant of this clock time on a day, in its own offset or else in `zone`."""
        local = datetime(day.year, day.month, day.day) + timedelta(seconds=self.seconds or 0)
        return local.replace(tzinfo=timezone(self.offset) if self.offset is not None else zone)


def read_clock(text: str) -> tuple[Clock, int] | None:
    """The time at the start of a text and how many characters it takes, or None.

    A bare number is no time; 24:00 and beyond is none either.
    """
    match = _TIME.match(text)
    if match is None or not (match["date"] or match["min"] or match["half"]):
        return None
    day, month_day = _day(match)
    if match["date"] and day is None and month_day is None and not match["month"]:
        return None
    seconds = None
    if match["min"] or match["half"]:
        seconds = _seconds(match)
        if seconds is None:
            return None
    elif match["h"]:
        return None
    clock = Clock(
        text=match[0].strip(" \t*_`[]()"),
        day=day,
        month=_month(match),
        month_day=month_day,
        seconds=seconds,
        offset=offset_named(match["zone"] or match["zone2"] or match["zone3"]),
    )
    return clock, match.end()


def offset_named(name: str | None) -> timedelta | None:
    """The offset of `PST`, `UTC+2` or `+05:30`."""
    if not name:
        return None
    if name in ABBREVIATIONS:
        return timedelta(minutes=ABBREVIATIONS[name])
    match = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes >= 24 * 60:
        return None
    return timedelta(minutes=minutes if match[1] == "+" else -minutes)


def zone_in(text: str) -> timedelta | None:
    """The offset that a table header such as `Time (PST)` names."""
    for word in re.findall(r"[A-Z]{3,4}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:\d{2}", text):
        offset = offset_named(word)
        if offset is not None:
            return offset
    return None


def zone_of(name: str | None, fallback: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else fallback
    except (KeyError, ValueError, OSError):
        return fallback


def _month(match: re.Match[str]) -> tuple[int, int] | None:
    if not match["month"]:
        return None
    year, month = int(match["month"][:4]), int(match["month"][5:])
    return (year, month) if 1 <= month <= 12 else None


def _day(match: re.Match[str]) -> tuple[date | None, tuple[int, int] | None]:
    if not match["date"] or match["month"]:
        return None, None
    try:
        if match["date"][0].isdigit() and match["date"][4:5] == "-":
            return date.fromisoformat(match["date"]), None
        name = (match["m1"] or match["m2"])[:3].lower()
        number = int(match["d1"] or match["d2"])
        if name not in _MONTHS:
            return None, None
        month = _MONTHS.index(name) + 1
        if match["year"]:
            return date(int(match["year"].strip(" ,")), month, number), None
        date(2000, month, number)
    except ValueError:
        return None, None
    return None, (month, number)


def _seconds(match: re.Match[str]) -> int | None:
    hour, minute, second = int(match["h"]), int(match["min"] or 0), int(match["s"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second

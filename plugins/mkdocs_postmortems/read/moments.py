"""Text to moments and days. Only ISO 8601 counts; numbers never do."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.moment import Moment

_FULL = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"[ ]?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$",
    re.IGNORECASE | re.ASCII,
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})$", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(:\d{2}(?::\d{2})?)$", re.ASCII)

_YEARS = "write the year with four digits"
_MONTHS = "months go from 01 to 12"
_CLOCKS = "hours go to 23, minutes and seconds to 59, offsets to 23:59"


class MomentError(ValueError):
    """What is wrong with a moment, with the code of its rule and what to write instead."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


def parse_moment(text: str, zone: ZoneInfo) -> Moment:
    """A month, a day, or a time with its offset.

    `zone` is only used to propose an offset where one is missing. Raises `MomentError`.
    """
    text = text.strip()
    if match := _FULL.match(text):
        clock, offset = match[2], (match[3] or "").upper()
        moment = _datetime(f"{match[1]}T{clock}", text)
        if not offset:
            shown = offset_of(moment, zone)
            raise MomentError(
                "PM103",
                f"`{text}` has no time zone",
                f"write the offset, e.g. `{match[1]}T{clock}{shown}` in {zone.key}",
            )
        if offset in {"UTC", "GMT"}:
            offset = "Z"
        return Moment.of(_datetime(f"{match[1]}T{clock}{offset}", text))
    if match := _DAY.match(text):
        day = parse_day(text)
        return Moment(day.year, day.month, day.day)
    if match := _MONTH.match(text):
        month = int(match[2])
        if not 1 <= month <= 12:
            raise MomentError("PM104", f"`{text}` has a month {month}", _MONTHS)
        if not int(match[1]):
            raise MomentError("PM104", f"`{text}` has a year that does not exist", _YEARS)
        return Moment(int(match[1]), month)
    if match := _CLOCK.match(text):
        clock = match[1].zfill(2) + match[2]
        raise MomentError(
            "PM108",
            f"`{text}` is a time without a date",
            f"write e.g. `2024-05-02T{clock}Z`",
        )
    raise MomentError(
        "PM104",
        f"`{text}` is not a time",
        "write `2024-05-02T14:05+02:00`, or only the day",
    )


def parse_day(text: str) -> date:
    """A calendar day. Raises `MomentError`."""
    match = _DAY.match(text.strip())
    if match is None:
        raise MomentError("PM104", f"`{text}` is not a day", "write `2024-05-02`")
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    try:
        return date(year, month, day)
    except ValueError:
        if not year:
            raise MomentError("PM104", f"`{text}` has a year that does not exist", _YEARS) from None
        if not 1 <= month <= 12:
            raise MomentError("PM104", f"`{text}` has a month {month}", _MONTHS) from None
        last = calendar.monthrange(year, month)[1]
        help = f"the last day of that month is {year:04}-{month:02}-{last}"
        raise MomentError("PM104", f"`{text}` has a day {day} that does not exist", help) from None


def offset_of(moment: datetime, zone: ZoneInfo) -> str:
    """The offset that a zone has at a naive local time, as `+02:00` or `Z`."""
    offset = moment.replace(tzinfo=zone).utcoffset() or timedelta()
    if not offset:
        return "Z"
    minutes = int(offset.total_seconds() // 60)
    return f"{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _datetime(iso: str, text: str) -> datetime:
    parse_day(text[:10])
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        raise MomentError("PM104", f"`{text}` has a time that does not exist", _CLOCKS) from None

"""Calendar days as people write them, at the start of a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)", re.IGNORECASE)
_ORDINAL = r"(?:st|nd|rd|th)?"


class Day(NamedTuple):
    """What is written of a day: all of it, a month of a year, or a month and day of no year."""

    end: int
    day: date | None = None
    month: tuple[int, int] | None = None
    month_day: tuple[int, int] | None = None
    either: tuple[date, date] | None = None
    """What `03/04/2024` may be: 3 April and 4 March."""


def read_day(text: str, start: int = 0) -> Day | None:
    """The day that stands at a place of a text; None where none does or none such exists."""
    weekday = _WEEKDAY.match(text, start)
    at = weekday.end() if weekday else start
    for pattern, read in _FORMS:
        if match := pattern.match(text, at):
            try:
                return read(match)
            except ValueError:
                return None
    return None


def _iso(match: re.Match[str]) -> Day:
    return Day(match.end(), date(int(match["y"]), int(match["m"]), int(match["d"])))


def _month(match: re.Match[str]) -> Day:
    year, month = int(match["y"]), int(match["m"])
    date(year, month, 1)
    return Day(match.end(), month=(year, month))


def _day_first(match: re.Match[str]) -> Day:
    day, month = int(match["d"]), int(match["m"])
    if match["sep"] == "/":
        if day <= 12 and month <= 12 and day != month:
            year = int(match["y"])
            return Day(match.end(), either=(date(year, month, day), date(year, day, month)))
        if month > 12:
            day, month = month, day
    return Day(match.end(), date(int(match["y"]), month, day))


def _named(match: re.Match[str]) -> Day:
    month, day = _MONTHS.index(match["m"][:3].lower()) + 1, int(match["d"])
    year = match["y"]
    if year:
        return Day(match.end(), date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    date(2000, month, day)
    return Day(match.end(), month_day=(month, day))


def _month_day(match: re.Match[str]) -> Day:
    month, day = int(match["m"]), int(match["d"])
    if match["sep"] == "/" and month > 12:
        month, day = day, month
    date(2000, month, day)
    return Day(match.end(), month_day=(month, day))


_NAME = r"(?P<m>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)", _iso),
        (r"(?P<y>\d{4})-(?P<m>\d{2})(?!-?\d)", _month),
        (r"(?P<d>\d{1,2})(?P<sep>[./])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)", _day_first),
        (rf"(?P<d>\d{{1,2}})[/-]{_NAME}[/-](?P<y>\d{{4}}|\d{{2}})(?!\d)", _named),
        (
            rf"{_NAME}\.?\s+(?P<d>\d{{1,2}}){_ORDINAL}(?![\d:.]\d)(?:,?\s*(?P<y>\d{{4}})(?![\d:]))?",
            _named,
        ),
        (
            rf"(?:the\s+)?(?P<d>\d{{1,2}}){_ORDINAL}\.?\s+(?:of\s+)?{_NAME}\.?(?:,?\s*(?P<y>\d{{4}})(?![\d:]))?",
            _named,
        ),
        (r"(?P<m>\d{2})(?P<sep>[-/])(?P<d>\d{2})(?=\s+\d{1,2}[:.]?\d{2}(?!\d))", _month_day),
    )
)

"""Calendar days among other words: in titles, in names of files, in prose."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4}(?P<sep>[-/._])\d{1,2}(?P=sep)\d{1,2})(?!\d)"
    r"|(?<!build )(?P<packed>20\d{6})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})/(?P<m3>{_NAME})/(?P<y3>\d{{2}}(?:\d{{2}})?)(?!\d)"
    rf"|\b(?P<m>{_NAME})\.?[ _-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
    r"(?:,?[ _-]+(?P<y>\d{4})(?!\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?[ _-]+(?:of[ ]+)?(?P<m2>{_NAME})\b"
    r"\.?(?:,?[ _-]+(?P<y2>\d{4})(?!\d))?)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_WRITTEN = re.compile(
    r"(?:posted|published|updated|written|created|modified|reviewed|prepared|printed|report|version"
    r"|author|issued|filed|exported|sent|review|meeting|date:)[^.\n]{0,40}$",
    re.IGNORECASE,
)
"""Before a day that is the document's and not the incident's."""
_YEAR = re.compile(r"(?<![\d.#/-])(?:19[89]\d|20\d\d)(?![\d-])")


def find_day(
    text: str, year: int | None = None, *, of_document: bool = False
) -> tuple[date, tuple[int, int]] | None:
    """The first calendar day in some words, and where it stands.

    One without a year is of `year`, and none where that is not given. The day on which something
    was posted or reviewed counts only if the document's own days are wanted too.
    """
    for match in _DATE.finditer(text):
        try:
            day = _day(match, year)
        except ValueError:
            continue
        if not of_document and _WRITTEN.search(text[: match.start()]):
            continue
        if day is not None and 1970 <= day.year <= 2100:
            return day, match.span()
    return None


class Order(StrEnum):
    """What the first number of a date with slashes is."""

    DAY = "day"
    MONTH = "month"


def slash_order(text: str) -> Order | None:
    """How a document writes dates with slashes.

    Told by one that can only be read one way, or by a day that it writes with the month's name too.
    """
    pairs = {(int(one), int(other)) for one, other, _ in _SLASHED.findall(text)}
    if any(one > 12 for one, _ in pairs):
        return Order.DAY
    if any(other > 12 for _, other in pairs):
        return Order.MONTH
    days = {day for match in _DATE.finditer(text) if (day := _named(match)) is not None}
    named = {(day.month, day.day) for day in days}
    for one, other in sorted(pair for pair in pairs if pair[0] != pair[1]):
        if (other, one) in named:
            return Order.DAY
        if (one, other) in named:
            return Order.MONTH
    return None


def _named(match: re.Match[str]) -> date | None:
    """A day with its month by name; where no year stands, of any."""
    try:
        return None if match["iso"] or match["packed"] else _day(match, 2000)
    except ValueError:
        return None


def only_year(*texts: str) -> int | None:
    """The year that is meant where days name none: of the first full day, else the only one."""
    for text in texts:
        if found := find_day(text, of_document=True):
            return found[0].year
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _day(match: re.Match[str], year: int | None) -> date | None:
    if match["iso"]:
        return date(*(int(part) for part in re.split(r"[-/._]", match["iso"])))
    if match["packed"]:
        return date.fromisoformat(match["packed"])
    name = match["m"] or match["m2"] or match["m3"]
    number = int(match["d"] or match["d2"] or match["d3"])
    written = match["y"] or match["y2"] or match["y3"]
    if written is None and (year is None or not name[0].isupper()):
        return None
    full = int(written) + (2000 if written and len(written) == 2 else 0) if written else year
    return date(full or 1, _MONTHS.index(name[:3].lower()) + 1, number)

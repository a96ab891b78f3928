"""The day of an incident, from wherever a document names one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.model.document import Section
from mkdocs_postmortems.model.foreign import Foreign, Stated
from mkdocs_postmortems.read.placing.dates import Order, find_day, only_year
from mkdocs_postmortems.read.placing.loose import read_loose
from mkdocs_postmortems.read.placing.sheet import Sheet
from mkdocs_postmortems.read.placing.times import Day
from mkdocs_postmortems.read.placing.titles import Title

_AFTERWARDS = re.compile(
    r"(?:comments?|work ?log|changes|change ?log|history|activity)$", re.IGNORECASE
)
"""From here on days are those on which somebody wrote."""


@dataclass(frozen=True)
class Places:
    """Where a day may stand."""

    foreign: Foreign
    title: Title
    date: Stated | None
    """What a key such as `Date` says."""
    sheet: Sheet
    sections: tuple[Section, ...]
    order: Order | None = None


def incident_day(places: Places) -> Day | None:
    """The first that is there: a key, the title, the timeline, the file's name, then any words."""
    foreign, title, sheet = places.foreign, places.title, places.sheet
    year = only_year(title.written, foreign.source, sheet.text)

    def told(*kinds: str, of_document: bool = False) -> Day | None:
        for section in places.sections:
            if _AFTERWARDS.match(section.title):
                return None
            if kinds and section.kind not in kinds:
                continue
            heading = (section.heading,) if section.heading else ()
            for block in (*heading, *section.blocks):
                if found := find_day(block.text, year, of_document=of_document):
                    said = f"the first day that the text names, {found[0].isoformat()}"
                    return Day(found[0], said, sheet.line_of(block))
        return None

    def titled() -> Day | None:
        found = find_day(title.written, year)
        day = title.day or (found[0] if found else None)
        said = f"the day in the title “{title.written}”"
        return Day(day, said, foreign.first_line) if day else None

    def named() -> Day | None:
        found = find_day(PurePosixPath(foreign.source).name)
        return Day(found[0], f"the day in the file name `{foreign.source}`", 0) if found else None

    ways: tuple[Callable[[], Day | None], ...] = (
        lambda: _stated(places.date, places.order),
        titled,
        lambda: told("timeline"),
        named,
        lambda: told("summary"),
        lambda: told("impact"),
        told,
        lambda: told(of_document=True),
    )
    return next((day for way in ways if (day := way()) is not None), None)


def _stated(date: Stated | None, order: Order | None) -> Day | None:
    if date is None:
        return None
    words = ", ".join(date.values)
    loose = read_loose(words, order)
    day = loose.clock.day if loose else None
    if day is None and (found := find_day(words)):
        day = found[0]
    # The `date` of front matter is mostly that of the page: a blog sorts by it.
    is_page = date.name == "date"
    return Day(day, f"{date.name}: {words}", date.line, is_guess=is_page) if day else None

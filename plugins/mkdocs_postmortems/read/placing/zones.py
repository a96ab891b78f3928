"""In which zone a document's clock times are: as it says, or as has to be assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.model.document import BlockKind, Section
from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.read.clock import read_clock
from mkdocs_postmortems.read.offsets import zone_in
from mkdocs_postmortems.read.placing.loose import zone_named
from mkdocs_postmortems.read.placing.sheet import Sheet

_SAID = re.compile(
    r"\b(?:all\s+)?(?:the\s+)?(?:times?(?:\s*stamps?)?|time ?zones?|clocks?)\b[^.\n|]{0,40}?\b"
    r"(?P<zone>UTC(?:[+-]\d{1,2}(?::?\d{2})?)?|GMT|[A-Z]{1,4}T|(?:[A-Z][a-z]+|US)/[A-Z][A-Za-z_]+)\b"
)
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])?\s*\|?\s*")


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA name, the words that tell it, and whether these leave no doubt."""

    name: str
    said: str
    line: int
    is_certain: bool


def read_zone(sheet: Sheet, sections: Iterable[Section], stated: Iterable[Stated]) -> Zone | None:
    """The zone that the document names for its times: by a key, a sentence, a heading, a column."""
    for one in stated:
        if found := zone_named(" ".join(one.values)):
            return _zone(found, f"{one.name}: {', '.join(one.values)}", one.line)
    for row in sheet.rows:
        # What a timed line says of zones is part of the story.
        match = None if read_clock(_MARKER.sub("", row.text)) else _SAID.search(row.text)
        if match and (found := zone_named(match["zone"])):
            return _zone(found, match[0].strip("*_ "), row.line)
    timeline = [one for one in sections if one.kind == "timeline"]
    for said, words, line in _titles(sheet, timeline):
        if found := zone_named(words):
            return _zone(found, said, line)
    return _zone_of_lines(sheet, timeline)


def _titles(sheet: Sheet, timeline: Iterable[Section]) -> Iterator[tuple[str, str, int]]:
    """Headings and columns of a timeline: how they are told, their words, their line."""
    for section in timeline:
        # A heading in capitals has no zone by being loud.
        if section.heading and not (section.title.isupper() and "(" not in section.title):
            yield f"the heading “{section.title}”", section.title, sheet.line_of(section.heading)
        for block in section.blocks:
            if block.kind is BlockKind.TABLE:
                for cell in block.children[0].children:
                    yield f"the column “{cell.text}”", cell.text, sheet.line_of(cell)


def _zone_of_lines(sheet: Sheet, sections: Iterable[Section]) -> Zone | None:
    """The one zone that lines name, where others name none."""
    found: dict[str, Zone] = {}
    for section in sections:
        for block in section.blocks:
            first, last = sheet.rows_of(block.span)
            for row in sheet.rows[first:last]:
                read = read_clock(_MARKER.sub("", row.text))
                if read is None or read[0].seconds is None:
                    continue
                if named := zone_named(read[0].text):
                    found.setdefault(named[0], _zone(named, f"the line “{read[0].text}”", row.line))
    return next(iter(found.values())) if len(found) == 1 else None


def _zone(found: tuple[str, str], said: str, line: int) -> Zone:
    name, word = found
    certain = name == "UTC" or "/" in word or word.startswith("UTC")
    return Zone(name, said if certain else f"{said}, read as {name}", line, certain)


def needs_zone(sheet: Sheet, sections: Iterable[Section]) -> bool:
    """Whether some clock time of the timeline names no zone."""
    for section in sections:
        if section.kind != "timeline":
            continue
        for block in section.blocks:
            offset = None
            if block.kind is BlockKind.TABLE:
                offset = zone_in(" ".join(cell.text for cell in block.children[0].children))
            if offset is None and _has_bare_time(sheet, block.span.start, block.span.end):
                return True
        if section.heading and _is_bare(section.title):
            return True
    return False


def _has_bare_time(sheet: Sheet, start: int, end: int) -> bool:
    return any(_is_bare(_MARKER.sub("", row)) for row in sheet.text[start:end].split("\n"))


def _is_bare(words: str) -> bool:
    read = read_clock(words)
    return read is not None and read[0].seconds is not None and read[0].offset is None

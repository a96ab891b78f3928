"""Timelines in the shapes people write them: tables, lists, headings with a time, plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.columns import time_columns
from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read.clock import Clock, read_clock
from mkdocs_postmortems.read.offsets import zone_in, zone_of

MARKS = ("started", "detected", "acknowledged", "mitigated", "resolved")

_MARK = re.compile(rf"\s*\[({'|'.join(MARKS)})\](?![\[(:])\s*")
_SEPARATOR = re.compile(r"^[\s:–—\-|.,;*]+")
_NOTE = re.compile(r"\W*(?:\([^()]*\)\W*)?")
"""Nothing, or words in brackets: a line of a day and no more tells the day of the next ones."""
_BEHIND = re.compile(r"(?:\s[–—-]+\s*|\s\()(?=[^–—()]{4,24}\)?\s*$)")
"""What parts the words of an item from a time at its end."""
_ROLLOVER = 3 * 3600
"""A clock that goes back by more than this many seconds has passed midnight; less is a slip."""


@dataclass(frozen=True, slots=True)
class _Line:
    clock: Clock
    text: str
    span: Span
    offset: timedelta | None = None


def read_timeline(
    sections: tuple[Section, ...],
    text: str,
    started_at: Moment | None,
    time_zone: str | None,
    fallback: ZoneInfo,
) -> tuple[TimelineEntry, ...]:
    """Every timed line of the timeline sections, with the moment it means as far as known.

    A clock that goes back has passed midnight. Times are in the line's own offset, the table
    header's, the document's `time_zone`, or `fallback`.
    """
    zone: tzinfo = zone_of(time_zone, fallback)
    lines = list(_lines(sections, text))
    day = _first_day(lines, started_at, zone) if lines else None
    previous: int | None = None
    entries: list[TimelineEntry] = []
    for line in lines:
        clock = line.clock
        written = _written_day(clock, day)
        if written is not None:
            day, previous = written, None
        elif day and day != date.max and _has_passed_midnight(previous, clock):
            day += timedelta(days=1)
        if clock.seconds is not None:
            previous = clock.seconds
        if not (clock.is_day and _NOTE.fullmatch(line.text)):
            entries.append(_entry(line, _moment(line, day, zone, started_at)))
    return tuple(entries)


def _first_day(lines: list[_Line], started_at: Moment | None, zone: tzinfo) -> date | None:
    """The day of the first line: that of the start as the timeline's clocks have it.

    A line marked as the start says how many midnights had passed by then.
    """
    if started_at is None or started_at.date is None:
        return None
    anchor, midnights = lines[0], 0
    passed, previous = 0, None
    for line in lines:
        if line.clock.day or line.clock.month_day or line.clock.either:
            break
        passed += _has_passed_midnight(previous, line.clock)
        previous = previous if line.clock.seconds is None else line.clock.seconds
        if line.text.lstrip().startswith("[started]"):
            anchor, midnights = line, passed
            break
    try:
        start = started_at.at.astimezone(_zone(anchor, zone)) if started_at.at else None
        return (start.date() if start else started_at.date) - timedelta(days=midnights)
    except OverflowError:
        return started_at.date


def _zone(line: _Line, zone: tzinfo) -> tzinfo:
    offset = line.clock.offset if line.clock.offset is not None else line.offset
    return timezone(offset) if offset is not None else zone


def _has_passed_midnight(previous: int | None, clock: Clock) -> bool:
    if previous is None or clock.seconds is None:
        return False
    return previous - clock.seconds > _ROLLOVER


def _written_day(clock: Clock, day: date | None) -> date | None:
    if clock.day:
        return clock.day
    if clock.either and day:
        known = day
        return min(clock.either, key=lambda one: abs(one - known))
    if clock.month_day and day:
        month, number = clock.month_day
        try:
            return date(day.year + (month == 1 and day.month == 12), month, number)
        except ValueError:
            return None
    return None


def _moment(
    line: _Line, day: date | None, zone: tzinfo, started_at: Moment | None
) -> Moment | None:
    clock, zone = line.clock, _zone(line, zone)
    if clock.relative is not None:
        start = started_at.at if started_at else None
        try:
            return Moment.of(start + clock.relative) if start else None
        except OverflowError:
            return None
    if clock.month and not clock.seconds:
        return Moment(*clock.month)
    if day is None:
        return None
    if clock.seconds is None:
        return Moment(day.year, day.month, day.day)
    try:
        return Moment.of(clock.at(day, zone))
    except (OverflowError, ValueError):
        return Moment(day.year, day.month, day.day)


def _entry(line: _Line, at: Moment | None) -> TimelineEntry:
    words, mark = line.text, None
    if match := _MARK.match(words):
        mark, words = match[1], words[match.end() :]
    return TimelineEntry(
        clock=line.clock.text, at=at, text=words.strip(), span=line.span, mark=mark
    )


def _lines(sections: tuple[Section, ...], text: str) -> Iterator[_Line]:
    for section in sections:
        if section.kind != "timeline":
            continue
        if section.heading and not section.own:
            opening = _timed(section.heading.text, section.heading.span)
            if opening is not None and not opening.clock.is_day:
                yield _under_heading(opening, section.blocks)
                continue
            if opening is not None:
                yield opening
        offset = zone_in(section.heading.text) if section.heading and section.own else None
        for block in section.blocks:
            yield from _block_lines(block, text, offset)


def _under_heading(opening: _Line, blocks: tuple[Block, ...]) -> _Line:
    """A heading with a time, its text the heading's rest and its first paragraph."""
    first = next((one for one in blocks if one.kind is not BlockKind.HEADING), None)
    told = first.text if first else ""
    words, mark = opening.text, _MARK.match(told)
    if mark and not _MARK.match(words):
        words, told = f"[{mark[1]}] {words}", told[mark.end() :]
    words = " ".join(part for part in (words, told) if part)
    return _Line(opening.clock, words, opening.span, opening.offset)


def _block_lines(block: Block, text: str, offset: timedelta | None) -> Iterator[_Line]:
    if block.kind is BlockKind.TABLE:
        yield from _rows(block, offset)
    elif block.kind is BlockKind.LIST:
        for item in block.children:
            line = _timed(item.text, item.span, offset) or _timed_behind(item, offset)
            if line is not None:
                yield line
            for child in item.children:
                yield from _block_lines(child, text, offset)
    elif block.kind is BlockKind.PARAGRAPH:
        start = block.words.start
        for row in text[block.words.start : block.words.end].split("\n"):
            line = _timed(row, Span(start, start + len(row)), offset)
            if line is not None:
                yield line
            start += len(row) + 1


def _rows(table: Block, offset: timedelta | None) -> Iterator[_Line]:
    header, *rows = table.children
    titles = [cell.text for cell in header.children]
    columns = time_columns(titles)
    zones = (zone_in(titles[number]) for number in columns if number < len(titles))
    offset = next((zone for zone in zones if zone is not None), offset)
    for row in rows:
        cells = [cell.text for cell in row.children]
        words = " ".join(cells[number] for number in columns if number < len(cells))
        read = read_clock(words, is_cell=True)
        if read is not None:
            others = [text for number, text in enumerate(cells) if number not in columns and text]
            yield _Line(read[0], " · ".join(others), row.span, offset)


def _timed_behind(item: Block, offset: timedelta | None) -> _Line | None:
    """An item whose time stands at its end: `Rollback done — 14:05`."""
    found = list(_BEHIND.finditer(item.text))
    match = found[-1] if found else None
    read = read_clock(item.text[match.end() :]) if match else None
    if match is None or read is None or item.text[match.end() + read[1] :].strip(" )."):
        return None
    return None if read[0].is_day else _Line(read[0], item.text[: match.start()], item.span, offset)


def _timed(words: str, span: Span, offset: timedelta | None = None) -> _Line | None:
    read = read_clock(words)
    if read is None:
        return None
    clock, end = read
    return _Line(clock, _SEPARATOR.sub("", words[end:]), span, offset)

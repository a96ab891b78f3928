"""PM4xx: the times of a timeline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.columns import time_columns
from mkdocs_postmortems.model.document import Block, BlockKind, Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.model.span import Span

_DAY = timedelta(days=1)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)
_WRONG = re.compile(
    r"\d(?:\d?:[6-9]\d|(?<=[3-9])\d:\d\d|(?<=2)[4-9]:\d\d"
    r"|(?:(?<=1)[3-9]|(?<=2)[0-3]|(?<=0)0?):\d\d(?::\d\d)?\s?[AaPp]\.?[Mm])"
)
"""Finds out quickly whether any time is wrong; `_CLOCK` then reads it."""
_BEFORE = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d+[.)]|\#{1,6}|\|)[ \t]+)?[\[(*_~≈`]*"
    r"(?:(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)[T ,|]*)?"
)
"""What may stand in a line before its time."""
_ZONE = re.compile(r"[A-Z]{3}|Z$|[+-]\d\d:?\d\d$")


def check_order(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Lines that are earlier than the one above them; midnight has been reckoned with."""
    for group in _groups(document):
        pairs = [(one, two) for one, two in pairwise(group) if one.at and two.at]
        slips = [(one, two) for one, two in pairs if _is_earlier(two, one)]
        if len(slips) > 1 and len(slips) * 2 > len(pairs):
            message = "this timeline runs backwards: the latest line comes first"
            span = clock_span(group[0], document)
            yield Problem("PM405", span, message, "put the earliest line first")
            continue
        for before, after in slips:
            span = clock_span(before, document)
            line, _ = document.lines.position(span.start)
            message = f"`{after.clock}` comes after `{before.clock}` (line {line})"
            related = ((span, "the later time is here"),)
            help = "correct one of the two times, or the order of the lines"
            yield Problem("PM405", clock_span(after, document), message, help, related)


def _is_earlier(one: TimelineEntry, other: TimelineEntry) -> bool:
    """By the instant; by the clock where only one of the two names its zone."""
    if not (one.at and other.at and one.at.at and other.at.at):
        return False
    first, second = one.at.at, other.at.at
    if bool(_ZONE.search(one.clock)) != bool(_ZONE.search(other.clock)):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return first < second


def _groups(document: Document) -> Iterator[list[TimelineEntry]]:
    """The entries of one table, list or paragraph; those that are headings are one group."""
    groups: dict[int, list[TimelineEntry]] = {}
    blocks = list(_timeline_blocks(document))
    starts = [block.span.start for block in blocks]
    for entry in document.postmortem.timeline:
        at = bisect_right(starts, entry.span.start) - 1
        is_inside = at >= 0 and entry.span.start < blocks[at].span.end
        groups.setdefault(at if is_inside else -1, []).append(entry)
    yield from groups.values()


def _timeline_blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        if section.kind == "timeline":
            yield from section.blocks


def clock_span(entry: TimelineEntry, document: Document) -> Span:
    """Where an entry's time stands; of a day and a time in two columns, the time."""
    for words in (entry.clock, *(one for one in entry.clock.split() if ":" in one)):
        start = document.text.find(words, *entry.span)
        if start != -1:
            return Span(start, start + len(words))
    return first_line(entry.span, document)


def first_line(span: Span, document: Document) -> Span:
    """As much of a span as is in its first line."""
    end = document.text.find("\n", span.start, span.end)
    return Span(span.start, end if end != -1 else span.end)


def check_outside(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Lines more than a day before the start or after the resolution; of a run, the first."""
    postmortem = document.postmortem
    start = postmortem.started_at.at if postmortem.started_at else None
    end = postmortem.resolved_at.at if postmortem.resolved_at else None
    was_outside = False
    for entry in postmortem.timeline:
        at = entry.at.at if entry.at else None
        if at is None:
            continue
        field = words = ""
        if start and start - at > _DAY:
            field, words = "started_at", f"{_days(start - at)} before"
        elif end and at - end > _DAY:
            field, words = "resolved_at", f"{_days(at - end)} after"
        if field and not was_outside:
            span = document.span_of(field)
            message = f"`{entry.clock}` is {words} `{field}`"
            related = ((span, f"`{field}` is here"),)
            help = "is the day right? if it is, tell it above or below the timeline"
            yield Problem("PM406", clock_span(entry, document), message, help, related)
        was_outside = bool(field)


def _days(span: timedelta) -> str:
    return f"{span.days} day{'s'[: span.days > 1]}"


def check_times(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Times that no clock shows, and rows whose time cannot be read."""
    read = {entry.span for entry in document.postmortem.timeline}
    for section in document.sections:
        if section.kind != "timeline":
            continue
        if section.heading and not section.own:
            yield from _malformed(section.heading.words, document)
        for block in section.blocks:
            if block.kind is BlockKind.TABLE:
                yield from _rows(block, read, document)
            elif block.kind in {BlockKind.LIST, BlockKind.PARAGRAPH}:
                yield from _malformed(block.span, document)


def _malformed(span: Span, document: Document) -> Iterator[Problem]:
    """Wrong times at the beginning of a line or of a cell."""
    text = document.prose
    for found in _WRONG.finditer(text, *span):
        start = found.start() - (text[found.start() - 1].isdigit() and found[0][1] == ":")
        match = _CLOCK.match(text, start)
        line = max(text.rfind("\n", 0, start) + 1, span.start)
        if match is None or not _BEFORE.fullmatch(text, line, start):
            continue
        hour, minute, half = int(match["hour"]), int(match["minute"]), match["half"]
        if hour <= 23 and minute <= 59 and _is_half_fine(hour, half):
            continue
        help = "write the hour from 00 to 23 and the minute from 00 to 59"
        if half and minute <= 59 and hour <= 23:
            help = f"write `{hour:02}:{minute:02}`, or the hour from 1 to 12"
        elif (hour, minute) == (24, 0):
            help = "write `00:00` with the next day"
        message = f"`{match[0]}` is a time that no clock shows"
        yield Problem("PM407", Span(*match.span()), message, help)


def _is_half_fine(hour: int, half: str | None) -> bool:
    return not half or 0 < hour <= 12 or (hour == 0 and half in "Aa")


def _rows(table: Block, read: set[Span], document: Document) -> Iterator[Problem]:
    header, *rows = table.children
    columns = time_columns([cell.text for cell in header.children])
    is_suspect = _WRONG.search(document.prose, *table.span) is not None
    unread: list[Block] = []
    for row in rows:
        if row.span in read and not is_suspect:
            continue
        cells = [row.children[at] for at in columns if at < len(row.children)]
        told = [cell for cell in cells if cell.text.strip(" -–—~")]
        malformed = [one for cell in told for one in _malformed(cell.words, document)]
        yield from malformed
        if told and row.span not in read and not malformed:
            unread.append(told[-1])
    if len(unread) * 2 > len(rows):
        unread = unread[:1]  # a way of telling times, not a slip in one line
    for cell in unread:
        message = f"`{cell.text}` cannot be read as a time, so the line is in no timeline"
        yield Problem("PM407", cell.words, message, "write e.g. `14:05` or `2024-05-02 14:05`")


RULES = (
    Rule(
        code="PM405",
        name="timeline-order",
        level=Level.WARNING,
        check=check_order,
        is_default=False,
    ),
    Rule(
        code="PM406",
        name="timeline-outside-incident",
        level=Level.INFO,
        check=check_outside,
        needs=frozenset({"started_at", "resolved_at"}),
        is_default=False,
    ),
    Rule(code="PM407", name="malformed-time", level=Level.WARNING, check=check_times),
)

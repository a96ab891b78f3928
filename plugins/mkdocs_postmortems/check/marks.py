"""PM4xx: the marks of a timeline, and the fields that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.check.timeline import clock_span, first_line
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.node import Scalar
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.model.span import Span

_SECONDS = re.compile(r"\d:\d\d:\d\d")
_ABOUT = re.compile(r"[~≈]|\b(?:about|around|approx|circa|ca)\b|\bc\.", re.IGNORECASE)


def check_marks(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Marks whose line has another time than the front matter's field."""
    if document.front_matter is None:
        return
    for entry in _first_marks(document).values():
        name = f"{entry.mark}_at"
        node = document.front_matter.get(name)
        moment = getattr(document.postmortem, name)
        if not isinstance(node, Scalar) or name in document.broken or moment is None:
            continue
        clock = clock_span(entry, document)
        before = document.text[_line_start(clock.start, document) : clock.start]
        if (
            entry.at is None
            or _ABOUT.search(before + entry.clock)
            or _agree(entry, moment, node.text)
        ):
            continue
        line, _ = document.lines.position(node.span.start)
        message = (
            f"`[{entry.mark}]` is at {entry.at.iso}, but `{name}` is {node.text} (line {line})"
        )
        related = ((node.span, f"`{name}` is here"),)
        help = "correct one of the two; where they agree, either can be left out"
        yield Problem("PM413", _mark_span(entry, document), message, help, related)


def _line_start(offset: int, document: Document) -> int:
    return document.text.rfind("\n", 0, offset) + 1


def _first_marks(document: Document) -> dict[str, TimelineEntry]:
    """The entry that fills each field: the first with its mark whose time is known."""
    found: dict[str, TimelineEntry] = {}
    for entry in document.postmortem.timeline:
        if entry.mark and entry.at:
            found.setdefault(entry.mark, entry)
    return found


def _agree(entry: TimelineEntry, moment: Moment, written: str) -> bool:
    """Whether two moments are the same as finely as both are written."""
    assert entry.at is not None
    mark = entry.at
    if mark.at and moment.at and not (_SECONDS.search(entry.clock) and _SECONDS.search(written)):
        return _minute(mark.at) == _minute(moment.at)
    return not mark.is_before(moment) and not moment.is_before(mark)


def _minute(at: datetime) -> int:
    return int(at.timestamp() // 60)


def _mark_span(entry: TimelineEntry, document: Document) -> Span:
    mark = f"[{entry.mark}]"
    end = document.text.find("\n\n", entry.span.end)
    start = document.text.find(mark, entry.span.start, end if end != -1 else len(document.text))
    return Span(start, start + len(mark)) if start != -1 else first_line(entry.span, document)


def check_second_marks(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Marks that stand a second time; the first one holds."""
    first: dict[str, TimelineEntry] = {}
    for entry in document.postmortem.timeline:
        if entry.mark is None or first.setdefault(entry.mark, entry) is entry:
            continue
        span = _mark_span(first[entry.mark], document)
        line, _ = document.lines.position(span.start)
        message = f"`[{entry.mark}]` stands already in line {line}, and that one holds"
        related = ((span, "the first one is here"),)
        help = "leave it on the line that is right, and take the other away"
        yield Problem("PM415", _mark_span(entry, document), message, help, related)


RULES = (
    Rule(
        code="PM413",
        name="mark-disagrees",
        level=Level.ERROR,
        check=check_marks,
        needs=frozenset({"started_at", "time_zone"}),
    ),
    Rule(code="PM415", name="second-mark", level=Level.WARNING, check=check_second_marks),
)

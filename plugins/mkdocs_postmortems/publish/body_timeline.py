"""The written timeline: its marks, and how long after the start each line is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.document import Block, BlockKind, Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.model.span import Span

if TYPE_CHECKING:
    from mkdocs_postmortems.publish.body import Pieces

_IS_OFFSET = re.compile(r"[^\w]*(?:T\s?)?[+−–-]", re.IGNORECASE)
"""A clock that counts from the start by itself: `T+5m`."""
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})*(?:\s*[AaPp]\.?[Mm]\b\.?)?|\d{4}(?=\D|$)")
_CLOSING = "*_~`)]"


def timeline_edits(document: Document, pieces: Pieces) -> Iterator[Edit]:
    entries = document.postmortem.timeline
    headings = {one.span: one for one in document.blocks if one.kind is BlockKind.HEADING}
    no_prose = _merged(document.no_prose)
    marked: set[str] = set()
    for number, entry in enumerate(entries):
        heading = headings.get(entry.span)
        following = entries[number + 1 : number + 2]
        end = following[0].span.start if following else document.body.end
        written = document.text[entry.span.start : end if heading else entry.span.end]
        mark = _mark(entry, written, no_prose)
        if mark is not None and entry.mark:
            address = "" if entry.mark in marked else entry.address or ""
            marked.add(entry.mark)
            yield Edit(mark, pieces.mark(entry.mark, address))
        yield from _offset(entry, heading, document, no_prose, pieces)


def _mark(entry: TimelineEntry, written: str, no_prose: list[Span]) -> Span | None:
    """Where `[detected]` stands, which will stand out; the first of its name has the address."""
    mark = f"[{entry.mark}]"
    at = written.find(mark) if entry.mark else -1
    start = entry.span.start + at
    if at == -1 or _is_inside(start, no_prose):
        return None
    return Span(start, start + len(mark))


def _offset(
    entry: TimelineEntry,
    heading: Block | None,
    document: Document,
    no_prose: list[Span],
    pieces: Pieces,
) -> Iterator[Edit]:
    start = document.postmortem.started_at
    at = _behind_clock(entry, document.text, no_prose)
    if at is None or start is None or start.at is None or entry.at is None or entry.at.at is None:
        return
    length = entry.at.at - start.at
    piece = pieces.silent_offset(length) if heading else f" {pieces.offset(length)}"
    yield Edit(Span(at, at), piece)


def _behind_clock(entry: TimelineEntry, text: str, no_prose: list[Span]) -> int | None:
    """Where the time of a line ends in the source, emphasis that began before it included."""
    if _IS_OFFSET.match(entry.clock):
        return None
    first = text.find(entry.clock, *entry.span)
    end = first + len(entry.clock)
    if first == -1:
        # A day and a time in columns of their own, or with markup between them.
        times = list(_TIME.finditer(entry.clock))
        first = text.find(times[-1][0], *entry.span) if times else -1
        end = first + len(times[-1][0]) if times else -1
    if first == -1:
        return None
    while end < entry.span.end and text[end] in _CLOSING:
        end += 1
    return None if _is_inside(end, no_prose) else end


def _merged(spans: tuple[Span, ...]) -> list[Span]:
    """The same places without one inside another."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _is_inside(at: int, spans: list[Span]) -> bool:
    """Whether something put there would be read as code, as HTML, or as an address."""
    number = bisect_left(spans, at, key=lambda one: one.start)
    return number > 0 and at < spans[number - 1].end

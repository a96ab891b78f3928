"""The written timeline: its marks, and how long after the start each line is."""

from __future__ import annotations

import re
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
    marked: set[str] = set()
    for number, entry in enumerate(entries):
        heading = headings.get(entry.span)
        following = entries[number + 1 : number + 2]
        end = following[0].span.start if following else document.body.end
        yield from _mark(entry, end if heading else entry.span.end, document, marked, pieces)
        yield from _offset(entry, heading, document, pieces)


def _mark(
    entry: TimelineEntry, end: int, document: Document, marked: set[str], pieces: Pieces
) -> Iterator[Edit]:
    """`[detected]` as a mark that stands out; the first of its name has the address."""
    written = f"[{entry.mark}]"
    at = document.text.find(written, entry.span.start, end) if entry.mark else -1
    if at != -1 and entry.mark and not _is_inside(at, document.no_prose):
        address = "" if entry.mark in marked else entry.address or ""
        marked.add(entry.mark)
        yield Edit(Span(at, at + len(written)), pieces.mark(entry.mark, address))


def _offset(
    entry: TimelineEntry, heading: Block | None, document: Document, pieces: Pieces
) -> Iterator[Edit]:
    start = document.postmortem.started_at
    at = _behind_clock(entry, document)
    if at is None or start is None or start.at is None or entry.at is None or entry.at.at is None:
        return
    length = entry.at.at - start.at
    piece = pieces.silent_offset(length) if heading else f" {pieces.offset(length)}"
    yield Edit(Span(at, at), piece)


def _behind_clock(entry: TimelineEntry, document: Document) -> int | None:
    """Where the time of a line ends in the source, emphasis that began before it included."""
    text = document.text
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
    return None if _is_inside(end, document.no_prose) else end


def _is_inside(at: int, spans: tuple[Span, ...]) -> bool:
    """Whether something put there would be read as code, as HTML, or as an address."""
    return any(start < at < end for start, end in spans)

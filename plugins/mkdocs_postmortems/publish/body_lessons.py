"""A lesson's address, its themes behind its words, and what it led to as a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.model.span import Span

if TYPE_CHECKING:
    from mkdocs_postmortems.publish.body import Pieces

_ID = r"[A-Za-z]+-?\d+"
_TIE = re.compile(rf"(?<!\s)\s*(?:→|->)\s*({_ID}(?:\s*,\s*{_ID})*)\s*\.?\s*\Z")
_ACCEPTED = re.compile(r"(?<!\s)\s*(\(accepted:[^()\[\]]*\))\s*\.?\s*\Z")


def lesson_edits(document: Document, pieces: Pieces) -> Iterator[Edit]:
    addresses = {
        one.id: one.address for one in reversed(document.postmortem.action_items) if one.address
    }
    for lesson in document.postmortem.lessons:
        yield from _words(lesson, document.text, pieces)
        yield from _tie(lesson, document.text, addresses)
        yield from _accepted(lesson, document.text)


def _words(lesson: Lesson, text: str, pieces: Pieces) -> Iterator[Edit]:
    anchor, chips = pieces.anchor(lesson), pieces.chips(lesson)
    first, last = lesson.words
    if lesson.bracket and (chips or lesson.is_deliberately_unfiled):
        yield Edit(_whole_bracket(lesson, text), anchor)
        written = text[first:last]
        tie = _TIE.search(written) or (_ACCEPTED.search(written) if lesson.accepted else None)
        end = first + tie.start() if tie else last
        yield Edit(Span(end, end), f" {chips}" if chips else "")
    else:
        yield Edit(Span(first, first), anchor)


def _tie(lesson: Lesson, text: str, addresses: dict[str | None, str]) -> Iterator[Edit]:
    """`→ A1` as a link to the action item, where the document has it."""
    tie = _TIE.search(text[slice(*lesson.words)]) if lesson.leads_to else None
    for id in re.finditer(_ID, tie[1]) if tie else ():
        if address := addresses.get(id[0]):
            start = lesson.words.start + tie.start(1) + id.start() if tie else 0
            end = start + len(id[0])
            yield Edit(Span(start, start), "[")
            yield Edit(Span(end, end), f"](#{address})")


def _accepted(lesson: Lesson, text: str) -> Iterator[Edit]:
    """A risk that is accepted, set apart from what was learned."""
    tie = _ACCEPTED.search(text[slice(*lesson.words)]) if lesson.accepted else None
    if tie:
        start, end = (lesson.words.start + place for place in tie.span(1))
        yield Edit(Span(start, start), '<span class="pm-accepted">')
        yield Edit(Span(end, end), "</span>")


def _whole_bracket(lesson: Lesson, text: str) -> Span:
    """The bracket with the blank after it, and with emphasis that holds nothing else."""
    assert lesson.bracket is not None
    start, end = lesson.bracket
    before = text[lesson.words.start : start].strip()
    if before and text.startswith(before[::-1], end):
        start, end = lesson.words.start, end + len(before)
    while end < lesson.words.end and text[end] in " \t":
        end += 1
    return Span(start, end)

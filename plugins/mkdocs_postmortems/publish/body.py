"""The author's Markdown, with an address on every lesson and its themes as links after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import Lesson, TimelineEntry
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form

_TIE = re.compile(r"(?<!\s)\s*(?:→|->)\s*[A-Za-z]+-?\d+(?:\s*,\s*[A-Za-z]+-?\d+)*\s*\.?\s*\Z")


def publish_body(document: Document, chips: Callable[[Lesson], str]) -> str:
    """The body as it is handed to the renderer.

    Only insertions by source position: whatever Markdown reads it, a lesson's anchor stands at its
    first word. `chips` gives the Markdown of a lesson's themes. A first heading that is the title
    is left out, because the page has it already.
    """
    start = _after_title(document)
    edits = [
        edit
        for lesson in document.postmortem.lessons
        for edit in _edits(lesson, document.text, chips(lesson))
    ]
    edits += (edit for entry in document.postmortem.timeline for edit in _mark(entry, document))
    return apply(document.text, edits, Span(start, document.body.end)).strip("\n")


def _after_title(document: Document) -> int:
    """Where the body begins behind a first heading that says the page's title again."""
    before, *sections = document.sections or (None,)
    heading = sections[0].heading if sections and before and not before.blocks else None
    if heading is None or heading.level != 1:
        return document.body.start
    is_title = normal_form(heading.text) == normal_form(document.postmortem.title)
    return heading.span.end if is_title else document.body.start


def _edits(lesson: Lesson, text: str, chips: str) -> list[Edit]:
    anchor = f'<a id="{lesson.address}"></a>'
    first, last = lesson.words
    edits: list[Edit] = []
    if lesson.bracket and (chips or lesson.is_deliberately_unfiled):
        edits.append(Edit(_whole_bracket(lesson, text), anchor))
        tie = _TIE.search(text[first:last])
        end = first + tie.start() if tie else last
        edits.append(Edit(Span(end, end), f" {chips}" if chips else ""))
    else:
        edits.append(Edit(Span(first, first), anchor))
    return edits


def _mark(entry: TimelineEntry, document: Document) -> Iterator[Edit]:
    """A timeline's `[detected]` as a mark that stands out."""
    if entry.mark:
        at = document.text.find(f"[{entry.mark}]", entry.span.start, entry.span.end)
        if at != -1:
            shown = f'<span class="pm-mark">{entry.mark}</span>'
            yield Edit(Span(at, at + len(entry.mark) + 2), shown)


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


def apply(text: str, edits: list[Edit], within: Span) -> str:
    """A part of a text with edits made; those that lie outside or overlap are left out."""
    parts: list[str] = []
    position = within.start
    for edit in sorted(edits, key=lambda one: one.span):
        if edit.span.start < position or edit.span.end > within.end:
            continue
        parts += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    return "".join((*parts, text[position : within.end]))

"""The action items of the body: an address each, the way back to lessons, links to tickets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import ActionItem, Lesson
from mkdocs_postmortems.model.span import Span

if TYPE_CHECKING:
    from mkdocs_postmortems.publish.body import Pieces

_WORD = re.compile(r"[^\s,;]+")
_MARKUP = re.compile(r"[\[\]<>`*\\]|://")


def action_edits(document: Document, pieces: Pieces) -> Iterator[Edit]:
    taken: set[str] = set()
    lessons: dict[str | None, list[Lesson]] = {}
    for lesson in document.postmortem.lessons:
        for id in dict.fromkeys(lesson.leads_to):
            lessons.setdefault(id, []).append(lesson)
    for item in document.postmortem.action_items:
        cell = item.cell("id")
        # At its id in a table, at its first word in a list; of two equal ids the first has it.
        if cell is not None and item.address is not None and item.address not in taken:
            taken.add(item.address)
            piece = pieces.action(item.address, lessons.get(item.id, ()))
            yield Edit(Span(cell.span.start, cell.span.start), piece)
        yield from _tickets(item, document.text, pieces)


def _tickets(item: ActionItem, text: str, pieces: Pieces) -> Iterator[Edit]:
    """Ids of tickets as links, where the cell has nothing but words."""
    cell = item.cell("ticket")
    written = text[slice(*cell.span)] if cell else ""
    if cell is None or _MARKUP.search(written):
        return
    for word in _WORD.finditer(written):
        if address := pieces.ticket(word[0]):
            start, end = cell.span.start + word.start(), cell.span.start + word.end()
            yield Edit(Span(start, start), "[")
            yield Edit(Span(end, end), f"]({address})")

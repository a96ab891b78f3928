"""The action items of the body: an address each, the way back to lessons, links to tickets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import ActionItem
from mkdocs_postmortems.model.span import Span

if TYPE_CHECKING:
    from mkdocs_postmortems.publish.body import Pieces

_WORD = re.compile(r"[^\s,;]+")
_MARKUP = re.compile(r"[\[\]<>`*\\]|://")


def action_edits(document: Document, pieces: Pieces) -> Iterator[Edit]:
    taken: set[str] = set()
    for item in document.postmortem.action_items:
        yield from _address(item, document, taken, pieces)
        yield from _tickets(item, document.text, pieces)


def _address(
    item: ActionItem, document: Document, taken: set[str], pieces: Pieces
) -> Iterator[Edit]:
    """At its id in a table, at its first word in a list; of two equal ids the first has it."""
    cell = item.cell("id")
    if cell is None or item.address is None or item.address in taken:
        return
    taken.add(item.address)
    lessons = [one for one in document.postmortem.lessons if item.id in one.leads_to]
    yield Edit(Span(cell.span.start, cell.span.start), pieces.action(item.address, lessons))


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

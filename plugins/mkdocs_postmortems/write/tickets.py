"""What a tracker says, brought into the action items of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.model.document import Block, BlockKind, Document
from mkdocs_postmortems.model.finding import Edit, Fix
from mkdocs_postmortems.model.postmortem import ActionItem
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.ticket import Ticket
from mkdocs_postmortems.write.fix import apply_fixes
from mkdocs_postmortems.write.rows import Grid

NOT_PLANNED = "dropped (closed as not planned)"
_HEADINGS = {"ticket": "Ticket", "closed": "Closed"}


@dataclass(frozen=True, slots=True)
class Synced:
    """The new bytes, and what a person has to look at."""

    data: bytes
    told: tuple[str, ...] = ()


def write_tickets(
    data: bytes,
    document: Document,
    tickets: Mapping[int, Ticket],
    columns_of: Callable[[Block], Mapping[str, int]],
) -> Synced:
    """Write each ticket into the item of its number, from 1. What somebody has closed stays.

    `columns_of` gives the columns of a table by the name of the field.
    """
    told: list[str] = []
    edits: list[Edit] = []
    items = document.postmortem.action_items
    wanted = {
        items[number - 1].span: (items[number - 1], number, ticket)
        for number, ticket in tickets.items()
    }
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            rows = {
                at: wanted[row.span] for at, row in enumerate(block.children) if row.span in wanted
            }
            if rows:
                edits += _table(document, block, rows, columns_of(block), told)
        elif block.kind is BlockKind.ITEM and block.span in wanted:
            edits += _checked(document, block, *wanted[block.span], told)
    return Synced(apply_fixes(data, [Fix("sync", (one,), safe=True) for one in edits]), tuple(told))


def _changes(
    item: ActionItem, name: str, ticket: Ticket, told: list[str]
) -> Iterator[tuple[str, str]]:
    """Fields that are to be written; what contradicts a person is told and left."""
    if not item.ticket:
        yield "ticket", ticket.written
    if item.status in {"done", "dropped"} or (item.closed and item.status is None):
        here = item.status or "closed"
        if not ticket.is_closed or (item.status and item.status != ticket.status):
            told.append(f"{name} is {here} here and {ticket.status} in {ticket.key}; left as it is")
            return
    elif item.status != ticket.status and not (item.status is None and ticket.status == "open"):
        yield "status", NOT_PLANNED if ticket.status == "dropped" else ticket.status
    if ticket.closed and item.closed is None and item.cell("closed") is None:
        yield "closed", ticket.closed.isoformat()
    elif _differ(item.closed, ticket.closed):
        told.append(f"{name} is closed on {item.closed} here and {ticket.closed} in {ticket.key};"
                    " left as it is")  # fmt: skip


def _differ(here: date | None, there: date | None) -> bool:
    return bool(here and there and here != there)


def _table(
    document: Document,
    table: Block,
    rows: Mapping[int, tuple[ActionItem, int, Ticket]],
    columns: Mapping[str, int],
    told: list[str],
) -> Iterator[Edit]:
    lines = document.lines
    first = lines.position(table.children[0].span.start)[0]
    # The rule stands on the second line and is no row.
    count = len(table.children) + 1
    old = [lines.line(first + at).removesuffix("\r") for at in range(count)]
    places = dict(columns)
    added: list[str] = []
    changes: dict[tuple[int, int], str] = {}
    for at, (item, number, ticket) in rows.items():
        name = f"{document.path}: {item.id or number}"
        for column, value in _changes(item, name, ticket, told):
            if column not in places:
                if column not in _HEADINGS:
                    continue  # a day of closing says the same
                places[column] = len(table.children[0].children) + len(added)
                added.append(_HEADINGS[column])
                told.append(f"{document.path}: the column {_HEADINGS[column]} is new")
            changes[at + 1, places[column]] = value
    if not changes:
        return
    grid = Grid.of(old)
    if grid is None:
        told.append(
            f"{document.path}:{first}: the table's lines do not begin and end with `|`; left"
        )
        return
    for at, (before, after) in enumerate(zip(old, grid.with_cells(changes, added), strict=True)):
        if before != after:
            start = lines.starts[first + at - 1]
            yield Edit(Span(start, start + len(before)), after)


def _checked(
    document: Document, block: Block, item: ActionItem, number: int, ticket: Ticket, told: list[str]
) -> Iterator[Edit]:
    """A list has no cells: its checkbox is ticked, the rest is told."""
    name = f"{document.path}: {item.id or number}"
    box = document.text.find("[ ]", block.span.start, block.words.start)
    if item.status == "done" and not ticket.is_closed:
        told.append(f"{name} is done here and {ticket.status} in {ticket.key}; left as it is")
    elif ticket.status == "done" and item.status == "open" and box != -1:
        yield Edit(Span(box, box + 3), "[x]")
    elif item.status != ticket.status:
        told.append(f"{name} stands in a list; write by hand: {ticket.key}, {ticket.status}")

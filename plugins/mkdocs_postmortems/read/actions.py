"""Action items, from a table with columns by many names or from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.postmortem import ActionItem, Cell
from mkdocs_postmortems.model.settings import Vocabularies
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.days import read_day
from mkdocs_postmortems.read.moments import MomentError, parse_day

COLUMNS = {
    "id": ("id", "no", "nr", "#", "ref", "number"),
    "text": (
        "action", "action item", "item", "what", "description", "task", "todo", "title",
        "follow-up", "followup", "recommendation", "measure", "improvement", "corrective action",
        "remediation",
        "action point", "preventive action", "proposed action", "summary", "change",
        "work item", "repair item", "next step", "mitigation", "fix",
    ),
    "type": ("type", "kind", "category"),
    "owner": (
        "owner", "who", "assignee", "assigned to", "responsible", "dri", "pic", "lead", "team",
        "owners", "owner(s)", "assignees", "responsible person", "by whom", "owning team", "poc",
        "accountable",
    ),
    "due": (
        "due", "due date", "deadline", "by", "target date", "eta", "target", "by when", "due by",
        "when", "review date", "target completion", "completion date", "expected", "due on",
    ),
    "status": ("status", "state", "done", "progress", "rag", "complete", "position"),
    "ticket": (
        "ticket", "issue", "bug", "link", "tracker", "jira", "tracking", "sim", "key", "ticket id",
        "jira ticket", "github issue", "tracking issue", "ticket link", "issue link", "tickets",
        "tracking bug", "tracking ticket", "reference", "pr",
    ),
    "closed": ("closed", "closed on", "completed", "done on", "completed on", "date completed"),
}  # fmt: skip
_BY_ALIAS = {
    (normal_form(alias) or alias): column for column, names in COLUMNS.items() for alias in names
}
_NOTHING = " -–—"
"""A cell of dashes is an empty one."""
_REASON = re.compile(r"[(:;,–—]")
_STATE = re.compile(r"(?:^|\s)(DONE|TODO|OPEN|CLOSED|WIP|IN PROGRESS)\W*$")
_ID = re.compile(r"\s*\[?([A-Za-z]{1,4}-?\d{1,4})\]?\s*[:.)–-]\s+")


def read_action_items(
    sections: tuple[Section, ...], vocabularies: Vocabularies
) -> tuple[ActionItem, ...]:
    """Every row or item under the action-item headings, in order."""
    return tuple(
        item
        for section in sections
        if section.kind == "action-items"
        for block in section.blocks
        for item in _block_items(block, vocabularies)
    )


def _block_items(block: Block, vocabularies: Vocabularies) -> Iterator[ActionItem]:
    if block.kind is BlockKind.TABLE:
        yield from _rows(block, vocabularies)
    elif block.kind is BlockKind.LIST:
        for item in block.children:
            words, id = item.text, None
            cells: tuple[Cell, ...] = ()
            if match := _ID.match(words):
                id, words = match[1], words[match.end() :]
                start = item.words.start
                cells = (Cell("id", id, Span(start, start + len(match[0].rstrip()))),)
            if words.strip():
                status = None if item.checked is None else ("done" if item.checked else "open")
                yield ActionItem(
                    id=id,
                    text=words.strip(),
                    span=item.span,
                    status=status,
                    cells=(*cells, Cell("text", words.strip(), item.words)),
                )


def columns_of(table: Block) -> dict[str, int]:
    """The places of the columns that are known, by the name of the field."""
    columns: dict[str, int] = {}
    for number, cell in enumerate(table.children[0].children):
        name = _BY_ALIAS.get(normal_form(cell.text) or cell.text.strip())
        if name:
            columns.setdefault(name, number)
    return columns


def _rows(table: Block, vocabularies: Vocabularies) -> Iterator[ActionItem]:
    rows = table.children[1:]
    columns = columns_of(table)
    if "text" not in columns:
        return
    for row in rows:
        cells = tuple(
            Cell(name, row.children[at].text.strip(), row.children[at].words)
            for name, at in columns.items()
            if at < len(row.children) and row.children[at].text.strip(_NOTHING)
        )
        if any(cell.column == "text" for cell in cells):
            yield _item(cells, row, vocabularies)


def _item(cells: tuple[Cell, ...], row: Block, vocabularies: Vocabularies) -> ActionItem:
    values = {cell.column: cell.text for cell in cells}
    kind = vocabularies["action_types"].find(values.get("type", ""))
    # "dropped (superseded)": the state is what stands before the reason.
    word, *reason = _REASON.split(values.get("status", "") or _shouted(values), maxsplit=1)
    state = vocabularies["action_statuses"].find(word)
    return ActionItem(
        id=values.get("id"),
        text=values["text"],
        span=row.span,
        type=kind.id if kind else None,
        owner=values.get("owner"),
        due=_day(values.get("due")),
        status=state.id if state else None,
        reason=reason[0].strip().removesuffix(")").strip() or None if reason else None,
        ticket=values.get("ticket"),
        closed=_day(values.get("closed")),
        cells=cells,
    )


def _shouted(values: dict[str, str]) -> str:
    """The state that ends another cell in capitals, as in the SRE book: `Bug 5554823 DONE`."""
    found = (_STATE.search(text) for text in values.values())
    return next((match[1] for match in found if match), "")


def _day(text: str | None) -> date | None:
    """An ISO day, or one with its month by name: `23 Aug 2024` can be nothing else."""
    if not text:
        return None
    try:
        return parse_day(text)
    except MomentError:
        read = read_day(text)
        return read.day if read and not text[read.end :].strip() else None

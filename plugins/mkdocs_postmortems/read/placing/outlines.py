"""Documents without headings: outlines of nested lists, and timelines in blocks of code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.read.clock import read_clock
from mkdocs_postmortems.read.foreign.prose import inline
from mkdocs_postmortems.read.placing.guessed_kinds import guess_kind
from mkdocs_postmortems.read.placing.sheet import Row, Sheet
from mkdocs_postmortems.read.sections import kind_of

_FEWEST = 3
"""So many items that name sections make a list an outline."""
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def open_outline(sheet: Sheet, kinds: Mapping[str, str]) -> Sheet:
    """Items at the margin that name sections as headings, and what is below them one level out."""
    edits: list[tuple[int, int, list[Row]]] = []
    for block in sheet.structure.blocks:
        if block.kind is not BlockKind.LIST or not _is_outline(sheet, block, kinds):
            continue
        for item in block.children:
            first, last = sheet.rows_of(item.span)
            title = _own_words(sheet, item)
            rows = [Row("", 0), Row(f"## {title}", sheet.rows[first].line), Row("", 0)]
            rows += _dedented(sheet.rows[first + 1 : last])
            edits.append((first, last, [*rows, Row("", 0)]))
    return sheet.replaced(edits)


def _is_outline(sheet: Sheet, block: Block, kinds: Mapping[str, str]) -> bool:
    """Whether every item is a title on one row with something below it, and most name sections."""
    items = block.children
    if not all(
        item.children and _own_words(sheet, item) == item.text.rstrip(":") for item in items
    ):
        return False
    named = sum(_names(item.text, kinds) for item in items)
    return named >= _FEWEST and named * 2 > len(items)


def _own_words(sheet: Sheet, item: Block) -> str:
    """The first row of an item without its marks."""
    row = sheet.rows[sheet.row_at(item.span.start)].text
    return _MARKER.sub("", row, count=1).strip().strip("*_").rstrip(":").strip("*_")


def _names(text: str, kinds: Mapping[str, str]) -> bool:
    return len(text) <= 60 and (kind_of(text, kinds) or guess_kind(text)) is not None


def _dedented(rows: tuple[Row, ...]) -> list[Row]:
    """One level out: by as much as the first row stands in, or as a row has."""
    first = next((row.text for row in rows if row.text.strip()), "")
    depth = len(first) - len(first.lstrip())
    return [row._replace(text=row.text[min(depth, _blanks(row.text)) :]) for row in rows]


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def list_timed_code(sheet: Sheet, sections: tuple[Section, ...]) -> Sheet:
    """A block of code in which most rows begin with a time, as the list that it stands for.

    Only under a timeline's heading and where nothing else there is timed: logs stay logs.
    """
    edits: list[tuple[int, int, list[Row]]] = []
    for section in sections:
        blocks = section.blocks
        code = [one for one in blocks if one.kind is BlockKind.CODE]
        others = {BlockKind.LIST, BlockKind.TABLE} & {one.kind for one in blocks}
        if section.kind != "timeline" or len(code) != 1 or others:
            continue
        first, last = sheet.rows_of(code[0].span)
        rows = [row for row in sheet.rows[first:last] if not _FENCE.match(row.text)]
        written = [row for row in rows if row.text.strip()]
        timed = [row for row in written if read_clock(row.text.strip()) is not None]
        if len(timed) >= _FEWEST and len(timed) * 3 >= len(written) * 2:
            edits.append((first, last, [Row("", 0), *_listed(written), Row("", 0)]))
    return sheet.replaced(edits)


def _listed(rows: list[Row]) -> list[Row]:
    """An item a timed row, its words as they stood in the code; other rows go on with it."""
    items: list[Row] = []
    for row in rows:
        words = inline(row.text.strip())
        if read_clock(row.text.strip()) is not None or not items:
            items.append(Row(f"- {words}", row.line))
        else:
            items.append(Row(f"    {words}", row.line))
    return items

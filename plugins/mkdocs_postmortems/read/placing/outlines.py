"""Documents without headings: outlines of nested lists, and timelines in blocks of code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.read.clock import read_clock
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
        if block.kind is not BlockKind.LIST or not _is_outline(block, kinds):
            continue
        for item in block.children:
            first, last = sheet.rows_of(item.span)
            if not item.children:
                continue
            below = sheet.row_at(item.children[0].span.start)
            title = _MARKER.sub("", sheet.rows[first].text, count=1).strip().strip("*_").rstrip(":")
            rows = [Row("", 0), Row(f"## {title}", sheet.rows[first].line), Row("", 0)]
            rows += _dedented(sheet.rows[max(below, first + 1) : last])
            edits.append((first, last, [*rows, Row("", 0)]))
    return sheet.replaced(edits)


def _is_outline(block: Block, kinds: Mapping[str, str]) -> bool:
    named = [item for item in block.children if item.children and _names(item.text, kinds)]
    return len(named) >= _FEWEST and len(named) * 2 > len(block.children)


def _names(text: str, kinds: Mapping[str, str]) -> bool:
    return len(text) <= 60 and (kind_of(text, kinds) or guess_kind(text)) is not None


def _dedented(rows: tuple[Row, ...]) -> list[Row]:
    depth = min(
        (len(row.text) - len(row.text.lstrip()) for row in rows if row.text.strip()), default=0
    )
    return [row._replace(text=row.text[depth:] if row.text.strip() else "") for row in rows]


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
            items = [Row(f"- {row.text.strip()}", row.line) for row in written]
            edits.append((first, last, [Row("", 0), *items, Row("", 0)]))
    return sheet.replaced(edits)

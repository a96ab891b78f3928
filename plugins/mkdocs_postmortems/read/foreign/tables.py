"""Tables of a page as Markdown can hold them: one header row, one line a cell, no spans."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.cells import flatten
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.soup import (
    HEADINGS,
    attribute,
    holds_nothing,
    is_tag,
    is_text,
    tags,
    words,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MAX_SPAN = 100
MAX_CELLS = 300_000
_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "colgroup"})
_CELLS = frozenset({"td", "th"})
REPEATED = 200
"""Characters: what spans several rows is said again in each, unless it is long."""


def tidy_tables(root: Tag, soup: BeautifulSoup) -> None:
    """Make every table one that a pipe table can hold; layout is taken off its contents."""
    for table in tags(root, ["table"]):  # outer ones first: what they placed stands by itself then
        if table.find_parent("table") is None and _is_layout(rows := _rows(table)):
            _unwrap(table, rows, soup)
    for table in tags(root, ["table"]):
        if table.parent is not None and table.find_parent("table") is None:
            _rebuild(table, soup)
    for part in tags(root, _PARTS | _CELLS):
        if part.find_parent("table") is None:
            part.name = "div"


def _rows(table: Tag) -> list[list[Tag]]:
    found = [row for row in tags(table, ["tr"]) if row.find_parent("table") is table]
    cells = [[one for one in tags(row, ["td", "th"]) if one.parent is row] for row in found]
    return [row for row in cells if row]


def _is_layout(rows: list[list[Tag]]) -> bool:
    """Whether a table only places things: one cell, or one row or column of whole passages."""
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 1:
        return True
    if len(rows) > 1 and max(map(len, rows)) > 1:
        return False
    return any(cell.find([*HEADINGS, "pre", "table"]) is not None for cell in cells)


def _unwrap(table: Tag, rows: list[list[Tag]], soup: BeautifulSoup) -> None:
    _lift_strays(table, soup)
    for cell in [cell for row in rows for cell in row]:
        division = soup.new_tag("div")
        division.extend([one.extract() for one in list(cell.children)])
        table.insert_before(division)
    table.decompose()


def _lift_strays(table: Tag, soup: BeautifulSoup) -> None:
    """Put before a table what is in no cell of it: its caption, and what has no place at all."""
    above = soup.new_tag("div")
    inside = [table]
    while inside:
        part = inside.pop()
        for one in list(part.children):
            if is_tag(one) and one.name in _PARTS:
                inside.append(one)
            elif is_tag(one) and (one.name not in _CELLS or part.name != "tr"):
                one.name = "div" if one.name in {"caption", *_CELLS} else one.name
                above.append(one.extract())
            elif is_text(one) and one.strip():
                above.append(one.extract())
    table.insert_before(above)


def _rebuild(table: Tag, soup: BeautifulSoup) -> None:
    _lift_strays(table, soup)
    grid = _grid(_rows(table), soup)
    if not grid:
        table.decompose()
        return
    for number, row in enumerate(grid):
        for cell in row:
            flatten(cell, soup, is_header=number == 0)
    grid = [row for row in grid if not all(map(holds_nothing, row))]
    columns = [*zip(*grid, strict=True)]
    kept = [n for n, column in enumerate(columns) if not all(map(holds_nothing, column))]
    table.clear()
    table.attrs.clear()
    for number, row in enumerate(grid):
        part = soup.new_tag("thead" if number == 0 else "tbody")
        line = soup.new_tag("tr")
        for cell in (row[n] for n in kept):
            cell.name = "th" if number == 0 else "td"
            line.append(cell)
        part.append(line)
        table.append(part)
    if not grid:
        table.decompose()


def _grid(rows: list[list[Tag]], soup: BeautifulSoup) -> list[list[Tag]]:
    """Cells in their columns: empty ones beside a wide cell, the same again below a high one."""
    grid: list[dict[int, Tag]] = [{} for _ in rows]
    filled = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            filled += wide * high
            _refuse_size(filled)
            again = high > 1 and len(words(cell)) <= REPEATED
            for below in range(number, number + high):
                for beside in range(column, column + wide):
                    is_said = beside == column and (below == number or again)
                    fill = copy.copy(cell) if is_said and below > number else soup.new_tag("td")
                    grid[below][beside] = cell if is_said and below == number else fill
            column += wide
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    _refuse_size(width * len(rows))
    for line in grid:
        for cell in line.values():
            cell.attrs.clear()
    return [[row.get(n) or soup.new_tag("td") for n in range(width)] for row in grid]


def _refuse_size(cells: int) -> None:
    if cells > MAX_CELLS:
        message = f"a table in it has more than {MAX_CELLS:,} cells"
        raise RefusedError(message, "take the table out of it")


def _span(cell: Tag, name: str) -> int:
    text = attribute(cell, name).strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdecimal() and len(text) < 9 else 1

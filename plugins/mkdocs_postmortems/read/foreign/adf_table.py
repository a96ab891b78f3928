"""A table of the Atlassian Document Format as rows of equal length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_postmortems.read.foreign.json_source import mapping, objects

WIDEST = 100
"""Columns; a cell that says it spans more is broken."""


def rows_of(
    table: Mapping[str, Any], cell: Callable[[Mapping[str, Any]], str]
) -> tuple[list[str], list[list[str]]]:
    """Header and rows; a cell over several rows is repeated, as the day in a timeline is meant."""
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    kinds = [_cells(row) for row in objects(table.get("content"))]
    for cells in kinds:
        line: list[str] = []
        for one in cells:
            _fill(line, below)
            rows_deep, wide = _span(one, "rowspan"), _span(one, "colspan")
            for at in range(wide):
                text = cell(one) if at == 0 else ""
                if rows_deep > 1:
                    below[len(line)] = (rows_deep - 1, text)
                line.append(text)
        _fill(line, below)
        rows.append(line)
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    if not width:
        return [], []
    if kinds[0] and all(one.get("type") == "tableHeader" for one in kinds[0]):
        return rows[0], rows[1:]
    return [""] * width, rows


def _cells(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those of a row; what lies in a table without a row is a row of one cell."""
    return objects(row.get("content")) if row.get("type") == "tableRow" else [row]


def _fill(line: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(line) in below:
        left, text = below.pop(len(line))
        if left > 1:
            below[len(line)] = (left - 1, text)
        line.append(text)


def _span(node: Mapping[str, Any], name: str) -> int:
    value = mapping(node.get("attrs")).get(name)
    return min(max(value, 1), WIDEST) if isinstance(value, int) else 1

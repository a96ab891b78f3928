"""Cells of a Markdown table, as edits that keep every other character."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-+:?\s*")


@dataclass(frozen=True)
class Grid:
    """The lines of a table as what stands between their pipes; the second is the rule."""

    before: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, lines: Sequence[str]) -> Grid | None:
        """None where a line does not begin and end with a pipe."""
        parts = [_PIPE.split(line) for line in lines]
        if any(len(part) < 3 or part[-1].strip() for part in parts):
            return None
        if not all(_RULE.fullmatch(cell) for cell in parts[1][1:-1]):
            return None
        return cls(
            tuple(part[0] for part in parts),
            tuple(tuple(part[1:-1]) for part in parts),
            tuple(part[-1] for part in parts),
        )

    @property
    def is_aligned(self) -> bool:
        """Whether all pipes stand below each other."""
        return len({tuple(map(len, row)) for row in self.cells}) == 1

    def with_cells(self, changes: Mapping[tuple[int, int], str], added: Sequence[str]) -> list[str]:
        """The lines with these cells, by line and column; `added` are new columns at the end."""
        width = len(self.cells[0]) + len(added)
        rows = [list(row) for row in self.cells]
        for number, row in enumerate(rows):
            touched = any(at == number for at, _ in changes)
            if added or touched:
                row += [
                    _fresh(number, added, at - len(self.cells[0])) for at in range(len(row), width)
                ]
        for (number, at), value in changes.items():
            old = rows[number][at]
            new = f" {value} "
            rows[number][at] = new.ljust(len(old)) if self.is_aligned or not old.strip() else new
        if self.is_aligned:
            widths = [
                max(len(row[at]) for row in rows if at < len(row)) for at in range(len(rows[0]))
            ]
            rows = [[_padded(cell, widths[at], is_rule=number == 1) for at, cell in enumerate(row)]
                    for number, row in enumerate(rows)]  # fmt: skip
        ends = zip(self.before, rows, self.after, strict=True)
        return [f"{before}|{'|'.join(row)}|{after}" for before, row, after in ends]


def _fresh(number: int, added: Sequence[str], at: int) -> str:
    if number == 1:
        return "---"
    return f" {added[at]} " if number == 0 and at >= 0 else "  "


def _padded(cell: str, width: int, *, is_rule: bool) -> str:
    if not is_rule:
        return cell.ljust(width)
    at = cell.rfind("-")
    return cell[:at] + "-" * (width - len(cell)) + cell[at:]

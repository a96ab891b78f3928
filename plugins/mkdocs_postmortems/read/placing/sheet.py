"""Markdown as rows that know their line in the source, so that edits keep the places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from mkdocs_postmortems.model.document import Block, Section
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read.sections import read_sections
from mkdocs_postmortems.read.structure import Structure, read_structure


class Row(NamedTuple):
    text: str
    line: int
    """In the source; 0 for a row that was added."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a body, and its structure when asked for."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, text: str, first_line: int = 1) -> Sheet:
        rows = (Row(row, first_line + at) for at, row in enumerate(text.split("\n")))
        return cls(tuple(rows))

    @cached_property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def structure(self) -> Structure:
        return read_structure(self.text, 0)

    def sections(self, kinds: Mapping[str, str]) -> tuple[Section, ...]:
        """By the known headings; one document is only ever read with one list of them."""
        if "_sections" not in self.__dict__:
            found = read_sections(self.structure.blocks, kinds, self.text)
            self.__dict__["_sections"] = found
        sections: tuple[Section, ...] = self.__dict__["_sections"]
        return sections

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(row.text) + 1 for row in self.rows), initial=0))

    def row_at(self, offset: int) -> int:
        """The number of the row, from 0, in which an offset of the text lies."""
        return min(bisect_right(self._starts, offset) - 1, len(self.rows) - 1)

    def rows_of(self, span: Span) -> tuple[int, int]:
        """The first row of a span and the row after its last."""
        last = max(span.start, span.end - 1)
        return self.row_at(span.start), self.row_at(last) + 1

    def line_at(self, offset: int) -> int:
        return self.rows[self.row_at(offset)].line

    def line_of(self, block: Block) -> int:
        return self.line_at(block.words.start)

    def replaced(self, edits: Iterable[tuple[int, int, Iterable[Row]]]) -> Sheet:
        """With rows from first to before last exchanged; edits must not overlap."""
        in_order = sorted(edits, key=lambda one: one[:2], reverse=True)
        if not in_order:
            return self  # with what it has parsed
        rows = list(self.rows)
        for first, last, new in in_order:
            rows[first:last] = new
        return Sheet(tuple(rows))

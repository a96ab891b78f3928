"""Where something stands in a text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A run of a text: offsets in code points, `end` exclusive."""

    start: int
    end: int


class Place(NamedTuple):
    """A span as people read it: lines and columns from 1, in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Lines:
    """A text that knows where its lines begin."""

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def place(self, span: Span) -> Place:
        return Place(*self.position(span.start), *self.position(max(span.start, span.end)))

    def span(self, place: Place) -> Span:
        """The span of a place in this text."""
        start, end = self.starts[place.line - 1], self.starts[place.end_line - 1]
        return Span(start + place.column - 1, end + place.end_column - 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end]

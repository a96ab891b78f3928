"""Our offsets count code points; an editor counts lines, and units of the encoding it agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol.types import Position, Range, TextEdit
from pygls.uris import from_fs_path
from pygls.workspace import PositionCodec

from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.span import Lines, Place, Span


class Positions:
    """One text in an editor's positions. A line's own end is never in it, whichever it is."""

    def __init__(self, lines: Lines, codec: PositionCodec, end_of_line: str = "\n") -> None:
        self._lines = lines
        self._codec = codec
        self._end_of_line = end_of_line

    def elsewhere(self, lines: Lines) -> Positions:
        """The same editor's positions in another text."""
        return Positions(lines, self._codec, self._end_of_line)

    def offset(self, position: Position) -> int:
        """The offset of a position; past a line's end it is that end."""
        number = position.line + 1
        if number > len(self._lines.starts):
            return len(self._lines.text)
        line = self._lines.line(number)
        at = Position(line=0, character=position.character)
        if position.character >= self._codec.client_num_units(line):
            return self._lines.starts[number - 1] + len(line)
        return (
            self._lines.starts[number - 1]
            + self._codec.position_from_client_units([line], at).character
        )

    def at(self, line: int, column: int) -> Position:
        """The position of a line and column that people read, both from 1."""
        before = self._lines.line(line)[: column - 1]
        return Position(line=line - 1, character=self._codec.client_num_units(before))

    def range(self, place: Place) -> Range:
        return Range(self.at(place.line, place.column), self.at(place.end_line, place.end_column))

    def span(self, span: Span) -> Range:
        return self.range(self._lines.place(span))

    def edits(self, edits: Iterable[Edit]) -> list[TextEdit]:
        """Edits as the editor makes them, with the line ends that the file has."""
        return [
            TextEdit(self.span(edit.span), edit.text.replace("\n", self._end_of_line))
            for edit in edits
        ]


def uri_of(path: Path) -> str:
    """The address of a file, as editors write it."""
    return from_fs_path(str(path.resolve())) or ""

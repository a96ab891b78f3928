"""A CSV with a header as rows of named cells, each with the line it begins in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.text import decode_foreign

DELIMITERS = ",;\t|"
"""In this order where a header has as many columns with one as with another."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row's cells that are not empty, by column; a column that stands twice has several."""

    cells: Mapping[str, tuple[str, ...]]
    line: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a CSV holds."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def read_sheet(data: bytes) -> Sheet:
    """The header and the rows; raises `RefusedError` where the quotes do not close."""
    text, notes = decode_foreign(data)
    records = _records(text.lstrip("\ufeff"))
    _, header = next(records, (1, []))
    names = [name.strip() or f"Column {at}" for at, name in enumerate(header, start=1)]
    if not any(name.strip() for name in header):
        message = "it has no header"
        raise RefusedError(message, "write the names of the columns into its first line")
    rows = tuple(Row(cells=_cells(names, record), line=line) for line, record in records)
    columns = tuple(dict.fromkeys(names))
    return Sheet(columns=columns, rows=tuple(row for row in rows if row.cells), notes=notes)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in."""
    delimiter = max(DELIMITERS, key=lambda one: _width(text, one))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"the row that begins in line {begins} cannot be read: {error}"
            help = "a quote inside of quotes is written twice; export it again"
            raise RefusedError(message, help) from error
        yield begins, record
        begins = reader.line_num + 1


def _width(text: str, delimiter: str) -> int:
    """How many columns the header has with a delimiter."""
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        return 0


def _cells(names: list[str], record: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for at, cell in enumerate(record):
        name = names[at] if at < len(names) else f"Column {at + 1}"
        if cell.strip():
            found[name] = (*found.get(name, ()), cell.strip("\n").strip())
    return found

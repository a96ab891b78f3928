"""The databases of a Notion export: which CSV a page is a row of, and which row."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from mkdocs_postmortems.read.foreign.csv_rows import Row, Sheet, read_sheet
from mkdocs_postmortems.read.foreign.files import Files, RefusedError, beside
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.notion_page import Page, is_page_name, without_addresses

_ID = re.compile(r" ?[0-9a-f]{32}(?:_all)?$")
_LINKED = re.compile(r"\]\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)*\.csv)\)")


@dataclass(frozen=True, kw_only=True)
class Database:
    """A CSV of an export with what its rows say."""

    name: str
    sheet: Sheet

    @property
    def columns(self) -> tuple[str, ...]:
        return self.sheet.columns

    @property
    def title(self) -> str:
        """The column of the pages' titles, which Notion puts first."""
        return self.sheet.columns[0]


def database_above(given: Given) -> Database | None:
    """The database in whose folder a page lies; the CSV with all rows before that of a view."""
    folder = posixpath.dirname(given.name)
    return _database(folder, given.files) if folder else None


def database_at(name: str, files: Files) -> Database | None:
    """A database by the name of its CSV, with all of its rows where the export has them."""
    full = name.replace(".csv", "_all.csv")
    for one in (full, name):
        if one in files.names:
            try:
                return Database(name=one, sheet=_plain(files.read(one)))
            except RefusedError:
                continue
    return None


def row_of(database: Database, page: Page) -> Row | None:
    """The row of a page: by its title, and where that stands twice by its properties."""
    stated = {one.name: one.values for one in page.properties}
    alike = [
        row
        for row in database.sheet.rows
        if " ".join(row.cells.get(database.title, ("",))[0].split()) == page.title
    ]
    agreeing = [row for row in alike if all(row.cells.get(name) == stated[name] for name in stated)]
    return next(iter(agreeing if len(alike) > 1 else alike), None)


def pages_of(name: str, files: Files) -> Iterator[str]:
    """The pages that lie in the folder of a database."""
    stem = name.removesuffix(".csv").removesuffix("_all")
    pages = _pages_by_folder(files.names)
    for folder in dict.fromkeys((stem, _ID.sub("", stem))):
        yield from pages.get(folder, ())


def databases_in(name: str, files: Files) -> set[str]:
    """The CSVs that a page holds in its text, by their paths."""
    if not (name.endswith(".md") and is_page_name(name)):
        return set()
    text = files.read(name).decode("utf-8", errors="replace")
    found = {beside(name, unquote(target)) for target in _LINKED.findall(text)}
    return found | {one.replace(".csv", "_all.csv") for one in found}


def _database(folder: str, files: Files) -> Database | None:
    name = _csv_by_folder(files.names).get(folder)
    return database_at(name, files) if name else None


@lru_cache(maxsize=4)
def _csv_by_folder(names: tuple[str, ...]) -> dict[str, str]:
    """The CSV of each folder that is a database's; Notion leaves the id out of some."""
    found: dict[str, str] = {}
    for one in names:
        name = one.replace("_all.csv", ".csv")
        if name.endswith(".csv") and is_page_name(name):
            stem = name.removesuffix(".csv")
            found.setdefault(stem, name)
            found.setdefault(_ID.sub("", stem), name)
    return found


@lru_cache(maxsize=4)
def _pages_by_folder(names: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in names:
        if one.endswith(".md") and is_page_name(one):
            found.setdefault(posixpath.dirname(one), []).append(one)
    return found


@lru_cache(maxsize=8)
def _plain(data: bytes) -> Sheet:
    """A CSV without the addresses of related pages."""
    sheet = read_sheet(data)
    rows = tuple(
        Row(
            cells={
                name: tuple(without_addresses(one) for one in values)
                for name, values in row.cells.items()
            },
            line=row.line,
        )
        for row in sheet.rows
    )
    return Sheet(columns=sheet.columns, rows=rows, notes=sheet.notes)

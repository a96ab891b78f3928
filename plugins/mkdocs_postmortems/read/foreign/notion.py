"""Notion's export "Markdown & CSV": pages with their properties, databases, files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.model.foreign import Foreign, Read, Stated
from mkdocs_postmortems.read.foreign import csv_table
from mkdocs_postmortems.read.foreign.csv_rows import read_sheet
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.headings import below
from mkdocs_postmortems.read.foreign.json_source import fingerprint
from mkdocs_postmortems.read.foreign.markdown import files_linked
from mkdocs_postmortems.read.foreign.notion_database import Database, pages_of, row_of
from mkdocs_postmortems.read.foreign.notion_page import Page, is_page_name, read_page
from mkdocs_postmortems.read.foreign.notion_parts import with_parts
from mkdocs_postmortems.read.foreign.notion_tree import holder_of, is_shown_in_a_page, page_with

_ONLY_LINK = re.compile(r"(?:[-*] )?(?:[^\w\s\[]+ ?)?\[[^\]]*\]\([^\s]+\)$")


def _recognises(given: Given) -> bool:
    if given.suffix == ".md":
        return is_page_name(given.name)
    return given.suffix == ".csv" and is_page_name(given.name.replace("_all.csv", ".csv"))


def _read(given: Given) -> Iterator[Read]:
    if given.suffix == ".csv":
        yield from _rows_without_pages(given)
        return
    if given.suffix not in {".md", ".markdown"}:
        message = "it is neither a page nor a database of Notion"
        raise RefusedError(message, 'export it as "Markdown & CSV"')
    if holder_of(given) is not None:
        return  # it is read with the page that it lies below
    page, database = page_with(given)
    own = below(page.text, 2)
    text, moved = with_parts(given, own)
    if text != own or not _is_index(page, database):
        yield _document(given, page, database, text, moved)


def _document(
    given: Given, page: Page, database: Database | None, text: str, moved: dict[str, bytes]
) -> Foreign:
    row = row_of(database, page) if database else None
    there = {one.name for one in page.properties}
    added = [
        Stated(name=name, values=values, line=1)
        for name, values in (row.cells.items() if row else ())
        if name not in there and name != (database.title if database else "")
    ]
    return Foreign(
        kind="notion",
        source=given.name,
        sha256=fingerprint(given.sha256, sorted(row.cells.items()) if row else [], sorted(moved)),
        text=text,
        first_line=page.first_line,
        title=page.title,
        stated=(*page.properties, *added),
        files={**files_linked(text, given), **moved},
        notes=page.notes,
    )


def _is_index(page: Page, database: Database | None) -> bool:
    """Whether a page does no more than to list others."""
    if database or page.properties:
        return False
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    return bool(lines) and all(_ONLY_LINK.match(line) or line.startswith("#") for line in lines)


def _rows_without_pages(given: Given) -> Iterator[Read]:
    """A database is an index of its pages; a row that has none is a document where it says more."""
    full = given.name.replace(".csv", "_all.csv")
    if not given.name.endswith("_all.csv") and full in given.files.names:
        return
    if is_shown_in_a_page(given):
        return
    sheet = read_sheet(given.data)
    title = sheet.columns[0]
    titles = {
        read_page(given.files.read(name), sheet.columns).title
        for name in pages_of(given.name, given.files)
    }
    for at, row in enumerate(sheet.rows, start=1):
        named = " ".join(row.cells.get(title, ("",))[0].split())
        if named not in titles and set(row.cells) - {title}:
            source = f"{given.name}#{named or f'row {at}'}"
            yield csv_table.document(row, source, title, {}, kind="notion", notes=sheet.notes)


KIND = Kind(
    name="notion",
    about='Notion\'s export "Markdown & CSV", zipped or unpacked',
    recognises=_recognises,
    read=_read,
)

"""What lies in the folder of a page: its own databases as tables, its sub-pages as sections."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

from mkdocs_postmortems.model.vocabulary import slugify
from mkdocs_postmortems.read.foreign.files import beside
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.headings import below
from mkdocs_postmortems.read.foreign.markdown import files_linked
from mkdocs_postmortems.read.foreign.notion_database import Database, pages_of
from mkdocs_postmortems.read.foreign.notion_page import Page
from mkdocs_postmortems.read.foreign.notion_tree import page_with, parts_of, table_at
from mkdocs_postmortems.read.foreign.prose import cell, heading, inline, joined, table

_LINE = re.compile(
    r"^[ \t]*\[([^\]]*)\]\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)*\.csv)\)[ \t]*$", re.MULTILINE
)
_TARGET = re.compile(r"(\]\()([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*)(?=\))")


def with_parts(given: Given, text: str) -> tuple[str, dict[str, bytes]]:
    """The text with its parts, and the files of the sub-pages.

    A database stands as a table where the page links to it; sub-pages follow at the end.
    """
    shown: set[str] = set()

    def as_table(match: re.Match[str]) -> str:
        name = beside(given.name, unquote(match[2]))
        database = table_at(given, name)
        if database is None:
            return match[0]
        shown.update(pages_of(name, given.files))
        return joined(f"**{match[1]}**" if match[1] else "", _rows(database)).strip("\n")

    text = _LINE.sub(as_table, text)
    files: dict[str, bytes] = {}
    sections: list[str] = []
    anchors: dict[str, str] = {}
    for sub in parts_of(given):
        name = sub.name
        page, _ = page_with(sub)
        is_row = name in shown
        if is_row and not page.text.strip():
            continue  # the table has all of it
        body, linked = _moved(sub, page, given)
        files |= linked
        facts = "" if is_row else _facts(page)
        anchors[_target(name, given)] = f"#{slugify(page.title)}"
        sections += [heading(page.title or posixpath.basename(name)), facts, below(body, 3)]
    if not sections:
        return text, {}
    whole = f"{text.rstrip()}\n\n{joined(*sections)}"
    return _TARGET.sub(lambda one: one[1] + anchors.get(unquote(one[2]), one[2]), whole), files


def _rows(database: Database) -> str:
    rows = [
        [cell(", ".join(row.cells.get(column, ()))) for column in database.columns]
        for row in database.sheet.rows
    ]
    return table([cell(column) for column in database.columns], rows)


def _facts(page: Page) -> str:
    return "\n".join(
        f"- {inline(one.name)}: {inline(', '.join(one.values))}" for one in page.properties
    )


def _target(name: str, from_: Given) -> str:
    return posixpath.relpath(name, posixpath.dirname(from_.name) or ".")


def _moved(sub: Given, page: Page, into: Given) -> tuple[str, dict[str, bytes]]:
    """The text of a sub-page with its links as they are from the page that it stands in."""
    linked = files_linked(page.text, sub)
    files: dict[str, bytes] = {}
    folder = posixpath.dirname(into.name)

    def moved(match: re.Match[str]) -> str:
        if re.match(r"[\w+.-]+:|#|/", match[2]):
            return match[0]
        path = beside(sub.name, unquote(match[2]))
        target = quote(posixpath.relpath(path, folder or "."), safe="/()")
        if match[2] in linked:
            files[target] = linked[match[2]]
        return f"{match[1]}{target}"

    return _TARGET.sub(moved, page.text), files

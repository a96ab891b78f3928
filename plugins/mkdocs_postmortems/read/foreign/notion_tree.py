"""Which pages of a Notion export are documents, and which are parts of one.

Every page is one of the two, so that none is lost: a part is only what lies below a document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.headings import count_headings
from mkdocs_postmortems.read.foreign.notion_database import (
    Database,
    database_above,
    database_at,
    databases_in,
)
from mkdocs_postmortems.read.foreign.notion_page import Page, is_page_name, read_page

FEW = 2
"""Headings from which a page has sections, and is more than an introduction."""
_OF_INCIDENTS = frozenset({
    "severity", "sev", "severitylevel", "impact", "started", "startedat", "detected", "detectedat",
    "resolved", "resolvedat", "mitigatedat", "rootcause", "incidentdate", "dateofincident",
    "incidentcommander", "timetoresolve", "timetodetect", "postmortem",
})  # fmt: skip
"""Properties that a database of incidents has, and one of tasks or notes has not."""


def page_with(given: Given) -> tuple[Page, Database | None]:
    """A page and the database that it is a row of."""
    database = database_above(given)
    return read_page(given.data, database.columns if database else ()), database


def holder_of(given: Given) -> str | None:
    """The page of a document that this page is a part of; nothing where it is a document itself.

    Pages of a database of incidents always are. Below other pages lie their parts, but not those
    with sections of their own where the upper page may as well be one that introduces them.
    """
    page, database = page_with(given)
    if database and is_of_incidents(database):
        return None
    for name in _above(given):
        above = Given(name=name, data=given.files.read(name), files=given.files)
        upper, upper_database = page_with(above)
        is_sure = bool(upper_database or upper.properties)
        if not is_sure and (count_headings(upper.text) < FEW or count_headings(page.text) >= FEW):
            continue
        if holder_of(above) is None:
            return name
    return None


def parts_of(given: Given) -> Iterator[Given]:
    """The pages that are parts of a document, in order of their paths."""
    start = f"{given.name.rsplit('.', 1)[0]}/"
    for name in given.files.names:
        if name.startswith(start) and name.endswith(".md") and is_page_name(name):
            part = Given(name=name, data=given.files.read(name), files=given.files)
            if holder_of(part) == given.name:
                yield part


def is_of_incidents(database: Database) -> bool:
    """Whether the rows of a database are incidents."""
    return any(normal_form(column) in _OF_INCIDENTS for column in database.columns)


def is_shown_in_a_page(given: Given) -> bool:
    """Whether a CSV stands as a table in the document that it lies below."""
    for name in _above(given):
        page = Given(name=name, data=given.files.read(name), files=given.files)
        if given.name in databases_in(name, given.files) and holder_of(page) is None:
            database = table_at(page, given.name)
            return database is not None
    return False


def table_at(given: Given, target: str) -> Database | None:
    """The database of a CSV below a page with a text of its own, unless its rows are documents."""
    page, above = page_with(given)
    if not (above or page.properties or count_headings(page.text) >= FEW):
        return None
    name = target.replace("_all.csv", ".csv")
    database = database_at(name, given.files)
    is_below = name.startswith(f"{given.name.rsplit('.', 1)[0]}/")
    return database if database and is_below and not is_of_incidents(database) else None


def _above(given: Given) -> list[str]:
    """The pages in whose folders a file lies, the outermost first."""
    found: list[str] = []
    folder = posixpath.dirname(given.name)
    there = set(given.files.names) if folder else set()
    while folder:
        name = f"{folder}.md"
        if name in there and is_page_name(name):
            found.insert(0, name)
        folder = posixpath.dirname(folder)
    return found

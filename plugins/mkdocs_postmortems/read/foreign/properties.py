"""Tables of two columns at the head of a page, with names on the left: what the page states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.read.foreign.soup import BLOCKS, HEADINGS, classes, tags, words

if TYPE_CHECKING:
    from bs4 import Tag

_WRAPPERS = frozenset({"p", "div"})


def take_properties(root: Tag) -> tuple[Stated, ...]:
    """The pairs of such tables; a row leaves the text where its pair says all of it."""
    return tuple(pair for table in _tables(root) for pair in _pairs(table))


def _tables(root: Tag) -> Iterator[Tag]:
    """Those of the page-properties macro anywhere, and others before the first heading."""
    is_head = True
    for one in tags(root, ["table", *HEADINGS]):
        if one.name != "table":
            is_head = False
            continue
        named = any("plugin-tabmeta-details" in classes(around) for around in one.parents)
        rows = [row for row in tags(one, ["tr"]) if row.find_parent("table") is one]
        if (named or is_head) and rows and all(map(_is_pair, rows)):
            yield one


def _is_pair(row: Tag) -> bool:
    cells = [one.name for one in tags(row, ["td", "th"]) if one.parent is row]
    return cells == ["th", "td"]


def _pairs(table: Tag) -> Iterator[Stated]:
    for row in tags(table, ["tr"]):
        if row.find_parent("table") is not table:
            continue
        name, value = tags(row, ["td", "th"])[:2]
        parts = tuple(_parts(value))
        if words(name) and parts:
            yield Stated(name=words(name).rstrip(":"), values=parts)
        elif words(name) or value.find("img") is not None:
            continue
        if value.find(["a", "img", "table", "pre", *HEADINGS]) is None:
            row.decompose()
    if table.find(["td", "th"]) is None:
        table.decompose()


def _parts(value: Tag) -> Iterator[str]:
    """Each item of a list by itself, or the whole as one line."""
    items = [one for one in tags(value, ["li"]) if one.find("li") is None]
    blocks = [one for one in tags(value, BLOCKS - _WRAPPERS) if one.name not in {"ul", "ol", "li"}]
    if items and not blocks and words(value) == " ".join(map(words, items)):
        yield from (words(one) for one in items if words(one))
    elif text := words(value):
        yield text

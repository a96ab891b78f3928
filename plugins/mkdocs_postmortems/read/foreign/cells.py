"""A cell of a table as one line of inline elements; nothing that was in it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.soup import (
    BLOCKS,
    HEADINGS,
    has_blocks,
    holds_nothing,
    is_tag,
    is_text,
    tags,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

BAR = "\ue07c"
"""Stands for `|` in a cell's code until the end: pandoc does not escape it there."""
_ENDS = re.compile(r"[.:;,!?…]\s*$")


@dataclass
class _Line:
    """The parts of a cell, each with what begins it: a list's item, or a block."""

    soup: BeautifulSoup
    parts: list[tuple[bool, list[PageElement | str]]] = field(default_factory=list)

    def begin(self, *, is_item: bool = False) -> None:
        """Begin a part; a block that begins an item is the item."""
        if self.parts and not any(is_tag(one) or str(one).strip() for one in self.parts[-1][1]):
            is_item = self.parts.pop()[0] or is_item
        self.parts.append((is_item, []))

    def add(self, node: PageElement | str, around: tuple[Tag, ...]) -> None:
        if not self.parts:
            self.begin()
        for tag in reversed(around):
            outer = self.soup.new_tag(tag.name)
            outer.attrs.update(tag.attrs)
            outer.append(node)
            node = outer
        self.parts[-1][1].append(node)

    def take(self, node: Tag, around: tuple[Tag, ...] = ()) -> None:
        is_first_cell = True
        for child in list(node.children):
            one = child.extract()  # each in turn, so that it is always the first: searching is slow
            if is_text(one):
                self.add(one, around)
            elif is_tag(one) and one.name in {"td", "th"}:
                self.add(" " if is_first_cell else ", ", ())
                self.take(one, around)
                is_first_cell = False
            elif is_tag(one):
                self._take_tag(one, around)

    def _take_tag(self, tag: Tag, around: tuple[Tag, ...]) -> None:
        name = tag.name
        if name in {"br", "hr"}:
            self.begin()
        elif name == "pre":
            for line in tag.get_text().splitlines():
                code = self.soup.new_tag("code")
                code.string = line.strip()
                self.begin()
                if code.string:
                    self.add(code, ())
            self.begin()
        elif name in BLOCKS:
            strong = self.soup.new_tag("strong")
            self.begin(is_item=name in {"li", "tr"})
            self.take(tag, (*around, strong) if name in HEADINGS else around)
            self.begin()
        elif has_blocks(tag) or tag.find("br") is not None:
            self.take(tag, (*around, tag))
        else:
            self.add(tag, around)


def flatten(cell: Tag, soup: BeautifulSoup, *, is_header: bool) -> None:
    """Bring a cell's blocks into one line."""
    line = _Line(soup)
    line.take(cell)
    cell.clear()
    was_item, said = False, ""
    for is_item, nodes in line.parts:
        part = soup.new_tag("span")
        part.extend(nodes)
        if holds_nothing(part):
            continue
        if cell.contents:
            mark = "; " if is_item and was_item else " · "
            cell.append(" " if _ENDS.search(said) else mark)
        cell.append(part)
        was_item, said = is_item, part.get_text()
    for part in tags(cell, ["span"]):
        part.unwrap()
    for code in tags(cell, ["code"]):
        code.string = code.get_text().replace("|", BAR)
    if is_header:
        for strong in tags(cell, ["strong", "b"]):
            strong.unwrap()

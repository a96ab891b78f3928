"""Loose text, line breaks and list items of a page, as paragraphs that Markdown can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.marks import INLINE_MARKS
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


def paragraphs(root: Tag, soup: BeautifulSoup) -> None:
    """Give loose text its paragraph, and an empty line in one the meaning it has."""
    for one in tags(root, ["p"]):
        if has_blocks(one):
            one.name = "div"
    for one in tags(root, ["li"]):
        _tighten(one)
    for one in [root, *tags(root, BLOCKS - {"p", "pre", "td", "th", "tr", "table", *HEADINGS})]:
        _wrap_loose(one, soup)
    for one in tags(root, ["p"]):
        _split(one, soup)
    for one in tags(root, ["p", *INLINE_MARKS]):
        if holds_nothing(one):
            one.unwrap()  # its blank may stand between two words


def _blocks(item: Tag) -> list[Tag]:
    """The blocks of a list's item beside lists below it."""
    found = [one for one in item.children if is_tag(one) and one.name in BLOCKS]
    return [one for one in found if one.name not in {"ul", "ol"}]


def _tighten(item: Tag) -> None:
    """An item of one paragraph is its text: editors put a paragraph into every item."""
    blocks = _blocks(item)
    loose = [one for one in item.children if is_tag(one) or (is_text(one) and one.strip())]
    if len(blocks) != 1 or loose[0] is not blocks[0] or has_blocks(blocks[0]):
        return
    if blocks[0].name in {"p", "div"}:
        blocks[0].unwrap()


def _wrap_loose(block: Tag, soup: BeautifulSoup) -> None:
    """Put runs of inline nodes between blocks into paragraphs of their own."""
    children = list(block.children)
    if block.name == "li" and not _blocks(block):
        return
    run: list[PageElement] = []
    for one in [*children, None]:
        if one is not None and not (is_tag(one) and one.name in BLOCKS):
            run.append(one)
            continue
        if any((is_tag(node) or (is_text(node) and node.strip())) for node in run):
            paragraph = soup.new_tag("p")
            run[0].insert_before(paragraph)
            paragraph.extend([node.extract() for node in run])
        run = []


def _split(paragraph: Tag, soup: BeautifulSoup) -> None:
    """Two line breaks in a row are the end of a paragraph; first and last ones are nothing."""
    if paragraph.find("br") is None:
        return
    runs: list[list[PageElement]] = [[]]
    breaks: list[PageElement] = []
    for one in list(paragraph.children):
        node = one.extract()  # each in turn, so that it is always the first: searching is slow
        if is_tag(node) and node.name == "br":
            breaks.append(node)
            continue
        if is_text(node) and not node.strip() and (breaks or not runs[-1]):
            continue
        if len(breaks) > 1 and runs[-1]:
            runs.append([])
        elif breaks and runs[-1]:
            runs[-1].append(breaks[0])
        breaks = []
        runs[-1].append(node)
    if len(runs) == 1:
        paragraph.extend(runs[0])
        return
    paragraph.name = "div"
    for run in runs:
        part = soup.new_tag("p")
        part.extend(run)
        paragraph.append(part)

"""The tree of a page, changed until plain Markdown can hold all of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.marks import INLINE_MARKS, tidy_marks
from mkdocs_postmortems.read.foreign.soup import (
    BLOCKS,
    HEADINGS,
    attribute,
    classes,
    has_blocks,
    holds_nothing,
    is_tag,
    tags,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DROPPED: tuple[str, ...] = ("script", "style", "template", "noscript", "nav", "head", "canvas")
_DROPPED += ("title", "meta", "link", "base")  # html.parser leaves them in the body, if so written
_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt"), "ol": ("start",), "pre": ("class",)}
_FRAMES = ("iframe", "embed", "object", "video", "audio", "frame")


def tidy(root: Tag, soup: BeautifulSoup, sheet: dict[str, str]) -> None:
    """Everything but tables, images and links, which come after."""
    for one in tags(root, _DROPPED):
        one.decompose()
    for frame in tags(root, _FRAMES):
        _as_link(frame, soup)
    _footnotes(root, soup)
    tidy_marks(root, soup, sheet)
    for one in tags(root, ["summary"]):
        _bold_paragraph(one, soup)
    for one in tags(root, ["dl"]):
        _as_list(one, soup)
    for one in tags(root, HEADINGS):
        _heading(one)
    for one in tags(root, ["pre"]):
        _code_block(one, soup)
    for one in tags(root, ["li"]):
        _task(one, soup)


def bare(root: Tag) -> None:
    """Take off every attribute that says nothing more, so that nothing else is read into it."""
    for one in tags(root, [*BLOCKS, *INLINE_MARKS, "a", "img", "br"]):
        kept = _ATTRIBUTES.get(one.name, ())
        one.attrs = {name: value for name, value in one.attrs.items() if name in kept}


def _as_link(frame: Tag, soup: BeautifulSoup) -> None:
    """What was embedded, as a link to it; its own words stay."""
    target = attribute(frame, "src") or attribute(frame, "data")
    paragraph = soup.new_tag("p")
    if re.match(r"https?:", target):
        link = soup.new_tag("a", href=target)
        link.string = attribute(frame, "title") or target
        paragraph.append(link)
    frame.insert_before(paragraph)
    frame.unwrap()


def _footnotes(root: Tag, soup: BeautifulSoup) -> None:
    """Notes below a text as numbers in brackets and a list: sites need not know footnotes."""
    for one in tags(root, ["a"]):
        role, target = attribute(one, "role"), attribute(one, "href")
        if role == "doc-backlink" or "footnote-back" in classes(one):
            one.decompose()
        elif role == "doc-noteref" or re.match(r"#(?:fn|cite_note|footnote|_ftn\d)", target):
            one.string = f" [{one.get_text(strip=True).strip('[]')}]"
            one.unwrap()
    for one in tags(root, ["section", "aside", "div"]):
        if attribute(one, "role") == "doc-endnotes" or "footnotes" in classes(one):
            if one.find(HEADINGS) is None:
                heading = soup.new_tag("h2")
                heading.string = "Footnotes"
                one.insert(0, heading)
            for line in tags(one, ["hr"]):
                line.decompose()


def _bold_paragraph(tag: Tag, soup: BeautifulSoup) -> None:
    if holds_nothing(tag):
        tag.decompose()
        return
    if tag.find(HEADINGS) is None:
        strong = soup.new_tag("strong")
        strong.extend([node.extract() for node in list(tag.children)])
        tag.append(strong)
    tag.name = "p"


def _as_list(definitions: Tag, soup: BeautifulSoup) -> None:
    """A list of terms as items: **term**: what it means."""
    for division in tags(definitions, ["div"]):
        division.unwrap()
    definitions.name = "ul"
    items: list[Tag] = []
    for child in list(definitions.children):
        one = child.extract()
        if not is_tag(one):
            continue
        if one.name == "dt" or not items:
            items.append(soup.new_tag("li"))
        if one.name == "dt":
            _bold_paragraph(one, soup)
            one.name = "span"
            items[-1].extend([one, ": "])
            one.unwrap()
        else:
            one.name = "div"
            if not has_blocks(one) and not items[-1].find("span"):
                one.name = "span"
            items[-1].append(one)
    definitions.extend(items)


def _heading(heading: Tag) -> None:
    for mark in tags(heading, ["strong", "br", "p", "div"]):
        mark.insert_before(" ")
        mark.insert_after(" ")
        mark.unwrap()
    if holds_nothing(heading):
        heading.unwrap()


def _code_block(block: Tag, soup: BeautifulSoup) -> None:
    """One code element with a language, so that it comes out between fences."""
    for line in tags(block, ["br"]):
        line.replace_with("\n")
    language = re.search(r"(?:brush:\s*|language-|lang-)([\w+#-]+)", " ".join(
        [*(attribute(one, "class") for one in [block, *tags(block, ["code"])]),
         attribute(block, "data-syntaxhighlighter-params")]
    ))  # fmt: skip
    text = block.get_text().strip("\n").replace("\xa0", " ")
    block.clear()
    block.attrs = {"class": language[1] if language and language[1] != "plain" else "text"}
    code = soup.new_tag("code")
    code.string = text
    block.append(code)
    while block.parent is not None and block.parent.name in {"p", "code", "strong", "em"}:
        block.parent.unwrap()


def _task(item: Tag, soup: BeautifulSoup) -> None:
    """A list item with a box to tick, in any of the ways in which tools mark one."""
    first = item.find(string=lambda text: bool(text and text.strip()))
    state = re.match(r"\s*\[([ xX])\]\s", f"{first} ") if first is not None else None
    if first is not None and state and first.find_parent("pre") is None:
        box = "☐" if state[1] == " " else "☒"
        first.replace_with(f"{box} {str(first).lstrip()[3:].lstrip()}")

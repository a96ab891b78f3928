"""Web pages, and the one way from HTML to Markdown that other kinds go too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.foreign import Foreign, Read, Stated
from mkdocs_postmortems.read.foreign.carried import Carried, Find
from mkdocs_postmortems.read.foreign.files import Files, RefusedError, beside
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.marks import styles
from mkdocs_postmortems.read.foreign.pandoc import convert
from mkdocs_postmortems.read.foreign.paragraphs import paragraphs
from mkdocs_postmortems.read.foreign.soup import attribute, parse, tags, words
from mkdocs_postmortems.read.foreign.tables import tidy_tables
from mkdocs_postmortems.read.foreign.text import decode_foreign
from mkdocs_postmortems.read.foreign.tidy import bare, tidy
from mkdocs_postmortems.read.foreign.written import evened

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_FROM = "html-native_divs-native_spans-line_blocks"
_TO = "gfm-raw_html-tex_math_dollars-tex_math_gfm-yaml_metadata_block-alerts-footnotes"
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_STATED = re.compile(
    r"(?:author|date|description|keywords|tags?|category|last-modified"
    r"|article:(?:published_time|modified_time|author|tag|section))$"
)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A tree as Markdown, with the files that it links to."""

    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def write_markdown(root: Tag, soup: BeautifulSoup, find: Find) -> Written:
    """Everything that a reader sees in a tree, as Markdown; the tree is used up.

    `find` gives the bytes of what a relative link leads to; nothing is ever fetched.
    """
    carried = Carried(find)
    tidy(root, soup, styles(soup))
    carried.take(root, soup)
    tidy_tables(root, soup)
    paragraphs(root, soup)
    bare(root)
    markdown = convert(root.decode_contents().encode(), _FROM, _TO)
    return Written(text=evened(markdown), files=carried.files, notes=carried.sentences())


def from_html(html: str, find: Find | None = None) -> Written:
    """A piece of HTML as Markdown: the body of a record, a page of an export."""
    soup = parse(html)
    return write_markdown(soup, soup, find or (lambda _: None))


def find_beside(given: Given) -> Find:
    """Files next to the one that is read, by relative links in it."""
    names = frozenset(given.files.names)
    return lambda target: _found(given.files, names, beside(given.name, target))


def decode_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a page, in the encoding it says it has."""
    match = _CHARSET.search(data[:4_096])
    if match and match[1].lower() not in {b"utf-8", b"utf8"}:
        try:
            return decode_foreign(data.decode(match[1].decode()).encode())
        except (LookupError, UnicodeError):
            pass
    return decode_foreign(data)


def head_of(soup: Tag) -> tuple[str, tuple[Stated, ...]]:
    """The title and what else a page states in its head."""
    title = soup.select_one("title")
    found = []
    for meta in tags(soup, ["meta"]):
        name = (attribute(meta, "name") or attribute(meta, "property")).lower()
        content = attribute(meta, "content").strip()
        if content and _STATED.match(name):
            found.append(Stated(name=name, values=(content,)))
    return (words(title) if title is not None else ""), tuple(found)


def main_of(soup: BeautifulSoup) -> Tag:
    """The part of a page that is the document."""
    for name in ("main", "article", "body"):
        found = tags(soup, [name])
        if len(found) == 1:
            return found[0]
    return soup


def take_title(root: Tag) -> str:
    """The heading that names the whole, taken out of the text: the first thing, and the only h1."""
    headings = tags(root, ["h1"])
    if len(headings) != 1:
        return ""
    heading = headings[0]
    before = heading.find_all_previous(["p", "h2", "h3", "table", "ul", "ol", "pre"])
    if any(root in one.parents for one in before) or heading.find("img") is not None:
        return ""
    said = words(heading)
    heading.decompose()
    return said


def _found(files: Files, names: frozenset[str], name: str) -> bytes | None:
    if name not in names:
        return None
    try:
        return files.read(name)
    except RefusedError:
        return None


def _recognises(given: Given) -> bool:
    return given.suffix in SUFFIXES


def _read(given: Given) -> Iterator[Read]:
    text, notes = decode_page(given.data)
    soup = parse(text)
    title, stated = head_of(soup)
    root = main_of(soup)
    heading = take_title(root)
    if heading and title and title != heading:
        stated = (Stated(name="title", values=(title,)), *stated)
    written = write_markdown(root, soup, find_beside(given))
    if not written.text.strip() and not written.files:
        message = "there is no text in it"
        raise RefusedError(message)
    yield Foreign(
        kind=KIND.name,
        source=given.name,
        sha256=given.sha256,
        text=written.text,
        title=heading or title,
        stated=stated,
        files=written.files,
        notes=(*notes, *written.notes),
    )


KIND = Kind(
    name="html",
    about="a web page",
    recognises=_recognises,
    read=_read,
)

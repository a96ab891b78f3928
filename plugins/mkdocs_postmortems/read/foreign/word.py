"""Word documents: .docx, by pandoc to HTML and from there as any page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.foreign import Foreign, Read
from mkdocs_postmortems.read.foreign import prose
from mkdocs_postmortems.read.foreign.docx_parts import MARK, Parts
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.html import take_title, write_markdown
from mkdocs_postmortems.read.foreign.pandoc import convert
from mkdocs_postmortems.read.foreign.soup import attribute, parse, tags, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

SUFFIXES = frozenset({".docx", ".docm", ".dotx"})
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_DRAWN = re.compile(r"word/(?:charts/chart\d*|diagrams/data\d*)\.xml$")
QUOTED = 80
"""Characters of a passage that a comment or a note is about."""


def is_docx(given: Given) -> bool:
    """Whether a file is a .docx, by its name and its first bytes."""
    return given.suffix in SUFFIXES and given.data.startswith(_ZIP)


def read_docx(given: Given, kind: str) -> Iterator[Read]:
    """The document; `kind` says whose it is."""
    parts = Parts(given.data)
    soup = parse(convert(parts.packed(), "docx+styles", "html"))
    title = _take_styled(soup) or take_title(soup)
    for one in soup.select("div[data-custom-style]"):
        one.unwrap()  # what pandoc puts around a paragraph, to tell its style
    written = write_markdown(soup, soup, lambda target: parts.read(f"word/{target}"))
    text = prose.joined(written.text, _comments(parts))
    if not text.strip() and not title:
        message = "there is no text in it"
        raise RefusedError(message)
    yield Foreign(
        kind=kind,
        source=given.name,
        sha256=given.sha256,
        text=text,
        title=title,
        stated=tuple(parts.stated()),
        files=written.files,
        notes=(*written.notes, *_notes(parts)),
    )


def _take_styled(soup: BeautifulSoup) -> str:
    """The paragraphs in the style Title, if they come first; later ones become headings."""
    title = ""
    for one in tags(soup, ["div"]):
        if attribute(one, "data-custom-style").lower() != f"{MARK}title".lower():
            continue
        if not title:
            title = words(one)
            one.decompose()
        else:
            one.name = "h1"
    return title


def _comments(parts: Parts) -> str:
    """The remarks of the margin as a list at the end."""
    lines = []
    for one in parts.comments():
        said = " · ".join(prose.inline(part) for part in (one.author, one.date) if part)
        on = f" on “{prose.inline(_cut(one.on))}”" if one.on else ""
        lines.append(f"- {said}{on}: {prose.inline(one.text)}")
    return prose.joined("## Comments", "\n".join(lines)) if lines else ""


def _notes(parts: Parts) -> Iterator[str]:
    inserted, deleted = parts.suggested()
    if inserted:
        yield f"Suggested insertions are in the text as if they were accepted ({inserted}×)"
    if deleted:
        shown = ", ".join(f"“{_cut(text)}”" for text in deleted)
        yield f"Suggested deletions are left out as if they were accepted: {shown}"
    for name in parts.names:
        file = name.rsplit("/", 1)[-1]
        if _DRAWN.match(name):
            yield f"A chart or diagram could not be carried over: {file}"
        elif name.startswith("word/embeddings/"):
            yield f"An embedded file could not be carried over: {file}"


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1].rstrip()}…"


def _recognises(given: Given) -> bool:
    return given.suffix in SUFFIXES or (given.suffix == ".doc" and given.data.startswith(_OLD))


def _read(given: Given) -> Iterator[Read]:
    if given.data.startswith(_OLD):
        message = "it is a Word file of before 2007, or one with a password"
        raise RefusedError(message, "open it in Word and save it as .docx, without a password")
    return read_docx(given, KIND.name)


KIND = Kind(
    name="word",
    about="a Word document (.docx)",
    recognises=_recognises,
    read=_read,
)

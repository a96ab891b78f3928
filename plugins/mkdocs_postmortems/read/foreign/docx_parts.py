"""What a .docx consists of: checked parts, and those words of it that pandoc passes over."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.read.foreign.files import Archive, RefusedError

MAX_XML = 30_000_000
"""A thousand pages; parsed, it takes ten times as much memory."""
MARK = "Kept "
"""Before the name of a style that pandoc would take out of the text, as the title."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KNOWN = ("word/", "docProps/", "[Content_Types].xml", "_rels/", "customXml/")
_TAKEN_OUT = re.compile(
    rb'(<w:name\s+w:val=")(?=(?:Title|Subtitle|Author|Date|Abstract)")', re.IGNORECASE
)
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_GOOGLE = re.compile(rb"customooxmlschemas\.google\.com|_heading=h\.|roundtripDataSignature")
_STATED = (
    "title",
    "subject",
    "creator",
    "keywords",
    "description",
    "category",
    "created",
    "modified",
    "lastModifiedBy",
    "contentStatus",
)


@dataclass(frozen=True)
class Comment:
    """A remark in the margin, with the words that it is on."""

    author: str
    date: str
    on: str
    text: str


class Parts:
    """The parts of a .docx, each looked at before anything parses it."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        names = (*self._archive.names, "_rels/.rels")
        self.names = tuple(name for name in names if name.startswith(_KNOWN))
        if "word/document.xml" not in self.names:
            message = "it is no Word document, or one that was not saved to the end"
            raise RefusedError(message, "save it as .docx again")
        self._data = {name: self._checked(name) for name in self.names}

    def _checked(self, name: str) -> bytes:
        data = self._archive.read(name)
        # UTF-16 has a zero beside every letter; without them the words are the same.
        bare = data.replace(b"\0", b"")
        starts = bare.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:1]
        if name.startswith("word/media/") and starts != b"<":
            return data
        if _FORBIDDEN.search(bare):
            message = f"`{name}` in it declares entities, which no word processor does"
            raise RefusedError(message, "it may have been made to do harm; do not open it")
        if name.endswith((".xml", ".rels")) and len(data) > MAX_XML:
            message = f"`{name}` in it has more than {MAX_XML / 1e6:.0f} MB of text"
            raise RefusedError(message, "split it")
        return data

    def read(self, name: str) -> bytes | None:
        """A part's bytes, or `None` where there is no such part."""
        return self._data.get(name)

    @cached_property
    def is_googles(self) -> bool:
        """Whether Google Docs wrote it."""
        looked_at = ("docProps/app.xml", "docProps/custom.xml", "customXml/item1.xml")
        if any(re.search(rb"[Gg]oogle", self._data.get(name, b"")) for name in looked_at):
            return True
        return _GOOGLE.search(self._data["word/document.xml"]) is not None

    def packed(self) -> bytes:
        """A .docx of the checked parts alone, with the title as a paragraph like any other."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in self._data.items():
                kept = data
                if name == "word/styles.xml":
                    kept = _TAKEN_OUT.sub(rb"\g<1>" + MARK.encode(), data)
                archive.writestr(name, kept)
        return stream.getvalue()

    def stated(self) -> Iterator[Stated]:
        """What its properties say, and what stands above and below every page."""
        for element in self._tree("docProps/core.xml").iter():
            name = element.tag.rsplit("}", 1)[-1]
            if name in _STATED and (text := (element.text or "").strip()):
                yield Stated(name=name, values=(text,))
        for kind in ("header", "footer"):
            names = [name for name in self.names if re.match(rf"word/{kind}\d*\.xml$", name)]
            said = dict.fromkeys(text for name in names for text in _lines(self._tree(name)))
            if said:
                yield Stated(name=kind, values=tuple(said))

    def comments(self) -> Iterator[Comment]:
        """The remarks in the margin, in their order."""
        on = self._commented()
        for one in self._tree("word/comments.xml").iter(f"{_WORD}comment"):
            yield Comment(
                author=one.get(f"{_WORD}author", ""),
                date=one.get(f"{_WORD}date", "")[:16].replace("T", " "),
                on=" ".join(on.get(one.get(f"{_WORD}id", ""), "").split()),
                text=" / ".join(_lines(one)),
            )

    def _commented(self) -> dict[str, str]:
        found: dict[str, str] = {}
        opened: set[str] = set()
        for one in self.document.iter():
            name = one.tag.removeprefix(_WORD)
            if name == "commentRangeStart":
                opened.add(one.get(f"{_WORD}id", ""))
            elif name == "commentRangeEnd":
                opened.discard(one.get(f"{_WORD}id", ""))
            elif name in {"t", "delText", "p"}:
                for key in opened:
                    found[key] = f"{found.get(key, '')}{' ' if name == 'p' else one.text or ''}"
        return found

    def suggested(self) -> tuple[int, tuple[str, ...]]:
        """How many insertions wait for review, and the words of each deletion that does."""
        inserted = sum(1 for one in self.document.iter(f"{_WORD}ins") if _said(one, "t"))
        deleted = (_said(one, "delText") for one in self.document.iter(f"{_WORD}del"))
        return inserted, tuple(text for text in deleted if text.strip())

    @cached_property
    def document(self) -> ET.Element:
        return self._tree("word/document.xml")

    def _tree(self, name: str) -> ET.Element:
        data = self._data.get(name)
        if data is None:
            return ET.Element("none")
        try:
            return ET.fromstring(data)  # noqa: S314  # what declares an entity was refused
        except (ET.ParseError, ValueError, LookupError) as error:
            message = f"`{name}` in it is no XML"
            raise RefusedError(message, "save it as .docx again") from error


def _said(element: ET.Element, name: str) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_WORD}{name}"))


def _lines(element: ET.Element) -> Iterator[str]:
    for paragraph in element.iter(f"{_WORD}p"):
        if text := " ".join(_said(paragraph, "t").split()):
            yield text

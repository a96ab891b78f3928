"""The body's structure by CommonMark, with the place of every block and link."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyromark

from mkdocs_postmortems.model.document import Block, BlockKind, Link
from mkdocs_postmortems.model.span import Span

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
_KINDS = {
    "Paragraph": BlockKind.PARAGRAPH,
    "Heading": BlockKind.HEADING,
    "List": BlockKind.LIST,
    "Item": BlockKind.ITEM,
    "Table": BlockKind.TABLE,
    "TableHead": BlockKind.ROW,
    "TableRow": BlockKind.ROW,
    "TableCell": BlockKind.CELL,
    "CodeBlock": BlockKind.CODE,
    "BlockQuote": BlockKind.QUOTE,
    "HtmlBlock": BlockKind.HTML,
}
_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.QUOTE, BlockKind.HTML})
_WIDE = re.compile(r"[^\x00-\x7f]")
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"})


@dataclass(slots=True)
class _Open:
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    text: list[str] = field(default_factory=list)
    first: int | None = None
    last: int = 0
    checked: bool | None = None
    bold: int = 0
    plain: bool = False
    children: list[Block] = field(default_factory=list)


@dataclass
class _OpenLink:
    target: str
    is_image: bool
    start: int
    shown: int
    """Where the words end that readers see."""
    text: list[str] = field(default_factory=list)


class Structure(NamedTuple):
    """The blocks at the body's margin, all links, and what is no prose, each in order."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    no_prose: tuple[Span, ...]


def read_structure(body: str, offset: int) -> Structure:
    """Parse a body once; spans are moved by `offset`."""
    to_offset = _code_points(body, offset)
    reader = _Reader(to_offset)
    for event, extent in pyromark.events_with_range(body, options=_OPTIONS):
        reader.take(event, extent["start"], extent["end"])
    return Structure(tuple(reader.roots), tuple(reader.links), tuple(sorted(reader.no_prose)))


def _code_points(text: str, offset: int) -> Callable[[int], int]:
    """From byte offsets of the UTF-8 text to code points of the document."""
    if text.isascii():
        return lambda byte: byte + offset
    ends: list[int] = []
    surplus: list[int] = [0]
    extra = 0
    for match in _WIDE.finditer(text):
        size = len(match[0].encode("utf-8", errors="surrogatepass"))
        ends.append(match.start() + extra + size)
        extra += size - 1
        surplus.append(extra)
    return lambda at: at - surplus[bisect_left(ends, at + 1)] + offset


class _Reader:
    """Builds blocks from the parser's events; inline content goes to the innermost open block."""

    def __init__(self, to_offset: Callable[[int], int]) -> None:
        self.to_offset = to_offset
        self.roots: list[Block] = []
        self.links: list[Link] = []
        self.no_prose: list[Span] = []
        self.stack: list[_Open] = []
        self.open_links: list[_OpenLink] = []
        self.in_bold = 0

    def take(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"}:
                self.words(" ", start, end)
            return
        ((what, value),) = event.items()
        match what:
            case "Text":
                self.words(value, start, end)
            case "Start":
                self.start(value, start, end)
            case "End":
                self.end(value, start, end)
            case "Code":
                self.words(value, start, end)
                self.no_prose.append(Span(self.to_offset(start), self.to_offset(end)))
            case "TaskListMarker":
                if self.stack:
                    self.stack[-1].checked = bool(value)
            case "InlineHtml":
                self.touch(start, end)
                self.no_prose.append(Span(self.to_offset(start), self.to_offset(end)))

    def start(self, value: Any, start: int, end: int) -> None:
        name: str
        details: Any
        name, details = (value, {}) if isinstance(value, str) else next(iter(value.items()))
        if name in _INLINE:
            self.in_bold += name == "Strong"
            self.touch(start, end)
        elif name in {"Link", "Image"}:
            self.open_links.append(_OpenLink(details["dest_url"], name == "Image", start, start))
            self.touch(start, end)
        else:
            level = int(details["level"][1]) if name == "Heading" else 0
            kind = _KINDS.get(name, BlockKind.OTHER)
            self.stack.append(_Open(kind, start, end, level))

    def end(self, value: Any, start: int, end: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name in _INLINE:
            self.in_bold -= name == "Strong"
        elif name in {"Link", "Image"}:
            link = self.open_links.pop()
            span = Span(self.to_offset(link.start), self.to_offset(end))
            text = "".join(link.text)
            self.links.append(
                Link(target=link.target, text=text, span=span, is_image=link.is_image)
            )
            self.no_prose.append(Span(self.to_offset(link.shown), span.end))
        elif self.stack:
            self.close(self.stack.pop())

    def close(self, one: _Open) -> None:
        to_offset = self.to_offset
        span = Span(to_offset(one.start), to_offset(one.end))
        if one.first is None:
            words = Span(span.start, span.start)
        else:
            words = Span(to_offset(one.first), to_offset(one.last))
        text = one.text[0] if len(one.text) == 1 else "".join(one.text)
        if one.kind is not BlockKind.CODE:
            text = " ".join(text.split())
        if one.kind in _NO_PROSE:
            self.no_prose.append(span)
        if one.kind is BlockKind.ITEM and one.first is None and one.children:
            opening = one.children[0]
            if opening.kind is BlockKind.PARAGRAPH:
                # A loose item: its first paragraph is its own content, a checkbox included.
                text, words, one.bold = opening.text, opening.words, opening.is_bold
                one.checked = opening.checked if one.checked is None else one.checked
                one.children = one.children[1:]
        block = Block(
            one.kind,
            span,
            words,
            text,
            one.level,
            one.checked,
            bool(one.bold) and not one.plain,
            tuple(one.children),
        )
        (self.stack[-1].children if self.stack else self.roots).append(block)

    def words(self, text: str, start: int, end: int) -> None:
        if not self.stack:
            return
        for link in self.open_links:
            link.text.append(text)
            link.shown = end
        block = self.stack[-1]
        block.text.append(text)
        if self.in_bold:
            block.bold += 1
        elif not block.plain and text.strip(" :"):
            block.plain = True
        if block.first is None:
            block.first = start
        block.last = max(block.last, end)

    def touch(self, start: int, end: int) -> None:
        """Widen the span of the innermost block's own words."""
        if self.stack:
            block = self.stack[-1]
            block.first = start if block.first is None else block.first
            block.last = max(block.last, end)

"""A postmortem as text: what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from mkdocs_postmortems.model.anchors import anchors_of
from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Mapping, Node, Scalar
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.span import Lines, Span

IMPORTED_DETAILS = "Imported details"
"""The heading over what the source of an import stated and no field of ours holds."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    CODE = "code"
    QUOTE = "quote"
    HTML = "html"
    OTHER = "other"


class Block(NamedTuple):
    """A piece of the body's structure.

    `text` is the words of its own inline content without markup (for an item: of its first
    block), `words` the span of that content as written.
    """

    kind: BlockKind
    span: Span
    words: Span
    text: str = ""
    level: int = 0
    """Of a heading, 1 to 6; 7 for a bold label that stands in place of one."""
    checked: bool | None = None
    is_bold: bool = False
    children: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        """The block and every one inside it."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(reversed(block.children))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or an image as written. `span` covers the whole construct."""

    target: str
    text: str
    span: Span
    is_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its blocks. `kind` is the known section that it is or stands under."""

    title: str
    kind: str | None
    own: bool
    """Whether its own heading is a known one; else the kind is inherited."""
    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file: its text, its parts with places, what it says, and what could not be read."""

    path: str
    """As shown to people, with forward slashes."""
    relative: str = ""
    """Below the knowledge base, as globs of the settings see it."""
    lines: Lines
    front_matter: Mapping | None = None
    body: Span = field(default=Span(0, 0))
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    no_prose: tuple[Span, ...] = ()
    """Code, quotes, HTML and link targets of the body, in order: nobody's own words."""
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    """Fields whose value could not be read; rules that need them keep silent."""
    postmortem: Postmortem
    is_withheld: bool = False
    """The build's audience may not read it: nothing past the front matter was read."""

    is_unreadable: bool = False
    """What its visibility is cannot be told for certain."""

    @property
    def text(self) -> str:
        return self.lines.text

    @cached_property
    def prose(self) -> str:
        """The text with everything blanked that is not the body's own words; places stay."""
        parts: list[str] = [" " * self.body.start]
        position = self.body.start
        for start, end in self.no_prose:
            if start >= position:
                parts += (self.text[position:start], " " * (end - start))
                position = end
        return "".join((*parts, self.text[position : self.body.end]))

    @cached_property
    def lowered(self) -> str:
        """The author's own words in lower case, places kept: prose and sentences of the fields.

        What a rule looks at before it runs any slow pattern.
        """
        text = self.prose
        for path in (("title",), ("late_because",), ("impact", "summary")):
            node: Node | None = self.front_matter
            for key in path:
                node = node.get(key) if isinstance(node, Mapping) else None
            if isinstance(node, Scalar):
                start, end = node.span.start + node.quoted, node.span.end - node.quoted
                text = text[:start] + self.text[start:end] + text[end:]
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else text

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What a link to this document may name after `#`."""
        headings = (one.text for one in self.blocks if one.kind is BlockKind.HEADING)
        one = self.postmortem
        own = {lesson.address for lesson in one.lessons}
        own |= {entry.address or "" for entry in one.timeline}
        own |= {item.address or "" for item in one.action_items}
        written = anchors_of(headings, self.text[self.body.start : self.body.end])
        return written | (own - {""})

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the body, outer before inner, headings of sections included."""
        found: list[Block] = []
        for section in self.sections:
            if section.heading:
                found.append(section.heading)
            for block in section.blocks:
                found += block.walk()
        return tuple(found)

    def span_of(self, name: str) -> Span:
        """The span of a front-matter value, or of the timeline's line whose mark fills it.

        Where it stands nowhere, that of the opening fence.
        """
        node = self.front_matter.get(name) if self.front_matter else None
        if node is not None:
            return node.span
        if name.endswith("_at"):
            mark = name.removesuffix("_at")
            for entry in self.postmortem.timeline:
                if entry.mark == mark and entry.at is not None:
                    return entry.span
        return Span(0, min(len(self.text), 3))

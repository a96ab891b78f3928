"""The external message of a postmortem as parts that plain text can carry, each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.model.document import Block, BlockKind, Document

_NUMBER = re.compile(r"(\d{1,9})[.)]")
_COMMENTS = re.compile(r"(?:\s*<!--.*?-->)*\s*", re.DOTALL)
_TOLD = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)
_LOST = {BlockKind.TABLE: "a table", BlockKind.CODE: "a code block", BlockKind.HTML: "HTML"}
_FOLLOWED = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph, a heading or an item of a list; `depth` counts the items around it."""

    text: str
    depth: int = 0
    is_item: bool = False
    number: str = ""
    """Of an item, as its author counts."""


class NotCarriedError(Exception):
    """What a message would lose without a word: `what` stands on `line`."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} on line {line}")
        self.what, self.line = what, line


def external_message(document: Document) -> tuple[Part, ...]:
    """What customers read; links with their addresses, comments left out."""
    return tuple(
        part
        for section in document.sections
        if section.kind == "external-message"
        for blocks in (
            (section.heading,) if section.heading and not section.own else (),
            section.blocks,
        )
        for part in _parts(document, blocks, 0)
    )


def _parts(document: Document, blocks: Iterable[Block], depth: int) -> Iterator[Part]:
    for block in blocks:
        written = document.text[block.span.start : block.span.end]
        if block.kind in _LOST and not _COMMENTS.fullmatch(written):
            line = document.lines.position(block.span.start)[0]
            raise NotCarriedError(_LOST[block.kind], line)
        is_item = block.kind is BlockKind.ITEM
        if block.kind in _TOLD and block.text:
            number = _NUMBER.match(written) if is_item else None
            yield Part(
                text=_with_addresses(document, block),
                depth=depth,
                is_item=is_item,
                number=number[1] if number else "",
            )
        yield from _parts(document, block.children, depth + is_item)


def _with_addresses(document: Document, block: Block) -> str:
    """The words, and behind those of a link where it leads, if a customer can go there."""
    told, rest = "", block.text
    for link in sorted(document.links, key=lambda one: one.span):
        if not block.words.start <= link.span.start < block.words.end:
            continue
        shown = " ".join(link.text.split())
        before, found, after = rest.partition(shown)
        address = link.target.removeprefix("mailto:")
        if shown and found and link.target.startswith(_FOLLOWED) and shown != address:
            told, rest = f"{told}{before}{shown} ({address})", after
    return told + rest

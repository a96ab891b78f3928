"""Blocks to sections, each with the known kind it is or belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.vocabulary import normal_form

LABEL_LEVEL = 7
"""The level of a bold line that stands in place of a heading: below every real one."""

_TRAILER = re.compile(r"\s*(?:\([^()]*\)|\{[^{}]*\})\s*$")
"""`(UTC)` and `{#id}` behind a heading's words."""

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?\s+|[a-z][.)]\s+)", re.IGNORECASE)


def read_sections(blocks: tuple[Block, ...], kinds: Mapping[str, str]) -> tuple[Section, ...]:
    """Sections in order; the first has no heading and holds what stands before all of them.

    `kinds` gives the section kind by the normal form of a heading. A heading that is none of them
    inherits the kind of the heading it stands under.
    """
    sections: list[Section] = []
    open_headings: list[tuple[int, str | None]] = []
    heading: Block | None = None
    held: list[Block] = []

    def finish() -> None:
        kind = open_headings[-1][1] if open_headings else None
        title = heading.text if heading else ""
        own = heading is not None and kind_of(title, kinds) is not None
        sections.append(
            Section(title=title, kind=kind, own=own, heading=heading, blocks=tuple(held))
        )

    for block in blocks:
        level = _level(block, kinds)
        if not level:
            held.append(block)
            continue
        finish()
        while open_headings and open_headings[-1][0] >= level:
            open_headings.pop()
        inherited = open_headings[-1][1] if open_headings else None
        open_headings.append((level, kind_of(block.text, kinds) or inherited))
        heading, held = block, []
    finish()
    return tuple(sections)


def kind_of(title: str, kinds: Mapping[str, str]) -> str | None:
    """The known section that a heading's words name."""
    plain = _TRAILER.sub("", _NUMBERING.sub("", title))
    return kinds.get(normal_form(title)) or kinds.get(normal_form(plain))


def _level(block: Block, kinds: Mapping[str, str]) -> int:
    """The level of a block that opens a section; 0 for one that does not."""
    if block.kind is BlockKind.HEADING:
        return block.level
    is_label = block.kind is BlockKind.PARAGRAPH and block.is_bold
    return LABEL_LEVEL if is_label and kind_of(block.text, kinds) else 0

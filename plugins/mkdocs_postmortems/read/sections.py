"""Blocks to sections, each with the known kind it is or belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.clock import read_clock

LABEL_LEVEL = 7
"""The level of a bold line that stands in place of a heading: below every real one."""

_LESSONS = frozenset(
    {"went-well", "went-wrong", "got-lucky", "lessons-learned", "contributing-factors"}
)
"""The sections of which a label and its text may stand on one line."""

TRAILER = re.compile(r"\s*(?:\([^()]*\)|\{[^{}]*\})\s*$")
"""`(UTC)` and `{#id}` behind a heading's words."""

_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*[.)]?\s+|(?:[a-z]|[ivx]{1,5})[.)]\s+|[a-z]\s[–—-]\s)", re.IGNORECASE
)
_QUALIFIED = re.compile(r"(?P<known>[^:–—]{3,40}?)(?::\s|\s[–—-]\s)")
"""`Timeline: the night of the move`, `Timeline – all times in UTC`."""


_LABEL = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)\1:?[ \t]+(?=\S)")
"""A label in bold with the text behind it: `**What went wrong:** The alert was late.`"""


def read_sections(
    blocks: tuple[Block, ...], kinds: Mapping[str, str], text: str = ""
) -> tuple[Section, ...]:
    """Sections in order; the first has no heading and holds what stands before all of them.

    `kinds` gives the section kind by the normal form of a heading. A heading that is none of them
    inherits the kind of the heading it stands under. `text` is what the blocks' spans point into.
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

    for block in (part for one in blocks for part in _parts(one, kinds, text)):
        level = _level(block, kinds)
        if not level:
            held.append(block)
            continue
        finish()
        inherited = _inherited(open_headings, block, level)
        open_headings.append((level, kind_of(block.text, kinds) or inherited))
        heading, held = block, []
    finish()
    return tuple(sections)


def _inherited(open_headings: list[tuple[int, str | None]], block: Block, level: int) -> str | None:
    """The kind of the heading that this one stands under.

    A day or a time goes on with the timeline before it, whatever its level.
    """
    before = open_headings[-1][1] if open_headings else None
    while open_headings and open_headings[-1][0] >= level:
        open_headings.pop()
    if before == "timeline" and block.level < LABEL_LEVEL and read_clock(block.text) is not None:
        return before
    return open_headings[-1][1] if open_headings else None


def _parts(block: Block, kinds: Mapping[str, str], text: str) -> tuple[Block, ...]:
    """A paragraph behind a known label as two blocks; any other block as it is."""
    if block.kind is not BlockKind.PARAGRAPH or block.is_bold:
        return (block,)
    match = _LABEL.match(text, block.words.start, block.words.end)
    if match is None or ":" not in match[0]:
        return (block,)
    label = match[2].strip().rstrip(":").rstrip()
    if kind_of(label, kinds) not in _LESSONS or not block.text.startswith(label):
        return (block,)
    start = match.end()
    words = Span(start, block.words.end)
    heading = block._replace(
        span=Span(block.span.start, start),
        words=Span(block.words.start, start),
        text=label,
        is_bold=True,
    )
    rest = block.text.removeprefix(label).lstrip(" :")
    return heading, block._replace(span=Span(start, block.span.end), words=words, text=rest)


def kind_of(title: str, kinds: Mapping[str, str]) -> str | None:
    """The known section that a heading's words name."""
    plain = TRAILER.sub("", _NUMBERING.sub("", title))
    found = kinds.get(normal_form(title)) or kinds.get(normal_form(plain))
    if found is None and (match := _QUALIFIED.match(plain)):
        found = kinds.get(normal_form(match["known"]))
    return found


def _level(block: Block, kinds: Mapping[str, str]) -> int:
    """The level of a block that opens a section; 0 for one that does not."""
    if block.kind is BlockKind.HEADING:
        return block.level
    is_label = block.kind is BlockKind.PARAGRAPH and block.is_bold
    return LABEL_LEVEL if is_label and kind_of(block.text, kinds) else 0

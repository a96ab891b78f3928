"""The words of a body without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_postmortems.model.document import IMPORTED_DETAILS, Block, BlockKind, Section

MOST_CODE = 1_000
"""The first lines of a log hold the error message that people search for; the rest is noise."""

_MARK = re.compile(r"\s*\[[a-z0-9, -]*\]\s*")
_UNREAD = frozenset({BlockKind.HTML, BlockKind.HEADING})


def plain_text(sections: Iterable[Section]) -> str:
    """One paragraph a line: headings of known sections, comments and HTML left out.

    So are `[theme]` and `[mark]` at the start of a block: they are fields, not words.
    """
    lines: list[str] = []
    for section in sections:
        if section.title == IMPORTED_DETAILS:
            continue  # facts of another tool, which every document of it has
        if section.heading is not None and not section.own:
            lines.append(section.heading.text)
        for block in section.blocks:
            lines.extend(_lines(block))
    return "\n".join(lines)


def _lines(block: Block) -> Iterator[str]:
    for one in block.walk():
        text = one.text
        if one.kind is BlockKind.CODE:
            text = " ".join(text[:MOST_CODE].split())
        elif text.startswith("[") and (mark := _MARK.match(text)):
            text = text[mark.end() :]
        if text and one.kind not in _UNREAD:
            yield text

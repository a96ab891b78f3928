"""Headings one level down where a document's sections stand at the level of its title."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_postmortems.model.document import Block, BlockKind
from mkdocs_postmortems.read.placing.sheet import Row, Sheet
from mkdocs_postmortems.read.placing.titles import read_title
from mkdocs_postmortems.read.sections import kind_of

ADDED = frozenset({"Comments", "Footnotes", "Linked issues", "Changes", "Attachments"})
"""Headings that readers of exports have written themselves, at the second level."""

_ATX = re.compile(r"^([ ]{0,3})(#{1,6})(?=[ \t]|$)")
DEEPEST = 6


def below_title(sheet: Sheet, kinds: Mapping[str, str]) -> Sheet:
    """The page has its title; no section of the text may stand beside it.

    A single heading that strayed to the first level goes down alone, else all go down with it.
    """
    headings = [one for one in sheet.structure.blocks if one.kind is BlockKind.HEADING]
    title = headings[0] if headings and _is_title(headings, kinds) else None
    rest = headings[1:] if title else headings
    tops = [one for one in rest if one.level == 1]
    if not tops:
        return sheet
    before = [one for one in rest if one.span.start < tops[0].span.start]
    moved = tops if any(one.level == 2 for one in before) else rest
    if moved is rest:
        # What was added at the end is beside the sections, not below the last of them.
        moved = [one for one in rest if not (one.level == 2 and one.text in ADDED)]
    return sheet.replaced([_lowered(sheet, one) for one in moved])


def _is_title(headings: list[Block], kinds: Mapping[str, str]) -> bool:
    first = headings[0]
    return first.level == 1 and kind_of(read_title(first.text).text, kinds) is None


def _lowered(sheet: Sheet, heading: Block) -> tuple[int, int, list[Row]]:
    first, last = sheet.rows_of(heading.span)
    while last > first + 1 and not sheet.rows[last - 1].text.strip():
        last -= 1
    row = sheet.rows[first]
    marks = "#" * min(heading.level + 1, DEEPEST)
    if _ATX.match(row.text):
        text = _ATX.sub(rf"\g<1>{marks}", row.text, count=1)
        return first, first + 1, [row._replace(text=text)]
    # Underlined with `===` or `---`: the words may take several rows.
    words = " ".join(one.text.strip() for one in sheet.rows[first : last - 1])
    return first, last, [row._replace(text=f"{marks} {words}")]

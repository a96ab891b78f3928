"""The timeline of a document that calls nothing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.imported import Guess
from mkdocs_postmortems.read.placing.guessed_kinds import NAMES
from mkdocs_postmortems.read.placing.headings import renamed
from mkdocs_postmortems.read.placing.sheet import Row, Sheet
from mkdocs_postmortems.read.timeline import read_timeline

_FEWEST = 3
"""So many timed lines under no heading are a timeline."""
_MAY_BE = frozenset({None, "summary"})
"""“What happened” may be either, by what stands under it."""


def find_timeline(sheet: Sheet, kinds: Mapping[str, str]) -> tuple[Sheet, tuple[Guess, ...]]:
    """With a heading over the section or the block that has the most lines with a time."""
    sections = sheet.sections(kinds)
    if any(one.kind == "timeline" for one in sections):
        return sheet, ()
    found = _best(sheet, sections)
    if found is None:
        return sheet, ()
    number, section, block = found
    said = f"{number} lines that begin with a time"
    heading = section.heading
    if heading is not None and section.kind in _MAY_BE and heading.level > 1:
        first, _ = sheet.rows_of(heading.span)
        row = sheet.rows[first]
        text = renamed(row.text.replace(f"{NAMES['summary']}: ", "", 1), "timeline")
        said = f"{said} under “{section.title}”"
        edit = (first, first + 1, [row._replace(text=text)])
    else:
        first, _ = sheet.rows_of(block.span)
        level = min((heading.level if heading else 1) + 1, 6)
        rows = [Row(f"{'#' * level} Timeline", 0), Row("", 0)]
        if first and sheet.rows[first - 1].text.strip():
            rows.insert(0, Row("", 0))
        edit = (first, first, rows)
    line = sheet.rows[sheet.row_at(block.span.start)].line
    guess = Guess(what="section", value="timeline", said=said, line=line)
    return sheet.replaced([edit]), (guess,)


def _best(sheet: Sheet, sections: tuple[Section, ...]) -> tuple[int, Section, Block] | None:
    """The section with the most timed lines, if these are at least half of what stands there."""
    best: tuple[int, Section, Block] | None = None
    for section in sections:
        counted = [(_timed(sheet, section, block), block) for block in section.blocks]
        number = sum(count for count, _ in counted)
        parts = sum(len(block.children) or 1 for count, block in counted if count)
        if number >= _FEWEST and number * 2 >= parts and (best is None or number > best[0]):
            best = (number, section, next(block for count, block in counted if count))
    return best


def _timed(sheet: Sheet, section: Section, block: Block) -> int:
    """How many timed lines there would be if this were a timeline."""
    if block.kind is BlockKind.CODE:
        return 0
    timeline = replace(section, kind="timeline", heading=None, blocks=(block,))
    return len(read_timeline((timeline,), sheet.text, None, None, ZoneInfo("UTC")))

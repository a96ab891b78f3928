"""Tables of lessons as lists, under the heading that their own kind names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.read.placing.guessed_kinds import NAMES, guess_kind
from mkdocs_postmortems.read.placing.sheet import Row, Sheet
from mkdocs_postmortems.read.sections import kind_of

_LESSONS = frozenset(
    {"went-well", "went-wrong", "got-lucky", "lessons-learned", "contributing-factors"}
)
_TEXT = re.compile(
    r"lesson|learn|what|item|description|factor|cause|observation|finding|detail|comment|why",
    re.IGNORECASE,
)
_BAR = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"[-*+#>]\s|\d+[.)]\s")
_NUMBER = re.compile(r"#|no\.?|nr\.?|id|number", re.IGNORECASE)


def list_lessons(sheet: Sheet, sections: tuple[Section, ...], kinds: Mapping[str, str]) -> Sheet:
    """Every row of such a table as an item, its other cells behind the words."""
    edits: list[tuple[int, int, list[Row]]] = []
    for section in sections:
        if section.kind not in _LESSONS:
            continue
        level = min(section.heading.level + 1 if section.heading else 3, 6)
        for block in section.blocks:
            if block.kind is BlockKind.TABLE and _fits(sheet, block):
                first, last = sheet.rows_of(block.span)
                edits.append((first, last, list(_items(sheet, block, level, kinds))))
    return sheet.replaced(edits)


def _items(sheet: Sheet, table: Block, level: int, kinds: Mapping[str, str]) -> Iterator[Row]:
    header, *rows = table.children
    titles = [cell.text for cell in header.children]
    text = _column(titles, rows)
    kind_column = next(
        (at for at in range(len(titles)) if at != text and _is_kinds(at, rows, kinds)), None
    )
    numbers = [at for at, title in enumerate(titles) if _NUMBER.fullmatch(title.strip())]
    open_kind = ""
    # A sentence that leads into a list is no lesson, and no title of a column is lost.
    told = f"A table of {' · '.join(filter(None, titles))}:"
    lead: tuple[Row, ...] = (Row(told, sheet.line_of(header)), Row("", 0))
    for row in rows:
        cells = [_written(sheet, cell) for cell in row.children]
        if kind_column is not None and cells[kind_column] != open_kind:
            open_kind = cells[kind_column]
            kind = kind_of(open_kind, kinds) or guess_kind(open_kind)
            known = kind_of(open_kind, kinds)
            title = open_kind if known or kind is None else f"{NAMES[kind]}: {open_kind}"
            line = sheet.line_at(row.span.start)
            yield from (Row("", 0), Row(f"{'#' * level} {title}", line), Row("", 0))
        yield from lead
        lead = ()
        others = [
            f"{titles[at]}: {cell}"
            for at, cell in enumerate(cells)
            if at not in {text, kind_column} and cell and not (at in numbers and cell.isdigit())
        ]
        behind = f" ({'; '.join(others)})" if others else ""
        number = next((cells[at] for at in numbers if at < len(cells) and cells[at].isdigit()), "")
        words = cells[text] if text < len(cells) else ""
        line = sheet.line_at(row.span.start)
        yield Row(f"{f'{number}.' if number else '-'} {words}{behind}", line)
    yield Row("", 0)


def _fits(sheet: Sheet, table: Block) -> bool:
    """Whether every row is a lesson with its facts: else it stays the table that it is."""
    header, *rows = table.children
    titles = [cell.text.strip() for cell in header.children]
    if not rows or not all(titles):
        return False
    text = _column(titles, rows)
    bars = len(_BAR.findall(sheet.rows[sheet.row_at(header.span.start)].text))
    for row in rows:
        cells = [_written(sheet, cell) for cell in row.children]
        written = sheet.rows[sheet.row_at(row.span.start)].text
        if len(cells) <= text or not cells[text] or _ITEM.match(cells[text]):
            return False
        if len(_BAR.findall(written)) > bars:
            return False  # a bar in code that nobody has escaped cuts the row
    return True


def _column(titles: list[str], rows: list[Block] | tuple[Block, ...]) -> int:
    """The column of the lessons themselves: the one with the most words."""
    lengths = [0] * len(titles)
    for row in rows:
        for at, cell in enumerate(row.children[: len(titles)]):
            lengths[at] += len(cell.text)
    named = [at for at, title in enumerate(titles) if _TEXT.search(title)]
    return max(named or range(len(titles)), key=lambda at: lengths[at])


def _is_kinds(at: int, rows: list[Block] | tuple[Block, ...], kinds: Mapping[str, str]) -> bool:
    values = {row.children[at].text for row in rows if at < len(row.children)}
    found = {(kind_of(one, kinds) or guess_kind(one)) for one in values if one.strip()}
    return bool(found) and found <= _LESSONS


def _written(sheet: Sheet, cell: Block) -> str:
    return sheet.text[slice(*cell.words)].strip()

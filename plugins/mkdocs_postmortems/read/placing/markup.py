"""Markup that says the same in another way, as the Markdown that every reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.model.document import Block, BlockKind
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.prose import inline
from mkdocs_postmortems.read.placing.sheet import Row, Sheet

_DEFINITION = re.compile(r"^[ ]{0,3}:[ \t]+(?=\S)")
_TERM = re.compile(r"^(?![-*+#>|\s]|\d+[.)]\s)\S.*$")
_TABLE_PART = re.compile(r"<(tr|td|th)\b", re.IGNORECASE)
_HTML_TABLE = re.compile(
    r"^\s*(?:<div[^>]*>\s*)?<table\b.*</table>\s*(?:</div>\s*)?$", re.IGNORECASE | re.DOTALL
)
_WRAPPER = re.compile(r"^\s*</?(?:p|div|section|details|center|br)\b[^<>]*>\s*$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"^\s*<p\b[^<>]*>([^<>]*)</p>\s*$", re.IGNORECASE)


def plain_markup(sheet: Sheet, files: Mapping[str, bytes]) -> tuple[Sheet, dict[str, bytes]]:
    """Definition lists as lists, tables of HTML as tables; no word and no image is lost.

    `files` are those that the text links to; the second value has the links that are new.
    """
    carried: dict[str, bytes] = {}
    return _without_html(_without_definitions(sheet), files, carried), carried


def _without_definitions(sheet: Sheet) -> Sheet:
    if not any(_DEFINITION.match(row.text) for row in sheet.rows):
        return sheet
    code = [sheet.rows_of(one.span) for one in _as_it_is(sheet)]
    rows: list[Row] = []
    inside = False
    for number, row in enumerate(sheet.rows):
        is_code = any(first <= number < last for first, last in code)
        match = None if is_code else _DEFINITION.match(row.text)
        if match and rows and rows[-1].text.strip():
            before = rows[-1]
            words = row.text[match.end() :]
            if inside:
                rows.append(Row(f"    - {words}", row.line))
                continue
            if _TERM.match(before.text):
                rows[-1] = Row(f"- **{before.text.strip()}**: {words}", before.line)
                inside = True
                continue
        if inside and row.text.startswith(("  ", "\t")):
            rows[-1] = rows[-1]._replace(text=f"{rows[-1].text} {row.text.strip()}")
            continue
        if inside and not row.text.strip() and _goes_on(sheet, number):
            inside = False
            continue
        inside = False
        rows.append(row)
    return Sheet(tuple(rows))


def _goes_on(sheet: Sheet, number: int) -> bool:
    """Whether the next term follows, so that one list stays one."""
    following = [row.text for row in sheet.rows[number + 1 : number + 3]]
    return len(following) == 2 and bool(
        _TERM.match(following[0]) and _DEFINITION.match(following[1])
    )


def _as_it_is(sheet: Sheet) -> Iterator[Block]:
    """Code and HTML, in which a colon is a colon."""
    for block in sheet.structure.blocks:
        yield from (one for one in block.walk() if one.kind in {BlockKind.CODE, BlockKind.HTML})


def _without_html(sheet: Sheet, files: Mapping[str, bytes], carried: dict[str, bytes]) -> Sheet:
    edits: list[tuple[int, int, list[Row]]] = []
    for block in sheet.structure.blocks:
        if block.kind is not BlockKind.HTML:
            continue
        first, last = sheet.rows_of(block.span)
        rows = sheet.rows[first:last]
        text = "\n".join(row.text for row in rows)
        if _HTML_TABLE.match(text):
            new = list(_table(text, rows, files, carried))
        elif "<pre" in text.lower():
            continue
        else:
            new = [one for row in rows for one in _opened(row)]
        if new and new != list(rows):
            edits.append((first, last, [Row("", 0), *new, Row("", 0)]))
    return sheet.replaced(edits)


def _opened(row: Row) -> tuple[Row, ...]:
    """A paragraph of HTML on one row as its words, where these are nothing but words."""
    match = _PARAGRAPH.match(row.text)
    words = match[1].strip() if match else ""
    if not words or inline(words) != words:
        return (row,)
    return (Row("", 0), row._replace(text=words), Row("", 0))


def _table(
    text: str, rows: tuple[Row, ...], files: Mapping[str, bytes], carried: dict[str, bytes]
) -> Iterator[Row]:
    """The rows of Markdown for those of HTML; nothing where no converter is there."""
    try:
        from mkdocs_postmortems.read.foreign.html import from_html  # noqa: PLC0415  # an extra

        written = from_html(text, files.get)
    except (RefusedError, ImportError):
        yield from rows
        return
    carried |= written.files
    converted = written.text.strip("\n").split("\n")
    lines = _row_lines(rows)
    at = 0
    for number, one in enumerate(converted):
        is_ruler = number == 1 and set(one) <= set("|-: ")
        line = lines[at] if one.startswith("|") and not is_ruler and at < len(lines) else 0
        at += one.startswith("|") and not is_ruler
        yield Row(one, line)


def _row_lines(rows: tuple[Row, ...]) -> list[int]:
    """The line of each table row's first cell."""
    lines: list[int] = []
    waits = False
    for row in rows:
        for match in _TABLE_PART.finditer(row.text):
            if match[1].lower() == "tr":
                waits = True
            elif waits:
                lines.append(row.line)
                waits = False
    return lines

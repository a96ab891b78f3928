"""What stands under a cursor: a field of the front matter, a theme's bracket, a tie, a link.

Read off the lines as they are, since a file that is being written can rarely be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.span import Lines, Span

_KEY = re.compile(r"(?P<indent>[ ]*)(?P<dash>-[ ]+)?(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?=\s|$)")
_FENCE = re.compile(r"---[ \t]*$")
_WORD = re.compile(r"[^\s,\[\]{}\"'#]*$")
_REST = re.compile(r"[^\s,\[\]{}\"'#]*")
_NAME = re.compile(r"[\w-]*")
_COMMENT = re.compile(r"(?:^|\s)#")
_BRACKET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?[*_]*\[(?P<slugs>[a-z0-9, -]*)$")
_TIE = re.compile(r"(?:→|->)\s*(?:[A-Za-z]+-?\d+\s*,\s*)*(?P<id>[A-Za-z]*-?\d*)$")
_LINK = re.compile(r"\]\((?P<target>[^()\s]*)$")


@dataclass(frozen=True, slots=True)
class Word:
    """The word that the cursor stands in or behind: `before` is its part up to the cursor."""

    span: Span
    before: str


@dataclass(frozen=True, slots=True)
class InKey:
    """Where a field may be named: its siblings, and those of them that are there."""

    word: Word
    fields: tuple[Field, ...]
    present: frozenset[str]
    has_colon: bool


@dataclass(frozen=True, slots=True)
class InValue:
    """Where a field's value may stand."""

    word: Word
    field: Field


@dataclass(frozen=True, slots=True)
class InTheme:
    word: Word


@dataclass(frozen=True, slots=True)
class InTie:
    word: Word


@dataclass(frozen=True, slots=True)
class InLink:
    word: Word


Cursor = InKey | InValue | InTheme | InTie | InLink


def find_cursor(document: Document, offset: int, fields: Sequence[Field]) -> Cursor | None:
    """What the cursor is in; None where nothing can be offered."""
    lines = document.lines
    number, column = lines.position(offset)
    line = lines.line(number)
    before, after = line[: column - 1], line[column - 1 :]
    if _in_front_matter(lines, number):
        return _in_fields(lines, number, offset, before, after, tuple(fields))
    return _in_body(offset, before, after)


def _in_front_matter(lines: Lines, number: int) -> bool:
    """Between the fences, the second of which may not be written yet."""
    if number == 1 or not _FENCE.match(lines.line(1)):
        return False
    return not any(_FENCE.match(lines.line(one)) for one in range(2, number + 1))


def _in_body(offset: int, before: str, after: str) -> Cursor | None:
    if match := _BRACKET.match(before):
        part = match["slugs"].rpartition(",")[2].lstrip()
        rest = re.match(r"[a-z0-9-]*", after)
        return InTheme(_word(offset, part, rest[0] if rest else ""))
    if match := _TIE.search(before):
        rest = re.match(r"[A-Za-z0-9-]*", after)
        return InTie(_word(offset, match["id"], rest[0] if rest else ""))
    if match := _LINK.search(before):
        rest = re.match(r"[^()\s]*", after)
        return InLink(_word(offset, match["target"], rest[0] if rest else ""))
    return None


def _in_fields(
    lines: Lines, number: int, offset: int, before: str, after: str, fields: tuple[Field, ...]
) -> Cursor | None:
    key = _KEY.match(before)
    if _COMMENT.search(before):
        return None
    column = _column(before)
    owner = _owner(lines, number, column)
    siblings = _siblings(owner, fields)
    if key:
        field = _named(siblings, key["key"])
        return InValue(_around(offset, before, after, _REST), field) if field else None
    if before.lstrip().startswith("- ") and not siblings:
        field = _named(fields, owner)
        return InValue(_around(offset, before, after, _REST), field) if field else None
    word = _around(offset, before, after, _NAME)
    if not siblings or before.strip() not in {"", "-", word.before, f"- {word.before}"}:
        return None
    has_colon = after[word.span.end - offset :].lstrip().startswith(":")
    return InKey(word, siblings, _present(lines, number, column, bool(owner)), has_colon)


def _around(offset: int, before: str, after: str, rest: re.Pattern[str]) -> Word:
    written, more = _WORD.search(before), rest.match(after)
    return _word(offset, written[0] if written else "", more[0] if more else "")


def _word(offset: int, before: str, after: str) -> Word:
    return Word(Span(offset - len(before), offset + len(after)), before)


def _column(line: str) -> int:
    """Where the words of a line begin, behind the dash of an item."""
    match = re.match(r" *(?:- +|-$)?", line)
    return len(match[0]) if match else 0


def _owner(lines: Lines, number: int, column: int) -> str:
    """The key that a line deeper than it, or an item under it, belongs to; empty at the outermost.

    The table of fields is two levels deep, so that the outermost key is the one asked for.
    """
    if column == 0:
        return ""
    for one in range(number - 1, 1, -1):
        match = _KEY.match(lines.line(one))
        if match and not match["dash"] and not match["indent"]:
            return match["key"]
    return ""


def _siblings(owner: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields beside the cursor; none under a key that holds no fields."""
    if not owner:
        return fields
    field = _named(fields, owner)
    return field.fields if field and field.form is Form.MAPPING else ()


def _named(fields: Sequence[Field], name: str) -> Field | None:
    return next((one for one in fields if one.name == name), None)


def _present(lines: Lines, number: int, column: int, inside: bool) -> frozenset[str]:
    """The keys beside this line, of the same mapping or item; not its own."""
    found: set[str] = set()
    own_dash = lines.line(number).lstrip().startswith("-")
    for step in (-1, 1):
        if step == -1 and own_dash:
            continue
        one = number + step
        while 2 <= one <= len(lines.starts):
            line = lines.line(one)
            match = _KEY.match(line)
            is_new = bool(match and match["dash"])
            if _FENCE.match(line) or (inside and match and _column(line) < column):
                break
            if is_new and step == 1 and _column(line) == column:
                break
            if match and _column(line) == column:
                found.add(match["key"])
            if is_new and _column(line) == column:
                break
            one += step
    return frozenset(found)

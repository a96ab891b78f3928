"""PM418: lists and tables that readers of Markdown disagree on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Block, BlockKind, Document
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.span import Span

_STEP = 4
"""Columns of a level for Python-Markdown, which renders the site."""

_MARKER = re.compile(r"[ \t]*((?:[-*+]|(?P<number>\d{1,9})(?P<stop>[.)]))[ \t]*)")
_WANTS_BLANK = frozenset({BlockKind.LIST, BlockKind.TABLE})
_SOLID = frozenset({BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.QUOTE, BlockKind.TABLE})
_MOVABLE = _SOLID | {BlockKind.LIST}


def check_lists(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Lists and tables that CommonMark reads otherwise than Python-Markdown, which renders."""
    for section in document.sections:
        label = section.heading
        before = label if label and label.kind is BlockKind.PARAGRAPH else None
        yield from _blocks(section.blocks, before, document.text)
        for block in section.blocks:
            if block.kind is BlockKind.LIST:
                yield from _indents(block, document.text)


def _blocks(blocks: tuple[Block, ...], before: Block | None, text: str) -> Iterator[Problem]:
    for number, block in enumerate(blocks):
        if block.kind in _WANTS_BLANK and before is not None and before.kind in _SOLID:
            yield from _without_blank(block, text)
        if block.kind is BlockKind.LIST:
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            is_alone = all(one is None or one.kind is not BlockKind.LIST for one in (before, after))
            yield from _numbers(block, text, is_alone=is_alone)
            for item in block.children:
                if item.children:
                    yield from _blocks(item.children, None, text)
        before = block


def _without_blank(block: Block, text: str) -> Iterator[Problem]:
    line = _line_start(block.span.start, text)
    if line and not _is_after_blank(line, text):
        noun = "list" if block.kind is BlockKind.LIST else "table"
        message = f"without a blank line before it, this {noun} is shown as part of what is above"
        fix = Fix("put a blank line before it", (Edit(Span(line, line), "\n"),), safe=True)
        yield Problem("PM418", _words_of_line(line, text), message, fix.title, fix=fix)


def _numbers(block: Block, text: str, *, is_alone: bool) -> Iterator[Problem]:
    """Numbers that are not kept; with another list beside it, a new mark would join the two."""
    match = _MARKER.match(text, block.span.start)
    if match is None or match["number"] is None:
        return
    span = Span(match.start("number"), match.end("stop"))
    if match["stop"] == ")":
        marks = (_MARKER.match(text, item.span.start) for item in block.children)
        edits = tuple(Edit(Span(*mark.span("stop")), ".") for mark in marks if mark)
        help = f"write `{match['number']}.`"
        message = f"a list with `{match['number']})` is shown as running text"
        fix = Fix(help, edits, safe=True) if is_alone else None
        yield Problem("PM418", span, message, help, fix=fix)
    elif int(match["number"]) != 1:
        message = f"this list starts at {int(match['number'])}, and is shown as starting at 1"
        help = "indent by four spaces what parts it from the list above, or write no numbers"
        yield Problem("PM418", span, message, help)


@dataclass
class _Levels:
    """The lines that move, by where they start: the column they have and the one they want."""

    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    fits: bool = True
    """Whether CommonMark still sees every moved line inside its item."""


def _indents(block: Block, text: str) -> Iterator[Problem]:
    """One finding for a list, at the first line of it that lands on another level."""
    levels = _Levels()
    for item in block.children:
        if item.children:
            _move_children(item, 0, 1, text, levels)
    if not levels.moved:
        return
    first = min(levels.moved)
    old, new = levels.moved[first]
    message = f"indented by {old}, this is shown outside the item that it belongs to"
    help = f"indent it by {new}: a level is {_STEP} spaces"
    edits = tuple(_indent(line, to, text) for line, (_, to) in sorted(levels.moved.items()))
    fix = Fix(f"indent by {_STEP} spaces a level", edits, safe=True) if levels.fits else None
    yield Problem("PM418", _words_of_line(first, text), message, help, fix=fix)


def _move_children(item: Block, shift: int, depth: int, text: str, levels: _Levels) -> None:
    """Moves what stands in an item to its level; what is far enough in goes with the item."""
    wanted = _STEP * depth
    opening = _line_start(item.span.start, text)
    for child in item.children:
        if child.kind not in _MOVABLE or _line_start(child.span.start, text) <= opening:
            continue
        parts = child.children if child.kind is BlockKind.LIST else (child,)
        lines = [_line_start(part.span.start, text) for part in parts]
        columns = [_column(line, text) for line in lines]
        must = min(columns) + shift < wanted and (
            child.kind is BlockKind.LIST or _is_after_blank(lines[0], text)
        )
        if must:
            mark = _MARKER.match(text, item.span.start)
            inside = _column(opening, text) + shift + len(mark[1] if mark else "")
            levels.fits &= inside <= wanted <= inside + 3
        for part, line, column in zip(parts, lines, columns, strict=True):
            by = wanted - column if must else shift
            if by:
                _shift(line, part.span.end, by, text, levels)
            if part is not child and part.children:
                _move_children(part, by, depth + 1, text, levels)


def _shift(line: int, end: int, by: int, text: str, levels: _Levels) -> None:
    """Moves the lines of a block, but for those that only continue a paragraph lazily."""
    column = _column(line, text)
    while line < end:
        following = text.find("\n", line, end)
        following = end if following == -1 else following + 1
        at = _column(line, text)
        if at >= column and text[line:following].strip():
            levels.moved[line] = (at, at + by)
        line = following


def _indent(line: int, column: int, text: str) -> Edit:
    return Edit(Span(line, _words_of_line(line, text).start), " " * column)


def _line_start(offset: int, text: str) -> int:
    """The start of the line in which a block's first words are."""
    while text[offset : offset + 1] in {" ", "\t"}:
        offset += 1
    return text.rfind("\n", 0, offset) + 1


def _is_after_blank(line: int, text: str) -> bool:
    return not text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : line].strip()


def _column(line: int, text: str) -> int:
    return len(text[line : _words_of_line(line, text).start].expandtabs(_STEP))


def _words_of_line(line: int, text: str) -> Span:
    end = text.find("\n", line)
    written = text[line : end if end != -1 else len(text)]
    return Span(line + len(written) - len(written.lstrip()), line + len(written.rstrip()))


RULES = (Rule(code="PM418", name="list-read-differently", level=Level.WARNING, check=check_lists),)

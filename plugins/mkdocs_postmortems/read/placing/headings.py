"""Headings, and labels that stand in their place, as headings that every reader knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_postmortems.model.document import Block, BlockKind
from mkdocs_postmortems.model.imported import Guess
from mkdocs_postmortems.read.clock import read_clock
from mkdocs_postmortems.read.placing.guessed_kinds import NAMES, guess_kind
from mkdocs_postmortems.read.placing.sheet import Row, Sheet
from mkdocs_postmortems.read.sections import kind_of

_LABEL = re.compile(
    r"[ ]{0,3}(?P<mark>\*\*|__|\*|_)(?=\S)(?P<label>[^*_\n]{2,80}?)(?P<colon>[:?]?)\s*(?P=mark)"
    r"(?P<after>:?)(?:[ \t]+(?P<rest>\S.*)|[ \t]*\\?)$"
)
_PLAIN = re.compile(
    r"^[ ]{0,3}(?P<label>[A-Z][A-Za-z0-9'’?!;()/&, -]{2,60}?)\s*:[ \t]*(?P<rest>\S.*)?$"
)
_SHOUTED = re.compile(r"^[A-Z][A-Z0-9'’?!()/& -]{3,60}:?$")
_OPEN = frozenset({None, "summary", "lessons-learned"})
"""Under these a heading whose words are not known may still mean another section."""
_LESSONS = frozenset({"went-well", "went-wrong", "got-lucky"})
_SURE = _LESSONS | {"timeline", "impact", "action-items", "lessons-learned"}
_SHORT = 3
"""Words of a label without markup."""
_PASSAGE = 6
_LONGEST = 12
"""Words of a bold line that is a heading and no sentence."""


@dataclass
class _Walk:
    sheet: Sheet
    kinds: Mapping[str, str]
    edits: list[tuple[int, int, list[Row]]] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    open: list[tuple[int, str | None]] = field(default_factory=list)
    in_labels: bool = False
    """A label has become a heading: the next ones must, or their text would be its own."""

    @property
    def parent(self) -> str | None:
        return self.open[-1][1] if self.open else None

    @property
    def level(self) -> int:
        """That of a heading made here: one below the heading it stands under."""
        return min(max(self.open[-1][0] + 1 if self.open else 2, 2), 6)

    @property
    def above(self) -> str | None:
        """The kind of the heading over the labels, if one of these is open."""
        if not self.in_labels:
            return self.parent
        return self.open[-2][1] if len(self.open) > 1 else None

    def push(self, level: int, kind: str | None) -> None:
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        self.open.append((level, kind or self.parent))


def place_headings(sheet: Sheet, kinds: Mapping[str, str]) -> tuple[Sheet, tuple[Guess, ...]]:
    """The rows with every section under a heading of its own, and which of these were guessed.

    Words are kept: a guessed heading has the known name in front of its own.
    """
    walk = _Walk(sheet, kinds)
    blocks = sheet.structure.blocks
    has_headings = sum(one.kind is BlockKind.HEADING and one.level > 1 for one in blocks) > 0
    has_headings |= sum(one.kind is BlockKind.HEADING for one in blocks) > 1
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            _heading(block, walk)
        elif block.kind is BlockKind.PARAGRAPH:
            following = blocks[number + 1].kind if number + 1 < len(blocks) else None
            leads = following in {BlockKind.LIST, BlockKind.TABLE}
            _paragraph(block, walk, has_headings=has_headings, leads=leads)
    return sheet.replaced(walk.edits), tuple(walk.guesses)


def _heading(block: Block, walk: _Walk) -> None:
    walk.in_labels = False
    kind = kind_of(block.text, walk.kinds)
    while walk.open and walk.open[-1][0] >= block.level:
        walk.open.pop()
    is_title = block.level == 1 and not walk.open and walk.sheet.structure.blocks[0] is block
    if kind is None and not is_title and not _is_time(block.text):
        kind = _guessed(block.text, walk, walk.sheet.line_of(block))
        if kind is not None:
            first, last = walk.sheet.rows_of(block.span)
            rows = list(walk.sheet.rows[first:last])
            rows[0] = rows[0]._replace(text=renamed(rows[0].text, kind))
            walk.edits.append((first, last, rows))
    walk.push(block.level, kind)


def _guessed(title: str, walk: _Walk, line: int) -> str | None:
    kind = guess_kind(title)
    parent = walk.above
    fits = parent in _OPEN or (parent == "contributing-factors" and kind in _SURE)
    if kind is None or not fits or kind == parent:
        return None
    walk.guesses.append(Guess(what="section", value=kind, said=f"the heading “{title}”", line=line))
    return kind


def renamed(row: str, kind: str) -> str:
    """`## How we noticed` as `## Detection: How we noticed`; of `===` below, the same."""
    match = re.match(r"[ ]{0,3}#{1,6}[ \t]+", row)
    at = match.end() if match else len(row) - len(row.lstrip())
    return f"{row[:at]}{NAMES[kind]}: {row[at:]}"


def _paragraph(block: Block, walk: _Walk, *, has_headings: bool, leads: bool) -> None:
    """A paragraph whose rows are labels, each alone or with its text behind it."""
    first, last = walk.sheet.rows_of(block.span)
    rows = walk.sheet.rows[first:last]
    new: list[Row] = []
    changed = False
    for at, row in enumerate(rows):
        is_alone = len(rows) == 1
        opened = _label(
            row, walk, is_first=at == 0, is_alone=is_alone, has_headings=has_headings, leads=leads
        )
        if opened is None:
            new.append(row)
            continue
        title, rest, kind = opened
        changed = True
        level = walk.level if not walk.in_labels else walk.open[-1][0]
        walk.push(level, kind)
        walk.in_labels = True
        if new and new[-1].text.strip():
            new.append(Row("", 0))
        new.append(Row(f"{'#' * level} {title}", row.line))
        new.append(Row("", 0))
        if rest:
            new.append(Row(rest, row.line))
    if changed:
        walk.edits.append((first, last, new))


def _label(
    row: Row, walk: _Walk, *, is_first: bool, is_alone: bool, has_headings: bool, leads: bool
) -> tuple[str, str, str | None] | None:
    """Title, the text behind it, and the kind, of a row that opens a section."""
    text = row.text
    match = _LABEL.match(text)
    bold = match is not None
    if match is None:
        match = _PLAIN.match(text) if is_first or walk.in_labels else None
    if match is None:
        if is_alone and not has_headings and _SHOUTED.match(text.strip()):
            title = text.strip().rstrip(":")
            kind = kind_of(title, walk.kinds) or guess_kind(title)
            return (title.capitalize(), "", kind) if kind else None
        return None
    groups = match.groupdict()
    title, rest = groups["label"].strip(), groups.get("rest") or ""
    if _is_time(title) or len(title.split()) > _LONGEST:
        return None
    has_colon = not bold or bool(groups["colon"] == ":" or groups["after"])
    if bold and not has_colon and re.fullmatch(r"\([^()]*\)", rest):
        title, rest = f"{title} {rest}", ""
    kind = kind_of(title, walk.kinds)
    if kind is not None:
        may_open = walk.above in _OPEN or kind in _LESSONS
        is_sentence = rest and (not has_colon or not bold) and has_headings and not walk.in_labels
        is_sentence = is_sentence and not (bold and kind == "summary")
        return (title, rest, kind) if may_open and not is_sentence else None
    if rest and not has_colon:
        return None
    # Alone above a list it is a heading in all but its form.
    is_heading = not rest and is_alone and (leads or walk.in_labels or (bold and not has_headings))
    if is_heading and (guessed := _guessed(title, walk, row.line)):
        return f"{NAMES[guessed]}: {title}", rest, guessed
    # A passage behind a label is a section; a few words behind it are a value.
    is_passage = len(rest.split()) >= _PASSAGE and (bold or not has_headings)
    is_passage = is_passage and (bold or len(title.split()) <= _SHORT)
    if is_passage and (guessed := _guessed(title, walk, row.line)):
        return f"{NAMES[guessed]}: {title}", rest, guessed
    # A label that is no known section closes the one before it, as a heading would.
    closes = walk.in_labels and (not rest or walk.open[-1][1] is not None)
    return (title, rest, None) if bold and (closes or (not has_headings and not rest)) else None


def _is_time(text: str) -> bool:
    read = read_clock(text)
    return read is not None

"""What a document says of itself in its text: labels with values, tables of two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.placing.sheet import Sheet

_ROW = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+|>\s*)?(?:\[[ xX]\]\s+)?"
    r"(?P<mark>\*\*|__|\*|_)?(?P<key>[A-Za-z#][^:*_|\n]{1,44}?)"
    r"\s*(?::{1,2}(?P=mark)|(?P=mark)\s*:{1,2}|:{1,2}|(?P=mark)(?=\s))(?(mark)|)\s+(?P<value>\S.*?)\s*\\?"
)
_PARTS = re.compile(r"\s+[·|•]\s+")
"""Between several keys on one row."""
_QUALIFIER = re.compile(
    r"^(?:the|this|incident|event|outage|rca|coe|pir|post-?mortem|report|document)\s+"
    r"|\s+(?:of|for) (?:the|this) (?:report|document|incident|event|post-?mortem|review)$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:previous|prior|past|earlier|related|similar|other) (?:\w+ )?"
    r"(?:incident|outage|event|issue)s?\b"
    r"|\bdefinitions?\b|\blegend\b|\bexamples?\b|\bscale\b|\bhistory\b|\btemplate\b",
    re.IGNORECASE,
)
"""Under these headings a key says something of another incident, or of none."""
_LONGEST = 160
"""Characters of a value; what is longer is a text."""
_UNREAD = frozenset(
    {"timeline", "went-well", "went-wrong", "got-lucky", "action-items", "lessons-learned"}
    | {"contributing-factors", "evidence", "external-message"}
)
"""In these a colon belongs to a sentence or to a log."""
_HEAD = frozenset({None, "summary"})
"""In these a key need not be bold."""
_NOTHING = re.compile(
    r"(?:n/?a|none|unknown|not known|tbd|tbc|todo|\?+|-+|–|—|\.+|…|<[^>]*>|\[[^\]]*\])$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|__|`|~(?=[\"“\w]+::)|!?\[(?P<text>[^\]]*)\]\((?P<url>[^)\s]*)[^)]*\)")


def read_keys(
    sheet: Sheet, sections: tuple[Section, ...], known: Mapping[str, str]
) -> Iterator[Stated]:
    """Known keys with what is said of them, in order of the text.

    `known` gives the field by the normal form of a key. A heading may be a key too, where one
    short paragraph stands under it.
    """
    for section in sections:
        if _ELSEWHERE.search(section.title):
            continue
        if section.kind in _UNREAD and not (section.heading and key_of(section.title, known)):
            continue
        yield from _under_heading(sheet, section, known)
        for block in section.blocks:
            yield from _block(sheet, block, known, needs_mark=section.kind not in _HEAD)


def _under_heading(sheet: Sheet, section: Section, known: Mapping[str, str]) -> Iterator[Stated]:
    if section.heading is None or len(section.blocks) != 1:
        return
    block = section.blocks[0]
    if key_of(section.title, known) is None or len(block.text) > _LONGEST:
        return
    if block.kind is BlockKind.PARAGRAPH and "\n" not in sheet.text[slice(*block.words)]:
        yield from _stated(section.title, block.text, sheet.line_of(section.heading))
    elif block.kind is BlockKind.LIST and len(block.children) <= 20:
        values = tuple(plain(item.text) for item in block.children if not item.children)
        if values and all(len(one) <= 60 for one in values):
            yield Stated(name=section.title, values=values, line=sheet.line_of(section.heading))


def _block(
    sheet: Sheet, block: Block, known: Mapping[str, str], *, needs_mark: bool
) -> Iterator[Stated]:
    if block.kind is BlockKind.TABLE:
        yield from _table(sheet, block, known)
    elif block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST}:
        first, last = sheet.rows_of(block.span)
        for row in sheet.rows[first:last]:
            parts = _PARTS.split(row.text)
            for part in parts:
                match = _ROW.fullmatch(part)
                is_marked = match is not None and (match["mark"] or not needs_mark)
                if match and is_marked and key_of(match["key"], known):
                    yield from _stated(match["key"], match["value"], row.line)


def _table(sheet: Sheet, table: Block, known: Mapping[str, str]) -> Iterator[Stated]:
    """Keys in the first of two columns, or above the one row of values."""
    header, *rows = table.children
    if len(header.children) == 2:
        pairs = [row.children for row in (header, *rows) if len(row.children) == 2]
        found = [pair for pair in pairs if key_of(pair[0].text, known)]
        if len(found) >= 2 or (found and len(found) >= len(pairs) - 1):
            for key, value in found:
                yield from _stated(_key(key.text), value.text, sheet.line_of(key))
    elif len(rows) == 1:
        keys = [key_of(cell.text, known) is not None for cell in header.children]
        if sum(keys) * 2 > len(keys):
            for key, value in zip(header.children, rows[0].children, strict=False):
                if key_of(key.text, known):
                    yield from _stated(_key(key.text), value.text, sheet.line_of(value))


def key_of(words: str, known: Mapping[str, str]) -> str | None:
    """The field that a key means, without `incident` before it or `of this report` behind."""
    words = words.strip().rstrip(":")
    while True:
        if (found := known.get(normal_form(words))) is not None:
            return found
        shorter = _QUALIFIER.sub("", words).strip()
        if shorter == words:
            return None
        words = shorter


def _key(text: str) -> str:
    return text.strip().rstrip(":").strip()


def _stated(key: str, value: str, line: int) -> Iterator[Stated]:
    value = plain(value)
    if value and len(value) <= _LONGEST and not _NOTHING.fullmatch(value):
        yield Stated(name=_key(key), values=(value,), line=line)


def plain(text: str) -> str:
    """A value without markup; of a link, its words."""
    words = _MARKUP.sub(lambda match: match["text"] or match["url"] or "", text)
    return " ".join(words.replace("\\", "").split()).strip(" *_")

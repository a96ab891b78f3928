"""Sections to lessons: what went well, wrong, was lucky, was learned, and what contributed."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.nearest import nearest
from mkdocs_postmortems.model.postmortem import Lesson, LessonKind
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary

KINDS = {
    "went-well": LessonKind.WELL,
    "went-wrong": LessonKind.WRONG,
    "got-lucky": LessonKind.LUCKY,
    "lessons-learned": LessonKind.LEARNED,
    "contributing-factors": LessonKind.FACTOR,
}

_BRACKET = re.compile(
    r"\[\s*([a-z0-9][a-z0-9-]{2,}(?:\s*,\s*[a-z0-9][a-z0-9-]{2,})*)\s*\](?![\[(:])\s*"
)
_TIE = re.compile(r"(?<!\s)\s*(?:→|->)\s*([A-Za-z]+-?\d+(?:\s*,\s*[A-Za-z]+-?\d+)*)\s*\.?\s*$")
_ACCEPTED = re.compile(
    r"(?<!\s)\s*\(accepted:\s*([^()\[\]]*?)(?:,\s*until\s+(\d{4})-(\d{2})(?:-(\d{2}))?)?\s*\)\s*\.?\s*$"
)
_LEADS_IN = re.compile(r"(?:[:,]|for example|e\.g\.?)\s*$", re.IGNORECASE)
_LABEL = re.compile(r"(?:[^\s.]+\s+){0,5}[^\s.]+:")
"""A few words and a colon above a paragraph are its title."""
_NO_PARAGRAPH = re.compile(
    r"\[\^[^\]\n]+\]:|\*\[[^\]\n]+\]:|(?:!!!|\?\?\?\+?|===\+?|///)[ ]|\{:|:[ ]|--8<--|\[TOC\]"
)
"""What extensions of Markdown read as a footnote, an abbreviation, an admonition, attributes."""

_NO_LESSON = re.compile(
    r"(?:n/?a|not applicable|none|none that we know of|nothing|nothing much|not much|not at all"
    r"|not really|(?:we )?(?:didn['’]t|did not)(?:,? really| get lucky)?|tbd|todo|-+)\W*$",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(
    r"(?:things that could have gone better\.? ideally these should result in"
    r"|list of things that (?:went|could)\b"
    r"|these are good things that happened to us but not because we had planned)",
    re.IGNORECASE,
)
"""What widely copied templates say in the place of a lesson, often left in place."""


def read_lessons(
    sections: tuple[Section, ...], text: str, themes: Vocabulary[Theme]
) -> tuple[Lesson, ...]:
    """All lessons in order of writing, each with its own address.

    A bracket in which nothing is a theme or near one is part of the text.
    """
    lessons: list[Lesson] = []
    taken: dict[str, int] = {}
    for section in sections:
        kind = KINDS.get(section.kind or "")
        if kind is None:
            continue
        for block in _lesson_blocks(section.blocks, text):
            lesson = _lesson(kind, block, text, taken, themes)
            if lesson is not None:
                lessons.append(lesson)
    return tuple(lessons)


def _lesson_blocks(blocks: tuple[Block, ...], text: str) -> Iterator[Block]:
    """Items at the margin, and paragraphs that do more than lead into a list or a fence."""
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.LIST:
            yield from block.children
        elif block.kind is BlockKind.PARAGRAPH and not _is_no_paragraph(block, text):
            following = blocks[number + 1].kind if number + 1 < len(blocks) else None
            leads = block.is_bold or _LEADS_IN.search(block.text)
            is_label = following is BlockKind.PARAGRAPH and _LABEL.fullmatch(block.text)
            if not is_label and not (leads and following in {BlockKind.LIST, BlockKind.CODE}):
                yield block


def _is_no_paragraph(block: Block, text: str) -> bool:
    """Whether an extension of Markdown makes something else of it, which an anchor would break."""
    rows = text[block.words.start : block.words.end].split("\n")
    return _NO_PARAGRAPH.match(rows[0]) is not None or any(
        row.lstrip().startswith(": ") for row in rows[1:]
    )


def _lesson(
    kind: LessonKind, block: Block, text: str, taken: dict[str, int], known: Vocabulary[Theme]
) -> Lesson | None:
    words = block.text
    themes: tuple[str, ...] = ()
    bracket: Span | None = None
    before = ""
    if match := _BRACKET.match(words):
        slugs = tuple(re.split(r"\s*,\s*", match[1]))
        words = words[match.end() :]
        bracket = _written_bracket(block, text)
        if bracket and any(_means_theme(slug, known) for slug in slugs):
            themes = slugs
        else:
            before, bracket = match[0], None
    leads_to: tuple[str, ...] = ()
    accepted: str | None = None
    until: date | None = None
    if ("→" in words or "->" in words) and (match := _TIE.search(words)):
        leads_to = tuple(re.split(r"\s*,\s*", match[1]))
        words = words[: match.start()]
    elif "(accepted:" in words and (match := _ACCEPTED.search(words)):
        accepted, until = match[1].strip(), _last_day(match)
        words = words[: match.start()]
    words = words.strip()
    if not words or _NO_LESSON.match(words) or _GUIDANCE.match(words):
        return None
    return Lesson(
        kind=kind,
        text=before + words,
        address=_address(words, taken),
        span=block.span,
        words=block.words,
        themes=themes,
        bracket=bracket,
        leads_to=leads_to,
        accepted=accepted,
        accepted_until=until,
    )


def _means_theme(slug: str, themes: Vocabulary[Theme]) -> bool:
    return slug == "none" or themes.find(slug) is not None or nearest(slug, themes.ids) is not None


def _written_bracket(block: Block, text: str) -> Span | None:
    """The bracket in the source, where markup before it (`**[slug]**`) is seen through."""
    written = text[block.words.start : block.words.end]
    match = re.match(r"[*_~\s]*(\[[^\]\n]*\])", written)
    if match is None:
        return None
    return Span(block.words.start + match.start(1), block.words.start + match.end(1))


def _address(words: str, taken: dict[str, int]) -> str:
    """`item-` and six hex digits of the words, so that filing or tying never moves it."""
    plain = " ".join(unicodedata.normalize("NFKC", words).lower().split())
    address = "item-" + sha256(plain.encode("utf-8", errors="replace")).hexdigest()[:6]
    taken[address] = taken.get(address, 0) + 1
    return address if taken[address] == 1 else f"{address}-{taken[address]}"


def _last_day(match: re.Match[str]) -> date | None:
    """The day until which a risk is accepted; of a month, its last day."""
    if not match[2]:
        return None
    year, month = int(match[2]), int(match[3])
    try:
        day = int(match[4]) if match[4] else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None

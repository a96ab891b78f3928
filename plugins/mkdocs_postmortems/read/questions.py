"""Sections to open questions, answered or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.postmortem import Question
from mkdocs_postmortems.model.vocabulary import slugify

_ANSWERED = re.compile(r"answered\s*:\s*", re.IGNORECASE)
_NO_QUESTION = re.compile(r"(?:n/?a|none|nothing|tbd|todo|-+)\W*$", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}\n]*\}\s*$")


def read_questions(sections: tuple[Section, ...]) -> tuple[Question, ...]:
    """The list items of the section on open questions, in order of writing."""
    found: list[Question] = []
    seen: Counter[str] = Counter()
    anchor = ""
    for section in sections:
        # A bold label has no anchor; its questions are found at the heading before it.
        if section.heading and section.heading.kind is BlockKind.HEADING:
            slug = slugify(_ATTRIBUTES.sub("", section.title))
            anchor = f"{slug}_{seen[slug]}" if seen[slug] else slug
            seen[slug] += 1
        if section.kind == "open-questions":
            items = (item for block in section.blocks for item in _items(block))
            found += (
                Question(
                    text=item.text,
                    span=item.span,
                    anchor=anchor,
                    is_answered=item.checked is True or _answer(item) is not None,
                    answer=_answer(item) or "",
                )
                for item in items
                if item.text and not _NO_QUESTION.match(item.text)
            )
    return tuple(found)


def _items(block: Block) -> Iterator[Block]:
    if block.kind is BlockKind.LIST:
        yield from block.children


def _answer(item: Block) -> str | None:
    """What the first sub-item says after `Answered:`; None where none begins so."""
    for block in item.children:
        for inner in _items(block):
            if match := _ANSWERED.match(inner.text):
                return inner.text[match.end() :]
    return None

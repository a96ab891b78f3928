"""Finding phrases in an author's own words: lower case, quoted speech left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.span import Span

Phrases: TypeAlias = tuple[tuple[str, re.Pattern[str]], ...]

_LETTERS = re.compile(r"[a-z-]+(?![?*{])")
_SENTENCE = re.compile(r"[.;:!?|]\s|\n\n")


_PARAGRAPH = 2_000
"""Characters; where a paragraph is longer, what is quoted is judged by its end."""


def phrases(*sources: str) -> Phrases:
    """Patterns, each with the letters it begins with, without which it is not run."""
    found: list[tuple[str, re.Pattern[str]]] = []
    for source in sources:
        match = _LETTERS.match(source)
        assert match is not None, source
        found.append((match[0], re.compile(source)))
    return tuple(found)


def find(sought: Phrases, text: str) -> Iterator[re.Match[str]]:
    """Matches that begin a word and are nobody else's speech, phrase by phrase."""
    for hint, pattern in sought:
        if hint in text:
            for match in pattern.finditer(text):
                start = match.start()
                if not (start and text[start - 1].isalnum()) and not _is_quoted(text, start):
                    yield match


def before(text: str, end: int, most: int = 60) -> str:
    """What stands before a place, of the same sentence."""
    return _SENTENCE.split(text[max(0, end - most) : end])[-1]


def problem(code: str, document: Document, span: Span, what: str, help: str) -> Problem:
    """A problem that cites the words of a span in the place of `{}`."""
    words = " ".join(document.text[span.start : span.end].split())
    return Problem(code, span, what.format(f"`{words}`"), help)


def _is_quoted(text: str, start: int) -> bool:
    before = text[max(text.rfind("\n\n", 0, start) + 1, start - _PARAGRAPH) : start]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")

"""Which known section a heading means whose words are no known heading."""

from __future__ import annotations

import re
from functools import cache

from mkdocs_postmortems.read.packaged import heading_words
from mkdocs_postmortems.read.sections import TRAILER

NAMES = {
    "summary": "Summary",
    "impact": "Impact",
    "contributing-factors": "Contributing factors",
    "timeline": "Timeline",
    "detection": "Detection",
    "response": "Response",
    "resolution": "Resolution",
    "went-well": "What went well",
    "went-wrong": "What went wrong",
    "got-lucky": "Where we got lucky",
    "lessons-learned": "Lessons learned",
    "action-items": "Action items",
    "open-questions": "Open questions",
    "evidence": "Evidence",
    "external-message": "External message",
}
"""What a guessed heading is called in front of its own words."""

LONGEST = 90
_NUMBER = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*[.):–—-]*\s+|(?:[IVXLC]+|[A-Z])\s*[.)–—-]+\s+|[^\w\s]+\s*)*"
)


def guess_kind(title: str) -> str | None:
    """The section that a heading's words speak of, the surest words first; None where none do."""
    words = _NUMBER.sub("", TRAILER.sub("", title)).strip(" :?!.")
    if not words or len(words) > LONGEST:
        return None
    found = next((kind for kind, pattern in _patterns() if pattern.search(words)), None)
    return None if found == "never" else found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (_KINDS.get(kind, kind), re.compile("|".join(words), re.IGNORECASE))
        for kind, words in heading_words().items()
    )


_KINDS = {"lessons": "lessons-learned"}
"""The same kind by weaker words stands further down under a name of its own."""

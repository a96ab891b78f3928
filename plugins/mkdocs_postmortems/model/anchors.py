"""What a link may name after `#`: the ids that renderers give to headings, and written ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from mkdocs_postmortems.model.vocabulary import slugify

_WRITTEN = re.compile(
    r"<[a-zA-Z][^<>]{0,200}?\s(?:id|name)\s*=\s*[\"']?([^\s\"'<>]+)|"
    r"\{:?[^{}\n]{0,200}?#([\w:.-]{1,200})[^{}\n]{0,200}\}"
)
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}\n]*\}\s*$")


def anchors_of(headings: Iterable[str], source: str) -> frozenset[str]:
    """The ids of headings as Python-Markdown and as GitHub make them, and those in the text.

    A second equal heading gets `_1` from the one and `-1` from the other.
    """
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for heading in headings:
        words = _ATTRIBUTES.sub("", heading)
        for slug, joint in ((slugify(words), "_"), (_on_github(words), "-")):
            number = seen[slug + joint]
            seen[slug + joint] += 1
            found.add(f"{slug}{joint}{number}" if number else slug)
    if "<" in source or "{" in source:
        found |= {match[1] or match[2] for match in _WRITTEN.finditer(source)}
    return frozenset(found - {""})


def _on_github(heading: str) -> str:
    """GitHub keeps every letter and joins no hyphens: `Was & is` is `was--is`."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")

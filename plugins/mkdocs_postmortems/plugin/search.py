"""What the search plugins of a site are told: how text is cut into words, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

from mkdocs_postmortems.model.vocabulary import normal_form

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEPARATOR = (
    r"[\s\-–—,;:!?=+*~^|\[\](){}<>\"'`’‘“”/\\@#$%&]+"  # what stands between the words of a message
    r"|\.(?!\d)"  # `java.lang.Error`, and not 1.4.2
    r"|&(?:[lg]t|amp|quot|#39);"  # as the index has them
    r"|(?!\b)(?=[A-Z][a-z])"  # OutOfMemoryError
)
"""Between words. A message is pasted with its punctuation, and written with other punctuation."""

_PLAIN = r"[\s\-]+"
"""What MkDocs' own search has where mkdocs.yml says nothing; Material's has none."""

FIELDS = {"title": {"boost": 8.0}, "text": {"boost": 1.0}, "tags": {"boost": 4.0}}
"""Material's own, 1,000 and 1,000,000, let one word of a title outweigh a message in a text."""

_HEADING = re.compile(r"<h([2-6]) id=\"([^\"]*)\">(.*?)</h\1>", re.DOTALL)
_PERMALINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTING = re.compile(r"<div (class=\"pm-neighbours\">\s*<h[2-6])(?= )")


def prepare(config: MkDocsConfig) -> None:
    """Give the search plugin what fits messages of errors, unless mkdocs.yml says otherwise.

    Before the plugin reads its own settings.
    """
    for name in ("material/search", "search"):
        plugin = config.plugins.get(name)
        if plugin is None:
            continue
        if plugin.config.get("separator") in {None, _PLAIN}:
            plugin.config["separator"] = SEPARATOR
        if plugin.config.get("fields") == {}:
            plugin.config["fields"] = {field: dict(boost) for field, boost in FIELDS.items()}


def leave_out(html: str, is_left_out: Callable[[str], bool]) -> str:
    """Mark the sections that Material's search passes over: lists of other incidents, which are
    found where they are told, and those whose heading's words are `is_left_out`.
    """

    def mark(match: re.Match[str]) -> str:
        words = unescape(_TAG.sub("", _PERMALINK.sub("", match[3])))
        if not is_left_out(normal_form(words)):
            return match[0]
        return match[0].replace(" id=", ' data-search-exclude="" id=', 1)

    return _QUOTING.sub(
        r'<div data-pagefind-ignore \1 data-search-exclude=""', _HEADING.sub(mark, html)
    )

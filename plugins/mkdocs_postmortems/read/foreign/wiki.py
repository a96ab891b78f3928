"""Jira's wiki markup, the rich text of Jira's servers, as Markdown; by pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.pandoc import convert
from mkdocs_postmortems.read.foreign.prose import plain

_MENTION = re.compile(r"\[~(?:accountid:)?([^\]\s|]+)\]")
_TITLED = re.compile(r"\{(?:code|noformat):(?:[^}\n]*\|)?title=([^|}\n]+)[^}\n]*\}")
_MARKUP = re.compile(
    r"\{(?:code|noformat|color|quote|anchor)[^}\n]*\}|\{panel(?::title=)?|(?:\|\w+=[^|}\n]*)+\}"
    r"|\|(?:thumbnail|\w+=)[^!\n]*!|^[ \t]*h[1-6]\.",
    re.MULTILINE,
)
"""What of the markup is made of words."""
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = "postmortemsnexttext"
"""A paragraph of its own between two texts: starting pandoc takes longer than what it converts."""


def wiki_to_markdown(texts: Iterable[str], people: Mapping[str, str]) -> dict[str, str]:
    """Each text with its Markdown; what pandoc cannot read stands as plain text.

    `people` gives names by the ids with which they are mentioned. Raises `RefusedError` where
    there is no pandoc.
    """
    written = [text for text in dict.fromkeys(texts) if text.strip()]
    wanted = [_prepared(text, people) for text in written]
    if not wanted:
        return {}
    together = f"\n\n{_BETWEEN}\n\n".join(wanted)
    try:
        parts = _converted(together).split(f"\n\n{_BETWEEN}\n\n")
    except RefusedError as refused:
        if refused.help:
            raise
        parts = []
    if len(parts) != len(wanted):
        # One of them leaves a block open, which swallows what is behind it.
        parts = [_alone(one) for one in wanted]
    return {
        text: plain(one) if _loses_words(one, part) else part.strip("\n")
        for text, one, part in zip(written, wanted, parts, strict=True)
    }


def _prepared(text: str, people: Mapping[str, str]) -> str:
    """With names for mentions, and with the titles of code, which pandoc leaves out, before it."""
    named = _MENTION.sub(lambda one: f"@{people.get(one[1], one[1])}", text)
    return _TITLED.sub(lambda one: f"\n*{one[1].strip()}*\n\n{one[0]}", named)


def _loses_words(text: str, markdown: str) -> bool:
    """Whether pandoc left something out, as it does with a block that is never closed."""
    shown = set(_WORD.findall(markdown))
    return not set(_WORD.findall(_MARKUP.sub(" ", text))) <= shown


def _alone(text: str) -> str:
    try:
        return _converted(text).strip("\n")
    except RefusedError as refused:
        if refused.help:
            raise
        return plain(text)


def _converted(text: str) -> str:
    return convert(text.encode("utf-8", errors="replace"), "jira")

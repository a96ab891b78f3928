"""The values of an issue's fields as Markdown, whichever version of the API gave them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from mkdocs_postmortems.read.foreign.adf import adf_to_markdown, is_adf
from mkdocs_postmortems.read.foreign.json_source import label, mapping, objects
from mkdocs_postmortems.read.foreign.prose import run

_WIKI = re.compile(
    r"\n|^h[1-6]\. |\{(?:code|noformat|panel|quote|color)|\[[^\]|]+\|[^\]]+\]", re.MULTILINE
)
LONG = 200
"""Characters from which a field's text stands in a section of its own."""


class Fields:
    """Values of fields as Markdown, and what the fields are called."""

    def __init__(
        self, names: Mapping[str, Any], wiki: Mapping[str, str], files: Collection[str]
    ) -> None:
        self._names = names
        self._wiki = wiki
        self._files = files

    def called(self, key: str) -> str:
        """The name that people see."""
        return label(self._names.get(key)) or key

    def text(self, value: Any) -> str:
        """Markdown; empty where the value is no rich text."""
        if is_adf(value):
            text = adf_to_markdown(value)
            for target in self._files:  # rich text names an attachment, and does not link to it
                name = unquote(target)
                text = text.replace(f"(file: {run(name)})", f"![{run(name)}]({target})")
            return text
        return self._wiki.get(value, "") if isinstance(value, str) else ""


def wiki_texts(values: Mapping[str, Any]) -> Iterator[str]:
    """The texts that are wiki markup: those of version 2, and long ones of fields of one's own."""
    for key in ("description", "environment"):
        if isinstance(values.get(key), str):
            yield values[key]
    for key, inner in (("comment", "comments"), ("worklog", "worklogs")):
        for one in objects(mapping(values.get(key)).get(inner)):
            text = one.get("body") or one.get("comment")
            if isinstance(text, str):
                yield text
    for key, value in values.items():
        own = key.startswith("customfield_") and isinstance(value, str)
        if own and (len(value) > LONG or _WIKI.search(value.strip())):
            yield value


def people_in(value: Any) -> Iterator[tuple[str, str]]:
    """What people are called, by the names and ids under which wiki markup mentions them."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from people_in(one)
    elif isinstance(value, dict):
        if called := label(value.get("displayName")):
            keys = (label(value.get(key)) for key in ("accountId", "key", "name"))
            yield from ((key, called) for key in keys if key)
        for one in value.values():
            yield from people_in(one)

"""filing.yml: old lessons filed under themes without editing them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_postmortems.model.filing import FilingEntry
from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.node import Entry, Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary
from mkdocs_postmortems.read import nodes
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.yaml_file import ConfigFile

CODE = "PM903"
_KEY = re.compile(r"[^#\s]+#item-[0-9a-f]{6}(?:-\d+)?")


def read_filing(
    path: Path, shown: str, themes: Vocabulary[Theme]
) -> tuple[tuple[FilingEntry, ...], ConfigFile]:
    """The entries that can be used, in their order, and what is wrong with the others.

    No file is no entries; a wrong entry never hides another.
    """
    if not path.exists():
        return (), ConfigFile(shown, Lines(""))
    data, refused = read_bytes(path)
    text, _ = decode(data)
    refused = refused or nodes.guard(text, 0)
    if refused:
        return (), _file(shown, text, [refused])
    read = nodes.compose_what_can_be(text, 0)
    problems = list(read.problems)
    if read.root is None or (isinstance(read.root, Scalar) and read.root.is_null):
        return (), _file(shown, text, problems)
    if not isinstance(read.root, Mapping):
        help = "write lines of `<id>#<address>: [theme]`"
        problems.append(Problem(CODE, read.root.span, "must be lines of `key: value`", help))
        return (), _file(shown, text, problems)
    entries = [_entry(one, themes, problems) for one in read.root.entries]
    return tuple(one for one in entries if one), _file(shown, text, problems)


def _entry(entry: Entry, themes: Vocabulary[Theme], problems: list[Problem]) -> FilingEntry | None:
    key = entry.key
    if not _KEY.fullmatch(key.text):
        message = f"`{key.text}` is no lesson's address"
        help = "write `<postmortem's id>#item-` and six hex digits, as the page's anchor has them"
        problems.append(Problem(CODE, key.span, message, help))
        return None
    found = tuple(dict.fromkeys(_themes(entry.value, themes, problems)))
    if "none" in found and len(found) > 1:
        message = "`none` stands beside a theme"
        problems.append(Problem(CODE, entry.value.span, message, "keep one of the two"))
        return None
    return FilingEntry(key=key.text, themes=found, span=key.span) if found else None


def _themes(value: Node, themes: Vocabulary[Theme], problems: list[Problem]) -> Iterator[str]:
    """The ids of the themes of one entry, aliases resolved; a single word is a list of one."""
    for item in value.items if isinstance(value, Sequence) else (value,):
        if not isinstance(item, Scalar) or item.is_null:
            problems.append(Problem(CODE, item.span, "must be a theme", "write `[theme]`"))
        elif item.text == "none":
            yield "none"
        elif theme := themes.find(item.text):
            yield theme.id
        else:
            help = meant(item.text, themes.ids, "write a theme's id, or `none`")
            problems.append(Problem(CODE, item.span, f"`{item.text}` is no theme", help))


def _file(shown: str, text: str, problems: list[Problem]) -> ConfigFile:
    return ConfigFile(shown, Lines(text), tuple(problems))

"""Sources of other tools for tests, and the words that must not get lost between them and us."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers import DATA
from mkdocs_postmortems.model.foreign import Foreign, Refused
from mkdocs_postmortems.read.foreign.kinds import read_sources

FOREIGN = DATA / "foreign"


def read_all(path: Path, kind: str | None = None, **columns: str) -> list[Foreign]:
    """Every document of a source of which nothing is refused, wherever its folder lies."""
    found = list(read_sources(path, kind, columns))
    assert [one for one in found if isinstance(one, Refused)] == []
    return [replace(one, anchor="") for one in found if isinstance(one, Foreign)]


def read_files(
    folder: Path, files: Mapping[str, Any], kind: str | None = None, **columns: str
) -> list[Foreign]:
    """Every document of files that are written first; what is no text is written as JSON."""
    return read_all(write_files(folder, files), kind, **columns)


def refusals(
    folder: Path, files: Mapping[str, Any], kind: str | None = None, **columns: str
) -> list[str]:
    """The reasons why parts of such files are not read, each with its source."""
    found = list(read_sources(write_files(folder, files), kind, columns))
    return [f"{one.source}: {one.reason}" for one in found if isinstance(one, Refused)]


def write_files(folder: Path, files: Mapping[str, Any]) -> Path:
    """The file where it is one, or else their folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content)
            path.write_text(text, "utf-8")
    return folder / next(iter(files)) if len(files) == 1 else folder


def stated(document: Foreign) -> dict[str, tuple[str, ...]]:
    return {one.name: one.values for one in document.stated}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def words_of(documents: Collection[Foreign]) -> set[str]:
    """What a reader of the documents finds in them."""
    parts: list[str] = []
    for one in documents:
        parts += [one.title, one.source, *one.notes, *one.files]
        parts.append(html.unescape(re.sub(r"\\(?=[^\w\s])", "", one.text)))
        parts += [word for fact in one.stated for word in (fact.name, *fact.values)]
    return words(" ".join(parts))


def leaves(value: Any, left_out: Collection[str]) -> Iterator[str]:
    """The texts of a JSON value but those under some keys."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in left_out:
                yield from leaves(one, left_out)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, left_out)
    elif isinstance(value, str):
        yield value

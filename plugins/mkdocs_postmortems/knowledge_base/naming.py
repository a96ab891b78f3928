"""What a new postmortem's file is called, and where it lies."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import count
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from mkdocs_postmortems.model.vocabulary import slugify

TARGET = re.compile(
    r"(?P<before>\]\(\s*<?|^\s{0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)"
)
"""Where a link or an image of Markdown says what it leads to."""

MOST_WORDS = 8
"""Of a title, in the name of a file."""

MOST_LETTERS = 70
"""File systems take 255 bytes, and people no more than this."""


def id_for(title: str, started_at: str) -> str:
    """`2024-05-02-what-happened`; without a day where none is known."""
    words = re.sub(r"[^a-z0-9]+", "-", slugify(title)).strip("-").split("-")
    slug = "-".join(words[:MOST_WORDS])[:MOST_LETTERS].strip("-") or "incident"
    when = re.match(r"\d{4}-\d{2}(?:-\d{2})?", started_at)
    return f"{when[0]}-{slug}" if when else slug


def path_of(id: str, *, has_files: bool) -> str:
    """Where a postmortem lies below the knowledge base: by year, in a folder with its images."""
    year = id[:4] if re.match(r"\d{4}-", id) else "undated"
    return f"{year}/{id}/index.md" if has_files else f"{year}/{id}.md"


def free_id(id: str, used: Collection[str], root: Path) -> str:
    """An id that no document has, and no folder in which somebody keeps something."""
    numbered = (f"{id}-{number}" if number > 1 else id for number in count(1))
    return next(
        one
        for one in numbered
        if one not in used and not (root / path_of(one, has_files=True)).parent.exists()
    )


def names_beside(files: Mapping[str, bytes]) -> dict[str, str]:
    """A name beside the document for each target, no two alike."""
    names: dict[str, str] = {}
    for target in files:
        last = unquote(urlsplit(target).path).rsplit("/", 1)[-1]
        stem, dot, suffix = last.rpartition(".")
        plain = re.sub(r"[^\w.-]+", "-", stem if dot else last).strip("-.") or "file"
        ending = f".{re.sub(r'[^A-Za-z0-9]+', '', suffix).lower()}" if dot and suffix else ""
        # A Markdown file beside an index.md would be a postmortem of its own.
        ending = ".md.txt" if ending == ".md" else ending
        name, number = f"{plain}{ending}", 2
        # A file system may not know large from small letters.
        while name.lower() in {one.lower() for one in names.values()}:
            name, number = f"{plain}-{number}{ending}", number + 1
        names[target] = name
    return names


def retargeted(text: str, targets: Mapping[str, str]) -> str:
    """A text whose links lead to the names that files have got."""

    def mended(match: re.Match[str]) -> str:
        name = targets.get(match["target"])
        return match["before"] + quote(name) if name is not None else match[0]

    return TARGET.sub(mended, text)

"""Which folder is a knowledge base, and which files in it are postmortems."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatch
from pathlib import Path

MARKERS = ("settings.yml", "services.yml")
NAME = "postmortems"


def find_root(path: Path) -> Path | None:
    """The nearest folder upwards that is a knowledge base.

    It holds settings.yml or services.yml, or is named `postmortems`.
    """
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.absolute().parents):
        if folder.absolute().name == NAME or any((folder / one).is_file() for one in MARKERS):
            return folder
    return None


def find_postmortems(root: Path, ignored: tuple[str, ...] = ()) -> list[Path]:
    """Every postmortem of a knowledge base, by path. A badly named one is there too."""
    return sorted(
        path
        for path in _markdown_files(root)
        if is_postmortem(path.relative_to(root).as_posix(), ignored)
    )


def is_postmortem(relative: str, ignored: tuple[str, ...] = ()) -> bool:
    """Whether a path below the knowledge base names a postmortem."""
    *folders, name = relative.split("/")
    if any(part.startswith(("_", ".")) for part in (*folders, name)):
        return False
    if not name.endswith(".md") or name == "README.md" or name.startswith("template"):
        return False
    if name == "index.md" and (not folders or re.fullmatch(r"\d+", folders[-1])):
        return False
    return not any(fnmatch(relative, pattern) for pattern in ignored)


def find_attachments(folder: Path) -> list[Path]:
    """Every file below a folder that is no Markdown and not hidden."""
    return sorted(
        Path(parent) / name
        for parent, folders, names in _walk(folder)
        for name in names
        if not name.endswith(".md")
    )


def _markdown_files(root: Path) -> list[Path]:
    """Names that end in .md, folders of such a name included: those are findings."""
    return [
        Path(parent) / name
        for parent, folders, names in _walk(root)
        for name in (*names, *(one for one in folders if one.endswith(".md")))
        if name.endswith(".md")
    ]


def _walk(root: Path) -> list[tuple[str, list[str], list[str]]]:
    found: list[tuple[str, list[str], list[str]]] = []
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "_")))
        found.append((parent, list(folders), [one for one in names if not one.startswith(".")]))
        folders[:] = [one for one in folders if not one.endswith(".md")]
    return found

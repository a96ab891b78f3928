"""The templates and the guide that come with the tool.

They lie in `postmortems/` and `docs/` of this repository, where its own site uses them; the wheel
carries copies (`force-include` in pyproject.toml).
"""

from __future__ import annotations

import posixpath
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from mkdocs_postmortems.read.structure import read_structure

REFERENCE = ("reference/front-matter.md", "reference/suppressions.md")
"""Pages that authors need beside the guide."""

_GENERATED = ("incidents/", "trends/", "reference/rules/")
"""Addresses of pages that every site has."""
_INSIDE = re.compile(r"(?![a-z]+:|#|/).*[.]md(?:#|$)")
_ORDER = ("index", "what", "when", "who", "tone", "evidence", "sections", "quality", "meeting")


def shipped_templates() -> dict[str, str]:
    """The postmortem templates by name: `template.md` and its kinds."""
    return _texts(_folder("templates", "postmortems"), "template")


def shipped_guide() -> dict[str, str]:
    """The guide as another site can have it, by paths in docs/, in the order of reading.

    A link to what that site has not is its words and no link.
    """
    docs = _folder("docs", "docs")
    pages = _texts(docs.joinpath("guide"))
    known = [f"{name}.md" for name in _ORDER if f"{name}.md" in pages]
    in_order = [*known, *sorted(set(pages) - set(known))]
    found = {f"guide/{name}": pages[name] for name in in_order}
    found |= {path: docs.joinpath(path).read_text("utf-8") for path in REFERENCE}
    return {path: _unlinked(path, text, frozenset(found)) for path, text in found.items()}


def _unlinked(path: str, text: str, pages: frozenset[str]) -> str:
    for link in reversed(read_structure(text, 0).links):
        written = text[link.span.start : link.span.end]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.target))
        target = target.partition("#")[0]
        is_there = target in pages or target.startswith(_GENERATED) or link.is_image
        if _INSIDE.match(link.target) and not is_there and written.startswith("["):
            words = written[1 : written.rindex("](")]
            text = text[: link.span.start] + words + text[link.span.end :]
    return text


def _folder(packaged: str, in_repository: str) -> Traversable:
    folder = files("mkdocs_postmortems").joinpath("shipped", packaged)
    return folder if folder.is_dir() else Path(__file__).parents[3] / in_repository


def _texts(folder: Traversable, begins: str = "") -> dict[str, str]:
    names = sorted(
        one.name
        for one in folder.iterdir()
        if one.name.startswith(begins) and one.name.endswith(".md")
    )
    return {name: folder.joinpath(name).read_text("utf-8") for name in names}

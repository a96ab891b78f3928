"""What links may reach, looked up when a link is checked and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_postmortems.model.anchors import anchors_of
from mkdocs_postmortems.model.document import BlockKind, Document
from mkdocs_postmortems.read.front_matter import FrontMatter
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.structure import read_structure


@dataclass
class FileTargets:
    """Files below a folder; paths are relative to it, with forward slashes."""

    root: Path
    postmortem: Callable[[str], Document | None]
    """The document of a path, where it is a postmortem."""
    known_anchors: dict[str, frozenset[str] | None] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """What was looked up since this was last emptied: what a finding rests on."""

    def exists(self, path: str) -> bool:
        self.asked.add(path)
        try:
            return (self.root / path).exists()
        except (OSError, ValueError):
            return False

    def size(self, path: str) -> int:
        """Bytes of a file; none where there is no file that can be looked at."""
        self.asked.add(path)
        try:
            return (self.root / path).stat().st_size
        except (OSError, ValueError):
            return 0

    def anchors(self, path: str) -> frozenset[str] | None:
        """What a link to a Markdown file may name after `#`; None where that is not known."""
        self.asked.add(path)
        if not path.endswith(".md"):
            return None
        if path not in self.known_anchors:
            self.known_anchors[path] = self._read_anchors(path)
        return self.known_anchors[path]

    def _read_anchors(self, path: str) -> frozenset[str] | None:
        document = self.postmortem(path)
        if document is not None:
            is_known = not (document.is_withheld or document.is_unreadable)
            return document.anchors if is_known else None
        data, problem = read_bytes(self.root / path)
        if problem:
            return None
        _, body = FrontMatter().split(decode(data)[0])
        blocks = [one for block in read_structure(body, 0).blocks for one in block.walk()]
        return anchors_of((one.text for one in blocks if one.kind is BlockKind.HEADING), body)

"""What links may reach, looked up when a link is checked and remembered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_postmortems.model.document import Block, BlockKind
from mkdocs_postmortems.model.vocabulary import slugify
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.structure import read_structure


@dataclass
class FileTargets:
    """Files below a folder; paths are relative to it, with forward slashes."""

    root: Path
    known_anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of documents that are read already."""

    def exists(self, path: str) -> bool:
        try:
            return (self.root / path).exists()
        except (OSError, ValueError):
            return False

    def size(self, path: str) -> int:
        return (self.root / path).stat().st_size

    def anchors(self, path: str) -> frozenset[str] | None:
        """Headings' ids of a Markdown file, as Python-Markdown and GitHub make them."""
        if not path.endswith(".md"):
            return None
        if path not in self.known_anchors:
            data, problem = read_bytes(self.root / path)
            if problem:
                return None
            text, _ = decode(data)
            self.known_anchors[path] = anchors_of(read_structure(text, 0).blocks)
        return self.known_anchors[path]


def anchors_of(blocks: tuple[Block, ...]) -> frozenset[str]:
    """The ids that headings get; a second equal one gets `_1` there and `-1` on GitHub."""
    seen: Counter[str] = Counter()
    found: set[str] = set()
    for block in blocks:
        for one in block.walk():
            if one.kind is BlockKind.HEADING:
                slug = slugify(one.text)
                number = seen[slug]
                seen[slug] += 1
                found |= {f"{slug}_{number}", f"{slug}-{number}"} if number else {slug}
    return frozenset(found)

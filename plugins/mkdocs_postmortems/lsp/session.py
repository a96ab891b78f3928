"""Which knowledge base a file belongs to, kept as long as nothing around the file has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.read.folder import find_root, is_postmortem
from mkdocs_postmortems.read.site_address import site_address

_CONFIG = ("settings.yml", "services.yml", "themes.yml", "filing.yml")

Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Session:
    """The knowledge bases of one editor. `today` is asked anew, since an editor stays open."""

    today: Callable[[], date] = date.today
    _known: dict[Path, tuple[date, Stamp, KnowledgeBase]] = field(default_factory=dict)
    _sites: dict[Path, str] = field(default_factory=dict)

    def base_of(self, path: Path) -> KnowledgeBase | None:
        """The knowledge base that a file is a postmortem of; None for any other file."""
        root = find_root(path)
        if root is None:
            return None
        base = self._open(root)
        relative = path.relative_to(root).as_posix()
        return base if is_postmortem(relative, base.settings.excluded) else None

    def site_of(self, base: KnowledgeBase) -> str:
        """The address of its site, asked for with every key that is pressed; else empty."""
        if base.root not in self._sites:
            self._sites[base.root] = site_address(base.root)
        return self._sites[base.root]

    def forget(self) -> None:
        """Read everything again: a file was added, renamed or removed."""
        self._known.clear()
        self._sites.clear()

    def _open(self, root: Path) -> KnowledgeBase:
        stamp, today = _stamp(root), self.today()
        known = self._known.get(root)
        if known and known[:2] == (today, stamp):
            return known[2]
        base = KnowledgeBase(root, root.parent, today, audience="restricted")
        self._known[root] = (today, stamp, base)
        return base


def _stamp(root: Path) -> Stamp:
    """What tells that settings or a template were changed."""
    found = []
    for path in (*(root / name for name in _CONFIG), *sorted(root.glob("template*.md"))):
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)


@dataclass(frozen=True)
class Open:
    """A file as the editor has it, saved or not."""

    base: KnowledgeBase
    path: Path
    document: Document

    @classmethod
    def read(cls, base: KnowledgeBase, path: Path, text: str) -> Open:
        return cls(base, path, base.read(path, text.encode("utf-8", "replace")))

    @cached_property
    def findings(self) -> list[Finding]:
        return self.base.check_document(self.document)

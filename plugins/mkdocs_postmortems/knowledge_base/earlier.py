"""What earlier imports have written, and which source each of it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.model.imported import Draft
from mkdocs_postmortems.read.folder import find_attachments
from mkdocs_postmortems.write.imported import is_untouched


@dataclass(frozen=True)
class Earlier:
    """A document that an import has written, or what somebody has made of it."""

    id: str
    path: str
    """Below the knowledge base."""
    text: str
    source: str
    sha256: str
    beside: Mapping[str, str] = field(default_factory=dict)
    """The hashes of the files in its folder, by name."""

    @property
    def is_untouched(self) -> bool:
        return is_untouched(self.text, self.beside)


def earlier_imports(base: KnowledgeBase) -> tuple[Earlier, ...]:
    """Every document of a knowledge base that says where it was imported from, by path."""
    found: list[Earlier] = []
    for document in base.documents:
        origin = document.postmortem.imported_from
        if origin is not None:
            path = document.relative
            found.append(
                Earlier(
                    id=document.postmortem.id,
                    path=path,
                    text=document.text,
                    source=origin.source or "",
                    sha256=origin.sha256 or "",
                    beside=_hashes(base.root / path) if path.endswith("/index.md") else {},
                )
            )
    return tuple(found)


def _hashes(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in find_attachments(path.parent):
        try:
            found[one.relative_to(path.parent).as_posix()] = sha256(one.read_bytes()).hexdigest()
        except OSError:
            continue  # a link that leads nowhere is nobody's work
    return found


def claim(
    drafts: Sequence[Draft], earlier: Sequence[Earlier], id_of_draft: Callable[[Draft], str]
) -> dict[int, Earlier]:
    """The earlier document of each draft by its number; one belongs to one draft at most.

    The same name first, then the same content under another name, then the same end of a name
    where day and title are the same too.
    """
    claimed: dict[int, Earlier] = {}
    ways: tuple[Callable[[Draft, Earlier], bool], ...] = (
        lambda draft, one: _is_named(draft, one) and draft.foreign.sha256 == one.sha256,
        _is_named,
        lambda draft, one: draft.foreign.sha256 == one.sha256,
        lambda draft, one: _ends_alike(draft, one) and id_of_draft(draft) == one.id,
    )
    free = list(earlier)
    for way in ways:
        for number, draft in enumerate(drafts):
            if number in claimed:
                continue
            found = next((one for one in free if way(draft, one)), None)
            if found is not None:
                claimed[number] = found
                free.remove(found)
    return claimed


def key_of(foreign: Foreign) -> str:
    """What `imported_from.source` says: the kind and the place."""
    return f"{foreign.kind}: {foreign.place}"


def _is_named(draft: Draft, one: Earlier) -> bool:
    return key_of(draft.foreign) == one.source


def _ends_alike(draft: Draft, one: Earlier) -> bool:
    kind, _, place = one.source.partition(": ")
    mine = draft.foreign.place
    same = place.endswith(f"/{mine}") or mine.endswith(f"/{place}")
    return draft.foreign.kind == kind and same

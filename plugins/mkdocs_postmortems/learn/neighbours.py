"""The incidents of the same service just before and after one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Older and newer of one service; None where there is none."""

    service: str
    older: Postmortem | None
    newer: Postmortem | None


def neighbours(corpus: Corpus) -> dict[str, tuple[Neighbours, ...]]:
    """By id: one entry for each of its services that has another counted postmortem."""
    by_service: dict[str, list[Postmortem]] = {}
    for one in corpus.counted:
        for service in one.services:
            by_service.setdefault(service, []).append(one)
    found: dict[str, list[Neighbours]] = {one.id: [] for one in corpus.postmortems}
    for one in corpus.postmortems:
        for service in one.services:
            others = by_service.get(service, [])
            at = bisect_left(others, one.sort_key, key=lambda other: other.sort_key)
            after = at + (at < len(others) and others[at] is one)
            older = others[at - 1] if at else None
            newer = others[after] if after < len(others) else None
            if older or newer:
                found[one.id].append(Neighbours(service, older, newer))
    return {id: tuple(entries) for id, entries in found.items()}

"""Many files on all cores, and unchanged ones not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_postmortems.knowledge_base.cache import Entry, FindingCache
from mkdocs_postmortems.model.finding import Finding

if TYPE_CHECKING:
    from mkdocs_postmortems.knowledge_base.base import KnowledgeBase

MANY = 500
"""Files from which a second process is worth its start."""


def check_files(
    base: KnowledgeBase, paths: Sequence[Path], *, cache: bool = True
) -> tuple[Finding, ...]:
    """The findings of these files, sorted by path, line, column and code."""
    known = FindingCache.open(base) if cache else None
    entries = {path: known.get(path) for path in paths} if known else dict.fromkeys(paths)
    changed = [path for path, entry in entries.items() if entry is None]
    for path, entry in zip(changed, _check_all(base, changed), strict=True):
        entries[path] = entry
    if known and changed:
        known.put({path: entry for path, entry in entries.items() if entry})
    found = [finding for entry in entries.values() if entry for finding in entry.findings]
    return tuple(sorted(found, key=lambda finding: finding.order))


def _check_all(base: KnowledgeBase, paths: Sequence[Path]) -> Iterable[Entry]:
    cores = os.cpu_count() or 1
    if len(paths) < MANY or cores < 2 or not hasattr(os, "fork"):
        return (check_one(base, path) for path in paths)
    import multiprocessing  # noqa: PLC0415  # costs more than checking ten files
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Everything that workers share is read before they fork; each gets paths, gives findings.
    _ = base.surroundings, base.context
    global _forked  # noqa: PLW0603  # what a forked worker inherits need not be sent to it
    _forked = base
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores, mp_context=fork) as pool:
        return list(pool.map(_check_in_worker, paths, chunksize=64))


_forked: KnowledgeBase | None = None


def _check_in_worker(path: Path) -> Entry:
    assert _forked is not None
    return check_one(_forked, path)


def check_one(base: KnowledgeBase, path: Path) -> Entry:
    """One file's findings, with what they depend on outside it."""
    base.targets.asked.clear()
    findings = base.check_file(path)
    return Entry(tuple(findings), tuple(sorted(base.targets.asked)))

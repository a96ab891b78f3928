"""Many files on several processes are found to be the same as on one."""

from __future__ import annotations

import os
from concurrent import futures
from pathlib import Path

import pytest

from helpers import TODAY, good, open_base
from mkdocs_postmortems.knowledge_base import KnowledgeBase, checking

COUNT = 520
KINDS = (
    good(),
    good(severity="SEV2"),
    good(severity="sev-9", services="[chekout]"),
    good() + "\n[a](nowhere.md) and [b](2024-03-08-0001.md#no-such-place)\n",
    "---\ntitle: 'never closed\n",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many")
    files = {f"2024-03-08-{n:04}.md": KINDS[n % len(KINDS)] for n in range(COUNT)}
    open_base(root, {"services.yml": "- id: checkout\n", **files})
    return root


def base_of(root: Path) -> KnowledgeBase:
    return KnowledgeBase(root / "postmortems", root, TODAY, "restricted")


def test_one_and_two_processes_find_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pools = []
    pool = futures.ProcessPoolExecutor
    monkeypatch.setattr(
        futures, "ProcessPoolExecutor", lambda *a, **k: pools.append(1) or pool(*a, **k)
    )
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    one = base_of(root).check(base_of(root).paths, cache=False)
    assert pools == []
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    two = base_of(root).check(base_of(root).paths, cache=False)

    assert pools == [1]
    assert one == two
    assert len({finding.path for finding in one}) == COUNT * 4 // 5
    assert [finding.order for finding in one] == sorted(finding.order for finding in one)


def test_few_files_start_no_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(futures, "ProcessPoolExecutor", None)
    base = base_of(root)

    assert base.check(base.paths[: checking.MANY - 1], cache=False)


def test_what_other_processes_found_is_cached_with_what_it_rests_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    first = base_of(root).check(base_of(root).paths)
    monkeypatch.setattr(KnowledgeBase, "check_file", None)

    assert base_of(root).check(base_of(root).paths) == first

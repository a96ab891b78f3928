"""The cache: unchanged files are not read, changed ones are, and nothing in it is trusted."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from helpers import NAME, TODAY, good, open_base, write_tree
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.cache import Entry, FindingCache
from mkdocs_postmortems.model.finding import Finding

OTHER = "2024-03-09-of-another-day.md"
SECOND = good(started_at="2024-03-09T14:05:00Z", resolved_at="2024-03-09T15:10:00Z")
LINK = "\n## Evidence\n\nSee [it](2024-03-09-of-another-day.md#summary).\n"
FILES = {
    "settings.yml": "version: 1\n",
    "services.yml": "- id: checkout\n",
    NAME: good() + LINK,
    OTHER: SECOND.replace("2024-03-09T15", "2024-03-09T13"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    open_base(tmp_path, FILES)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are read as documents, in order."""
    names: list[str] = []
    read = KnowledgeBase.read

    def counted(self: KnowledgeBase, path: Path, data: bytes | None = None):
        names.append(path.name)
        return read(self, path, data)

    monkeypatch.setattr(KnowledgeBase, "read", counted)
    return names


def opened(root: Path, days: int = 0) -> KnowledgeBase:
    return KnowledgeBase(root / "postmortems", root, TODAY + timedelta(days=days), "restricted")


def checked(root: Path, *, days: int = 0, cache: bool = True) -> list[str]:
    base = opened(root, days)
    return [f"{one.path[-24:]} {one.code}" for one in base.check(base.paths, cache=cache)]


def stored(root: Path) -> Path:
    (path,) = (root / ".cache" / "postmortems").glob("check-*.json")
    return path


def rewrite(path: Path, text: str) -> None:
    """New text with a time of its own, however coarse the clock of the disk is."""
    path.write_text(text)
    later = path.stat().st_mtime_ns + 5_000_000_000
    os.utime(path, ns=(later, later))


FOUND = ["9-of-another-day.md PM201"]


def found(root: Path, **how: Any) -> list[str]:
    return [one[-25:] for one in checked(root, **how)]


def test_an_unchanged_file_is_not_read_again(root: Path, reads: list[str]) -> None:
    assert found(root) == FOUND
    assert set(reads) == {NAME, OTHER}
    reads.clear()

    assert found(root) == FOUND
    assert reads == []


def test_findings_come_back_as_they_were(root: Path) -> None:
    rewrite(root / "postmortems" / OTHER, SECOND.replace("sev-2", "SEV2") + "[a](no.md)\n")
    base = opened(root)
    first = base.check(base.paths)
    again = opened(root)

    assert first == again.check(again.paths) == again.check(again.paths, cache=False)
    assert any(one.fix for one in first)


def test_a_changed_file_is_read_and_the_others_are_not(root: Path, reads: list[str]) -> None:
    found(root)
    reads.clear()
    rewrite(root / "postmortems" / NAME, good())

    assert found(root) == FOUND
    assert reads == [NAME]


def test_a_file_that_a_link_leads_to_counts_too(root: Path, reads: list[str]) -> None:
    found(root)
    reads.clear()
    rewrite(root / "postmortems" / OTHER, SECOND.replace("## Summary", "## In short"))

    assert f"{NAME[-24:]} PM501" in checked(root)
    assert NAME in reads


def test_a_file_that_comes_or_goes_counts(root: Path) -> None:
    found(root)
    (root / "postmortems" / OTHER).unlink()
    assert [one[-5:] for one in checked(root)] == ["PM501"]

    rewrite(root / "postmortems" / OTHER, SECOND)
    assert found(root) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings.yml", "version: 1\nrules: {PM201: off}\n"),
        ("services.yml", "- id: checkout\n- id: search\n"),
        ("themes.yml", "- id: own-theme\n  name: Own\n  group: detect\n"),
        ("template.md", "Guidance that must not stay.\n"),
    ],
)
def test_changed_settings_make_everything_new(
    root: Path, reads: list[str], name: str, text: str
) -> None:
    found(root)
    reads.clear()
    (root / "postmortems" / name).write_text(text)
    found(root)

    assert {NAME, OTHER} <= set(reads)


def test_another_day_makes_everything_new(root: Path, reads: list[str]) -> None:
    found(root)
    reads.clear()
    found(root, days=1)

    assert set(reads) == {NAME, OTHER}


def test_without_a_cache_nothing_is_read_from_it_and_nothing_written(
    root: Path, reads: list[str]
) -> None:
    assert found(root, cache=False) == FOUND
    assert not (root / ".cache").exists()
    found(root)
    reads.clear()

    assert found(root, cache=False) == FOUND
    assert set(reads) == {NAME, OTHER}


def test_it_lies_beside_mkdocs_yml_ignored_by_git(root: Path) -> None:
    found(root)

    assert (root / ".cache" / "postmortems" / ".gitignore").read_text() == "*\n"


def test_it_is_json_and_nothing_that_runs(root: Path) -> None:
    found(root)

    assert json.loads(stored(root).read_text())["files"]
    assert {one.suffix for one in stored(root).parent.iterdir()} == {".json", ""}


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"3",
        b'"key"',
        b"{}",
        b'{"key": 3}',
        b"[" * 100_000,
        b"\x80\x04\x95.",
    ],
)
def test_a_corrupt_cache_is_ignored(root: Path, garbage: bytes) -> None:
    found(root)
    stored(root).write_bytes(garbage)

    assert found(root) == FOUND


@pytest.mark.parametrize("files", [None, 3, [], "x", [[1, 2]], {"a": 3}])
def test_a_cache_of_another_shape_is_ignored(root: Path, files: object) -> None:
    found(root)
    raw = json.loads(stored(root).read_text())
    stored(root).write_text(json.dumps({**raw, "files": files}))

    assert found(root) == FOUND


PLACE, MESSAGE = 1, 5


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (0, "../../../etc/passwd"),
        (0, 3),
        (PLACE, [0, 1, 1, 1]),
        (PLACE, [1, -5, 1, 1]),
        (PLACE, [1, 1, 1]),
        (PLACE, ["1", "1", "1", "1"]),
        (PLACE, [1.5, 1, 1, 1]),
        (PLACE, None),
        (2, "PM000"),
        (2, ["PM201"]),
        (4, "fatal"),
        (MESSAGE, 3),
        (MESSAGE, None),
        (6, {"a": 1}),
        (7, [["a.md", [0, 0, 0, 0], "x"]]),
        (7, 3),
        (8, "rm -rf"),
        (8, ["t", [[[0, 3], "x"]]]),
    ],
)
def test_a_finding_that_no_check_wrote_is_ignored(root: Path, part: int, value: object) -> None:
    found(root)
    raw = json.loads(stored(root).read_text())
    raw["files"][f"postmortems/{OTHER}"][2][0][part] = value
    stored(root).write_text(json.dumps(raw))

    assert found(root) == FOUND


def test_a_cache_from_elsewhere_can_only_say_wrong_words(root: Path) -> None:
    """It names no other file, and what it says of a fix is never written into a document."""
    found(root)
    raw = json.loads(stored(root).read_text())
    entry = raw["files"][f"postmortems/{OTHER}"]
    entry[2][0][MESSAGE] = "{{ 7 * 7 }} $(id) `x`"
    entry[2][0][8] = ["t", [[[0, 3], "gotcha"]], True]
    stored(root).write_text(json.dumps(raw))
    base = opened(root)

    (one,) = base.check(base.paths)

    assert isinstance(one, Finding)
    assert one.message == "{{ 7 * 7 }} $(id) `x`"
    assert one.name == "time-order"
    assert [left.fix for left in base.check_file(base.root / OTHER)] == [None]


def test_a_cache_of_another_key_is_not_read(root: Path, reads: list[str]) -> None:
    found(root)
    raw = json.loads(stored(root).read_text())
    stored(root).write_text(json.dumps({**raw, "key": "0" * 64}))
    reads.clear()

    assert found(root) == FOUND
    assert set(reads) == {NAME, OTHER}


def test_a_folder_that_cannot_be_written_is_no_error(root: Path) -> None:
    (root / ".cache").write_text("a file where the folder should be")

    assert found(root) == FOUND


def test_two_knowledge_bases_beside_one_configuration_keep_their_own(tmp_path: Path) -> None:
    write_tree(tmp_path, {"mkdocs.yml": "site_name: x\n"})
    bases = []
    for name in ("one", "two"):
        write_tree(tmp_path / name, {"services.yml": "- id: checkout\n", f"2024/{NAME}": good()})
        bases.append(KnowledgeBase(tmp_path / name, tmp_path, TODAY, audience="restricted"))
    for base in bases:
        base.check(base.paths)

    assert len(list((tmp_path / ".cache" / "postmortems").glob("check-*.json"))) == 2


def test_a_file_that_changes_while_it_is_checked_is_not_kept(tmp_path: Path) -> None:
    write_tree(tmp_path, {"services.yml": "- id: checkout\n", f"2024/{NAME}": good()})
    base = KnowledgeBase(tmp_path, tmp_path, TODAY, audience="restricted")
    cache = FindingCache.open(base)
    (path,) = base.paths
    path.write_text(good(), "utf-8")
    cache.put({path: Entry(())})

    assert FindingCache.open(base).get(path) is None

"""Files that nobody should write: every one is read or refused, and none stops the others."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.unit.check.examples import TODAY

GOOD = b"---\ntitle: A cache flush\n---\n\nOrders were refused.\n"
BOMB = b"".join(
    b"%c: &%c [%s]\n" % (name, name, b",".join([b"*%c" % (name - 1)] * 9)) for name in b"bcdefghij"
)
BODY = b"---\ntitle: A cache flush\n---\n\n"
DAYS = b"""---
title: x
severity: sev-1
started_at: 0001-01-01T00:00+14:00
mitigated_at: 0000-01
resolved_at: 9999-12-31T23:59-12:00
---
"""
FILES = {
    "nothing": (b"", {"PM003"}),
    "blanks": (b" \n\t\n\n", {"PM003"}),
    "nul": (b"---\ntitle: a\0b\n---\n", {"PM001"}),
    "byte-order-mark": (b"\xef\xbb\xbf" + GOOD, {"PM002"}),
    "crlf": (GOOD.replace(b"\n", b"\r\n"), set()),
    "carriage-returns": (GOOD.replace(b"\n", b"\r"), set()),
    "latin-1": ("---\ntitle: Café\n---\n\nÜber\n".encode("latin-1"), {"PM001"}),
    "utf-16": ("---\ntitle: A cache flush\n---\n".encode("utf-16"), {"PM001"}),
    "half-a-character": (BODY + "🔥".encode()[:2], {"PM001"}),
    "surrogates": (BODY + b"\xed\xa0\x80\n", {"PM001"}),
    "every-byte": (bytes(range(256)), {"PM001", "PM004"}),
    "random-bytes": (bytes((7 * n * n + n // 3) % 256 for n in range(20_000)), {"PM001", "PM004"}),
    "alias-bomb": (b"---\na: &a [x]\n" + BOMB + b"title: *j\n---\n", {"PM008", "PM102"}),
    "brackets": (b"---\ntitle: " + b"[" * 400_000 + b"\n---\n", {"PM008"}),
    "brackets-in-the-body": (BODY + b"[" * 400_000, set()),
    "links-in-the-body": (BODY + b"[a](" * 50_000, set()),
    "quotes-in-the-body": (BODY + b">" * 20_000 + b" a\n", set()),
    "lists-in-the-body": (BODY + b"".join(b" " * n + b"- a\n" for n in range(600)), set()),
    "stars-in-the-body": (BODY + b"*a **b " * 30_000, set()),
    "one-long-line": (BODY + b"## What went wrong\n\n" + b"word " * 200_000, set()),
    "many-rows": (
        BODY + b"## Timeline\n\n| Time | Event |\n|---|---|\n" + b"| 14:05 | x |\n" * 20_000,
        set(),
    ),
    "only-a-fence": (b"---", {"PM004"}),
    "only-fences": (b"---\n" * 1000, {"PM007"}),
    "no-line-end": (b"---\ntitle: A cache flush\n---", set()),
    "separators": (BODY + "a\u2028b\u2029c\x0bd\x0ce\x85f\u202ef\n".encode(), set()),
    "deep-mapping": (b"---\ntitle: x\nimpact: " + b"{a: " * 400 + b"\n---\n", {"PM005"}),
    "many-keys": (b"---\n" + b"".join(b"k%d: v\n" % n for n in range(1_000)) + b"---\n", {"PM102"}),
    "many-mistakes": (b"---\n" + b"a: b: c\n" * 3_000 + b"---\n", {"PM005"}),
    "oldest-and-latest-days": (DAYS, {"PM104", "PM204", "PM209"}),
}
"""Bytes by name, and the codes that must be among what is said about them."""

SECONDS = 200
"""The whole folder takes five on an idle machine; a pattern that backtracks never ends."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("nasty") / "postmortems"
    root.mkdir()
    for name, (data, _) in FILES.items():
        (root / f"2024-05-02-{name}.md").write_bytes(data)
    (root / "2024-05-03-good.md").write_bytes(GOOD)
    (root / "2024-05-02-folder.md").mkdir()
    (root / "2024-05-02-folder.md" / "2024-05-02-inside.md").write_bytes(GOOD)
    (root / "2024-05-02-broken-link.md").symlink_to("nowhere.md")
    (root / "2024-05-02-circle.md").symlink_to("2024-05-02-circle.md")
    (root / "2024-05-02-line\nbreak.md").write_bytes(GOOD)
    with (root / "2024-05-02-fifty-megabytes.md").open("wb") as sparse:
        sparse.truncate(50_000_000)
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "2024-05-02-pipe.md")
    return root


@pytest.fixture(scope="module")
def codes(folder):
    base = KnowledgeBase(folder, folder.parent, TODAY, audience="restricted")
    found: dict[str, set[str]] = {}
    for one in base.findings:
        found.setdefault(Path(one.path).stem, set()).add(one.code)
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_nasty_file_is_told_about_and_no_rule_gives_up(codes, name):
    found = codes.get(f"2024-05-02-{name}", set())
    assert FILES[name][1] <= found
    assert "PM999" not in found


def test_what_is_no_file_is_told_about(codes):
    assert codes["2024-05-02-folder"] == {"PM001"}
    assert codes["2024-05-02-broken-link"] == {"PM001"}
    assert codes["2024-05-02-circle"] == {"PM001"}
    assert codes["2024-05-02-fifty-megabytes"] == {"PM008"}
    assert codes["2024-05-02-line\nbreak"] == {"PM204"}
    assert codes.get("2024-05-02-pipe", {"PM001"}) == {"PM001"}


def test_a_good_file_among_nasty_ones_has_no_findings(codes):
    assert "2024-05-03-good" not in codes


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_command_prints_findings_and_no_traceback(folder, form):
    command = [sys.executable, "-m", "mkdocs_postmortems", "check", "--format", form, "--today"]
    done = subprocess.run(
        [*command, str(TODAY + timedelta(days=1)), "--select", "ALL", str(folder)],
        capture_output=True,
        check=False,
        timeout=SECONDS,
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
    assert b"PM001" in done.stdout
    assert b"\0" not in done.stdout

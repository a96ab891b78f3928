"""Files with mistakes that authors make, each with every word of what is said about it.

A case is the file (`\\xe9` stands for a byte), a line `=====`, and the findings. To write them anew
after a change that is meant: `UPDATE_MATRIX=1 pytest tests/unit/check/test_matrix.py`, then read
the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_postmortems.cli import main
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.report.text import visible
from tests.unit.check.examples import BASE, TODAY, unescaped

CASES = sorted((Path(__file__).parents[2] / "data" / "matrix").glob("*.txt"))
NAME = "postmortems/2024/2024-03-08-cache-flush.md"
END = "=====\n"


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_file_gets_exactly_these_findings(case, tmp_path):
    written, expected = case.read_text("utf-8").split(END)
    found = "".join(shown(one) for one in findings(unescaped(written), tmp_path))
    if os.environ.get("UPDATE_MATRIX"):
        case.write_text(written + END + found, "utf-8")
    else:
        assert found == expected


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_safe_fix_settles_what_it_is_for(case, tmp_path, capsys):
    before = findings(unescaped(case.read_text("utf-8").split(END)[0]), tmp_path)
    mended = [one.code for one in before if one.fix and one.fix.safe]
    if not mended:
        return
    main(["check", "--fix", "--no-cache", "--today", str(TODAY), str(tmp_path / NAME)])
    base = KnowledgeBase(tmp_path / "postmortems", tmp_path, TODAY, audience="restricted")
    left = sorted(one.code for one in base.findings)
    assert sorted(left + mended) == sorted(one.code for one in before)


def findings(text: str, folder: Path) -> tuple[Finding, ...]:
    path = folder / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    (folder / "postmortems/services.yml").write_bytes((BASE / "services.yml").read_bytes())
    (folder / "postmortems/settings.yml").write_text("version: 1\n")
    return KnowledgeBase(folder / "postmortems", folder, TODAY, audience="restricted").findings


def shown(finding: Finding) -> str:
    """A finding on a few lines; `[*]` where there is a safe fix."""
    place = finding.place
    sign = " [*]" if finding.fix and finding.fix.safe else ""
    at = f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"
    lines = [f"{at} {finding.level.value} {finding.code}{sign} {visible(finding.message)}"]
    lines += [
        f"    note {one.place.line}:{one.place.column} {visible(one.message)}"
        for one in finding.related
    ]
    if finding.help:
        lines.append(f"    help {visible(finding.help)}")
    return "\n".join(lines) + "\n"

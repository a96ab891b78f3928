"""The templates an author copies: they read cleanly, and their advice does not stay unseen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.helpers import DATA, write_tree

POSTMORTEMS = DATA.parents[1] / "postmortems"
TEMPLATES = sorted(path.name for path in POSTMORTEMS.glob("template*.md"))
NAME = "2024/2024-05-02-what-happened.md"
FILLED = {
    "started_at:": "started_at: 2024-05-02",
    "services: []": "services: [checkout]",
}


def problems(root: Path, template: str, status: str) -> list[tuple[int, str]]:
    """Line and code of what check says of a copy of a template beside all of them."""
    text = (POSTMORTEMS / template).read_text("utf-8").replace("status: draft", f"status: {status}")
    for empty, filled in FILLED.items():
        text = text.replace(empty, filled, 1)
    files = {name: (POSTMORTEMS / name).read_text("utf-8") for name in TEMPLATES}
    write_tree(root / "postmortems", files | {NAME: text, "services.yml": "- id: checkout\n"})
    base = KnowledgeBase(root / "postmortems", root, date(2024, 5, 3))
    return [(one.place.line, one.code) for one in base.findings]


def guidance(template: str) -> list[int]:
    """The line of each section's advice: the one two below its heading."""
    lines = (POSTMORTEMS / template).read_text("utf-8").splitlines()
    return [at + 2 for at, line in enumerate(lines, 1) if line.startswith("## ")]


def test_there_is_one_for_each_kind_and_a_short_one():
    """A plain one, a short one, one for a near miss and one for a false alarm."""
    kinds = ("-false-alarm", "-near-miss", "-short", "")
    assert sorted(TEMPLATES) == sorted(f"template{kind}.md" for kind in kinds)


@pytest.mark.parametrize("template", TEMPLATES)
def test_advice_that_stays_is_found(template, tmp_path):
    """One line of advice stands in every section, and check finds it once it is in review."""
    found = problems(tmp_path, template, "in-review")

    assert [line for line, code in found if code == "PM414"] == guidance(template)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_copy_is_a_draft_without_errors(template, tmp_path):
    """An author who has only copied the template is left in peace."""
    assert problems(tmp_path, template, "draft") == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_heading_is_known(template):
    """No section of a template is one that pages and counts would not know."""
    known = (
        DATA.parents[1] / "plugins/mkdocs_postmortems/model/vocabulary/sections.yml"
    ).read_text("utf-8")
    headings = re.findall(r"^## (.+)$", (POSTMORTEMS / template).read_text("utf-8"), re.MULTILINE)
    assert [one for one in headings if one not in known] == []

"""The table under a step on GitHub: all findings, and no Markdown of an author's."""

from __future__ import annotations

import html
import re

import pytest

from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.report import step_summary
from tests.unit.report.test_machines import finding


def cells(row: str) -> list[str]:
    return [html.unescape(cell.strip()) for cell in row.strip("|").split("|")]


def test_without_findings_there_is_a_heading_and_no_table() -> None:
    assert step_summary.render(3, []) == "### 3 postmortems, no problems\n"


def test_a_finding_is_a_row() -> None:
    text = step_summary.render(1, [finding(help="write `sev-1`")])

    assert text.startswith("### 1 postmortem, 1 problem in 1 file\n\n| Place |")
    assert cells(text.splitlines()[-1]) == [
        "postmortems/a.md:3:11",
        "error",
        "PM105 not-in-list",
        "`sev-9` is no severity",
        "write `sev-1`",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "a | b | c",
        "<img src=x onerror=alert(1)>",
        "[x](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "@octocat #1",
        "`x` **y** _z_ ~~w~~",
        "\\| x",
        "a\n\n# b",
        "a\r| b",
        "&lt;b&gt; &amp;",
        "$x$ ::error::y ##[error]z",
        "a\u202eb\udcff",
    ],
)
@pytest.mark.parametrize("field", ["path", "message", "help"])
def test_nothing_an_author_writes_is_markdown_or_a_row_of_its_own(field: str, hostile: str) -> None:
    text = step_summary.render(1, [finding(**{field: hostile})])
    row = text.splitlines()[-1]

    assert text.encode("utf-8")
    assert len(text.splitlines()) == 5
    assert row.count("|") == 6
    assert not set(re.sub(r"&#\d+;", "", row)) & set("<>[]!@`*_~\\&$#")


def test_errors_come_first_so_that_the_cut_never_takes_them() -> None:
    many = [finding(level=Level.WARNING)] * (step_summary.MOST + 1)
    text = step_summary.render(1, [*many, finding(level=Level.ERROR)])
    rows = [line for line in text.splitlines() if line.startswith("| postmortems")]

    assert "| error |" in rows[0]
    assert len(rows) == step_summary.MOST
    assert text.endswith("\nand 2 more\n")

"""GitLab's code quality report: unique marks that survive an edit above."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.span import Lines, Place
from mkdocs_postmortems.report import gitlab
from tests.unit.report.test_machines import finding

TEXT = Lines("a\nb\nseverity: sev-9\nseverity: sev-9\n")


def report(*found: Finding, lines: Lines = TEXT) -> list[dict[str, Any]]:
    return json.loads(gitlab.render(found, lambda _: lines))


def marks(found: Sequence[Finding], lines: Lines) -> list[str]:
    return [one["fingerprint"] for one in report(*found, lines=lines)]


def at(line: int, **changes: object) -> Finding:
    return finding(place=Place(line, 11, line, 16), **changes)


def test_an_entry_has_what_gitlab_demands_and_nothing_else() -> None:
    (one,) = report(finding(help="write `sev-1`"))

    assert one.pop("fingerprint")
    assert one == {
        "description": "PM105 `sev-9` is no severity; write `sev-1`",
        "check_name": "not-in-list",
        "severity": "major",
        "location": {"path": "postmortems/a.md", "lines": {"begin": 3, "end": 3}},
    }


def test_no_findings_are_an_empty_list() -> None:
    assert report() == []


@pytest.mark.parametrize(
    ("level", "word"), [(Level.ERROR, "major"), (Level.WARNING, "minor"), (Level.INFO, "info")]
)
def test_levels_have_the_words_of_gitlab(level: Level, word: str) -> None:
    assert report(finding(level=level))[0]["severity"] == word


def test_marks_are_unique_even_for_equal_lines() -> None:
    found = [
        at(3),
        at(3, code="PM109"),
        at(4),
        at(3, path="postmortems/b.md"),
        at(3),
        at(99),
    ]

    assert len(set(marks(found, TEXT))) == len(found)


def test_marks_stay_where_lines_move_or_are_indented() -> None:
    before = marks([at(3), at(4)], TEXT)

    assert marks([at(6), at(7)], Lines("x\ny\nz\n" + TEXT.text)) == before
    assert marks([at(3), at(4)], Lines(TEXT.text.replace("sev-9", "  sev-9 "))) == before


def test_a_mark_changes_with_the_line_itself() -> None:
    assert marks([at(3)], TEXT) != marks([at(3)], Lines("a\nb\nseverity: sev-8\n"))


def test_a_name_that_is_no_utf_8_and_a_command_can_be_written() -> None:
    text = gitlab.render([finding(path="a\udcff.md", message="##[error]x")], lambda _: TEXT)

    assert text.encode("utf-8")
    assert "##[" not in text
    assert json.loads(text)[0]["description"].startswith("PM105 ##[error]x")

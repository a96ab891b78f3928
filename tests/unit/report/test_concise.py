"""One line a finding, whatever an author writes."""

from __future__ import annotations

import re

import pytest

from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.report import concise
from tests.unit.report.test_machines import finding


def test_a_line_is_place_level_code_message_and_help() -> None:
    assert concise.render([finding(help="write `sev-1`")]) == (
        "postmortems/a.md:3:11: error PM105 `sev-9` is no severity; write `sev-1`\n"
    )
    assert concise.render([finding(level=Level.INFO)]) == (
        "postmortems/a.md:3:11: info PM105 `sev-9` is no severity\n"
    )


def test_no_findings_are_no_line() -> None:
    assert concise.render([]) == ""


@pytest.mark.parametrize("field", ["path", "message", "help"])
@pytest.mark.parametrize(
    "hostile", ["a\nb:1:1: error", "a\rb", "a\x1b[2Jb", "a\u202eb", "a\udcffb"]
)
def test_an_author_can_neither_add_a_line_nor_move_the_cursor(field: str, hostile: str) -> None:
    text = concise.render([finding(**{field: hostile})])

    assert text.encode("utf-8")
    assert text.count("\n") == 1
    assert all(character.isprintable() for character in text[:-1])


def test_a_problem_matcher_reads_it() -> None:
    pattern = re.compile(r"^(.+?):(\d+):(\d+): (error|warning|info) (PM\d{3}) (.+)$")
    match = pattern.match(concise.render([finding(path="a b/c.md")]))

    assert match
    assert match.groups()[:5] == ("a b/c.md", "3", "11", "error", "PM105")

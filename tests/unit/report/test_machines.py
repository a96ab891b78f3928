"""Findings as JSON and as GitHub's workflow commands."""

from __future__ import annotations

import json as stdlib_json
import re

import pytest

from helpers import check, good, read
from mkdocs_postmortems.model.finding import Edit, Finding, Fix, Level, Related
from mkdocs_postmortems.model.span import Place, Span
from mkdocs_postmortems.report import github, json

COMMAND = re.compile(
    r"::(error|warning|notice) ([a-zA-Z]+=[^:,]*(?:,[a-zA-Z]+=[^:,]*)*)::(.*)", re.DOTALL
)


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "path": "postmortems/a.md",
        "place": Place(3, 11, 3, 16),
        "code": "PM105",
        "name": "not-in-list",
        "level": Level.ERROR,
        "message": "`sev-9` is no severity",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def test_json_has_the_documented_shape() -> None:
    fix = Fix("write `sev-1`", (Edit(Span(0, 1), "x"),), safe=False)
    related = (Related("b.md", Place(1, 1, 1, 4), "it is here"),)
    one = finding(help="write `sev-1`", fix=fix, related=related)

    assert stdlib_json.loads(json.render([one])) == {
        "version": 1,
        "findings": [
            {
                "path": "postmortems/a.md",
                "line": 3,
                "column": 11,
                "end_line": 3,
                "end_column": 16,
                "code": "PM105",
                "name": "not-in-list",
                "level": "error",
                "message": "`sev-9` is no severity",
                "help": "write `sev-1`",
                "fix": {"title": "write `sev-1`", "safe": False},
                "related": [
                    {
                        "path": "b.md",
                        "line": 1,
                        "column": 1,
                        "end_line": 1,
                        "end_column": 4,
                        "message": "it is here",
                    }
                ],
            }
        ],
    }


def test_json_without_findings_is_an_empty_list_and_keys_are_always_there() -> None:
    assert stdlib_json.loads(json.render([])) == {"version": 1, "findings": []}
    (plain,) = stdlib_json.loads(json.render([finding()]))["findings"]
    assert (plain["help"], plain["fix"], plain["related"]) == (None, None, [])


def test_json_can_be_written_as_utf_8_whatever_a_path_holds() -> None:
    assert json.render([finding(path="a\udcff.md", message="é漢\x1b")]).encode("utf-8")


def test_a_workflow_command_names_file_line_columns_and_code() -> None:
    assert github.render([finding(help="write `sev-1`")]) == (
        "::error title=PM105 not-in-list,file=postmortems/a.md,line=3,col=11,endColumn=16"
        "::`sev-9` is no severity%0Awrite `sev-1`\n"
    )


def test_a_command_over_several_lines_names_no_column_of_the_end() -> None:
    assert "endColumn" not in github.render([finding(place=Place(3, 11, 4, 2))])


def test_levels_have_the_words_of_github_and_errors_come_first() -> None:
    levels = (Level.INFO, Level.WARNING, Level.ERROR)
    rows = github.render(finding(level=level) for level in levels).splitlines()

    assert [row.split(" ")[0] for row in rows] == ["::error", "::warning", "::notice"]


@pytest.mark.parametrize(
    "hostile",
    [
        "x\n::error::y",
        "x\r\n::error::y",
        "x\r::error::y",
        "x%0A::error::y",
        "x%0a%0d::stop-commands::z",
        "##[error]y",
        "x ##[group]y",
        "####[[error]y",
        "::add-mask::x",
        "x,line=1::y",
        "a:b,c%d",
        "%25%0A",
        "\u2028::error::y",
        "\x85::error::y",
        "\x0b::error::y",
    ],
)
@pytest.mark.parametrize("field", ["path", "message", "help", "name"])
def test_nothing_an_author_writes_is_a_command_of_its_own(field: str, hostile: str) -> None:
    text = github.render([finding(**{field: hostile})])

    assert "##[" not in text
    assert (text.count("\n"), text.count("\r")) == (1, 0)
    match = COMMAND.fullmatch(text.rstrip("\n"))
    assert match
    names = [one.partition("=")[0] for one in match[2].split(",")]
    assert names == ["title", "file", "line", "col", "endColumn"]


def test_a_path_that_is_no_utf_8_can_still_be_written() -> None:
    assert github.render([finding(path="a\udcff.md")]).encode("utf-8")


def test_a_hostile_document_gives_one_command_a_finding() -> None:
    document = read(good(severity='"x%0A::error::y ##[error]z"'), "2024-03-08-x.md")
    found = check(document)

    rows = github.render(found).splitlines()

    assert len(rows) == len(found) == 1
    assert rows[0].startswith("::error title=PM105")
    assert "%250A" in rows[0]

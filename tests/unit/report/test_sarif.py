"""SARIF: valid by the schema of OASIS, and with what GitHub code scanning demands beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

from helpers import DATA
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.knowledge_base import rule_infos
from mkdocs_postmortems.model.finding import Finding, Level, Related
from mkdocs_postmortems.model.span import Lines, Place
from mkdocs_postmortems.report import sarif
from tests.unit.check.test_rule_pages import example, examples
from tests.unit.report.test_machines import finding

TEXT = Lines("a\nb\nseverity: sev-9\nseverity: sev-9\n")


@cache
def _schema() -> Draft4Validator:
    return Draft4Validator(json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8")))


def log(*findings: Finding, lines: Lines = TEXT) -> dict[str, Any]:
    """The log as read again, after the schema has had its say."""
    text = sarif.render(findings, lambda _: lines, rule_infos(), "1.2.3")
    assert text.encode("utf-8")
    document = json.loads(text)
    assert [error.message for error in _schema().iter_errors(document)] == []
    return document


def test_a_log_without_findings_is_valid_and_closes_what_was_open() -> None:
    (run,) = log()["runs"]

    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def test_the_schema_refuses_what_is_no_log() -> None:
    document = log(finding())
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    assert list(_schema().iter_errors(document))


@pytest.mark.parametrize("code", RULES)
def test_every_rule_makes_a_valid_log_with_its_page_as_help(code: str) -> None:
    rule = RULES[code]
    (run,) = log(finding(code=code, name=rule.name, level=rule.level))["runs"]
    (written,) = run["tool"]["driver"]["rules"]

    assert written["id"] == code
    assert "## How to fix" in written["help"]["markdown"]
    assert 0 < len(written["shortDescription"]["text"]) <= 1024
    assert written["properties"]["precision"] in {"very-high", "high", "medium", "low"}
    assert written["properties"]["problem.severity"] in {"error", "warning", "recommendation"}


def test_the_findings_of_the_rule_pages_make_valid_logs(tmp_path: Path) -> None:
    for number, (code, one) in enumerate(examples("Fails")):
        folder = tmp_path / str(number)
        found = example(code, "Fails", one).findings(folder)
        paths = {one.path for one in found}
        texts = {path: Lines((folder / path).read_text("utf-8", "replace")) for path in paths}
        sarif_text = sarif.render(found, lambda path, t=texts: t[path], rule_infos(), "1.2.3")
        (run,) = json.loads(sarif_text)["runs"]
        assert not list(_schema().iter_errors(json.loads(sarif_text)))
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_points_to_its_rule_by_index_whatever_the_order() -> None:
    found = [
        finding(code="PM601", name=RULES["PM601"].name),
        finding(),
        finding(code="PM201", name="time-order"),
        finding(),
    ]
    (run,) = log(*found)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one.code for one in found]
    assert len(rules) == len(set(rules)) == 3


@pytest.mark.parametrize(
    "path",
    [
        "postmortems/2024/a.md",
        "postmortems/with blank.md",
        "postmortems/é漢.md",
        "postmortems/a#b?c=d%20.md",
        "postmortems/a:b.md",
        "postmortems/caf\udce9.md",
    ],
)
def test_addresses_are_relative_and_lead_back_to_the_path(path: str) -> None:
    (result,) = log(finding(path=path))["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]

    assert not location["uri"].startswith(("/", "file:"))
    assert location["uri"].isascii()
    assert not set(location["uri"]) & set(" #?:")
    assert unquote(location["uri"], errors="surrogateescape") == path


@pytest.mark.parametrize(
    ("place", "region"),
    [
        (Place(3, 11, 3, 16), (3, 11, 3, 16)),
        (Place(3, 11, 3, 11), (3, 11, 3, 11)),
        (Place(3, 11, 4, 2), (3, 11, 4, 2)),
        (Place(1, 1, 1, 1), (1, 1, 1, 1)),
    ],
)
def test_columns_count_code_points_from_one_with_an_exclusive_end(
    place: Place, region: tuple[int, ...]
) -> None:
    (run,) = log(finding(place=place))["runs"]
    written = run["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert tuple(written.values()) == region
    assert list(written) == ["startLine", "startColumn", "endLine", "endColumn"]


@pytest.mark.parametrize(
    ("level", "word"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "note")]
)
def test_a_result_has_the_level_that_settings_gave_it(level: Level, word: str) -> None:
    assert log(finding(level=level))["runs"][0]["results"][0]["level"] == word


def test_the_message_ends_with_what_to_write() -> None:
    (result,) = log(finding(help="write `sev-1`"))["runs"][0]["results"]

    assert result["message"]["text"] == "`sev-9` is no severity; write `sev-1`"


def test_second_places_are_related_locations_with_ids() -> None:
    related = (
        Related("b.md", Place(1, 1, 1, 4), "it is here"),
        Related("c.md", Place(2, 1, 2, 4), "and here"),
    )
    (result,) = log(finding(related=related))["runs"][0]["results"]

    assert [(one["id"], one["message"]["text"]) for one in result["relatedLocations"]] == [
        (1, "it is here"),
        (2, "and here"),
    ]
    (plain,) = log(finding())["runs"][0]["results"]
    assert "relatedLocations" not in plain


def test_marks_of_equal_findings_differ_and_stay_where_lines_move() -> None:
    def marks(*found: Finding, lines: Lines) -> list[str]:
        results = log(*found, lines=lines)["runs"][0]["results"]
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in results]

    two = [finding(place=Place(3, 11, 3, 16)), finding(place=Place(4, 11, 4, 16))]
    moved = [finding(place=Place(5, 11, 5, 16)), finding(place=Place(6, 11, 6, 16))]
    before = marks(*two, lines=TEXT)

    assert len(set(before)) == 2
    assert marks(*moved, lines=Lines("new\nnew\n" + TEXT.text)) == before


def test_the_line_of_a_finding_is_in_no_log() -> None:
    """Excerpts would show what stands beside: a secret for one."""
    text = json.dumps(log(finding(), lines=Lines("a\nb\nseverity: sev-9 hunter2\n")))

    assert "hunter2" not in text


def test_a_secret_rule_is_a_security_finding_for_github() -> None:
    (run,) = log(finding(code="PM701", name=RULES["PM701"].name))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]

    assert "security" in rule["properties"]["tags"]
    assert float(rule["properties"]["security-severity"]) > 7
    assert (
        "security-severity"
        not in log(finding())["runs"][0]["tool"]["driver"]["rules"][0]["properties"]
    )


def test_the_older_form_of_a_runners_command_is_not_in_the_bytes() -> None:
    text = sarif.render([finding(message="##[error]x")], lambda _: TEXT, rule_infos(), "1")

    assert "##[" not in text
    assert json.loads(text)["runs"][0]["results"][0]["message"]["text"] == "##[error]x"

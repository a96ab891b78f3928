"""Which rules run: select, levels, paths, the cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers import NAME, good, open_base
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.select import check_selectors, level_of, matches
from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Span

ON, OPTIONAL = RULES["PM201"], next(rule for rule in RULES.values() if not rule.is_default)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("PM201", True),
        ("time-order", True),
        ("PM2", True),
        ("PM20", True),
        ("PM", True),
        ("ALL", True),
        ("PM202", False),
        ("PM3", False),
        ("pm201", False),
        ("time", False),
        ("all", False),
        ("", False),
        ("PM2011", False),
        ("PM2*", False),
    ],
)
def test_a_selector_is_a_code_a_prefix_a_name_or_all(selector: str, expected: bool) -> None:
    assert matches(ON, selector) is expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, Level.ERROR),
        ({"PM201": Level.INFO}, Level.INFO),
        ({"PM2": Level.OFF}, Level.OFF),
        ({"PM2": Level.OFF, "PM201": Level.WARNING}, Level.WARNING),
        ({"PM201": Level.WARNING, "PM2": Level.OFF}, Level.WARNING),
        ({"PM20": Level.INFO, "PM": Level.OFF, "PM2": Level.WARNING}, Level.INFO),
        ({"ALL": Level.OFF, "PM": Level.WARNING}, Level.WARNING),
        ({"PM2": Level.INFO, "ALL": Level.OFF}, Level.INFO),
        ({"ALL": Level.OFF, "PM2": Level.INFO}, Level.INFO),
        ({"ALL": Level.OFF}, Level.OFF),
        ({"PM2": Level.OFF, "time-order": Level.INFO}, Level.INFO),
        ({"PM3": Level.OFF, "PM202": Level.OFF}, Level.ERROR),
    ],
)
def test_of_several_levels_the_longest_selector_wins(
    levels: dict[str, Level], expected: Level
) -> None:
    assert level_of(ON, "a.md", Settings(levels=levels)) is expected


@pytest.mark.parametrize(
    ("select", "runs"),
    [
        ((), False),
        (("ALL",), True),
        ((OPTIONAL.code,), True),
        ((OPTIONAL.code[:3],), True),
        ((OPTIONAL.name,), True),
        (("PM0",), False),
    ],
)
def test_an_optional_rule_runs_where_it_is_selected(select: tuple[str, ...], runs: bool) -> None:
    assert (level_of(OPTIONAL, "a.md", Settings(select=select)) is not Level.OFF) is runs


def test_to_select_a_rule_takes_no_other_away() -> None:
    assert level_of(ON, "a.md", Settings(select=("PM6",))) is Level.ERROR


def test_a_rule_with_a_level_runs_without_being_selected() -> None:
    settings = Settings(levels={OPTIONAL.code: Level.WARNING})

    assert level_of(OPTIONAL, "a.md", settings) is Level.WARNING


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("old/a.md", Level.OFF),
        ("old/2019/a.md", Level.OFF),
        ("new/a.md", Level.INFO),
        ("older/a.md", Level.INFO),
        ("new/old/a.md", Level.INFO),
    ],
)
def test_a_rule_is_off_in_paths_whatever_its_level(path: str, expected: Level) -> None:
    settings = Settings(levels={"PM201": Level.INFO}, per_path={"old/*": ("PM2",)})

    assert level_of(ON, path, settings) is expected
    assert level_of(RULES["PM101"], path, settings) is Level.ERROR


def test_a_selector_that_names_no_rule_is_told_with_what_was_meant() -> None:
    words = [(word, Span(0, 1)) for word in ("PM201", "PM2", "ALL", "time-ordr", "xyzzy", "pm201")]
    found = list(check_selectors(tuple(words)))

    assert [(one.message, one.help) for one in found] == [
        ("there is no rule `time-ordr`", "did you mean `time-order`?"),
        ("there is no rule `xyzzy`", "`postmortems explain` lists them all"),
        ("there is no rule `pm201`", "did you mean `PM201`?"),
    ]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (None, ["PM109", "PM201"]),
        (date(2024, 3, 8), ["PM109", "PM201"]),
        (date(2024, 3, 9), []),
    ],
)
def test_documents_of_before_the_cut_off_are_not_checked(
    tmp_path: Path, since: date | None, expected: list[str]
) -> None:
    text = good(severity="SEV2", resolved_at="2024-03-08T13:00:00Z")
    base = open_base(tmp_path, {"services.yml": "- id: checkout\n", NAME: text}, "restricted")
    base = base.with_settings(replace(base.settings, since=since))

    assert [one.code for one in base.findings] == expected
    assert len(base.corpus.postmortems) == 1


def test_an_old_document_is_still_readable_and_free_of_secrets(tmp_path: Path) -> None:
    token = "AKIA" + "QYLPMN5HHHFPZAM2"
    text = good(severity="SEV2").replace("---\n", "---\n", 1) + f"\nThe key was {token}.\n"
    base = open_base(tmp_path, {"settings.yml": "since: 2025-01-01\n", NAME: text}, "restricted")

    assert [one.code for one in base.findings] == ["PM701"]


def test_a_document_without_a_day_is_checked(tmp_path: Path) -> None:
    text = good(started_at=None, severity="sev-9")
    base = open_base(tmp_path, {"settings.yml": "since: 2025-01-01\n", NAME: text}, "restricted")

    assert "PM105" in {one.code for one in base.findings}

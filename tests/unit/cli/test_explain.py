"""`postmortems explain`: the list, one page, and what was meant."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.check.registry import RULES


def test_without_a_rule_every_rule_is_a_line_in_the_order_of_codes(run) -> None:
    ran = run("explain")
    rows = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert [row.split()[0] for row in rows] == sorted(RULES)
    for row in rows:
        rule = RULES[row.split()[0]]
        assert row.split()[1] == rule.name
        assert (", off " in row) is not rule.is_default


@pytest.mark.parametrize("word", ["PM201", "pm201", "time-order", "Time-Order"])
def test_a_rule_by_code_or_name_is_its_page(run, word: str) -> None:
    ran = run("explain", word)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# PM201 time-order\n\nerror, on by default\n\n## What it does\n")
    assert "## How to fix" in ran.out


def test_a_rule_that_must_be_selected_says_so(run) -> None:
    code = next(code for code, rule in RULES.items() if not rule.is_default)

    assert "off until selected" in run("explain", code).out


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("time-ordr", "did you mean `time-order`?"),
        ("brokn-link", "did you mean `broken-link`?"),
        ("xyzzy", "`postmortems explain` lists them all"),
        ("PM", "`postmortems explain` lists them all"),
        ("", "`postmortems explain` lists them all"),
        ("../../etc/passwd", "`postmortems explain` lists them all"),
    ],
)
def test_an_unknown_rule_is_2_with_what_was_meant(run, word: str, meant: str) -> None:
    ran = run("explain", word)

    assert (ran.code, ran.out) == (2, "")
    assert f"there is no rule `{word}`" in ran.err
    assert meant in ran.err

"""The options that choose postmortems, the Markdown tables, and calendars of what is due."""

from __future__ import annotations

import json

import icalendar
import pytest

from helpers import DATA, NAME, good

BASE = DATA / "organisation/postmortems"
TODAY = "2026-01-15"


@pytest.fixture
def ids(run):
    """The ids that `list` gives for some options."""

    def listed(*options: str) -> set[str]:
        ran = run("list", str(BASE), "--format", "json", *options)
        assert ran.code == 0, ran.err
        return {one["id"] for one in json.loads(ran.out)["postmortems"]}

    return listed


@pytest.mark.parametrize(
    "options",
    [
        ("--service", "ledger"),
        ("--service", "Ledger"),
        ("--severity", "sev-2"),
        ("--kind", "near-miss"),
        ("--status", "published"),
        ("--theme", "monitoring-coverage"),
        ("--since", "2025"),
        ("--until", "2024-12"),
        ("--since", "2025-03-01", "--until", "2025-06"),
    ],
)
def test_each_option_gives_some_and_not_all(ids, options: tuple[str, ...]) -> None:
    """What is chosen is a part, and another option makes it no larger."""
    every, some = ids(), ids(*options)
    assert set() < some <= every
    assert some != every or options == ("--status", "published")
    assert ids(*options, "--theme", "rollback") <= some or "--theme" in options


def test_limits_of_days_split_everything_that_has_a_day(ids) -> None:
    """A month means its first or its last day."""
    assert ids("--since", "2025") | ids("--until", "2024") == ids()
    assert ids("--since", "2025").isdisjoint(ids("--until", "2024-12-31"))


def test_repeated_words_are_any_of_them(ids) -> None:
    together = ids("--severity", "sev-1", "--severity", "sev-2")
    assert together == ids("--severity", "sev-1") | ids("--severity", "sev-2")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--service", "ledgr"), "did you mean `ledger`?"),
        (("--severity", "sev-9"), "`sev-9` is not in use"),
        (("--theme", "no such"), "`no such` is not in use"),
        (("--since", "yesterday"), "write 2024-05-02, 2024-05 or 2024"),
        (("--until", "2024-13"), "write 2024-05-02, 2024-05 or 2024"),
    ],
)
def test_a_word_that_is_not_in_use_is_refused(run, options, told: str) -> None:
    """With the nearest one where there is one."""
    ran = run("list", str(BASE), *options)
    assert ran.code == 2
    assert ran.out == ""
    assert told in ran.err


def test_what_chooses_narrows_what_is_counted(run) -> None:
    """The shares of a service's trends are of its own incidents."""
    ran = run("trends", "--folder", str(BASE), "--service", "ledger", "--format", "json")
    themes = json.loads(ran.out)["themes"]
    whole = json.loads(run("trends", "--folder", str(BASE), "--format", "json").out)["themes"]
    listed = json.loads(run("list", str(BASE), "--service", "ledger", "--format", "json").out)
    known = {one["id"] for one in listed["postmortems"]}
    assert themes[0]["read_for_themes"] < whole[0]["read_for_themes"]
    assert {id for one in themes for id in one["hurt"]} <= known
    assert any(one["hurt"] for one in themes)


def test_lessons_under_a_theme_are_only_those(run) -> None:
    ran = run("lessons", str(BASE), "--theme", "monitoring-coverage", "--format", "json")
    found = json.loads(ran.out)["lessons"]
    assert found
    assert all("monitoring-coverage" in [it["theme"] for it in one["themes"]] for one in found)


@pytest.mark.parametrize("command", ["list", "lessons", "trends", "actions"])
def test_a_markdown_table_is_one(run, command: str) -> None:
    """Every line has as many cells as the first."""
    where = (str(BASE),) if command in {"list", "lessons"} else ("--folder", str(BASE))
    ran = run(command, *where, "--format", "markdown", "--today", TODAY)
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert len(lines) > 5
    assert len({line.count("|") for line in lines}) == 1
    assert set(lines[1]) == {"|", "-"}


def test_no_cell_of_a_markdown_table_works(run, write) -> None:
    """A pipe, a tag, a link and a call of somebody are shown as they are written."""
    write({"2024/2024-05-02-hostile.md": '---\ntitle: "a|b <img src=x> [x](y) @ada #1"\n---\n'})
    ran = run("list", "--format", "markdown", "--kind", "incident")
    line = next(one for one in ran.out.splitlines() if "hostile" in one)
    assert line.count("|") == 6
    assert "<img" not in line
    assert "](" not in line
    assert "@" not in line
    assert "&#64;\u200b" in line


@pytest.mark.parametrize("command", ["trends", "list", "lessons", "actions"])
def test_csv_has_the_rows_of_json(run, command: str) -> None:
    where = (str(BASE),) if command in {"list", "lessons"} else ("--folder", str(BASE))
    rows = run(command, *where, "--format", "csv", "--today", TODAY).out.splitlines()
    (noun,) = set(json.loads(run(command, *where, "--format", "json").out)) - {"version"}
    count = len(json.loads(run(command, *where, "--format", "json").out)[noun])
    assert len(rows) == count + 1


def actions(run, *options: str):
    return run("actions", "--folder", str(BASE), "--today", TODAY, *options)


def test_a_calendar_has_what_is_due_and_nobodys_name(run) -> None:
    """Each on its deadline, the same bytes for the same day."""
    text = actions(run, "--format", "ics").out
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    names = [line for line in actions(run, "--due").out.splitlines() if not line.startswith(" ")]
    assert len(events) == actions(run, "--due").out.count("    ")
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert names
    assert all(name not in text for name in names)
    assert actions(run, "--format", "ics").out == text


def test_within_leaves_out_what_has_time(run) -> None:
    """What is late is due; an item without a deadline never is."""
    assert "2w" not in actions(run, "--due", "--within", "2w").out
    soon = actions(run, "--within", "0", "--format", "json").out
    later = actions(run, "--within", "5000d", "--format", "json").out
    late = json.loads(soon)["actions"]
    assert late
    assert all(one["state"] == "open" and one["deadline"] <= TODAY for one in late)
    assert len(json.loads(later)["actions"]) >= len(late)


def test_an_owner_sees_only_what_is_theirs(run) -> None:
    """By name, case aside."""
    ran = actions(run, "--due", "--owner", "grace")
    assert [line for line in ran.out.splitlines() if not line.startswith(" ")] == ["Grace"]
    nobody = actions(run, "--due", "--owner", "Gracce")
    assert (nobody.code, nobody.out) == (2, "")
    assert "did you mean `Grace`?" in nobody.err


@pytest.mark.parametrize(
    "options", [("--owner", "Ada"), ("--due", "--format", "ics"), ("--within", "soon")]
)
def test_what_does_not_go_together_is_refused(run, options: tuple[str, ...]) -> None:
    ran = actions(run, *options)
    assert (ran.code, ran.out) == (2, "")


def test_an_export_has_nothing_that_the_audience_may_not_read(run, write) -> None:
    """The terminal shows a restricted document's items, a tracker does not get them."""
    table = "\n## Action items\n\n| Id | Action | Owner | Status |\n|---|---|---|---|\n| A1 | Hide it | Ada | open |\n"
    write({f"2024/{NAME}.md": good(table, visibility="restricted")})
    assert "Hide it" in run("actions", "--today", TODAY).out
    assert "Hide it" not in run("actions", "--today", TODAY, "--export", "csv").out

"""`list`, `lessons`, `suggest`, `similar`, `trends`, `actions`: what they print, as text and JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpers import DATA, good, write_tree
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.publish import data

BODY = """
## What went wrong

- [rollback] The change could not be taken back. → A1
- It went unnoticed for half an hour.
- The queue of the printer was purple.

## Where we got lucky

**[timing]** It was night.

## Lessons learned

Ask twice.

## Action items

| Id | Action | Type | Owner | Due | Status |
|---|---|---|---|---|---|
| A1 | Keep the old version | prevent | Ada | 2024-04-01 | open |
| A2 | Write it down | process | Grace | | done |
"""
FIRST = "2024-03-08-checkout-refused-orders"
SECOND = "2024-05-02-search-index-empty"


@pytest.fixture(autouse=True)
def _base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    second = good(
        "\n## Summary\n\nThe index of the shop was empty after a purple rollout.\n",
        title="Search found nothing",
        services="[search]",
        started_at="2024-05-02T10:00:00Z",
        resolved_at="2024-05-02T11:00:00Z",
    )
    write_tree(
        tmp_path,
        {
            "postmortems/services.yml": "- id: checkout\n- id: search\n",
            f"postmortems/{FIRST}.md": good(BODY),
            f"postmortems/{SECOND}.md": second,
        },
    )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def rows(run):
    def call(noun: str, *arguments: str) -> list[dict[str, Any]]:
        code, out, err = run(*arguments, "--format", "json")
        read = json.loads(out)
        assert (code, err, read["version"], set(read)) == (0, "", 1, {"version", noun})
        return read[noun]

    return call


def test_lessons_stand_with_their_line_address_and_who_filed_them(rows) -> None:
    found = rows("lessons", "lessons")

    assert found[0] == {
        "path": f"postmortems/{FIRST}.md",
        "line": 12,
        "kind": "wrong",
        "text": "The change could not be taken back.",
        "address": found[0]["address"],
        "themes": [{"theme": "rollback", "by": "author", "phrase": None}],
    }
    assert found[0]["address"].startswith("item-")
    assert found[1]["themes"][0]["by"] == "rule"
    assert found[1]["themes"][0]["phrase"] in found[1]["text"]
    assert [one["kind"] for one in found] == ["wrong", "wrong", "wrong", "lucky", "learned"]


@pytest.mark.parametrize(
    "text",
    [
        "# Outage\n\n## What went wrong\n\n- One\n",
        "---\ntitle: [\nseverity: *x\n---\n\n## What went wrong\n\n- One\n",
        "---\ntitle: never closed\n\n## What went wrong\n\n- One\n",
        "\ufeff## What went wrong\r\n\r\n- One\r\n",
    ],
)
def test_lessons_of_any_file_wherever_it_lies(rows, tmp_path: Path, text: str) -> None:
    for place in ("notes/README.md", "postmortems/_old/template.md"):
        write_tree(tmp_path, {place: text})

        (found,) = rows("lessons", "lessons", place)

        assert (found["path"], found["kind"], found["text"]) == (place, "wrong", "One")


def test_a_path_that_does_not_exist_is_2(run) -> None:
    for command in ("lessons", "suggest", "list"):
        code, out, err = run(command, "nowhere.md")

        assert (code, out) == (2, "")
        assert "does not exist" in err


def test_bad_settings_are_2_after_the_results(run) -> None:
    Path("postmortems/settings.yml").write_text("version: 2\n", "utf-8")

    code, out, err = run("list")

    assert code == 2
    assert FIRST in out
    assert "postmortems check" in err


def test_suggest_shows_three_and_the_line_to_paste(run, rows) -> None:
    _, out, err = run("suggest")
    found = rows("lessons", "suggest")

    assert f"postmortems/{FIRST}.md:14 wrong\n    The queue of the printer was purple.\n" in out
    first = found[2]["suggestions"][0]["theme"]
    assert f"    paste: - [{first}] The queue of the printer was purple.\n" in out
    assert "unnoticed" not in out
    assert err == "1 lesson not filed, of 5\n"
    assert set(found[2]) == {"path", "line", "kind", "text", "address", "filed", "suggestions"}
    assert [one["filed"][0]["theme"] if one["filed"] else None for one in found][:3] == [
        "rollback",
        "monitoring-coverage",
        None,
    ]
    scores = [one["score"] for one in found[2]["suggestions"]]
    assert len(scores) <= 3
    assert scores == sorted(scores, reverse=True)


def test_apply_writes_one_bracket_and_moves_no_address(run, rows) -> None:
    path = Path(f"postmortems/{FIRST}.md")
    before, lessons = path.read_bytes(), rows("lessons", "lessons")

    code, out, err = run("suggest", "--apply", "--min", "0")

    assert (code, out, err) == (0, "", "filed 1 lesson in 1 file\n")
    after = rows("lessons", "lessons")
    theme = after[2]["themes"][0]["theme"]
    assert after[2]["themes"] == [{"theme": theme, "by": "author", "phrase": None}]
    assert path.read_bytes() == before.replace(b"- The queue", f"- [{theme}] The queue".encode())
    assert [one["address"] for one in after] == [one["address"] for one in lessons]
    assert run("suggest", "--apply", "--min", "0")[2] == "filed 0 lessons in 0 files\n"


def test_apply_leaves_what_would_be_read_otherwise(run) -> None:
    path = Path("postmortems/notes.md")
    text = "## What went wrong\r\n\r\n* [hook] pods were purple.\r\n* Queues were purple.\r\n"
    path.write_bytes(text.encode())

    run("suggest", str(path), "--apply", "--min", "0")

    first, second = path.read_bytes().decode().split("\r\n")[2:4]
    assert first == "* [hook] pods were purple."
    assert second.startswith("* [")


@pytest.mark.parametrize("query", ["purple rollout", SECOND, f"postmortems/{SECOND}.md"])
def test_similar_takes_words_an_id_and_a_file(run, query: str) -> None:
    code, out, err = run("similar", query, "--format", "json")

    found = json.loads(out)["incidents"]
    assert (code, err) == (0, "")
    for one in found:
        assert set(one) == {"id", "score", "because", "same_services", "open_actions"}
    assert SECOND not in [one["id"] for one in found] or query == "purple rollout"


def test_similar_tells_why_and_what_is_open(run) -> None:
    _, out, _ = run("similar", "purple", "printer", "queue")

    assert FIRST in out.splitlines()[0]
    assert "because: " in out
    assert "still open: A1 Keep the old version" in out
    assert "Ada" not in out


def test_nothing_similar_is_said_and_0(run) -> None:
    assert run("similar", "zebra") == (0, "", "nothing similar found in 2 postmortems\n")


@pytest.mark.parametrize("query", ["2024-03-08-checkout-refused-order", "gone.md"])
def test_similar_to_nothing_that_exists_is_2(run, query: str) -> None:
    code, out, err = run("similar", query)

    assert (code, out) == (2, "")
    assert query in err


def test_trends_are_fractions_with_their_incidents(run, rows) -> None:
    found = {one["theme"]: one for one in rows("themes", "trends")}

    assert found["rollback"]["hurt"] == [FIRST]
    assert found["rollback"]["read_for_themes"] == 1
    assert found["timing"]["lucky"] == [FIRST]
    assert "%" not in run("trends")[1]


def test_actions_show_no_owner_but_in_the_terminal(run, rows) -> None:
    found = rows("actions", "actions")

    assert [(one["id"], one["state"], one["overdue_days"]) for one in found] == [
        ("A1", "open", 61),
        ("A2", "done", 0),
    ]
    assert found[0]["themes"] == ["rollback"]
    _, text, summary = run("actions")
    assert "Ada" not in json.dumps(found) + text + run("actions", "--format", "csv")[1]
    assert summary == "2 action items, 1 open, 1 overdue\n"
    assert run("actions", "--due")[1].startswith(f"Ada\n    {FIRST} [open, 61 days over")
    assert run("actions", "--due", "--format", "json")[0] == 2


def test_list_is_newest_first_and_filtered(run, rows) -> None:
    assert [one["id"] for one in rows("postmortems", "list")] == [SECOND, FIRST]
    assert [one["id"] for one in rows("postmortems", "list", "--service", "checkout")] == [FIRST]
    assert run("list", "--service", "chekout")[0] == 2


def test_csv_has_no_cell_that_a_spreadsheet_would_run(run, tmp_path: Path) -> None:
    write_tree(tmp_path, {"notes.md": '## Lessons\n\n- =HYPERLINK("x"), and more\n- \x1b[31m\n'})

    _, out, _ = run("lessons", "notes.md", "--format", "csv")
    _, text, _ = run("lessons", "notes.md")

    assert next(csv.DictReader(io.StringIO(out)))["text"] == '\'=HYPERLINK("x"), and more'
    assert "\x1b" not in text


@pytest.mark.parametrize("command", ["list", "lessons", "suggest", "similar", "trends", "actions"])
def test_help_has_examples(run, command: str) -> None:
    code, out, _ = run(command, "--help")

    assert code == 0
    assert f"  postmortems {command}" in out
    assert "Exit codes: 0" in out


def test_nothing_to_tell_is_0(run, tmp_path: Path) -> None:
    folder = str(write_tree(tmp_path / "empty", {"settings.yml": "version: 1\n"}))

    for command in (["list", folder], ["lessons", folder], ["suggest", folder]):
        assert run(*command)[:2] == (0, "")
    for command in (["trends"], ["actions"], ["similar", "disk"]):
        assert run(*command, "--folder", folder)[:2] == (0, "")


def test_the_organisation_has_what_was_planted(rows) -> None:
    folder = str(DATA / "organisation" / "postmortems")
    found = rows("actions", "actions", "--folder", folder, "--today", "2026-01-15")

    assert len(rows("postmortems", "list", folder)) == 40
    assert sum(one["overdue_days"] > 0 for one in found) == 6
    assert {one["state"] for one in found} == {"open", "done", "dropped", "unknown"}


def test_the_commands_say_what_the_data_files_say(rows) -> None:
    folder = DATA / "organisation" / "postmortems"
    base = KnowledgeBase(folder, DATA, date(2026, 1, 15))
    files = {one.uri: one.data for one in data.publish(base.learned)}
    where = ("--folder", str(folder), "--today", "2026-01-15")
    themes = rows("themes", "trends", *where)

    assert rows("actions", "actions", *where) == json.loads(files["data/actions.json"])["actions"]
    for one in themes:
        one.pop("change")
    assert themes == json.loads(files["data/trends.json"])["themes"]

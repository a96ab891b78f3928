"""`actions --export` and `sync`: action items to a tracker and back, every other character kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from helpers import good, write_tree

ID = "2024-03-08-checkout-refused-orders"
PATH = Path(f"postmortems/2024/{ID}.md")
ALIGNED = """
## Action items

| Id | Action              | Status      | Ticket | Closed     |
|----|---------------------|-------------|--------|-----------:|
| A1 | Keep the old `a\\|b` | open        |        |            |
| A2 | Watch the queue     | done        | OPS-2  | 2024-04-01 |
| A3 | Ask twice           | in-progress | OPS-3  |            |

Words after it.
"""
LOOSE = """
## Action items

| Action | Owner | Status |
|---|:-:|---|
| Keep the old version | Ada | open |
| Watch the queue | Grace | open |
"""
LISTED = """
## Action items

- [ ] A1: Keep the old version
- [ ] A2: Watch the queue
"""


@pytest.fixture
def base(tmp_path):
    def written(body: str) -> str:
        text = good(body)
        write_tree(
            tmp_path / "postmortems", {"services.yml": "- id: checkout\n", f"2024/{ID}.md": text}
        )
        return text

    return written


@pytest.fixture
def sync(run, tmp_path):
    def synced(tickets, *options, name="tracker.json"):
        text = tickets if isinstance(tickets, str) else json.dumps(tickets)
        (tmp_path / name).write_text(text, "utf-8")
        return run("sync", "--from", name, "--today", "2024-06-01", *options)

    return synced


def jira(key, status, closed=None, action=None):
    category = {"Done": "done", "To Do": "new", "In Review": "indeterminate"}[status]
    state = {"name": status, "statusCategory": {"key": category}}
    told = f"Words\n\npostmortem-action: {ID}/{action}" if action else ""
    fields = {"status": state, "resolutiondate": closed, "description": told}
    return {"key": key, "fields": fields}


def issue(number, state, closed=None, action=None, reason=None):
    return {
        "number": number,
        "url": f"https://github.com/o/r/issues/{number}",
        "state": state,
        "stateReason": reason,
        "closedAt": closed,
        "body": f"postmortem-action: {ID}/{action}" if action else "",
    }


def codes(run):
    """The rules that find something."""
    out = run("check", "--today", "2024-06-01", "--format", "json").out
    return {one["code"] for one in json.loads(out)["findings"]}


def changed_lines(before):
    after = PATH.read_text("utf-8")
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [new for old, new in pairs if old != new]


def test_an_aligned_table_stays_aligned(base, sync):
    """Keys, states and days go into their cells; escaped pipes and other lines stay."""
    before = base(ALIGNED)
    jira_answer = {
        "issues": [
            jira("OPS-1234567", "In Review", action="A1"),
            jira("OPS-2", "Done", "2024-04-01T10:00:00.000+0000"),
            jira("OPS-3", "Done", "2024-05-02T10:00:00.000+0000"),
        ]
    }
    ran = sync(jira_answer)

    assert (ran.code, ran.out) == (0, "")
    assert changed_lines(before) == [
        "| Id | Action              | Status      | Ticket      | Closed     |",
        "|----|---------------------|-------------|-------------|-----------:|",
        "| A1 | Keep the old `a\\|b` | in-progress | OPS-1234567 |            |",
        "| A2 | Watch the queue     | done        | OPS-2       | 2024-04-01 |",
        "| A3 | Ask twice           | done        | OPS-3       | 2024-05-02 |",
    ]
    once = PATH.read_bytes()
    assert sync(jira_answer).code == 0
    assert PATH.read_bytes() == once


def test_columns_are_added_where_they_are_needed(base, sync):
    """A table without Ticket and Closed gets them, and that is said; another stays as wide."""
    before = base(LOOSE)
    ran = sync([issue(7, "CLOSED", "2024-05-02T10:00:00Z", "1", "COMPLETED")])

    assert changed_lines(before) == [
        "| Action | Owner | Status | Ticket | Closed |",
        "|---|:-:|---|---|---|",
        "| Keep the old version | Ada | done | [#7](https://github.com/o/r/issues/7) | 2024-05-02 |",
        "| Watch the queue | Grace | open |  |  |",
    ]
    assert ran.err.count("is new") == 2


@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        (jira("OPS-2", "To Do"), "A2 is done here and open in OPS-2"),
        (jira("OPS-2", "Done", "2024-04-09"), "closed on 2024-04-01 here and 2024-04-09"),
        (jira("OPS-9", "Done", "2024-04-01", action="A2"), "names OPS-2 here and OPS-9"),
    ],
    ids=["open again", "another day", "another ticket"],
)
def test_what_a_person_wrote_stays_and_is_told(base, sync, ticket, said):
    """A contradiction changes nothing and goes to standard error, under --quiet too."""
    before = base(ALIGNED)
    ran = sync([ticket], "--quiet")
    assert said in ran.err
    assert PATH.read_text("utf-8") == before


def test_a_day_is_not_added_to_a_state_that_contradicts(base, sync):
    """Done here, dropped there: the day of dropping is none of being done."""
    before = base(ALIGNED.replace("2024-04-01", "          "))
    ticket = {
        "number": 2,
        "state": "closed",
        "stateReason": "NOT_PLANNED",
        "closedAt": "2024-04-09",
    }
    ran = sync([{**ticket, "number": "OPS-2"}])
    assert "A2 is done here and dropped in OPS-2" in ran.err
    assert PATH.read_text("utf-8") == before


def test_what_is_not_planned_is_dropped(base, sync, run):
    """GitHub's other way to close, with the reason; a check has nothing against it."""
    base(LOOSE)
    before = codes(run)
    sync([issue(7, "CLOSED", "2024-05-02T10:00:00Z", "1", "NOT_PLANNED")])
    assert "dropped (closed as not planned)" in PATH.read_text("utf-8")
    assert codes(run) <= before


def test_a_dry_run_shows_the_diff_and_writes_nothing(base, sync):
    """The diff goes to standard output."""
    before = base(ALIGNED)
    ran = sync([jira("OPS-3", "Done", "2024-05-02")], "--dry-run")
    assert "+| A3 | Ask twice           | done        | OPS-3  | 2024-05-02 |" in ran.out
    assert PATH.read_text("utf-8") == before


def test_a_list_gets_its_box_ticked(base, sync):
    """A list has no cells; what cannot be written is told."""
    before = base(LISTED)
    ran = sync([issue(7, "CLOSED", None, "A1"), issue(8, "CLOSED", None, "A2", "NOT_PLANNED")])
    assert changed_lines(before) == ["- [x] A1: Keep the old version"]
    assert "write by hand: #8, dropped" in ran.err


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_line_ends_stay(base, sync, ends):
    """Only the cells differ, whatever ends a line."""
    text = base(ALIGNED)
    PATH.write_bytes(text.replace("\n", ends).encode())
    sync([jira("OPS-3", "Done", "2024-05-02")])
    assert PATH.read_bytes().count(ends.encode()) == text.count("\n")
    assert b"| done        | OPS-3  | 2024-05-02 |" in PATH.read_bytes()


@pytest.mark.parametrize(
    "hostile", ["OPS-1 | done |", "[x](javascript:1)", "<b>", "OPS-1\n\n# Heading", ""]
)
def test_a_key_that_is_none_is_not_written(base, sync, hostile):
    """An export is not trusted to write Markdown."""
    before = base(ALIGNED)
    assert sync([jira(hostile, "To Do", action="A1")]).code == 0
    assert PATH.read_text("utf-8") == before


@pytest.mark.parametrize("text", ["{", "[1", '{"a": 1}', "a,b\n1,2\n"])
def test_a_file_that_is_no_export_says_what_is(base, sync, text):
    """Two lines, exit code 2."""
    base(ALIGNED)
    ran = sync(text, name="tracker.json" if text[0] in "{[" else "tracker.csv")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 2


def test_export_and_sync_meet(base, sync, run):
    """What is exported comes back by the line in its description; then nothing is left to export."""
    base(LOOSE)
    before = codes(run)
    exported = json.loads(run("actions", "--export", "github-json").out)
    assert [one["title"] for one in exported] == ["Keep the old version", "Watch the queue"]
    sync([
        {"number": number, "state": "open", "body": one["body"]}
        for number, one in enumerate(exported, 1)
    ])  # fmt: skip
    assert json.loads(run("actions", "--export", "github-json").out) == []
    assert codes(run) <= before


def test_csv_comes_back_with_a_key(base, sync, run):
    """The plain table with two more columns is an answer."""
    base(LOOSE)
    rows = list(csv.DictReader(io.StringIO(run("actions", "--export", "csv").out)))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, [*rows[0], "key", "status"])
    writer.writeheader()
    writer.writerows({**one, "key": f"OPS-{at}", "status": "done"} for at, one in enumerate(rows))
    sync(stream.getvalue(), name="tracker.csv")
    assert "| Keep the old version | Ada | done | OPS-0 |" in PATH.read_text("utf-8")


def test_no_export_names_a_person(base, run):
    """Who does it is agreed in the tracker."""
    base(LOOSE)
    for form in ("jira-csv", "github-json", "csv"):
        out = run("actions", "--export", form).out
        assert "Keep the old version" in out
        assert "Ada" not in out
    assert run("actions", "--export", "csv", "--due").code == 2

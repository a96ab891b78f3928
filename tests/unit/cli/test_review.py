"""`review`: what a branch changes, in a real git repository."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

import pytest

from helpers import good, write_tree

EARLIER = """
## Summary

The connection pool of the checkout was exhausted after a deploy; every request waited for a lease.

## What went wrong

- [monitoring-coverage] No alert watches the lease queue of the pool. → A1

## Action items

| Id | Action | Type | Owner | Due | Status |
|---|---|---|---|---|---|
| A1 | Watch the lease queue of the pool | detect | Ada | 2024-07-01 | open |
"""
LATER = """
## Summary

The connection pool was exhausted again after a deploy, and every request waited for a lease.

## What went wrong

- [monitoring-coverage] Nobody saw the lease queue of the pool grow.
- @octocat/all ##[error] <b>could not</b> roll back #12, as the old version was gone.

## Where we got lucky

- It was night.
"""
NEW = "2024/2024-05-30-checkout-waited.md"


def git(*arguments: str, at: str = ".") -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(("git", *identity, *arguments), cwd=at, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _branch(tmp_path: Path) -> None:
    write_tree(
        tmp_path / "postmortems",
        {
            "services.yml": "- id: checkout\n",
            "2024/2024-03-08-checkout-refused-orders.md": good(EARLIER),
        },
    )
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "work")


def plant(body: str = LATER, **fields: str) -> None:
    told = {
        "title": "Checkout waited for leases",
        "status": "draft",
        "started_at": "2024-05-30T10:00:00Z",
        "resolved_at": "2024-05-30T11:00:00Z",
        **fields,
    }
    write_tree(Path("postmortems"), {NEW: good(body, **told)})


@pytest.fixture
def review(run):
    return lambda *arguments: run("review", "--today", "2024-06-01", *arguments)


def test_an_untouched_branch_has_nothing_to_review(review):
    """A branch that changes no postmortem, as text and as Markdown."""
    ran = review()
    assert (ran.code, ran.out) == (0, "")
    assert "changes no postmortem" in review("--format", "markdown").out


@pytest.mark.parametrize("is_committed", [True, False], ids=["committed", "not added yet"])
def test_a_new_postmortem_meets_what_is_known(review, is_committed):
    """The similar incident, the open action, luck without one, and a line to paste."""
    plant()
    if is_committed:
        git("add", "-A")
        git("commit", "-q", "-m", "two")
    (told,) = json.loads(review("--format", "json").out)["reviews"]

    assert told["is_new"]
    earlier = "2024-03-08-checkout-refused-orders"
    assert [one["id"] for one in told["similar"]] == [earlier]
    assert told["similar"][0]["open_actions"][0]["id"] == "A1"
    assert [(one["earlier"], one["open_then"]) for one in told["seen_again"]] == [(earlier, ["A1"])]
    assert len(told["lucky_without_action"]) == 1
    line = (
        Path("postmortems", NEW)
        .read_text("utf-8")
        .splitlines()[(paste := told["suggestions"][0])["line"] - 1]
    )
    assert paste["text"] == line.replace("- ", f"- [{paste['theme']}] ", 1)


def test_a_changed_postmortem_is_not_compared(review):
    """Only what is new is held against similar ones."""
    path = Path("postmortems/2024/2024-03-08-checkout-refused-orders.md")
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    (told,) = json.loads(review("--format", "json").out)["reviews"]
    assert (told["is_new"], told["similar"]) == (False, [])


def test_markdown_notifies_nobody_and_runs_nothing(review):
    """Mentions, references, HTML and commands of a runner are words in a comment."""
    plant(LATER.replace("It was night.", "@octocat/all ##[error] <b>could not</b> see #12."))
    out = review("--format", "markdown", "--sticky").out
    shown = html.unescape(re.sub(r"<pre>.*?</pre>", "", out))

    assert out.startswith("<!-- postmortems review -->\n")
    assert "A1: Watch the lease queue" in out
    assert not any(sign in out for sign in ("@octocat", "##[", "<b>", "#12"))
    # A host looks for mentions in what a browser shows, where entities are characters.
    assert "octocat" in shown
    assert not any(sign in shown for sign in ("@octocat", "#12"))
    assert all(not line.startswith("::") for line in out.splitlines())


@pytest.mark.parametrize("name", ["2024-05-30-a b'c.md", "2024-05-30-ünï.md"])
def test_any_file_name_is_read(review, name):
    """Blanks, quotes and letters that git would escape."""
    write_tree(Path("postmortems"), {f"2024/{name}": good(LATER, title="Another")})
    assert len(json.loads(review("--format", "json").out)["reviews"]) == 1


def test_findings_fail_nothing(review):
    """A review is advice, whatever is wrong."""
    plant(severity="sev-77")
    ran = review()
    assert ran.code == 0
    assert "error[" in ran.out


def test_nothing_is_told_of_what_the_audience_may_not_read(review):
    """A document for fewer people than the site is for is neither reviewed nor similar."""
    Path("postmortems/settings.yml").write_text("version: 1\naudience: public\n", "utf-8")
    plant(visibility="public")
    write_tree(Path("postmortems"), {"2024/2024-05-29-hidden.md": good(LATER, title="Hidden")})
    ran = review("--format", "markdown")
    assert "Hidden" not in ran.out
    assert "refused" not in ran.out
    assert "1 changed postmortem" in ran.out


def test_a_secret_silences_the_rest(review):
    """Neither a line to paste nor a lesson repeats it."""
    secret = "AKIA" + "QWERTYUIOPASDFGH"
    body = LATER.replace("It was night.", f"It was {secret} night.")
    plant(body.replace("as the old", f"{secret} as the old"))
    for form in ("text", "markdown", "json"):
        out = review("--format", form).out
        assert "PM" in out
        assert secret not in out


@pytest.mark.parametrize("base", ["nowhere", "--output=x"])
def test_an_unknown_base_says_what_to_do(review, base):
    """Two lines, exit code 2; a name is never an option of git's."""
    ran = review("--base", base)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2


def test_a_shallow_clone_is_told_to_fetch(review, tmp_path, monkeypatch):
    """What CI checks out has one commit, unless it is told otherwise."""
    plant()
    git("add", "-A")
    git("commit", "-q", "-m", "two")
    git("clone", "-q", "--depth", "1", "--branch", "work", f"file://{tmp_path}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    ran = review()
    assert ran.code == 2
    assert "fetch-depth: 0" in ran.err


def test_quiet_is_silent_on_standard_error(review):
    """Results on standard output, talk beside it."""
    plant()
    assert review().err != ""
    assert review("--quiet").err == ""

"""The shell of workflows and pipelines, run for real in a repository with a pull request."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import click
import pytest

from mkdocs_postmortems.cli import main, postmortems
from tests.site.project import postmortem
from tests.workflows import REPOSITORY, Runner, Step, gitlab_scripts, ran, step, steps_of, tool

OWN = ".github/workflows/ci.yml"
CHECK = ".github/workflows/postmortems.yml"
FOLLOW_UP = ".github/workflows/postmortems-follow-up.yml"
PIPELINE = ".gitlab/postmortems.yml"
FIRST = "postmortems/2024/2024-03-02-flush.md"
SECOND = "postmortems/2024/2024-04-02-cache-flush.md"
BODY = """\
## Summary

A flush emptied the cache, and the database could not keep up.

## Timeline

- 10:00 It breaks

## What went wrong

- [monitoring-coverage] No alert watches refused orders. → A1

## Action items

| Id | Action | Type | Owner | Due | Status | Ticket |
|---|---|---|---|---|---|---|
| A1 | Page when orders are refused, <b>$(touch gotcha)</b> @ada | detect | Ada | 2024-05-17 | open | S-1 |
| A2 | ~~~ | detect | Ada | 2024-05-17 | open | S-2 |
"""


def options_of(command: str) -> dict[str, click.Parameter]:
    """A command's options by name; empty where this version does not have the command."""
    found = postmortems.get_command(click.Context(postmortems), command)
    return {name: one for one in found.params for name in one.opts} if found else {}


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def told(day: str, **fields: object) -> str:
    base = {"services": ["checkout"], "visibility": None, "started_at": f"{day}T10:00:00+00:00"}
    return postmortem(BODY, **base, resolved_at=f"{day}T11:00:00+00:00", **fields)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base with both hosts' files, and the merge commit that GitHub checks out."""
    root = tmp_path / "shop"
    for host in ("github", "gitlab"):
        options = ["--services", "checkout", "--host", host, "--yes", "--quiet"]
        assert main(["init", str(root), *options]) == 0
    write(root, FIRST, told("2024-03-02"))
    git(root, "init", "--initial-branch", "main")
    git(root, "add", "-A")
    git(root, "commit", "-m", "Begin")
    git(root, "checkout", "-b", "branch")
    write(root, "README.md", "# Shop\n")
    write(root, SECOND, told("2024-04-02"))
    git(root, "add", "-A")
    git(root, "commit", "-m", "Tell it")
    git(root, "checkout", "main")
    git(root, "merge", "--no-ff", "-m", "As GitHub would", "branch")
    return root


@pytest.fixture
def runner(root: Path, tmp_path: Path) -> Runner:
    return Runner(root, tmp_path / "runner")


def done(runner: Runner, path: str, job: str, name: str) -> subprocess.CompletedProcess[str]:
    return runner.run(step(runner.checkout / path, job, name))


def test_the_check_annotates_and_fails_where_it_must(root, runner):
    """Clean, it ends with 0; a finding is 1, an annotation, and a row in the run's summary."""
    assert done(runner, CHECK, "check", "Check").returncode == 0
    write(root, SECOND, told("2024-04-02", severity="sev-9"))
    failed = done(runner, CHECK, "check", "Check")

    assert failed.returncode == 1
    assert failed.stdout.startswith(f"::error title=PM105 not-in-list,file={SECOND},line=")
    assert "PM105" in runner.summary.read_text("utf-8")


def test_findings_for_code_scanning_are_written_whatever_they_are(root, runner):
    """The log of a broken postmortem is there, and the step fails nothing."""
    write(root, SECOND, told("2024-04-02", severity="sev-9"))
    ended = done(runner, CHECK, "check", "Write findings for code scanning")

    assert ended.returncode == 0, ended.stderr
    log = json.loads((runner.temp / "postmortems.sarif").read_text("utf-8"))
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["PM105"]


def test_the_site_is_built_strictly(root, runner):
    """The preview and Pages get `site/`; a mistake stops it."""
    assert done(runner, CHECK, "site", "Build").returncode == 0
    assert (root / "site/postmortems/2024-04-02-cache-flush/index.html").is_file()
    write(root, SECOND, told("2024-04-02", severity="sev-9"))
    assert done(runner, CHECK, "site", "Build").returncode != 0


@pytest.mark.parametrize(
    ("path", "job"), [(CHECK, "check"), (OWN, "postmortems")], ids=["written", "own"]
)
def test_a_change_of_code_alone_is_not_reviewed(path, job, root, runner):
    """No summary, no comment: nothing of the knowledge base was touched."""
    git(root, "checkout", "-b", "code")
    write(root, "README.md", "# The shop\n")
    git(root, "commit", "-am", "Name it")
    source = REPOSITORY if path == OWN else root
    ended = runner.run(step(source / path, job, "Review"))

    assert ended.returncode == 0, ended.stderr
    assert not runner.summary.exists()
    assert not runner.outputs.exists()


def test_a_pull_request_is_reviewed_into_the_summary(runner):
    """The planted similar incident and its open action stand in the run's summary, and are kept."""
    ended = done(runner, CHECK, "check", "Review")

    assert ended.returncode == 0, ended.stderr
    summary = runner.summary.read_text("utf-8")
    assert "2024-03-02-flush" in summary
    assert summary.startswith(f"{MARK}\n")
    assert (runner.temp / "review.md").read_text("utf-8") == summary
    assert runner.outputs.read_text("utf-8") == "is-written=true\n"
    assert not (runner.checkout / "gotcha").exists()


def test_a_shallow_checkout_is_enough_for_a_review(root, runner, tmp_path):
    """`fetch-depth: 2` has the merge commit and its parents, and no more is asked for."""
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth", "2", f"file://{root}", str(shallow))
    ended = Runner(shallow, tmp_path / "second").run(step(root / CHECK, "check", "Review"))

    assert ended.returncode == 0, ended.stderr
    assert "2024-03-02-flush" in (tmp_path / "second/summary.md").read_text("utf-8")


def test_the_follow_up_has_what_is_open_and_names_nobody(root, runner):
    """Items and themes in the summary and in the file that is kept; no owner in either."""
    ended = done(runner, FOLLOW_UP, "report", "Write the report")

    assert ended.returncode == 0, ended.stderr
    summary = runner.summary.read_text("utf-8")
    assert summary == (runner.temp / "follow-up.md").read_text("utf-8")
    assert "| A1: Page when orders are refused" in summary
    assert "| open, due 2024-05-17 |" in summary
    assert "| Theme | Hurt | Saved by luck | Went well |" in summary
    assert "Ada" not in summary
    assert not (root / "gotcha").exists()


GH = """\
for one in "$@"; do printf '%s\\n' "$one"; done >> calls
echo --- >> calls
case "$*" in *--paginate*) cat found;; esac
"""
CONTEXTS = {
    "github_token": "t0ken",
    "github_repository": "shop/shop",
    "github_event_pull_request_number": "7",
    "github_server_url": "https://github.example",
    "github_run_id": "42",
    "vars_POSTMORTEMS_FOLLOW_UP_ISSUE": "3",
}


def commented(tmp_path: Path, one: Step, name: str, text: str, found: str = "") -> list[list[str]]:
    """What GitHub's own command is called with, when a file of this text is to be a comment."""
    runner = Runner(tmp_path, tmp_path / "runner", **CONTEXTS)
    runner.program("gh", GH)
    folder = tmp_path / "empty"
    folder.mkdir(exist_ok=True)
    (folder / "found").write_text(found, "utf-8")
    calls = folder / "calls"
    calls.unlink(missing_ok=True)
    (folder / name).write_text(text, "utf-8")
    ended = runner.run(one, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    assert not list(tmp_path.rglob("gotcha"))
    return [one.split("\n") for one in calls.read_text("utf-8").split("\n---\n") if one]


MARK = "<!-- postmortems review -->"
HOSTILE = "$(touch gotcha) `touch gotcha`\n'; touch gotcha; '\n@@everybody\n"


def test_a_review_is_one_comment_that_is_written_again(root, tmp_path):
    """The first run writes it, the next ones write it anew; its words are words."""
    one = step(root / CHECK, "comment", "Write the comment")
    listing, written = commented(tmp_path, one, "review.md", HOSTILE)
    comments = "repos/shop/shop/issues/7/comments"

    assert listing[:3] == ["api", "--paginate", comments]
    assert written == [
        *("api", "--silent", "--method", "POST", comments, "--field", "body=@review.md")
    ]
    assert (tmp_path / "empty/review.md").read_text("utf-8") == HOSTILE
    assert MARK in listing[-1]
    _, again = commented(tmp_path, one, "review.md", HOSTILE, found="11\n12\n")
    assert again[3:5] == ["PATCH", "repos/shop/shop/issues/comments/11"]


def test_the_follow_up_is_a_new_comment_each_week(root, tmp_path):
    """On the issue whose number the variable is, so that whoever follows it is told."""
    one = step(root / FOLLOW_UP, "comment", "Write the comment")
    (written,) = commented(tmp_path, one, "follow-up.md", HOSTILE)
    assert written[3:5] == ["POST", "repos/shop/shop/issues/3/comments"]
    assert (tmp_path / "empty/follow-up.md").read_text("utf-8") == HOSTILE


@pytest.mark.parametrize(
    ("path", "name"), [(CHECK, "review.md"), (FOLLOW_UP, "follow-up.md")], ids=["review", "weekly"]
)
def test_what_is_too_long_for_a_comment_is_a_link(path, name, root, tmp_path):
    """GitHub refuses a comment of more than 65,536 characters."""
    commented(tmp_path, step(root / path, "comment", "Write the comment"), name, "é" * 40_000)
    text = (tmp_path / "empty" / name).read_text("utf-8")
    assert "https://github.example/shop/shop/actions/runs/42" in text
    assert len(text) < 200
    assert text.startswith(MARK) == (name == "review.md")


def test_another_download_than_the_pinned_one_is_refused(tmp_path):
    """The checksum stands before the archive is opened."""
    runner = Runner(tmp_path, tmp_path / "runner")
    runner.program("curl", 'while [ "$1" != --output ]; do shift; done\nprintf another > "$2"\n')
    ended = runner.run(step(REPOSITORY / OWN, "workflows", "Install actionlint"))

    assert ended.returncode == 1
    assert "FAILED" in ended.stdout
    assert not (runner.temp / "actionlint").exists()


def test_the_workflows_that_init_writes_are_linted_where_they_are_written(tmp_path):
    """The step finds them; with a linter of another build its end is the linter's."""
    linter = tool("jactionlint")
    runner = Runner(tmp_path, tmp_path / "runner")
    runner.program("python", "exit 0\n")
    (runner.temp / "actionlint").symlink_to(linter)
    ended = runner.run(step(REPOSITORY / OWN, "workflows", "Lint the workflows that init writes"))

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(list((runner.temp / "begun/.github/workflows").glob("*.yml"))) == 2


@pytest.mark.parametrize("hostile", ["a b", "$(touch gotcha)", "; touch gotcha", "*", "-r x"])
def test_what_the_action_installs_is_one_argument(hostile, tmp_path):
    """`install` is a word for pip, whatever stands in it."""
    runner = Runner(tmp_path, tmp_path / "runner", inputs_install=hostile)
    runner.program("python", f'for one in "$@"; do printf "%s\\n" "$one"; done > {tmp_path}/argv\n')
    install = step(REPOSITORY / ".github/actions/check/action.yml", "action", "Install")

    assert runner.run(install).returncode == 0
    assert (tmp_path / "argv").read_text("utf-8").splitlines() == [
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", hostile)
    ]
    assert not (tmp_path / "gotcha").exists()


def test_installs_name_files_that_are_there(root):
    """Each `--requirement` of a workflow and a pipeline is one that `init` has written."""
    scripts = [one.run for path in (CHECK, FOLLOW_UP) for one in steps_of(root / path)]
    scripts += ["\n".join(rows) for rows in gitlab_scripts(root / PIPELINE).values()]
    files = {one for text in scripts for one in re.findall(r"--requirement (\S+)", text)}
    assert files == {"postmortems/requirements.txt"}
    assert (root / files.pop()).is_file()


def test_every_command_that_is_called_takes_what_it_is_given(root):
    """Commands and options in workflows and pipelines are those that there are."""
    scripts = [one.run for path in (CHECK, FOLLOW_UP) for one in steps_of(root / path)]
    own = (REPOSITORY / ".github/workflows").glob("*.yml")
    scripts += [one.run for path in own for one in steps_of(path)]
    scripts += ["\n".join(rows) for rows in gitlab_scripts(root / PIPELINE).values()]
    calls = re.findall(r"^ *postmortems ([a-z-]+)(.*)$", "\n".join(scripts), re.MULTILINE)

    assert {name for name, _ in calls} == {"check", "review", "actions", "trends", "init"}
    for name, rest in calls:
        known = options_of(name)
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= set(known), (name, rest)


def in_gitlab(runner: Runner, job: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A job's own lines, one shell for all as the runner of GitLab has it."""
    rows = gitlab_scripts(runner.checkout / PIPELINE)[job]
    own = [row for row in rows if "pip install" not in row and "apt-get" not in row]
    return runner.shell("\n".join(own), **{"GITHUB_ACTIONS": "", **variables})


def test_gitlab_checks_with_a_report_for_its_widget(root, runner):
    """The report is there whether the job fails or not, and the log tells what is in it."""
    assert in_gitlab(runner, "postmortems:check").returncode == 0
    assert json.loads((root / "gl-code-quality.json").read_text("utf-8")) == []
    write(root, SECOND, told("2024-04-02", severity="sev-9"))
    failed = in_gitlab(runner, "postmortems:check")

    assert failed.returncode == 1
    assert "PM105" in failed.stdout
    assert [one["check_name"] for one in json.loads((root / "gl-code-quality.json").read_text())]


def test_gitlab_builds_what_it_keeps_and_publishes(root, runner):
    """The folders that the jobs name are the ones that are built."""
    assert in_gitlab(runner, "postmortems:preview").returncode == 0
    assert (root / "preview/incidents/index.html").is_file()


def test_gitlab_reviews_into_log_and_file(root, runner):
    """The similar incident stands in both."""
    base = ran("git", "rev-parse", "HEAD^", cwd=root).stdout.strip()
    ended = in_gitlab(runner, "postmortems:review", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

    assert ended.returncode == 0, ended.stderr
    assert "2024-03-02-flush" in ended.stdout
    assert "2024-03-02-flush" in (root / "review.md").read_text("utf-8")


def test_gitlab_reports_each_week(root, runner):
    """What is open and what keeps happening, in the log and the file, and nobody's name."""
    ended = in_gitlab(runner, "postmortems:follow-up")

    assert ended.returncode == 0, ended.stderr
    text = (root / "follow-up.md").read_text("utf-8")
    assert text == ended.stdout
    assert "Page when orders are refused" in text
    assert "Ada" not in text

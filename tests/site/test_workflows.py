"""Workflows, actions and pipelines, those of this repository and those that `init` writes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from mkdocs_postmortems.cli import main
from tests.workflows import REPOSITORY, Step, gitlab_scripts, load, ran, steps_of, tool

FROM_GIT = "mkdocs-postmortems[site] @ git+https://example.com/mkdocs-postmortems@main"
WRITTEN = {
    "GitHub": ("--host", "github"),
    "GitHub, from git": ("--host", "github", "--requirement", FROM_GIT),
    "GitLab": ("--host", "gitlab"),
    "GitLab, from git": ("--host", "gitlab", "--requirement", FROM_GIT),
}
SCHEMAS = {
    "workflows/*.yml": "vendor.github-workflows",
    "actions/*/action.yml": "vendor.github-actions",
    "dependabot.yml": "vendor.dependabot",
    "ISSUE_TEMPLATE/[!c]*.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
}
GITLAB_FILES = (".gitlab-ci.yml", ".gitlab/postmortems.yml")
MAY_WRITE = {
    "postmortems.yml": {
        "deploy": {"pages", "id-token"},
        "comment": {"pull-requests"},
        "code-scanning": {"security-events"},
    },
    "postmortems-follow-up.yml": {"comment": {"issues"}},
    "ci.yml": {"deploy": {"pages", "id-token"}},
    "follow-up.yml": {},
}
EVENTS = {"push", "pull_request", "schedule", "workflow_dispatch"}
PIN = re.compile(r"uses: ([\w./-]+)@(.+)")


@dataclass(frozen=True)
class Checkout:
    """A repository's folder, whoever wrote it."""

    name: str
    root: Path

    @property
    def workflows(self) -> list[Path]:
        return sorted((self.root / ".github/workflows").glob("*.yml"))

    @property
    def scripted(self) -> list[Path]:
        """Whatever has steps."""
        return [*self.workflows, *sorted((self.root / ".github/actions").glob("*/action.yml"))]

    def scripts(self) -> Iterator[tuple[str, str]]:
        """All shell, by where it stands."""
        for path in self.scripted:
            yield from ((one.shown, one.run) for one in steps_of(path) if one.run)
        for path in (self.root / ".github").rglob("*.sh"):
            yield path.name, path.read_text("utf-8")
        pipeline = self.root / GITLAB_FILES[1]
        if pipeline.exists():
            yield from ((n, "\n".join(rows)) for n, rows in gitlab_scripts(pipeline).items())


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Callable[[str], Checkout]:
    """This repository, or one of a kind that `init` writes."""

    @cache
    def checkout(name: str) -> Checkout:
        if name not in WRITTEN:
            return Checkout(name, REPOSITORY)
        root = tmp_path_factory.mktemp("begun")
        assert main(["init", str(root), "--yes", "--quiet", *WRITTEN[name]]) == 0
        return Checkout(name, root)

    return checkout


@pytest.fixture(params=["this repository", *WRITTEN])
def checkout(request, begun) -> Checkout:
    """Any of them."""
    return begun(request.param)


@pytest.fixture(params=["this repository", *(one for one in WRITTEN if "GitHub" in one)])
def on_github(request, begun) -> Checkout:
    """Those with workflows of GitHub."""
    return begun(request.param)


def test_every_file_is_of_its_published_schema(checkout):
    """GitHub's workflows, actions, Dependabot and forms, and GitLab's pipelines."""
    found = 0
    command = [sys.executable, "-m", "check_jsonschema"]
    for pattern, schema in SCHEMAS.items():
        files = sorted((checkout.root / ".github").glob(pattern))
        if files:
            done = ran(*command, "--builtin-schema", schema, *files, cwd=checkout.root)
            assert done.returncode == 0, done.stdout
        found += len(files)
    files = [checkout.root / one for one in GITLAB_FILES if (checkout.root / one).exists()]
    if files:
        options = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
        done = ran(*command, *options, *files, cwd=checkout.root)
        assert done.returncode == 0, done.stdout
    assert found + len(files) >= 2


def test_an_auditor_finds_nothing(on_github):
    """zizmor as strict as it goes, over workflows, actions and Dependabot; one finding is waived."""
    folder = on_github.root / ".github"
    options = ("--offline", "--no-progress", "--persona", "auditor")
    done = ran(tool("zizmor"), *options, folder, cwd=on_github.root)

    assert done.returncode == 0, done.stdout + done.stderr
    waived = [one for path in on_github.scripted for one in re.findall("zizmor:", path.read_text())]
    assert len(waived) == (1 if on_github.root == REPOSITORY else 0)


def test_a_linter_finds_nothing(on_github):
    """Expressions, contexts and inputs are those that there are, and no shell is careless."""
    shellcheck = f"--shellcheck={tool('shellcheck')}"
    done = ran(
        *(tool("jactionlint"), "--strict-exit", "--no-hints", shellcheck, *on_github.scripted),
        cwd=on_github.root,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_shell_is_shell(checkout):
    """Every script parses, and shellcheck has nothing to say about it."""
    shellcheck = tool("shellcheck")
    scripts = list(checkout.scripts())
    for name, script in scripts:
        body = script if script.startswith("#!") else f"#!/usr/bin/env bash\n{script}\n"
        path = checkout.root / ".cache" / "script.sh"
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, "utf-8")
        parsed = ran("bash", "-n", path, cwd=checkout.root)
        assert parsed.returncode == 0, (name, parsed.stderr)
        done = ran(shellcheck, "--shell", "bash", path, cwd=checkout.root)
        assert done.returncode == 0, (name, done.stdout)
        path.unlink()
    assert len(scripts) >= 5


def test_a_workflow_takes_no_right_and_no_time_that_it_does_not_name(on_github):
    """Nothing by default, the least per job, an end to each, one run at a time."""
    for path in on_github.workflows:
        read = load(path)
        assert set(read["on"]) <= EVENTS
        assert read["permissions"] == {}
        assert read["concurrency"]["group"]
        assert read["defaults"] == {"run": {"shell": "bash"}}
        for name, job in read["jobs"].items():
            assert 1 <= job["timeout-minutes"] <= 30, name
            assert job["permissions"], name
            assert not re.search(r"-latest", job["runs-on"]), name


def test_each_right_to_write_is_one_that_was_meant(on_github):
    """By workflow and job; all other jobs read."""
    for path in on_github.workflows:
        granted = {name: job["permissions"] for name, job in load(path)["jobs"].items()}
        writes = {
            name: {right for right, level in rights.items() if level == "write"}
            for name, rights in granted.items()
        }
        assert {name: rights for name, rights in writes.items() if rights} == MAY_WRITE[path.name]


def test_what_may_write_runs_nothing_of_the_repository(on_github):
    """A job with a right to write has no checkout to run, or has no shell."""
    for path in on_github.workflows:
        for name, job in load(path)["jobs"].items():
            if "write" not in job["permissions"].values():
                continue
            of_job = [one for one in steps_of(path) if one.job == name]
            has_checkout = any(one.uses.startswith("actions/checkout@") for one in of_job)
            assert not (has_checkout and any(one.run for one in of_job)), name
            assert all(word not in one.run for one in of_job for word in ("python", "bash", "./"))


def test_nothing_of_an_event_is_part_of_a_script(on_github):
    """Values reach a script as variables; of a pull request none but its number is one."""
    for path in on_github.scripted:
        for one in steps_of(path):
            assert "${{" not in one.run, one.shown
            for value in one.env.values():
                read = re.findall(r"github\.event\.[\w.]+", str(value))
                assert set(read) <= {"github.event.pull_request.number"}, one.shown
        assert "secrets." not in path.read_text("utf-8")


def pins(paths: list[Path]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        for name, version in PIN.findall(path.read_text("utf-8")):
            found.setdefault(name, set()).add(version)
    return found


def test_every_action_is_pinned_by_commit(on_github):
    """With its version behind, which Dependabot keeps true."""
    for versions in pins(on_github.scripted).values():
        assert all(re.fullmatch(r"[0-9a-f]{40} # v\d+(\.\d+)+", one) for one in versions)
    uses = [one.uses for path in on_github.scripted for one in steps_of(path) if one.uses]
    assert all("@" in one or one == "./.github/actions/check" for one in uses)


def test_the_pins_are_those_of_this_repository(on_github):
    """An action has one version: where Dependabot moved one here, move it in the scaffold too."""
    own = pins(Checkout("", REPOSITORY).workflows)
    theirs = pins(on_github.workflows)

    assert all(len(one) == 1 for one in (own | theirs).values())
    assert {n: one for n, one in theirs.items() if n in own} == {
        n: one for n, one in own.items() if n in theirs
    }


def test_what_the_docs_show_is_what_runs():
    """A pin in a page is that of the workflows, and a block is of its schema as it stands."""
    pages = list((REPOSITORY / "docs").rglob("*.md"))
    shown = {n: one for n, one in pins(pages).items() if n.startswith("actions/")}
    own = pins(Checkout("", REPOSITORY).workflows)
    assert shown == {name: own[name] for name in shown}
    assert len(shown) == 2


@pytest.mark.parametrize(
    ("number", "schema"), [(0, "vendor.github-workflows"), (1, "vendor.gitlab-ci")]
)
def test_blocks_of_the_docs_are_of_their_schemas(number, schema, tmp_path):
    """They can be copied."""
    text = (REPOSITORY / "docs/how-to/run-in-ci.md").read_text("utf-8")
    block = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[number]
    (tmp_path / "a.yml").write_text(block, "utf-8")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, "a.yml")
    assert ran(*command, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["POSTMORTEMS_\\w+", "postmortems:[a-z-]+"])
def test_every_variable_and_job_is_told(name, tmp_path):
    """What a workflow waits for stands in the how-to."""
    told = (REPOSITORY / "docs/how-to/run-in-ci.md").read_text("utf-8")
    for host in ("github", "gitlab"):
        assert main(["init", str(tmp_path / host), "--yes", "--quiet", "--host", host]) == 0
        folder = tmp_path / host / f".{host}"
        text = "".join(one.read_text("utf-8") for one in folder.rglob("postmortems*.yml"))
        found = set(re.findall(name, text)) - {"postmortems:check", "postmortems:follow-up"}
        assert [one for one in sorted(found) if f"`{one}`" not in told] == []


def test_what_is_published_waits_for_a_word(on_github):
    """Pages, comments and code scanning need a variable of the repository."""
    for path in on_github.workflows:
        for name, job in load(path)["jobs"].items():
            if "write" in job["permissions"].values():
                assert "vars.POSTMORTEMS_" in job["if"], name


def test_a_pipeline_of_gitlab_has_the_same_jobs(tmp_path):
    """Check, review, preview, pages and follow-up; each ends, and none asks for a secret."""
    assert main(["init", str(tmp_path), "--yes", "--quiet", "--host", "gitlab"]) == 0
    jobs = load(tmp_path / GITLAB_FILES[1])
    common = jobs.pop(".postmortems")

    assert {name: job["stage"] for name, job in jobs.items()} == {
        "postmortems:check": "test",
        "postmortems:review": "test",
        "postmortems:preview": "test",
        "pages": "deploy",
        "postmortems:follow-up": "test",
    }
    assert common["timeout"]
    assert common["interruptible"] is True
    assert all(job["extends"] == ".postmortems" for job in jobs.values())
    assert jobs["pages"]["interruptible"] is False
    assert '$POSTMORTEMS_PAGES == "true"' in jobs["pages"]["rules"][0]["if"]
    assert '$POSTMORTEMS_FOLLOW_UP == "true"' in jobs["postmortems:follow-up"]["rules"][0]["if"]
    assert jobs["postmortems:review"]["allow_failure"] is True
    used = set(re.findall(r"\$(CI_\w+|[A-Z_]+)", (tmp_path / GITLAB_FILES[1]).read_text("utf-8")))
    assert not {one for one in used if "TOKEN" in one or "PASSWORD" in one}


@pytest.mark.parametrize("branch", ["trunk", "it's,1}#x", "on", "1.0"])
def test_a_branch_is_a_word(branch, tmp_path):
    """Whatever it is called, it is the one branch that is pushed to."""
    ran("git", "init", "--initial-branch", branch, tmp_path, cwd=tmp_path)
    assert main(["init", str(tmp_path), "--yes", "--quiet", "--host", "github"]) == 0
    pushed = load(tmp_path / ".github/workflows/postmortems.yml")["on"]["push"]
    assert pushed == {"branches": [branch]}


def test_a_step_without_a_shell_is_told(tmp_path):
    """The reader of steps sees a script where there is one: these tests are not blind."""
    path = tmp_path / "a.yml"
    path.write_text("on: push\njobs: {a: {steps: [{run: 'echo ${{ github.actor }}'}]}}\n")
    assert list(steps_of(path)) == [Step(job="a", run="echo ${{ github.actor }}")]

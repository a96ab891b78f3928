"""Workflows read as data: their jobs and steps, and their shell as a runner would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[1]
PACKAGES = REPOSITORY / "plugins"
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a job or of a composite action."""

    job: str
    name: str = ""
    run: str = ""
    uses: str = ""
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        return f"{self.job}: {self.name or self.uses or self.run}"


def load(path: Path) -> dict[str, Any]:
    """YAML as GitHub reads it, which knows no `on` for true."""
    read = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in read.items()}


def steps_of(path: Path) -> Iterator[Step]:
    """The steps of a workflow or a composite action, each with the variables it sees."""
    read = load(path)
    jobs = read["jobs"] if "jobs" in read else {"action": read["runs"]}
    for name, job in jobs.items():
        for one in job["steps"]:
            yield Step(
                job=name,
                name=one.get("name", ""),
                run=one.get("run", ""),
                uses=one.get("uses", ""),
                env=read.get("env", {}) | job.get("env", {}) | one.get("env", {}),
            )


def step(path: Path, job: str, name: str) -> Step:
    """One of them, by its job and name."""
    return next(one for one in steps_of(path) if (one.job, one.name) == (job, name))


def gitlab_scripts(path: Path) -> dict[str, list[str]]:
    """The shell of each job, with what runs before."""
    jobs = yaml.safe_load(path.read_text("utf-8"))
    before = jobs[".postmortems"]["before_script"]
    return {name: [*before, *job["script"]] for name, job in jobs.items() if "script" in job}


def tool(name: str) -> str:
    """Where a program is. Without it a test is skipped, in CI it fails: there it must be."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"needs {name}")
    return str(found)


def ran(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A program's end, with everything it printed."""
    return subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


class Runner:
    """A machine that runs steps: in a checkout, with the commands that an install would bring."""

    def __init__(self, checkout: Path, temporary: Path, **contexts: str) -> None:
        self.checkout = checkout
        self.temp = temporary
        self.contexts = contexts
        self.programs = temporary / "bin"
        self.summary = temporary / "summary.md"
        self.outputs = temporary / "outputs"
        self.programs.mkdir(parents=True, exist_ok=True)
        for name, module in (("postmortems", "mkdocs_postmortems"), ("mkdocs", "mkdocs")):
            self.program(name, f'exec {sys.executable} -m {module} "$@"\n')

    def program(self, name: str, script: str) -> None:
        """A command on the machine's path."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}", "utf-8")
        path.chmod(0o755)

    def run(self, one: Step, *, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """As GitHub runs `shell: bash`: expressions first become values of variables."""
        return self.shell(one.run, cwd=cwd, **{k: self._value(v) for k, v in one.env.items()})

    def shell(
        self, script: str, *, cwd: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        path = self.temp / "step.sh"
        path.write_text(script, "utf-8")
        environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "HOME": str(self.temp),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(PACKAGES),
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "SOURCE_DATE_EPOCH": "1714658400",
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.outputs),
            "RUNNER_TEMP": str(self.temp),
            **variables,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(path)],
            cwd=cwd or self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def _value(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self.contexts[match[1].replace(".", "_")], str(text))

"""The command in a folder of its own, outside any CI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import NAME, good, write_tree
from mkdocs_postmortems.cli import main

TODAY = "2024-06-01"


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _outside_of_ci(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def command(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capfd.readouterr())

    return command


@pytest.fixture
def check(run: Callable[..., Ran]) -> Callable[..., Ran]:
    return lambda *arguments: run("check", "--today", TODAY, *arguments)


@pytest.fixture
def write() -> Callable[[Mapping[str, str | bytes]], None]:
    """A knowledge base in the current folder: a good document, with these files over it."""

    def files(changes: Mapping[str, str | bytes]) -> None:
        tree = {"services.yml": "- id: checkout\n- id: payments\n", f"2024/{NAME}": good()}
        write_tree(Path("postmortems"), {**tree, **changes})

    return files

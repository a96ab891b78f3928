"""The composite action: its inputs are words, whatever they hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from helpers import NAME, good, write_tree

ACTION = Path(__file__).parents[3] / ".github" / "actions" / "check"
FAKE = """#!{python}
import json, sys
json.dump(sys.argv[1:], open("argv.json", "w"))
"""
REAL = """#!{python}
import sys
from mkdocs_postmortems.cli import main
sys.exit(main(sys.argv[1:]))
"""
HOSTILE = [
    "$(touch gotcha)",
    "`touch gotcha`",
    "; touch gotcha",
    "&& touch gotcha",
    "| touch gotcha",
    '"; touch gotcha; "',
    "'; touch gotcha; '",
    "${IFS}touch${IFS}gotcha",
    "a\n touch gotcha",
    "*",
    "~",
    "-rf",
    "\\",
    "é漢",
]


def run(script: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """check.sh with inputs as the action hands them over, and a command of this kind."""
    command = Path("bin/postmortems")
    command.parent.mkdir(exist_ok=True)
    command.write_text(script.format(python=sys.executable))
    command.chmod(0o755)
    environment = {
        "PATH": f"{command.parent.absolute()}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(Path("output").absolute()),
        "FORMAT": "github",
        "SARIF_FILE": "postmortems.sarif",
        "PATHS": "postmortems",
        **inputs,
    }
    return subprocess.run(
        ["bash", str(ACTION / "check.sh")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def arguments(**inputs: str) -> list[str]:
    """What the command is called with."""
    before = {one.name for one in Path().iterdir()}
    assert run(FAKE, **inputs).returncode == 0
    assert {one.name for one in Path().iterdir()} - before <= {"argv.json", "bin", "output"}
    return json.loads(Path("argv.json").read_text())


def output() -> list[str]:
    path = Path("output")
    return path.read_text().splitlines() if path.exists() else []


def test_the_defaults_check_the_folder_and_annotate() -> None:
    assert arguments() == ["check", "--format", "github", "--", "postmortems"]
    assert output() == []


def test_every_input_is_an_argument_of_its_own() -> None:
    assert arguments(FORMAT="sarif", FAIL_ON="warning", BASELINE="old debt.json") == [
        *("check", "--format", "sarif", "--output", "postmortems.sarif"),
        *("--fail-on", "warning", "--baseline", "old debt.json", "--", "postmortems"),
    ]
    assert output() == ["sarif-file=postmortems.sarif"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ("a b", ["a", "b"]),
        ("  a \t b  ", ["a", "b"]),
        ("a\nb\n", ["a", "b"]),
        ("", ["postmortems"]),
        ("  \n ", ["postmortems"]),
        ("--version", ["--version"]),
        ("post*", ["post*"]),
    ],
)
def test_paths_are_separated_by_blanks_and_lines(paths: str, expected: list[str]) -> None:
    assert arguments(PATHS=paths)[3:] == ["--", *expected]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["FORMAT", "FAIL_ON", "BASELINE"])
def test_an_input_is_one_word_and_nothing_in_it_runs(name: str, hostile: str) -> None:
    assert hostile in arguments(**{name: hostile})
    assert not Path("gotcha").exists()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_paths_run_nothing_and_are_not_expanded(hostile: str) -> None:
    assert arguments(PATHS=hostile)[4:] == hostile.split()
    assert not Path("gotcha").exists()


@pytest.mark.parametrize("hostile", [*HOSTILE, "a\nadmin=true", "a\r\nadmin=true\n"])
def test_the_file_of_a_log_gives_one_output(hostile: str) -> None:
    found = arguments(FORMAT="sarif", SARIF_FILE=hostile)
    name = re.sub(r"[\r\n]", "", hostile)

    assert found[found.index("--output") + 1] == name
    assert output() == [f"sarif-file={name}"]


def test_no_expression_is_part_of_a_script() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))

    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
    env = action["runs"]["steps"][-1]["env"]
    assert {one.strip("${} ").removeprefix("inputs.") for one in env.values()} == {
        *action["inputs"]
    } - {"install"}
    script = (ACTION / "check.sh").read_text("utf-8")
    assert all(name in script for name in env)


def test_for_real_a_finding_is_1_with_its_annotation_and_a_clean_folder_0() -> None:
    files = {"services.yml": "- id: checkout\n", NAME: good(severity="sev-9")}
    write_tree(Path("postmortems"), files)
    ran = run(REAL)

    assert ran.returncode == 1
    assert ran.stdout.startswith("::error title=PM105")
    write_tree(Path("postmortems"), {NAME: good()})
    assert run(REAL).returncode == 0


def test_for_real_a_log_is_written_and_named() -> None:
    write_tree(Path("postmortems"), {"services.yml": "- id: checkout\n", NAME: good()})

    assert run(REAL, FORMAT="sarif", SARIF_FILE="my log.sarif").returncode == 0
    assert json.loads(Path("my log.sarif").read_text())["version"] == "2.1.0"
    assert output() == ["sarif-file=my log.sarif"]


@pytest.mark.parametrize("name", ["FORMAT", "FAIL_ON", "BASELINE", "PATHS"])
def test_for_real_a_wrong_input_is_2(name: str) -> None:
    write_tree(Path("postmortems"), {NAME: good()})

    assert run(REAL, **{name: "no-such"}).returncode == 2

"""How every command behaves, whatever it does: where its words go, and what it says when it cannot."""

from __future__ import annotations

import pytest

from helpers import DATA
from mkdocs_postmortems.cli import COMMANDS, postmortems

BASE = str(DATA / "organisation/postmortems")
ONE = "2025-06-03-restore-failed"
READING = {
    "actions": ("--folder", BASE),
    "agenda": (ONE, "--folder", BASE),
    "announce": (ONE, "--folder", BASE, "--site", "https://kb.example"),
    "check": (BASE,),
    "explain": ("PM101",),
    "lessons": (BASE,),
    "list": (BASE,),
    "schema": ("--folder", BASE),
    "similar": ("connection pool", "--folder", BASE),
    "suggest": (BASE,),
    "trends": ("--folder", BASE),
}
"""Every command that only reads and prints, with a call that finds something."""


def test_no_command_is_forgotten() -> None:
    """What is not called here writes, serves or needs a branch, and has tests of its own."""
    others = {"import", "init", "lsp", "new", "review", "sync", "try"}
    assert set(READING) | others == set(COMMANDS)


@pytest.mark.parametrize("command", sorted(READING))
def test_results_are_on_stdout_and_plain_in_a_pipe(command, run, monkeypatch) -> None:
    """Nobody has to strip colours or talk from what they pipe on, with NO_COLOR or without."""
    first = run(command, *READING[command])
    monkeypatch.setenv("NO_COLOR", "1")
    second = run(command, *READING[command])

    assert first.code in {0, 1}, first.err
    assert first.out.strip()
    assert "\x1b" not in first.out + first.err
    assert "\r" not in first.out
    assert (second.out, second.err) == (first.out, first.err)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_an_unknown_option_is_two_lines_and_the_way_to_help(command, run) -> None:
    """Nothing on stdout, no traceback, exit code 2."""
    ran = run(command, "--no-such-option")

    assert (ran.code, ran.out) == (2, "")
    assert f"Try 'postmortems {command} --help' for help." in ran.err
    assert "--no-such-option" in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 4


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_says_what_it_does(command) -> None:
    """A choice explains itself by its words; everything else has a sentence."""
    for option in postmortems.get_command(None, command).params:
        if option.param_type_name == "option":
            assert option.help or option.type.name == "choice", option.name


@pytest.mark.parametrize("command", ["check", "list", "lessons", "suggest"])
def test_a_path_that_does_not_exist_is_named(command, run) -> None:
    ran = run(command, "no/such/place")

    assert (ran.code, ran.out) == (2, "")
    assert "no/such/place" in ran.err

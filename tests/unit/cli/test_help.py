"""`--help` of every command: examples to copy, and what the exit codes mean."""

from __future__ import annotations

import click
import pytest

from mkdocs_postmortems.cli import COMMANDS, postmortems


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_has_examples_and_exit_codes(command, run):
    """Each example on a line of its own, as it is typed."""
    ran = run(command, "--help")
    lines = ran.out.splitlines()

    assert ran.code == 0
    assert ran.err == ""
    at = lines.index("  Examples:")
    assert lines[at + 1].startswith(f"    postmortems {command}")
    assert "\\b" not in ran.out
    assert "Exit codes: 0" in ran.out


def test_a_wrong_call_is_two_lines_that_say_what_to_do(run):
    """How it is called and where help is; then what is wrong."""
    ran = run("new", "--titel", "T")
    assert ran.code == 2
    assert "Try 'postmortems new --help' for help." in ran.err
    assert "--title" in ran.err.splitlines()[-1]
    assert isinstance(postmortems, click.Group)

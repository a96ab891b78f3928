"""Findings to stdout or a file, in the format that was asked for."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import click

from mkdocs_postmortems.cli.common import paint
from mkdocs_postmortems.knowledge_base import rule_infos
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.report import concise, github, gitlab, json, sarif, step_summary, text
from mkdocs_postmortems.report.summary import summarise
from mkdocs_postmortems.write.files import write_atomically

FORMATS = ("text", "concise", "json", "github", "sarif", "gitlab")
_FOR_PEOPLE = ("text", "concise")


def print_findings(
    form: str,
    findings: Sequence[Finding],
    count: int,
    lines_of: Callable[[str], Lines],
    *,
    output: Path | None,
    quiet: bool,
) -> None:
    """Print findings and their summary; on GitHub also the step's summary."""
    printed = render(form, findings, lines_of, colour=output is None)
    if output is not None:
        write_output(output, printed)
    elif printed:
        click.echo(guarded(printed) if form in _FOR_PEOPLE else printed, nl=False)
    if not quiet:
        click.echo(_summary(count, findings), err=form not in _FOR_PEOPLE or output is not None)
    _write_step_summary(form, count, findings)


def render(
    form: str, findings: Sequence[Finding], lines_of: Callable[[str], Lines], *, colour: bool
) -> str:
    """Findings as one of `FORMATS`."""
    match form:
        case "json":
            return json.render(findings)
        case "github":
            return github.render(findings)
        case "gitlab":
            return gitlab.render(findings, lines_of)
        case "sarif":
            return sarif.render(findings, lines_of, rule_infos(), version("mkdocs-postmortems"))
        case "concise":
            return concise.render(findings)
        case _:
            return text.render(findings, lines_of, paint() if colour else text.plain)


def _summary(count: int, findings: Sequence[Finding]) -> str:
    safe = sum(one.fix is not None and one.fix.safe for one in findings)
    unsafe = sum(one.fix is not None for one in findings) - safe
    offers = []
    if safe:
        offers.append(f"{safe} can be mended with `--fix`")
    if unsafe:
        offers.append(
            f"{unsafe} more with `--fix --unsafe-fixes`"
            if safe
            else f"{unsafe} can be mended with `--fix --unsafe-fixes`"
        )
    return "; ".join((summarise(count, findings), *offers))


def write_output(path: Path, text: str) -> None:
    """A file that the command line names; one that cannot be written is a mistake of usage."""
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def guarded(printed: str) -> str:
    """On GitHub, text that an author wrote must not be read as a command of the runner."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return printed
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{printed}::{token}::\n"


def _write_step_summary(form: str, count: int, findings: Sequence[Finding]) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(step_summary.render(count, findings))

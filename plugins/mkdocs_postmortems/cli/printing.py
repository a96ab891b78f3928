"""Rows to stdout: as lines for people, JSON, or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from mkdocs_postmortems.cli.output import guarded
from mkdocs_postmortems.publish.escape import escape, mute
from mkdocs_postmortems.report.json import dumps
from mkdocs_postmortems.report.text import visible

Row = Mapping[str, Any]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run."""


def print_json(noun: str, rows: Sequence[Row]) -> None:
    """`{"version": 1, noun: rows}`."""
    click.echo(dumps({"version": 1, noun: list(rows)}), nl=False)


def print_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """One line a row; lists are joined by blanks, what is unknown is empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    click.echo(stream.getvalue(), nl=False)


def print_markdown(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as GitHub and GitLab show it; whatever stands in a cell is shown and does nothing."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += (f"| {' | '.join(_shown(one) for one in row)} |" for row in rows)
    click.echo("\n".join(lines))


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return mute(escape(text))


def print_lines(lines: Iterable[str]) -> None:
    """For people: control characters are made visible, and a CI runner takes nothing as a command.

    `lines` may hold several lines each.
    """
    text = "".join(f"{visible(row)}\n" for line in lines for row in line.split("\n"))
    if text:
        click.echo(guarded(text), nl=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _cell(" ".join(str(one) for one in value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text

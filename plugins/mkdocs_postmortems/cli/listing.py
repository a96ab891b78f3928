"""`postmortems list`: the postmortems, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.filtering import Filter, filter_options
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines, print_markdown
from mkdocs_postmortems.cli.reading import (
    exit_code,
    files_argument,
    form_option,
    open_documents,
    today_option,
)
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.report.summary import plural

COLUMNS = (
    "id",
    "path",
    "title",
    "status",
    "kind",
    "account",
    "severity",
    "services",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "trigger",
    "detected_by",
    "mitigated_by",
    "tags",
)


@click.command("list", epilog="Exit codes: 0; 2 usage, a path that does not exist, bad settings.")
@files_argument
@form_option("json", "csv", "markdown")
@filter_options("service", "severity", "kind", "status", "theme", "since", "until")
@today_option
def list_(files: tuple[Path, ...], form: str, chosen: Filter, today: str | None) -> int:
    """List the postmortems, newest first, drafts included.

    \b
    Examples:
      postmortems list
      postmortems list --service checkout --severity sev-1 --since 2024
      postmortems list --theme rollback --format markdown
      postmortems list --format csv > incidents.csv
    """
    opened = open_documents(files, resolve_today(today))
    found = [
        document.postmortem
        for one, asked in ((one, chosen.known_to(one.base)) for one in opened)
        for document in one.documents
        if asked.keeps(document.postmortem, one.learned)
    ]
    found.sort(key=lambda one: one.sort_key, reverse=True)
    rows = [_row(one) for one in found]
    if form == "json":
        print_json("postmortems", rows)
    elif form == "csv":
        print_csv(COLUMNS, rows)
    elif form == "markdown":
        print_markdown(
            ("Day", "Severity", "Id", "Title", "Services"),
            ((_day(one), one.severity, one.id, one.title, one.services) for one in found),
        )
    else:
        print_lines(_lines(found))
        click.echo(plural(len(found), "postmortem"), err=True)
    return exit_code(one.base for one in opened)


def _day(one: Postmortem) -> str:
    return one.started_at.iso[:10] if one.started_at else "unknown"


def _row(one: Postmortem) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in COLUMNS}
    for name in COLUMNS:
        if name.endswith("_at"):
            values[name] = values[name].iso if values[name] else None
        elif isinstance(values[name], tuple):
            values[name] = list(values[name])
    return values


def _lines(found: list[Postmortem]) -> Iterator[str]:
    for one in found:
        marks = [one.kind] if one.kind != "incident" else []
        marks += [] if one.is_counted else ["draft"]
        behind = f" ({', '.join(marks)})" if marks else ""
        yield f"{_day(one):<10}  {one.severity or '?':<6}  {one.id}{behind}"
        yield f"    {one.title} ({', '.join(one.services) or 'no service'})"

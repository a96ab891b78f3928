"""`postmortems list`: the postmortems, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.completing import complete_services, complete_severities
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines
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
@form_option("json", "csv")
@click.option(
    "--service",
    multiple=True,
    shell_complete=complete_services,
    help="Only of these services; may be repeated.",
)
@click.option(
    "--severity",
    multiple=True,
    shell_complete=complete_severities,
    help="Only of these severities; may be repeated.",
)
@today_option
def list_(
    files: tuple[Path, ...],
    form: str,
    service: tuple[str, ...],
    severity: tuple[str, ...],
    today: str | None,
) -> int:
    """List the postmortems, newest first, drafts included.

    \b
    Examples:
      postmortems list
      postmortems list --service checkout --severity sev-1
      postmortems list --format csv > incidents.csv
    """
    opened = open_documents(files, resolve_today(today))
    for one in opened:
        for word, words, terms in (
            ("--service", service, one.base.services),
            ("--severity", severity, one.base.vocabularies["severities"]),
        ):
            for wanted in words:
                if wanted not in terms.ids:
                    raise click.BadParameter(f"`{wanted}` is not in use", param_hint=word)
    found = [
        document.postmortem
        for one in opened
        for document in one.documents
        if (not service or set(service) & set(document.postmortem.services))
        and (not severity or document.postmortem.severity in severity)
    ]
    found.sort(key=lambda one: one.sort_key, reverse=True)
    rows = [_row(one) for one in found]
    if form == "json":
        print_json("postmortems", rows)
    elif form == "csv":
        print_csv(COLUMNS, rows)
    else:
        print_lines(_lines(found))
        click.echo(plural(len(found), "postmortem"), err=True)
    return exit_code(one.base for one in opened)


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
        day = one.started_at.iso[:10] if one.started_at else "unknown"
        marks = [one.kind] if one.kind != "incident" else []
        marks += [] if one.is_counted else ["draft"]
        behind = f" ({', '.join(marks)})" if marks else ""
        yield f"{day:<10}  {one.severity or '?':<6}  {one.id}{behind}"
        yield f"    {one.title} ({', '.join(one.services) or 'no service'})"

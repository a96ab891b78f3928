"""Action items as trackers import them. Nobody is named: who does it is agreed there."""

from __future__ import annotations

from collections.abc import Iterable

import click

from mkdocs_postmortems.cli.printing import print_csv
from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.model.ticket import PREFIX, reference
from mkdocs_postmortems.report.json import dumps

EXPORTS = ("jira-csv", "github-json", "csv")
_JIRA = ("Summary", "Description", "Issue Type", "Due Date", "Labels")
_PLAIN = ("action", "text", "type", "services", "severity", "deadline")


def print_export(form: str, items: Iterable[Item]) -> int:
    """Print the open items without a ticket, and say how many they are."""
    chosen = [one for one in items if one.state is State.OPEN and not one.ticket]
    if form == "github-json":
        issues = [
            {"title": one.text, "body": _description(one), "labels": ["postmortem"]}
            for one in chosen
        ]
        click.echo(dumps(issues), nl=False)
    elif form == "jira-csv":
        print_csv(_JIRA, (dict(zip(_JIRA, _jira(one), strict=True)) for one in chosen))
    else:
        print_csv(_PLAIN, (dict(zip(_PLAIN, _plain(one), strict=True)) for one in chosen))
    return len(chosen)


def _name(one: Item) -> str:
    return reference(one.incident.id, one.id, one.number)


def _description(one: Item) -> str:
    """The last line is how `sync` finds the item again."""
    return f"After the incident: {one.incident.title}\n\n{PREFIX} {_name(one)}"


def _jira(one: Item) -> tuple[object, ...]:
    due = one.deadline.isoformat() if one.deadline else None
    return (one.text, _description(one), "Task", due, "postmortem")


def _plain(one: Item) -> tuple[object, ...]:
    due = one.deadline.isoformat() if one.deadline else None
    severity = one.incident.severity
    return (_action(one), one.text, one.type, one.incident.services, severity, due)


def _action(one: Item) -> str:
    return f"{PREFIX} {_name(one)}"

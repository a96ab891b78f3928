"""`postmortems actions`: what was promised, what is done of it, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.cli.exporting import EXPORTS, print_export
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.learn.action_items import Item, State, owned_items
from mkdocs_postmortems.learn.follow_up import items_by_owner
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.report.summary import plural

COLUMNS = (
    *("incident", "number", "id", "text", "type", "ticket", "severity", "services", "themes"),
    *("state", "is_in_progress", "reason", "opened", "closed", "due", "deadline"),
    *("age_days", "overdue_days"),
)
"""The same as in the site's data/actions.json."""


@click.command(epilog="Exit codes: 0, also where items are late; 2 usage, bad settings.")
@folder_option
@form_option("json", "csv")
@click.option("--open", "only_open", is_flag=True, help="Only those that are open.")
@click.option("--due", is_flag=True, help="What is due, by owner; in the terminal only.")
@click.option(
    "--export",
    "exported",
    type=click.Choice(EXPORTS),
    help="Open items without a ticket, to be imported by a tracker.",
)
@today_option
def actions(  # click gives each option by its name
    folder: Path | None,
    form: str,
    only_open: bool,
    due: bool,
    exported: str | None,
    today: str | None,
) -> int:
    """Print the action items of own postmortems as they stand today.

    Owners are shown by --due alone, by name and never in a file: a list of people beside lateness
    is nothing to keep.

    \b
    Examples:
      postmortems actions --open
      postmortems actions --due
      postmortems actions --format csv > actions.csv
      postmortems actions --export jira-csv > new-tickets.csv
    """
    if due and form != "text":
        raise click.UsageError("--due is for the terminal; leave --format away")
    if exported and (due or form != "text"):
        raise click.UsageError("--export has a form of its own; leave --due and --format away")
    paths = (folder,) if folder else ()
    base = open_knowledge_bases(paths, resolve_today(today))[0][0]
    learned = base.learned
    if exported:
        count = print_export(exported, learned.items)
        click.echo(f"{plural(count, 'open item')} without a ticket", err=True)
        return exit_code((base,))
    items = [one for one in learned.items if one.state is State.OPEN or not only_open]
    if form == "json":
        print_json("actions", [_row(one) for one in items])
    elif form == "csv":
        print_csv(COLUMNS, [_row(one) for one in items])
    else:
        print_lines(_by_owner(learned) if due else _lines(items))
        click.echo(_summary(learned.items), err=True)
    return exit_code((base,))


def _row(one: Item) -> dict[str, Any]:
    return {
        "incident": one.incident.id,
        "number": one.number,
        "id": one.id,
        "text": one.text,
        "type": one.type,
        "ticket": one.ticket,
        "severity": one.incident.severity,
        "services": list(one.incident.services),
        "themes": list(one.themes),
        "state": one.state.value,
        "is_in_progress": one.is_in_progress,
        "reason": one.reason,
        "opened": _iso(one.opened),
        "closed": _iso(one.closed),
        "due": _iso(one.due),
        "deadline": _iso(one.deadline),
        "age_days": one.age,
        "overdue_days": one.overdue,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lines(items: list[Item]) -> Iterator[str]:
    for one in items:
        yield f"{one.incident.id} {_said(one)}"


def _said(one: Item) -> str:
    name = f"{one.id}: " if one.id else ""
    return f"[{_state(one)}] {name}{one.text}"


def _state(one: Item) -> str:
    if one.is_overdue:
        return f"open, {plural(one.overdue, 'day')} over {one.deadline}"
    if one.state is State.OPEN and one.deadline:
        return f"open, due {one.deadline}"
    if one.closed:
        return f"{one.state.value} {one.closed}"
    return one.state.value


def _by_owner(learned: Learned) -> Iterator[str]:
    """Open items that have a deadline, soonest first; owners by name."""
    owned = owned_items(
        learned.corpus.postmortems, learned.authored.quotes, learned.today, learned.follow_up
    )
    for owner, theirs in items_by_owner(owned):
        dated = sorted(
            (one for one in theirs.open if one.deadline),
            key=lambda one: (one.deadline or date.max, one.order),
        )
        if dated:
            yield owner or "nobody named"
            yield from (f"    {one.incident.id} {_said(one)}" for one in dated)


def _summary(items: tuple[Item, ...]) -> str:
    is_open = sum(one.state is State.OPEN for one in items)
    late = sum(one.is_overdue for one in items)
    return f"{plural(len(items), 'action item')}, {is_open} open, {late} overdue"

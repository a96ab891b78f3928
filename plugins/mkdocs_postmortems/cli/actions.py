"""`postmortems actions`: what was promised, what is done of it, what is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.calendar import Event, as_calendar
from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.cli.exporting import EXPORTS, print_export
from mkdocs_postmortems.cli.filtering import Filter, filter_options
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines, print_markdown
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.action_items import Item, State, owned_items
from mkdocs_postmortems.learn.follow_up import items_by_owner
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.nearest import nearest
from mkdocs_postmortems.report.summary import plural

COLUMNS = (
    *("incident", "number", "id", "text", "type", "ticket", "severity", "services", "themes"),
    *("state", "is_in_progress", "reason", "opened", "closed", "due", "deadline"),
    *("age_days", "overdue_days"),
)
"""The same as in the site's data/actions.json."""


def _days(context: click.Context, parameter: click.Parameter, text: str | None) -> int | None:
    """`14`, `14d` or `2w`."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,4})\s*([dw]?)", text.strip())
    if match is None:
        raise click.BadParameter(f"`{text}` is no number of days; write 14d or 2w")
    return int(match[1]) * (7 if match[2] == "w" else 1)


@click.command(epilog="Exit codes: 0, also where items are late; 2 usage, bad settings.")
@folder_option
@form_option("json", "csv", "markdown", "ics")
@filter_options("service", "severity", "theme", "since", "until")
@click.option("--open", "only_open", is_flag=True, help="Only those that are open.")
@click.option("--due", is_flag=True, help="What is due, by owner; in the terminal only.")
@click.option("--within", metavar="DAYS", callback=_days, help="Only due in so many days, or late.")
@click.option("--owner", metavar="NAME", help="With --due or --format ics: only this owner's.")
@click.option(
    "--export",
    "exported",
    type=click.Choice(EXPORTS),
    help="Open items without a ticket, to be imported by a tracker.",
)
@today_option
def actions(folder: Path | None, form: str, chosen: Filter, today: str | None, **asked: Any) -> int:
    """Print the action items of own postmortems as they stand today.

    Owners are shown by --due alone, by name and never in a file: a list of people beside lateness
    is nothing to keep. A calendar has what is due and nobody's name; with --owner it is one's own.

    \b
    Examples:
      postmortems actions --open
      postmortems actions --due --within 14d
      postmortems actions --owner Ada --format ics > due.ics
      postmortems actions --format csv > actions.csv
      postmortems actions --export jira-csv > new-tickets.csv
    """
    _refuse(form, **asked)
    base = open_knowledge_bases((folder,) if folder else (), resolve_today(today))[0][0]
    if asked["exported"]:
        # A tracker has more readers than a terminal: only what the settings' audience may read.
        base = KnowledgeBase(base.root, base.shown_from, base.today)
    learned = base.learned
    told = {one.id for one in chosen.known_to(base).choose(learned.corpus.counted, learned)}
    items = [
        one
        for one in learned.items
        if one.incident.id in told and _is_within(one, asked["within"], base.today)
    ]
    if asked["exported"]:
        count = print_export(asked["exported"], items)
        click.echo(f"{plural(count, 'open item')} without a ticket", err=True)
        return exit_code((base,))
    if asked["only_open"]:
        items = [one for one in items if one.state is State.OPEN]
    if form == "json":
        print_json("actions", [_row(one) for one in items])
    elif form == "csv":
        print_csv(COLUMNS, [_row(one) for one in items])
    elif form == "markdown":
        print_markdown(("Item", "Of", "State", "Ticket"), map(_cells, items))
    elif form == "ics" or asked["due"]:
        by_owner = _due(learned, {one.order for one in items}, asked["owner"])
        if form == "ics":
            due = (one for _, theirs in by_owner for one in theirs)
            click.echo(as_calendar(map(_event, due), base.today), nl=False)
            return exit_code((base,))
        print_lines(_by_owner(by_owner))
        click.echo(_summary(items), err=True)
    else:
        print_lines(_lines(items))
        click.echo(_summary(items), err=True)
    return exit_code((base,))


def _refuse(form: str, *, due: bool, owner: str | None, exported: str | None, **_: object) -> None:
    """What does not go together."""
    if due and form != "text":
        raise click.UsageError("--due is for the terminal; leave --format away")
    if exported and (due or form != "text"):
        raise click.UsageError("--export has a form of its own; leave --due and --format away")
    if owner and not (due or form == "ics"):
        raise click.UsageError("--owner goes with --due or --format ics")


def _is_within(one: Item, days: int | None, today: date) -> bool:
    if days is None:
        return True
    return (
        one.state is State.OPEN and one.deadline is not None and (one.deadline - today).days <= days
    )


def _cells(one: Item) -> tuple[str, ...]:
    name = f"{one.id}: " if one.id else ""
    return (f"{name}{one.text}", one.incident.id, _state(one), one.ticket or "")


def _event(one: Item) -> Event:
    """A whole day: its deadline."""
    day = one.deadline or date.max
    return Event(
        key=f"{one.incident.id}/{one.number}",
        begins=day,
        ends=day + timedelta(days=1),
        summary=f"{one.id or one.number}: {one.text}",
        description=f"Promised in {one.incident.id}, {one.incident.title}",
    )


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


Owned = list[tuple[str | None, list[Item]]]


def _due(learned: Learned, among: set[tuple[str, int]], owner: str | None) -> Owned:
    """Open items that have a deadline, soonest first; owners by name."""
    owned = owned_items(
        learned.corpus.postmortems, learned.authored.quotes, learned.today, learned.follow_up
    )
    wanted = owner.casefold() if owner else None
    everybody = items_by_owner(owned)
    names = tuple(name for name, _ in everybody if name)
    if owner and owner.casefold() not in map(str.casefold, names):
        near = nearest(owner, names)
        hint = f"; did you mean `{near}`?" if near else ""
        raise click.BadParameter(f"nobody is called `{owner}`{hint}", param_hint="--owner")
    found = []
    for name, theirs in everybody:
        dated = sorted(
            (one for one in theirs.open if one.deadline and one.order in among),
            key=lambda one: (one.deadline or date.max, one.order),
        )
        if dated and (wanted is None or (name or "").casefold() == wanted):
            found.append((name, dated))
    return found


def _by_owner(found: Owned) -> Iterator[str]:
    for owner, dated in found:
        yield owner or "nobody named"
        yield from (f"    {one.incident.id} {_said(one)}" for one in dated)


def _summary(items: list[Item]) -> str:
    is_open = sum(one.state is State.OPEN for one in items)
    late = sum(one.is_overdue for one in items)
    return f"{plural(len(items), 'action item')}, {is_open} open, {late} overdue"

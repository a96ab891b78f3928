"""`postmortems actions`: what was promised, what is done of it, what is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.calendar import Event, as_calendar
from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.exporting import EXPORTS, print_export
from mkdocs_postmortems.cli.filtering import Filter, filter_options
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines, print_markdown
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.learn.action_items import Item, State, owned_items
from mkdocs_postmortems.learn.follow_up import items_by_owner
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.publish.data import action_row
from mkdocs_postmortems.publish.data_files import COLUMNS
from mkdocs_postmortems.report.summary import plural


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
    base = open_folder(folder, resolve_today(today))
    if asked["exported"]:
        base = base.for_its_audience()
    learned, asked_for = base.learned, chosen.known_to(base)
    told = {one.id for one in learned.corpus.counted if asked_for.keeps(one, learned)}
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
        print_json("actions", [action_row(one) for one in items])
    elif form == "csv":
        print_csv(COLUMNS["actions"], [action_row(one) for one in items])
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
    return (_named(one), one.incident.id, _state(one), one.ticket or "")


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


def _lines(items: list[Item]) -> Iterator[str]:
    for one in items:
        yield f"{one.incident.id} {_said(one)}"


def _said(one: Item) -> str:
    return f"[{_state(one)}] {_named(one)}"


def _named(one: Item) -> str:
    return f"{one.id}: {one.text}" if one.id else one.text


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
    by_owner = items_by_owner(owned)
    if owner:
        names = [name for name, _ in by_owner if name]
        by_owner = tuple(one for one in by_owner if _is_called(one[0], owner))
        if not by_owner:
            told = (f"nobody is called `{owner}`", meant(owner, names))
            raise click.BadParameter("; ".join(filter(None, told)), param_hint="--owner")
    found = []
    for name, theirs in by_owner:
        dated = sorted(
            (one for one in theirs.open if one.deadline and one.order in among),
            key=lambda one: (one.deadline or date.max, one.order),
        )
        if dated:
            found.append((name, dated))
    return found


def _is_called(name: str | None, wanted: str) -> bool:
    return name is not None and name.casefold() == wanted.casefold()


def _by_owner(found: Owned) -> Iterator[str]:
    for owner, dated in found:
        yield owner or "nobody named"
        yield from (f"    {one.incident.id} {_said(one)}" for one in dated)


def _summary(items: list[Item]) -> str:
    is_open = sum(one.state is State.OPEN for one in items)
    late = sum(one.is_overdue for one in items)
    return f"{plural(len(items), 'action item')}, {is_open} open, {late} overdue"

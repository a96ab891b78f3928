"""`postmortems sync`: what became of action items in the tracker, written back."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import click

from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.printing import print_lines
from mkdocs_postmortems.cli.reading import exit_code, folder_option, today_option
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.ticket import Ticket, reference
from mkdocs_postmortems.read.actions import columns_of
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.read.tickets import TicketsError, read_tickets
from mkdocs_postmortems.report.summary import plural
from mkdocs_postmortems.report.text import visible
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.tickets import write_tickets


@click.command(epilog="Exit codes: 0, also where nothing changes; 2 usage, bad settings.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="The tracker's export: Jira's or GitHub's JSON, or CSV.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No summary; contradictions are still told.")
@folder_option
@today_option
def sync(source: Path, dry_run: bool, quiet: bool, folder: Path | None, today: str | None) -> int:
    """Bring keys, status and days of closing from a tracker back into action items.

    A ticket belongs to the item that names its key, else to the one that its description names, as
    `actions --export` wrote it. Only cells of tables and checkboxes change; where a person has
    written something else, that stays and is told.

    \b
    Examples:
      postmortems sync --from jira.json --dry-run
      postmortems sync --from github.json && git diff
    """
    base = open_folder(folder, resolve_today(today))
    try:
        tickets = read_tickets(source, base.vocabularies)
    except TicketsError as error:
        raise click.ClickException(str(error)) from None
    count = 0
    for path, document in zip(base.paths, base.documents, strict=True):
        data, problem = read_bytes(path)
        chosen = _tickets_of(document, tickets)
        if problem or not chosen or not document.postmortem.is_own:
            continue
        synced = write_tickets(data, document, chosen, columns_of)
        for line in synced.told:
            click.echo(visible(line), err=True)
        if synced.data != data:
            count += 1
            if dry_run:
                print_lines(_diff(document.path, data, synced.data))
            else:
                write_atomically(path, synced.data)
    if not quiet:
        would = "would change" if dry_run else "changed"
        click.echo(
            f"{plural(len(tickets), 'ticket')} read, {plural(count, 'file')} {would}", err=True
        )
    return exit_code((base,))


def _tickets_of(document: Document, tickets: tuple[Ticket, ...]) -> dict[int, Ticket]:
    """By the item's number; the key that an item names goes before a description."""
    by_url = {one.url.lower(): one for one in tickets if one.url}
    by_key = {one.key.lower(): one for one in tickets}
    by_action = {one.action: one for one in tickets if one.action}
    found: dict[int, Ticket] = {}
    for number, item in enumerate(document.postmortem.action_items, 1):
        other = by_action.get(reference(document.postmortem.id, item.id, number))
        if item.ticket:
            words = re.findall(r"#?[\w-]+", item.ticket.lower())
            ticket = by_url.get(item.ticket.lower()) or next(
                (by_key[word] for word in words if word in by_key), None
            )
        else:
            ticket = other
        if other and ticket is not other:
            name = f"{document.path}: {item.id or number}"
            told = f"{name} names {item.ticket} here and {other.key} names it; left as it is"
            click.echo(visible(told), err=True)
        if ticket:
            found[number] = ticket
    return found


def _diff(path: str, before: bytes, after: bytes) -> list[str]:
    old, new = (data.decode("utf-8").splitlines() for data in (before, after))
    return list(difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""))

"""`postmortems agenda`: what the meeting about a postmortem is to settle."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click

from mkdocs_postmortems.cli.calendar import Event, as_calendar
from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.reading import exit_code, folder_option, shown_document, today_option
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.agenda import Agenda, make_agenda
from mkdocs_postmortems.publish.announcement import rendered

_BEGINS = time(10)
_LASTS = timedelta(hours=1)


@click.command(epilog="Exit codes: 0; 2 usage, an unknown id, bad settings.")
@click.argument("id")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "ics")),
    default="markdown",
    show_default=True,
    help="As text, or as a proposal for a calendar.",
)
@folder_option
@today_option
def agenda(id: str, form: str, folder: Path | None, today: str | None) -> int:
    """Write the agenda of the meeting about the postmortem ID.

    Its questions are chosen by what the document does not say yet. The day is a weekday before the
    deadline; in a calendar it is one hour from 10:00 in the settings' zone, to be moved.

    \b
    Examples:
      postmortems agenda 2024-05-02-cache-flush
      postmortems agenda 2024-05-02-cache-flush --format ics > meeting.ics
    """
    base = open_folder(folder, resolve_today(today)).for_its_audience()
    one = shown_document(base, id).postmortem
    made = make_agenda(one, base.learned.writing.writing(one), base.today)
    word = base.settings.word
    if form == "ics":
        click.echo(_event(made, base, rendered("agenda", "email", one=made, word=word)), nl=False)
    else:
        click.echo(rendered("agenda", "markdown", one=made, word=word), nl=False)
    return exit_code((base,))


def _event(made: Agenda, base: KnowledgeBase, text: str) -> str:
    begins = datetime.combine(made.day, _BEGINS, base.settings.time_zone).astimezone(UTC)
    event = Event(
        key=made.postmortem.id,
        begins=begins,
        ends=begins + _LASTS,
        summary=f"{base.settings.word}: {made.postmortem.title}",
        description=text,
        is_tentative=True,
    )
    return as_calendar((event,), base.today)

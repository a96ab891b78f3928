"""`postmortems announce`: the words for a channel or a mail, to be sent by a person."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click

from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.reading import (
    exit_code,
    folder_option,
    shown_document,
    today_option,
)
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.deadlines import day_of
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.announcement import (
    FORMATS,
    STAGES,
    Announcement,
    impact_of,
    three_lessons,
    write_announcement,
)
from mkdocs_postmortems.publish.external_message import NotCarriedError, Part, external_message
from mkdocs_postmortems.read.site_address import site_address


@click.command(epilog="Exit codes: 0; 2 usage, or what is needed is not written yet.")
@click.argument("id")
@click.option("--stage", type=click.Choice(STAGES), default="published", show_default=True)
@click.option(
    "--audience",
    type=click.Choice(("internal", "customers")),
    default="internal",
    show_default=True,
    help="Customers get the external message and nothing else.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", show_default=True)
@click.option("--site", metavar="URL", help="The site's address [default: site_url of mkdocs.yml].")
@folder_option
@today_option
def announce(  # noqa: PLR0913  # click gives each option by its name
    id: str,
    *,
    stage: str,
    audience: str,
    form: str,
    site: str | None,
    folder: Path | None,
    today: str | None,
) -> int:
    """Write what is told of the postmortem ID; nothing is sent.

    `opened` names the owner and the deadline, `published` the impact in a sentence and three
    lessons, `reminder` the deadline and nobody. What the settings' audience may not read is not
    announced.

    \b
    Examples:
      postmortems announce 2024-05-02-cache-flush --stage opened --format slack
      postmortems announce 2024-05-02-cache-flush --audience customers --format email
    """
    base = open_folder(folder, resolve_today(today)).for_its_audience()
    document = shown_document(base, id)
    one, learned = document.postmortem, base.learned
    word = base.settings.word
    if audience == "customers":
        if stage == "reminder":
            raise click.ClickException("a reminder is for colleagues\nleave --audience away")
        message = _message(document)
        day = day_of(one.started_at, base.settings.time_zone)
        subject = f"About the incident of {day}" if day else "About the incident"
        told = Announcement(
            stage=stage, title="", word=word, link="", message=message, subject=subject
        )
    else:
        _refuse_untrue(stage, one)
        due = learned.writing.writing(one)
        told = Announcement(
            stage=stage,
            title=one.title,
            word=word,
            link=f"{_site(base, site)}/postmortems/{quote(one.id)}/",
            owner=one.owner,
            due=due,
            is_over=due is not None and due < base.today,
            impact=impact_of(one),
            lessons=tuple(lesson.text for lesson in three_lessons(one, learned)),
            subject=f"{word[:1].upper()}{word[1:]}: {one.title}",
        )
    click.echo(write_announcement(told, form), nl=False)
    return exit_code((base,))


def _message(document: Document) -> tuple[Part, ...]:
    try:
        message = external_message(document)
    except NotCarriedError as error:
        raise click.ClickException(
            f"{document.path}:{error.line}: the external message has {error.what}, "
            "which no message carries\nwrite it in sentences or as a list"
        ) from None
    if not message:
        raise click.ClickException(
            f"{document.path} has no external message\n"
            "write one under `## External message`: what customers noticed, and what holds now"
        )
    return message


def _refuse_untrue(stage: str, one: Postmortem) -> None:
    """A stage says whether the postmortem is published."""
    is_published = one.status == "published"
    if stage == "published" and not is_published:
        raise click.ClickException(
            f"`{one.id}` is not published: its status is {one.status}\n"
            "write `status: published` first, or use --stage opened"
        )
    if stage != "published" and is_published:
        raise click.ClickException(f"`{one.id}` is published already\nuse --stage published")


def _site(base: KnowledgeBase, given: str | None) -> str:
    """As given, else as mkdocs.yml has it."""
    found = (given or "").rstrip("/") or site_address(base.root)
    if not found:
        raise click.ClickException(
            "the site's address is not known\nwrite `site_url` in mkdocs.yml, or give --site URL"
        )
    return found

"""`postmortems init`: a knowledge base in a repository that is new or has lived."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.answering import answer
from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.scaffolding import (
    Outcome,
    Planned,
    plan_base,
    plan_editor,
    write_planned,
)
from mkdocs_postmortems.model.settings import AUDIENCES
from mkdocs_postmortems.read.folder import NAME
from mkdocs_postmortems.report.text import visible
from mkdocs_postmortems.write.editor import EDITORS
from mkdocs_postmortems.write.scaffold import HOSTS, Answers


@click.command(epilog="Exit codes: 0; 1 what is there already does not pass `check`; 2 usage.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", help="What the site is called.")
@click.option("--word", help="What you call a postmortem: retrospective, incident review.")
@click.option("--services", metavar="IDS", help="What can break, separated by commas.")
@click.option(
    "--backstage", multiple=True, metavar="GLOB", help="Services from Backstage catalogue files."
)
@click.option(
    "--severities", metavar="IDS", help="Strongest first; `major:Major outage` names one."
)
@click.option(
    "--deadline",
    multiple=True,
    metavar="SEVERITY=DAYS/DAYS",
    help="Until published, then until its actions are done: sev-1=3d/15d.",
)
@click.option("--time-zone", metavar="ZONE", help="Of deadlines and of bare clock times.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who may read it.")
@click.option("--host", type=click.Choice(HOSTS), help="Whose workflows are written.")
@click.option("--editor", type=click.Choice((*EDITORS, "none")), help="Whose set-up is written.")
@click.option("--with-guide", is_flag=True, help="Copy the guide for authors into docs/.")
@click.option(
    "--requirement", metavar="TEXT", help="What pip installs in CI: a version, an address."
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; say what was assumed.")
@click.option("--force", is_flag=True, help="Replace files that are there. Postmortems never are.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is left to do.")
def init(folder: Path, **options: Any) -> int:
    """Set up a knowledge base in DIR: settings, services, templates, site, checks.

    It asks for what no option says; without a terminal, or with --yes, it assumes and tells what.
    Nothing that is there is overwritten: running it again writes what is missing.

    \b
    Examples:
      postmortems init
      postmortems init reviews --name "Incident reviews" --word "incident review"
      postmortems init --yes --services checkout,search --host github --editor vscode
      postmortems init --yes --backstage '**/catalog-info.yaml' --with-guide
    """
    force, quiet = options["force"], options["quiet"]
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is a file; name a folder"
        raise click.BadParameter(message, param_hint="DIR")
    answers = answer(folder, options)
    try:
        planned = plan_base(folder, answers, force=force)
        write_planned(folder, planned)
        if options["editor"] in EDITORS:
            more = plan_editor(folder, resolve_today(None), force=force)
            write_planned(folder, more)
            planned += more
    except (OSError, UnicodeDecodeError) as error:
        where = getattr(error, "filename", None) or folder
        message = f"{where} cannot be written: {getattr(error, 'strerror', None) or error}"
        raise click.ClickException(message) from error
    if not quiet:
        _print_files(planned)
    _print_missing(planned, answers)
    return _check(folder, answers, quiet=quiet)


def _print_files(planned: tuple[Planned, ...]) -> None:
    for one in planned:
        if one.outcome is not Outcome.UNCHANGED:
            click.echo(visible(f"{one.outcome.value:<9} {one.path}"))


def _print_missing(planned: tuple[Planned, ...], answers: Answers) -> None:
    """What somebody's own files lack, ready to paste."""
    for one in planned:
        if one.to_add:
            click.echo(f"\n{one.path} is yours and stays as it is. Add to it:", err=True)
            click.echo(f"\n{one.to_add}\n", err=True)
    if answers.guide and any(one.to_add and one.path == "mkdocs.yml" for one in planned):
        message = "the guide leads to generated pages: build once these lines are in mkdocs.yml"
        click.echo(message, err=True)


def _check(folder: Path, answers: Answers, *, quiet: bool) -> int:
    base = KnowledgeBase(folder / NAME, folder, resolve_today(None), audience="restricted")
    gated = base.reaches_gate((*base.config_findings, *base.findings))
    if gated:
        click.echo("what was here already has problems: run `postmortems check`", err=True)
        return 1
    if not quiet:
        if folder.resolve() != Path.cwd():
            click.echo(visible(f"  cd {folder}"), err=True)
        for command, why in (
            ("postmortems new", "write the first one"),
            ("postmortems check", "what is missing or wrong"),
            ("mkdocs serve", "the site, on this machine"),
        ):
            click.echo(visible(f"  {command:<24} {why}"), err=True)
        if answers.host != "none":
            message = "Pages are published once POSTMORTEMS_PAGES is `true`; see who can read them"
            click.echo(message, err=True)
    return 0

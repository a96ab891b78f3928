"""`postmortems new`: from an incident that has ended to a file that is open in the editor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from mkdocs_postmortems.cli.asking import is_asked
from mkdocs_postmortems.cli.common import open_folder, resolve_now, resolve_today
from mkdocs_postmortems.cli.completing import complete_services, complete_severities
from mkdocs_postmortems.cli.filtering import KINDS
from mkdocs_postmortems.cli.import_ import read_zone
from mkdocs_postmortems.cli.interview import Interview
from mkdocs_postmortems.cli.reading import folder_option
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.starting import start
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.read.foreign.beginnings import read_beginning
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.said_times import Now
from mkdocs_postmortems.report import concise
from mkdocs_postmortems.report.text import visible
from mkdocs_postmortems.write.files import write_atomically


@click.command(epilog="Exit codes: 0 written; 2 usage, bad settings, a source that cannot be read.")
@click.option("--title", help="What happened, in one line.")
@click.option("--severity", shell_complete=complete_severities, help="By id, name or alias.")
@click.option(
    "--services",
    "--service",
    multiple=True,
    metavar="IDS",
    shell_complete=complete_services,
    help="What broke, separated by commas; may be repeated.",
)
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--started", metavar="TIME", help="`14:02 today`, `yesterday 23:10`, `2h ago`, ISO.")
@click.option("--detected", metavar="TIME", help="As --started; `+7m` counts from the start.")
@click.option("--acknowledged", metavar="TIME", help="As --detected.")
@click.option("--mitigated", metavar="TIME", help="As --detected.")
@click.option("--resolved", metavar="TIME", help="As --detected.")
@click.option("--owner", help="Who sees to it that it is written.")
@click.option("--zone", metavar="ZONE", help="Of these times; the settings' own without it.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True),
    help="A PagerDuty incident, a Jira issue, a Slack export, entries as JSON or CSV.",
)
@click.option("--pick", metavar="ID", help="Which incident of the source, or which channel.")
@click.option("--all-messages", is_flag=True, help="Of Slack: all messages, not the marked ones.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; what is not known stays empty.")
@click.option("-q", "--quiet", is_flag=True, help="Print the path and nothing else.")
@folder_option
def new(folder: Path | None, **options: Any) -> int:
    """Start a postmortem: the template that fits, filled with what is known.

    It asks for what no option says, shows what was similar and what is still open of it, and opens
    $VISUAL or $EDITOR. The path goes to stdout, all else to stderr.

    \b
    Examples:
      postmortems new
      postmortems new --title "Checkout refused orders" --severity sev-2 --started "14:02 today"
      postmortems new --from incident.json --no-edit
      postmortems new --from slack-export.zip --pick inc-1042 --zone Europe/Berlin
      postmortems new --kind near-miss --title "A backup could not be read"
    """
    base = open_folder(folder, resolve_today(None))
    if base.config_findings:
        click.echo("the settings have problems; `postmortems check` shows them", err=True)
        return 2
    zone = ZoneInfo(read_zone(options["zone"]) or base.settings.time_zone.key)
    now = Now(at=resolve_now(), zone=zone)
    asks = is_asked(yes=options["yes"])
    foreign = _foreign(options)
    interview = Interview(base=base, options=options, now=now, asks=asks, foreign=foreign)
    started = start(base, interview.begun())
    try:
        started.path.parent.mkdir(parents=True, exist_ok=True)
        for name, data in started.files.items():
            write_atomically(started.path.with_name(name), data)
        write_atomically(started.path, started.text.encode("utf-8"))
    except OSError as error:
        message = f"{started.path} cannot be written: {error.strerror or type(error).__name__}"
        raise click.ClickException(message) from error
    shown = base.shown(started.path)
    if asks and sys.stdout.isatty() and not options["no_edit"]:
        _edit(started.path)
    click.echo(visible(shown))
    if not options["quiet"]:
        _print_findings(base, started.path)
    return 0


def _foreign(options: dict[str, Any]) -> Foreign | None:
    if options["source"] is None:
        return None
    try:
        return read_beginning(
            options["source"], options["pick"], all_messages=options["all_messages"]
        )
    except RefusedError as refused:
        told = "; ".join(filter(None, (refused.reason, refused.help)))
        message = visible(f"{options['source']}: {told}")
        raise click.BadParameter(message, param_hint="--from") from None


def _edit(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        click.echo(f"the editor could not be run: {error.message}", err=True)
        click.echo("the file is written; set $EDITOR to a program that waits", err=True)


def _print_findings(base: KnowledgeBase, path: Path) -> None:
    """What `check` says of it now; a draft is spared much."""
    after = KnowledgeBase(base.root, base.shown_from, base.today, base.audience)
    found: list[Finding] = after.check_file(path)
    if found:
        click.echo(concise.render(found), nl=False, err=True)

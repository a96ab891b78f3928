"""`postmortems import`: documents of other tools into the knowledge base, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.output import write_output
from mkdocs_postmortems.cli.printing import print_lines
from mkdocs_postmortems.cli.progress import progress
from mkdocs_postmortems.cli.reading import today_option
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.importing import import_all, without_repeats, write_all
from mkdocs_postmortems.model.foreign import Refused
from mkdocs_postmortems.model.imported import Report
from mkdocs_postmortems.read.folder import NAME, find_root
from mkdocs_postmortems.read.foreign.kinds import KINDS, read_sources
from mkdocs_postmortems.report import imported as printed
from mkdocs_postmortems.report.json import dumps
from mkdocs_postmortems.report.text import visible


@click.command(
    "import",
    epilog="Exit codes: 0; 1 a source could not be read; 2 usage, bad settings.",
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--from",
    "kind",
    type=click.Choice(tuple(one.name for one in KINDS)),
    help="What the sources are; without it each file tells.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The knowledge base to write to; ./postmortems without it.",
)
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--time-zone", "zone", metavar="ZONE", help="The zone of times that name none.")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=COLUMN",
    multiple=True,
    help="For CSV: which column holds a field or a section.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="How the report is printed.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the last line.")
@today_option
def import_(sources: tuple[Path, ...], kind: str | None, into: Path | None, **options: Any) -> int:
    """Bring in postmortems from Markdown, Google Docs, Confluence, Notion, Word, trackers.

    SOURCE is a file, a folder or a zip file. Every document becomes a postmortem in review, so
    that it counts from the first day; what is concluded and not stated is told, and `check` asks
    for it. Importing again updates what nobody has edited.

    \b
    Examples:
      postmortems import old-postmortems/ --dry-run
      postmortems import Export-1234.zip --from notion
      postmortems import tracker.csv --column title=Summary --column started_at=Opened
    """
    zone, columns = read_zone(options["zone"]), _columns(options["columns"])
    output: Path | None = options["output"]
    if output is not None and not output.absolute().parent.is_dir():
        message = f"there is no folder {output.parent}"
        raise click.BadParameter(message, param_hint="--output")
    base = _open(into, options["today"])
    if base.config_findings:
        click.echo("the settings have problems; `postmortems check` shows them", err=True)
        return 2
    _refuse_itself(sources, base.root)
    read = (one for it in sources for one in read_sources(it, kind, columns, base.root))
    foreigns, refused = without_repeats(read)
    with progress(len(foreigns), "importing", hidden=options["quiet"]) as bar:
        tick = lambda _: bar.update(1)  # noqa: E731
        reports, failed = import_all(foreigns, base, time_zone=zone, tick=tick)
    refused = (*refused, *failed)
    if not options["dry_run"]:
        try:
            reports = write_all(reports, base)
        except OSError as error:
            where = error.filename or base.root
            message = f"{where} cannot be written: {error.strerror or type(error).__name__}"
            raise click.ClickException(message) from error
    _print(reports, refused, **options)
    return 1 if any(not one.is_passed_over for one in refused) else 0


def _print(
    reports: tuple[Report, ...],
    refused: tuple[Refused, ...],
    *,
    form: str,
    output: Path | None,
    quiet: bool,
    dry_run: bool,
    **_: Any,
) -> None:
    """The report, what was not read, and the answer in one line."""
    lines: Iterable[str] = ()
    if form == "json":
        documents, others = printed.rows(reports), printed.refused_rows(refused)
        value = {"version": 1, "documents": documents, "refused": others}
        lines = dumps(value).splitlines()
    elif form == "markdown":
        lines = printed.markdown(reports, refused)
    elif not quiet:
        lines = printed.lines(reports)
    if output is not None:
        write_output(output, "\n".join(lines) + "\n")
    else:
        print_lines(lines)
    for one in refused:
        click.echo(visible(f"{one.source}: {one.told}"), err=True)
    would = "dry run, nothing written: " if dry_run else ""
    missing = [one for one in refused if not one.is_passed_over]
    click.echo(visible(would + printed.summary(reports, missing)), err=form != "text")


def _open(into: Path | None, today: str | None) -> KnowledgeBase:
    """The knowledge base that is written to; a folder of any name may become one."""
    here = Path.cwd()
    folder = into or (here / NAME)
    if any(one.exists() and not one.is_dir() for one in (folder, *folder.absolute().parents)):
        message = f"{folder} is no folder, and none can be made there"
        raise click.BadParameter(message, param_hint="--into")
    root = (find_root(folder) if folder.is_dir() else None) or folder
    return KnowledgeBase(root.absolute(), here, resolve_today(today), audience="restricted")


def _refuse_itself(sources: tuple[Path, ...], root: Path) -> None:
    """What is in the knowledge base already is not imported into it."""
    for source in sources:
        if root.resolve() in (source.resolve(), *source.resolve().parents):
            message = f"{source} lies in the knowledge base that is written to"
            raise click.UsageError(message)


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            message = f"`{pair}` is no pair; write e.g. `title=Summary`"
            raise click.BadParameter(message, param_hint="--column")
        columns[field.strip()] = column.strip()
    return columns


def read_zone(name: str | None) -> str | None:
    try:
        return ZoneInfo(name).key if name is not None else None
    except (KeyError, ValueError, OSError):
        message = f"`{name}` is not a time zone; write e.g. Europe/Berlin"
        raise click.BadParameter(message, param_hint="--time-zone") from None

"""`postmortems check`: every problem of every postmortem, at its place."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.cli.common import open_knowledge_bases, paint, resolve_today
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.report import github, json, text
from mkdocs_postmortems.report.summary import summarise


@click.command(
    epilog="Exit codes: 0 clean, 1 a finding at the level of `fail_on`, 2 usage or bad settings."
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--today", metavar="DAY", help="The day deadlines are counted to [default: today].")
@click.option("-q", "--quiet", is_flag=True, help="Only findings, no summary.")
def check(paths: tuple[Path, ...], form: str, today: str | None, quiet: bool) -> int:
    """Check postmortems and print every problem with its place and what to write instead.

    PATHS are files or folders; without any, the folder `postmortems`. The whole knowledge base is
    read, but only the given paths are reported.

    \b
    Examples:
      postmortems check
      postmortems check postmortems/2024/2024-05-02-cache-flush.md
      postmortems check --format github postmortems/
    """
    day = resolve_today(today)
    findings: list[Finding] = []
    bad_settings: list[Finding] = []
    gated = 0
    count = 0
    opened = open_knowledge_bases(paths, day)
    for base, wanted in opened:
        chosen = _wanted(base, wanted)
        found = [one for one in base.findings if one.path in chosen]
        findings += found
        bad_settings += base.config_findings
        gated += len(base.reaches_gate(found))
        count += len(chosen)
    shown = bad_settings + findings
    click.echo(_render(form, shown, [base for base, _ in opened]), nl=False)
    if not quiet:
        click.echo(summarise(count, shown), err=form != "text")
    if bad_settings or any(one.code == "PM999" for one in findings):
        return 2
    return 1 if gated else 0


def _wanted(base: KnowledgeBase, paths: tuple[Path, ...]) -> set[str]:
    """The shown paths of the postmortems at or below these paths; of all without any."""
    if not paths:
        return {base.shown(path) for path in base.paths}
    wanted = [path.absolute() for path in paths]
    return {
        base.shown(path)
        for path in base.paths
        if any(path.absolute() == one or one in path.absolute().parents for one in wanted)
    }


def _render(form: str, findings: list[Finding], bases: list[KnowledgeBase]) -> str:
    if form == "json":
        return json.render(findings)
    if form == "github":
        return github.render(findings)

    def lines_of(path: str) -> Lines:
        found = (base.lines_of(path) for base in bases)
        return next((lines for lines in found if lines.text), Lines(""))

    return text.render(findings, lines_of, paint())

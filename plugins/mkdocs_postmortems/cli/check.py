"""`postmortems check`: every problem of every postmortem, at its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from mkdocs_postmortems.check.baseline import (
    BaselineError,
    read_baseline,
    without_baseline,
    write_baseline,
)
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.select import check_selectors, matches
from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.cli.completing import complete_rules
from mkdocs_postmortems.cli.fixing import fix_files
from mkdocs_postmortems.cli.output import FORMATS, print_findings, write_output
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.report.summary import plural


@dataclass(frozen=True)
class Checked:
    """What was found where."""

    bases: tuple[KnowledgeBase, ...]
    count: int
    settings: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    gated: frozenset[Finding] = frozenset()
    """Those at the gate of their own knowledge base."""

    def lines_of(self, path: str) -> Lines:
        found = (base.lines_of(path) for base in self.bases)
        return next((lines for lines in found if lines.text), Lines(""))


@click.command(
    epilog="Exit codes: 0 clean; 1 a finding at the level of `fail_on`; 2 usage, bad settings."
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there, not to stdout."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing a meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also likely guesses.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Also run this rule, or ALL.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Do not run this rule.",
)
@click.option(
    "--fail-on", type=click.Choice([level.value for level in Level]), help="Over the settings' own."
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Leave out what this file lists.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write down what is found now, as old debt.",
)
@click.option(
    "--cache/--no-cache", default=True, help="Do not check unchanged files again [default: cache]."
)
@click.option("--today", metavar="DAY", help="The day deadlines are counted to [default: today].")
@click.option("-q", "--quiet", is_flag=True, help="Only findings, no summary.")
def check(paths: tuple[Path, ...], **options: object) -> int:
    """Check postmortems and print every problem with its place and what to write instead.

    PATHS are files or folders; without any, the folder `postmortems`. The whole knowledge base is
    read, but only the given paths are reported.

    \b
    Examples:
      postmortems check
      postmortems check --fix postmortems/2024/2024-05-02-cache-flush.md
      postmortems check --format github postmortems/
      postmortems check --select ALL --fail-on warning
    """
    return _check(paths, Options(**options))  # type: ignore[arg-type]  # click gives these types


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command line, as click reads it."""

    form: str
    output: Path | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    baseline: Path | None
    write_baseline: Path | None
    cache: bool
    today: str | None
    quiet: bool

    def over(self, base: KnowledgeBase) -> KnowledgeBase:
        """A knowledge base whose settings these options override."""
        own = base.settings
        # By code and by name, so that nothing in the settings is more exact.
        off = (rule for rule in RULES.values() if any(matches(rule, one) for one in self.ignore))
        words = (word for rule in off for word in (rule.code, rule.name))
        levels = {**own.levels, **dict.fromkeys(words, Level.OFF)}
        fail_on = Level(self.fail_on) if self.fail_on else own.fail_on
        select = (*own.select, *self.select)
        return base.with_settings(replace(own, select=select, levels=levels, fail_on=fail_on))


def _check(paths: tuple[Path, ...], options: Options) -> int:
    day = resolve_today(options.today)
    _check_rules("--select", options.select)
    _check_rules("--ignore", options.ignore)
    if options.fix or options.diff:
        bases = [(options.over(base), _chosen(base, own)) for base, own in _open(paths, day)]
        changed = fix_files(
            bases, unsafe=options.unsafe_fixes, diff=options.diff, cache=options.cache
        )
        if options.diff and any(base.config_findings for base, _ in bases):
            click.echo("the settings have problems; `postmortems check` shows them", err=True)
            return 2
        if options.diff:
            return 1 if changed else 0
    checked = _look(paths, day, options)
    if options.write_baseline:
        text = write_baseline(checked.findings, checked.lines_of)
        write_output(options.write_baseline, text)
        written = sum(not one.is_secret for one in checked.findings)
        click.echo(f"{plural(written, 'finding')} written down", err=True)
        return 0
    print_findings(
        options.form,
        (*checked.settings, *checked.findings),
        checked.count,
        checked.lines_of,
        output=options.output,
        quiet=options.quiet,
    )
    if checked.settings or any(one.code == "PM999" for one in checked.findings):
        return 2
    return 1 if checked.gated.intersection(checked.findings) else 0


def _check_rules(option: str, words: tuple[str, ...]) -> None:
    for problem in check_selectors(tuple((word, Span(0, 0)) for word in words)):
        raise click.BadParameter(f"{problem.message}; {problem.help}", param_hint=option)


def _look(paths: tuple[Path, ...], day: date, options: Options) -> Checked:
    """Read and check; baseline applied."""
    findings: list[Finding] = []
    settings: list[Finding] = []
    bases: list[KnowledgeBase] = []
    gated: set[Finding] = set()
    count = 0
    for opened, own in _open(paths, day):
        base = options.over(opened)
        chosen = _chosen(base, own)
        bases.append(base)
        found = base.check(chosen, cache=options.cache)
        findings += found
        gated.update(base.reaches_gate(found))
        settings += base.config_findings
        count += len(chosen)
    checked = Checked(tuple(bases), count, tuple(settings), tuple(findings), frozenset(gated))
    if options.baseline is None:
        return checked
    try:
        baseline = read_baseline(options.baseline.read_text("utf-8"))
    except (BaselineError, OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(str(error), param_hint="--baseline") from error
    left = without_baseline(checked.findings, baseline, checked.lines_of)
    return replace(checked, findings=left)


def _open(paths: tuple[Path, ...], day: date) -> list[tuple[KnowledgeBase, tuple[Path, ...]]]:
    return open_knowledge_bases(paths, day)


def _chosen(base: KnowledgeBase, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The postmortems at or below these paths; all of them without any."""
    if not paths:
        return base.paths
    wanted = [path.absolute() for path in paths]
    return tuple(
        path
        for path in base.paths
        if any(path.absolute() == one or one in path.absolute().parents for one in wanted)
    )

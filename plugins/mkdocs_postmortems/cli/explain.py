"""`postmortems explain`: a rule's page, or the list of all rules."""

from __future__ import annotations

import click

from mkdocs_postmortems.cli.completing import complete_rules
from mkdocs_postmortems.knowledge_base import rule_infos
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.rule_page import RuleInfo


@click.command(epilog="Exit codes: 0; 2 for a rule that does not exist.")
@click.argument("rule", required=False, shell_complete=complete_rules)
def explain(rule: str | None) -> int:
    """Print what a RULE looks for, why, and how to settle it; without one, list them all.

    \b
    Examples:
      postmortems explain
      postmortems explain PM201
      postmortems explain time-order
    """
    infos = rule_infos()
    if rule is None:
        for info in infos.values():
            level = info.level.value if info.is_default else f"{info.level.value}, off"
            click.echo(f"{info.code}  {info.name:<28} {level:<13} {info.summary}")
        return 0
    found = infos.get(rule.upper()) or next(
        (info for info in infos.values() if info.name == rule.lower()), None
    )
    if found is None:
        names = [word for info in infos.values() for word in (info.code, info.name)]
        help = meant(rule, names, "`postmortems explain` lists them all")
        message = f"there is no rule `{rule}`; {help}"
        raise click.UsageError(message)
    click.echo(_page(found))
    return 0


def _page(info: RuleInfo) -> str:
    state = "on by default" if info.is_default else "off until selected"
    return f"# {info.code} {info.name}\n\n{info.level.value}, {state}\n\n{info.markdown}"

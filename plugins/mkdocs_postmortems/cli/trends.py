"""`postmortems trends`: which conditions hurt, saved or helped, over all incidents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.cli.printing import print_json, print_lines
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.learn.changes import ThemeChange
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.statistics import wilson
from mkdocs_postmortems.learn.themes import ThemeTrend
from mkdocs_postmortems.model.vocabulary import Theme

LEAST = 5
"""Below it a share is a fraction and nothing more."""

ENOUGH = 20
"""From so many incidents on shares are shown beside the sentences."""


@click.command(epilog="Exit codes: 0; 2 usage, bad settings.")
@folder_option
@form_option("json")
@today_option
def trends(folder: Path | None, form: str, today: str | None) -> int:
    """Print each theme with the incidents that it hurt, saved and helped.

    The pages of the site have the sentences behind every number; `postmortems lessons` has them
    here.

    \b
    Examples:
      postmortems trends
      postmortems trends --format json
    """
    paths = (folder,) if folder else ()
    base = open_knowledge_bases(paths, resolve_today(today))[0][0]
    learned = base.learned
    if form == "json":
        print_json("themes", [_row(one, learned) for one in learned.corpus.vocabularies.themes])
    else:
        print_lines(_lines(learned))
        click.echo(_summary(learned), err=True)
    return exit_code((base,))


def _row(theme: Theme, learned: Learned) -> dict[str, Any]:
    """As in the site's data/trends.json, and what the last year's change is called."""
    trends = learned.trends
    one = trends.get(theme.id) or ThemeTrend(theme=theme)
    change = _change(one, learned)
    return {
        "theme": theme.id,
        "name": theme.name,
        "group": theme.group,
        "counterparts": list(theme.counterparts),
        "hurt": sorted(it.id for it in one.hurt_incidents),
        "lucky": sorted(it.id for it in one.lucky_incidents),
        "well": sorted(it.id for it in one.well_incidents),
        "read_for_themes": len(trends.read_for_themes),
        "read_for_luck": len(trends.read_for_luck),
        "change": change.change.value if change else None,
    }


def _change(one: ThemeTrend, learned: Learned) -> ThemeChange | None:
    found = (it for it in learned.changes.themes if it.theme.id == one.theme.id)
    return next(found, None)


def _lines(learned: Learned) -> Iterator[str]:
    n, luck_n = len(learned.trends.read_for_themes), len(learned.trends.read_for_luck)
    for one in learned.trends.themes:
        said = []
        if one.hurt:
            said.append(f"hurt {_share(len(one.hurt_incidents), n)}")
        if one.lucky:
            said.append(f"saved by luck {_share(len(one.lucky_incidents), luck_n)}")
        if one.well:
            said.append(f"went well in {len(one.well_incidents)}")
        change = _change(one, learned)
        if change and change in learned.changes.clear:
            said.append(f"{change.change.value} against the period before")
        yield f"{one.theme.id:<24} {'; '.join(said)}"


def _share(count: int, of: int) -> str:
    if of < ENOUGH or count < LEAST:
        return f"{count} of {of}"
    interval = wilson(count, of)
    return f"{count} of {of} ({count / of:.0%}, 95 % {interval.low:.0%} to {interval.high:.0%})"


def _summary(learned: Learned) -> str:
    found = learned.trends
    return (
        f"{len(found.read_for_themes)} incidents read for themes, {len(found.read_for_luck)} for"
        f" luck; {len(found.unfiled)} of {len(found.quotes)} lessons are under no theme"
    )

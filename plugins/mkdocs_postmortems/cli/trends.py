"""`postmortems trends`: which conditions hurt, saved or helped, over all incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.filtering import Filter, filter_options
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines, print_markdown
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.learn.changes import Changes, ThemeChange
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.statistics import wilson
from mkdocs_postmortems.learn.themes import Trends
from mkdocs_postmortems.model.vocabulary import Theme
from mkdocs_postmortems.publish import data, data_files

COLUMNS = (*data_files.COLUMNS["trends"], "change")
"""As in the site's data/trends.csv, and the change."""

LEAST = 5
"""Below it a share is a fraction and nothing more."""

ENOUGH = 20
"""From so many incidents on shares are shown beside the sentences."""


@click.command(epilog="Exit codes: 0; 2 usage, bad settings.")
@folder_option
@form_option("json", "csv", "markdown")
@filter_options("service", "severity", "kind", "since", "until")
@today_option
def trends(folder: Path | None, form: str, chosen: Filter, today: str | None) -> int:
    """Print each theme with the incidents that it hurt, saved and helped.

    The pages of the site have the sentences behind every number; `postmortems lessons` has them
    here.

    \b
    Examples:
      postmortems trends
      postmortems trends --service checkout --since 2024
      postmortems trends --format json
    """
    base = open_folder(folder, resolve_today(today))
    told = _tell(base.learned, chosen.known_to(base))
    rows = [_row(one, told) for one in base.vocabularies.themes]
    if form == "json":
        print_json("themes", rows)
    elif form == "csv":
        print_csv(COLUMNS, rows)
    elif form == "markdown":
        n, luck_n = len(told.trends.read_for_themes), len(told.trends.read_for_luck)
        print_markdown(
            ("Theme", "Hurt", "Saved by luck", "Went well"),
            (
                (
                    one.theme.name,
                    _share(len(one.hurt_incidents), n),
                    _share(len(one.lucky_incidents), luck_n),
                    str(len(one.well_incidents)),
                )
                for one in told.trends.themes
            ),
        )
    else:
        print_lines(_lines(told))
        click.echo(_summary(told.trends), err=True)
    return exit_code((base,))


@dataclass(frozen=True)
class Told:
    """The trends of what was asked for, and what has changed within it."""

    trends: Trends
    changes: Changes


def _tell(learned: Learned, chosen: Filter) -> Told:
    if chosen.is_empty:
        return Told(learned.trends, learned.changes)
    found = [one for one in learned.corpus.counted if chosen.keeps(one, learned)]
    return Told(learned.trends_of(found), learned.changes_of(found))


def _row(theme: Theme, told: Told) -> dict[str, Any]:
    """As in the site's data/trends.json, and what the last year's change is called."""
    change = _change(theme, told)
    return {
        **data.theme_row(theme, told.trends),
        "change": change.change.value if change else None,
    }


def _change(theme: Theme, told: Told) -> ThemeChange | None:
    return next((one for one in told.changes.themes if one.theme.id == theme.id), None)


def _lines(told: Told) -> Iterator[str]:
    n, luck_n = len(told.trends.read_for_themes), len(told.trends.read_for_luck)
    for one in told.trends.themes:
        said = []
        if one.hurt:
            said.append(f"hurt {_share(len(one.hurt_incidents), n)}")
        if one.lucky:
            said.append(f"saved by luck {_share(len(one.lucky_incidents), luck_n)}")
        if one.well:
            said.append(f"went well in {len(one.well_incidents)}")
        change = _change(one.theme, told)
        if change and change in told.changes.clear:
            said.append(f"{change.change.value} against the period before")
        yield f"{one.theme.id:<24} {'; '.join(said)}"


def _share(count: int, of: int) -> str:
    if of < ENOUGH or count < LEAST:
        return f"{count} of {of}"
    interval = wilson(count, of)
    return f"{count} of {of} ({count / of:.0%}, 95 % {interval.low:.0%} to {interval.high:.0%})"


def _summary(found: Trends) -> str:
    return (
        f"{len(found.read_for_themes)} incidents read for themes, {len(found.read_for_luck)} for"
        f" luck; {len(found.unfiled)} of {len(found.quotes)} lessons are under no theme"
    )

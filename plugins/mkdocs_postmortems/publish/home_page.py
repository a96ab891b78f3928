"""The front page: search first, then what is new, what keeps happening, where luck is relied on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mkdocs_postmortems.learn.listings import everything
from mkdocs_postmortems.learn.themes import Quote, ThemeTrend, one_each
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

MOST = 3
"""Cards, themes and lucky sentences each: what fits on one screen."""


def publish(writer: Writer, *, has_full_text: bool) -> Page:
    """For a site whose docs have none."""
    told = values(writer, has_full_text=has_full_text)
    markdown = writer.write("home_page", addresses.HOME, guide="", **told)
    return Page(
        uri=addresses.HOME, title="Home", markdown=markdown, is_overview=True, is_alone=True
    )


def values(writer: Writer, *, has_full_text: bool) -> dict[str, Any]:
    """What the front page's template is told."""
    learned = writer.learned
    incidents = everything(learned.corpus).incidents
    return {
        "incidents": incidents,
        "newest": incidents[:MOST],
        "themes": _themes(writer),
        "read": len(learned.trends.read_for_themes),
        "lucky": _lucky(writer),
        "is_relied_on": bool(learned.luck.relied_on),
        "has_full_text": has_full_text,
        "is_retold": bool(incidents) and not any(one.is_own for one in incidents),
    }


def _themes(writer: Writer) -> list[ThemeTrend]:
    """The themes that hurt most often, each led by its newest sentence of another incident."""
    chosen: list[ThemeTrend] = []
    for trend in [one for one in writer.learned.trends.themes if one.hurt][:MOST]:
        quoted = {one.hurt[0].postmortem.id for one in chosen}
        fresh = (one for one in trend.hurt if one.postmortem.id not in quoted)
        chosen.append(replace(trend, hurt=(next(fresh, trend.hurt[0]), *trend.hurt)))
    return chosen


def _lucky(writer: Writer) -> tuple[Quote, ...]:
    """Luck still relied on, longest first, one an incident; of others' accounts the newest."""
    luck = writer.learned.luck
    quotes = [one.quote for one in luck.relied_on] or list(luck.retold)
    return one_each(quotes)[:MOST]

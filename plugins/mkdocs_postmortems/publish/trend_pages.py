"""Pages that read across incidents: themes, luck, what is not filed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn.themes import ThemeTrend, Trends, incidents_of
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

TOP = 3
"""Themes that the overview quotes sentences of."""


def publish(corpus: Corpus, writer: Writer, trends: Trends) -> Iterator[Page]:
    n, luck_n = len(trends.read_for_themes), len(trends.read_for_luck)
    by_luck = sorted(
        (one for one in trends.themes if one.lucky),
        key=lambda one: (-len(one.lucky_incidents), one.theme.name.casefold()),
    )
    shared = {
        "trends": trends,
        "n": n,
        "luck_n": luck_n,
        "lucky_incidents": incidents_of(trends.lucky),
    }
    yield Page(
        uri=addresses.TRENDS,
        title="Trends",
        markdown=writer.write(
            "trends",
            addresses.TRENDS,
            top=[one for one in trends.themes if one.hurt][:TOP],
            lucky_top=by_luck[0] if by_luck else None,
            groups={one.id: one.name for one in corpus.vocabularies.theme_groups},
            **shared,
        ),
        is_overview=True,
    )
    yield Page(
        uri=addresses.LUCK,
        title="Luck",
        markdown=writer.write(
            "luck",
            addresses.LUCK,
            themes=by_luck,
            top=by_luck[0] if by_luck else None,
            rest=[one for one in trends.lucky if not one.themes],
            **shared,
        ),
        is_overview=True,
    )
    yield Page(
        uri=addresses.UNFILED,
        title="Not filed yet",
        markdown=writer.write("unfiled", addresses.UNFILED, trends=trends),
        is_overview=True,
    )
    for theme in corpus.vocabularies.themes:
        uri = addresses.theme(theme.id)
        others = (corpus.vocabularies.themes.find(id) for id in theme.counterparts)
        yield Page(
            uri=uri,
            title=theme.name,
            markdown=writer.write(
                "theme",
                uri,
                theme=theme,
                trends=trends,
                trend=trends.get(theme.id) or ThemeTrend(theme=theme),
                counterparts=[one for one in others if one],
                n=n,
                luck_n=luck_n,
            ),
            description=theme.description,
            is_wide=True,
        )

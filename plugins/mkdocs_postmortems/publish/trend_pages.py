"""Pages that read across incidents: themes and what is not filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs_postmortems.learn.breakdown import (
    Row,
    filed_by,
    rows_by_period,
    rows_by_service,
    rows_by_severity,
)
from mkdocs_postmortems.learn.periods import PERIODS_FROM, SENTENCES_BELOW, incidents
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import Quote, ThemeTrend, Trends, incidents_of, one_each
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.vocabulary import Theme
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.comparison import WORDS
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page
from mkdocs_postmortems.publish.theme_figures import MOST, by_period, faces, shade, theme_bars

TOP = 3
"""Themes that the overview quotes sentences of."""

COLUMNS = 8
"""Periods that the overview sets side by side, the newest."""

QUOTED = 5
"""Sentences of a kind that a theme's page shows at once; the others are folded."""

SINGLES = 200
"""Unfiled lessons that stand on a page one by one; the command lists all."""


def publish(corpus: Corpus, writer: Writer, trends: Trends) -> Iterator[Page]:
    """The overview, what is not filed, and a page a theme."""
    shared = _shared(corpus, writer, trends)
    yield _overview(writer, trends, shared)
    yield _unfiled(writer, shared)
    for theme in corpus.vocabularies.themes:
        yield _theme(theme, writer, trends, shared)


def _shared(corpus: Corpus, writer: Writer, trends: Trends) -> dict[str, Any]:
    """What every page here is told."""
    total = len(incidents(corpus.postmortems))
    return {
        "trends": trends,
        "n": len(trends.read_for_themes),
        "luck_n": len(trends.read_for_luck),
        "lucky_incidents": incidents_of(trends.lucky),
        "total": total,
        "shows": total >= SENTENCES_BELOW,
        "changes": writer.learned.changes,
        "calendar": writer.learned.calendar,
        "notes": corpus.settings.annotations,
        **WORDS,
    }


def _overview(writer: Writer, trends: Trends, shared: dict[str, Any]) -> Page:
    corpus, sightings = writer.corpus, writer.learned.sightings
    n = len(trends.read_for_themes)
    hurt = [one for one in trends.themes if one.hurt]
    periods = [(one, _periods(one, writer, trends)[-COLUMNS:]) for one in hurt[:MOST]]
    markdown = writer.write(
        "trends",
        addresses.TRENDS,
        top=hurt[:TOP],
        newest=_newest,
        bars=theme_bars(trends, addresses.TRENDS) if shared["shows"] else None,
        shade=shade,
        groups={one.id: one.name for one in corpus.vocabularies.theme_groups},
        met=sightings.new,
        returning=sightings.returning,
        quiet=sightings.quiet,
        periods=[(one, rows) for one, rows in periods if rows],
        share_of=lambda trend: Share(len(trend.hurt_incidents), n),
        by=filed_by(trends.quotes),
        **shared,
    )
    return Page(uri=addresses.TRENDS, title="Trends", markdown=markdown, is_overview=True)


def _newest(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Of the two newest incidents: two sentences of one are not yet a theme."""
    return one_each(quotes)[:2]


def _unfiled(writer: Writer, shared: dict[str, Any]) -> Page:
    learned = writer.learned
    markdown = writer.write(
        "unfiled",
        addresses.UNFILED,
        unfiled=learned.unfiled,
        suggest=lambda one: learned.suggester.suggest(one.lesson.text, one.lesson.kind),
        most=SINGLES,
        **shared,
    )
    return Page(uri=addresses.UNFILED, title="Not filed yet", markdown=markdown, is_overview=True)


def _theme(theme: Theme, writer: Writer, trends: Trends, shared: dict[str, Any]) -> Page:
    corpus, changes = writer.corpus, writer.learned.changes
    trend = trends.get(theme.id) or ThemeTrend(theme=theme)
    others = (corpus.vocabularies.themes.find(id) for id in theme.counterparts)
    read, uri = trends.read_for_themes, addresses.theme(theme.id)
    severities = corpus.vocabularies["severities"]
    periods = _periods(trend, writer, trends)
    services = rows_by_service(read, trend.hurt, corpus.services) if trend.hurt else ()
    hurt = tuple(one for one in services if one.share.count)
    markdown = writer.write(
        "theme",
        uri,
        theme=theme,
        trend=trend,
        counterparts=[one for one in others if one],
        change=next((one for one in changes.themes if one.theme.id == theme.id), None),
        by=filed_by((*trend.hurt, *trend.lucky, *trend.well)),
        periods=periods,
        columns=lambda *lines: by_period(periods, writer.learned.calendar.length.value, lines),
        faces=lambda wrong, lucky: faces(trend, trends, wrong, lucky),
        quoted=QUOTED,
        services=hurt,
        untouched=len(services) - len(hurt),
        severities=rows_by_severity(read, trend.hurt, severities) if trend.hurt else (),
        **shared,
    )
    return Page(
        uri=uri, title=theme.name, markdown=markdown, description=theme.description, is_wide=True
    )


def _periods(trend: ThemeTrend, writer: Writer, trends: Trends) -> tuple[Row, ...]:
    """None below 80 incidents."""
    learned = writer.learned
    if not trend.hurt or len(incidents(learned.corpus.postmortems)) < PERIODS_FROM:
        return ()
    return rows_by_period(trends.read_for_themes, trend.hurt, learned.calendar)

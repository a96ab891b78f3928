"""The page of what went well."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn.breakdown import filed_by
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW, incidents
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.comparison import WORDS
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

MOST = 5
"""Lessons of a theme that are quoted; its own page has all."""


def publish(writer: Writer) -> Iterator[Page]:
    """Strengths by theme, and where the same condition was missing."""
    learned = writer.learned
    strengths, trends = learned.strengths, learned.trends
    well = (one for one in trends.quotes if one.lesson.kind is LessonKind.WELL)
    yield Page(
        uri=addresses.STRENGTHS,
        title="Strengths",
        markdown=writer.write(
            "strengths",
            addresses.STRENGTHS,
            strengths=strengths,
            both=[one for one in strengths.themes if one.hurt],
            n=len(trends.read_for_themes),
            by=filed_by(well),
            shows=len(incidents(learned.corpus.postmortems)) >= SENTENCES_BELOW,
            most=MOST,
            **WORDS,
        ),
        is_overview=True,
        is_wide=True,
    )

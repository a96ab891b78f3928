"""Pages by service and by severity."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.breakdown import filed_by
from mkdocs_postmortems.learn.listings import Listing
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.comparison import WORDS
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.incident_figures import severity_columns, severity_dots
from mkdocs_postmortems.publish.page import Page

QUOTED = 3
"""Sentences of a theme that a service's page shows at once; the others are folded."""


def publish(corpus: Corpus, writer: Writer) -> Iterator[Page]:
    total = len(listings.everything(corpus).incidents)
    services = listings.by_service(corpus)
    yield Page(
        uri=addresses.SERVICES,
        title="Services",
        markdown=writer.write(
            "services",
            addresses.SERVICES,
            services=services,
            repeated=sum(len(one.incidents) > 1 for one in services),
            total=total,
        ),
        is_overview=True,
    )
    for found in services:
        yield _service(found, corpus, writer)
    by_severity = {one.id: one for one in listings.by_severity(corpus)}
    scale = [(term, by_severity.get(term.id)) for term in corpus.vocabularies["severities"]]
    yield Page(
        uri=addresses.SEVERITIES,
        title="Severities",
        markdown=writer.write(
            "severities",
            addresses.SEVERITIES,
            severities=tuple(by_severity.values()),
            scale=scale,
            total=total,
            figure=severity_dots(
                listings.everything(corpus).incidents, writer, addresses.SEVERITIES
            ),
        ),
        is_overview=True,
    )
    empty = {
        term.id: Listing(id=term.id, name=term.name, description=term.description)
        for term, found in scale
        if not found
    }
    for found in (*by_severity.values(), *empty.values()):
        uri = addresses.severity(found.id)
        yield Page(
            uri=uri,
            title="Unknown severity"
            if found.id == "unknown"
            else f"{found.id}, {found.name.lower()}",
            markdown=writer.write(
                "severity",
                uri,
                found=found,
                total=total,
                figure=severity_columns(found.incidents, writer, uri),
            ),
            is_wide=True,
        )


def _service(found: Listing, corpus: Corpus, writer: Writer) -> Page:
    uri = addresses.service(found.id)
    trends = writer.learned.trends_of(found.all)
    total, n = len(found.incidents), len(trends.read_for_themes)
    mitigated = next((one for one in found.incidents if one.mitigated_by), None)
    return Page(
        uri=uri,
        title=found.name,
        markdown=writer.write(
            "service",
            uri,
            found=found,
            trends=trends,
            repeated=[one for one in trends.themes if len(one.hurt_incidents) > 1],
            mitigated=mitigated,
            changes=writer.learned.changes_of(found.all),
            figure=severity_dots(found.incidents, writer, uri),
            total=total,
            quoted=QUOTED,
            shows=total >= SENTENCES_BELOW,
            share_of=lambda trend: Share(len(trend.hurt_incidents), n),
            by=filed_by(trends.quotes),
            **WORDS,
        ),
    )

"""Every page of a site, from what was learned."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import (
    action_pages,
    addresses,
    assets,
    data,
    date_pages,
    luck_pages,
    postmortem_pages,
    question_pages,
    review_pages,
    rule_pages,
    seen_again_pages,
    service_pages,
    strength_pages,
    timing_pages,
    trend_pages,
)
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page, Site
from mkdocs_postmortems.publish.sources import Sources


def publish_site(learned: Learned, sources: Sources) -> Site:
    """All pages and assets; the same input gives the same bytes."""
    corpus, trends = learned.corpus, learned.trends
    writer = Writer(learned, sources.uris)
    pages = (
        *_incident_pages(corpus, writer),
        *service_pages.publish(corpus, writer),
        *date_pages.publish(corpus, writer),
        *trend_pages.publish(corpus, writer, trends),
        *luck_pages.publish(writer),
        *seen_again_pages.publish(writer),
        *strength_pages.publish(writer),
        *question_pages.publish(writer),
        *timing_pages.publish(writer),
        *action_pages.publish(writer),
        *review_pages.publish(writer),
        *(rule_pages.publish(sources.rules, writer) if sources.rules else ()),
    )
    return Site(
        postmortems=tuple(postmortem_pages.publish(corpus, sources, writer)),
        pages=pages,
        assets=(*assets.publish(), *data.publish(learned)),
    )


def _incident_pages(corpus: Corpus, writer: Writer) -> Iterator[Page]:
    everything = listings.everything(corpus)
    drafts: tuple[Postmortem, ...] = tuple(
        one for one in reversed(corpus.postmortems) if not one.is_counted
    )
    yield Page(
        uri=addresses.INCIDENTS,
        title="Incidents",
        markdown=writer.write(
            "incidents",
            addresses.INCIDENTS,
            all=everything,
            services=[one for one in listings.by_service(corpus) if one.incidents],
            years=[one for one in listings.by_year(corpus) if one.incidents],
            drafts=drafts,
        ),
        is_overview=True,
        is_wide=True,
    )

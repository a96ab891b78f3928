"""Every page of a site, from what was learned."""

from __future__ import annotations

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.publish import (
    action_pages,
    assets,
    data,
    date_pages,
    explore_data,
    explore_pages,
    feeds,
    group_pages,
    luck_pages,
    markdown_pages,
    postmortem_pages,
    question_pages,
    redirects,
    review_pages,
    rule_pages,
    seen_again_pages,
    service_pages,
    strength_pages,
    timing_pages,
    trend_pages,
)
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Site
from mkdocs_postmortems.publish.sources import Sources, readable_documents


def publish_site(learned: Learned, sources: Sources) -> Site:
    """All pages and assets; the same input gives the same bytes."""
    corpus, trends = learned.corpus, learned.trends
    writer = Writer(learned, sources.uris)
    pages = (
        *explore_pages.publish(writer),
        *service_pages.publish(corpus, writer),
        *group_pages.publish(writer),
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
    host, readable = sources.host, readable_documents(sources, corpus)
    return Site(
        postmortems=tuple(postmortem_pages.publish(corpus, sources, writer)),
        pages=pages,
        assets=(
            *assets.publish(),
            *data.publish(learned, host),
            *explore_data.publish(learned),
            *feeds.publish(learned, host),
            *markdown_pages.publish(readable, writer, host),
            *redirects.publish(redirects.redirects(corpus.postmortems, host), host),
        ),
    )

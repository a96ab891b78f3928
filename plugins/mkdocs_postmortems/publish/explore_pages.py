"""The page of all incidents. Its script makes a table of it that can be filtered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.listings import Listing
from mkdocs_postmortems.publish import addresses, explore_data
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

NEWEST = 200
"""Rows of a kind that stand on the page itself, for readers without the script."""


def publish(writer: Writer) -> Iterator[Page]:
    corpus = writer.corpus
    everything = listings.everything(corpus)
    rows = explore_data.newest_first(corpus)
    yield Page(
        uri=addresses.INCIDENTS,
        title="Incidents",
        markdown=writer.write(
            "incidents",
            addresses.INCIDENTS,
            all=everything,
            newest=_newest(everything),
            most=NEWEST,
            services=[one for one in listings.by_service(corpus) if one.incidents],
            years=[one for one in listings.by_year(corpus) if one.incidents],
            drafts=[one for one in rows if not one.is_counted],
            first=rows[0] if rows else None,
            facets=explore_data.facets(writer.learned),
            own=explore_data.OWN,
        ),
        is_overview=True,
        is_wide=True,
        is_alone=True,
    )


def _newest(found: Listing) -> Listing:
    return replace(
        found,
        incidents=found.incidents[:NEWEST],
        near_misses=found.near_misses[:NEWEST],
        false_alarms=found.false_alarms[:NEWEST],
    )

"""Pages by year and quarter."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.listings import Listing
from mkdocs_postmortems.learn.themes import incidents_of
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.incident_figures import severity_columns
from mkdocs_postmortems.publish.page import Page


def publish(corpus: Corpus, writer: Writer) -> Iterator[Page]:
    years = listings.by_year(corpus)
    quarters = listings.by_quarter(corpus)
    yield Page(
        uri=addresses.DATES,
        title="Dates",
        markdown=writer.write(
            "dates",
            addresses.DATES,
            years=years,
            quarters=quarters,
            by_id={one.id: one for one in quarters},
            total=sum(len(one.incidents) for one in years),
            undated=listings.undated(corpus),
            figure=severity_columns(listings.everything(corpus).incidents, writer, addresses.DATES),
        ),
        is_overview=True,
    )
    for series in (years, quarters):
        for number, found in enumerate(series):
            older = series[number + 1] if number + 1 < len(series) else None
            newer = series[number - 1] if number else None
            inner = [one for one in quarters if one.id.startswith(f"{found.id}-")]
            yield _period(found, inner, (older, newer), corpus, writer)


def _period(
    found: Listing,
    quarters: list[Listing],
    beside: tuple[Listing | None, Listing | None],
    corpus: Corpus,
    writer: Writer,
) -> Page:
    uri = addresses.period(found.id)
    trends = writer.learned.trends_of(found.all)
    return Page(
        uri=uri,
        title=found.name,
        markdown=writer.write(
            "period",
            uri,
            found=found,
            quarters=quarters,
            older=beside[0],
            newer=beside[1],
            trends=trends,
            lucky_incidents=incidents_of(trends.lucky),
        ),
        is_wide=True,
    )

"""One page a quarter for an operational review, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn.review import QUARTERS, reviews
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page
from mkdocs_postmortems.publish.review_figures import beside


def publish(writer: Writer) -> Iterator[Page]:
    found = reviews(writer.learned)
    yield Page(
        uri=addresses.REVIEWS,
        title="Operational reviews",
        markdown=writer.write(
            "reviews",
            addresses.REVIEWS,
            reviews=found,
            most=QUARTERS,
            uris=writer.uris,
            beside=beside(found, addresses.REVIEWS),
        ),
        is_overview=True,
    )
    for number, review in enumerate(found):
        uri = addresses.review(review.period.id)
        yield Page(
            uri=uri,
            title=f"Review of {review.period.name}",
            markdown=writer.write(
                "review",
                uri,
                review=review,
                older=found[number + 1] if number + 1 < len(found) else None,
                newer=found[number - 1] if number else None,
                is_own=any(one.is_own for one in writer.corpus.counted),
                has_sightings=writer.learned.sightings.latest is not None,
                uris=writer.uris,
                beside=beside(found[number:], uri),
            ),
            is_wide=True,
        )

"""The page that searches every word of every postmortem, with facets."""

from __future__ import annotations

from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page


def publish(writer: Writer) -> Page:
    """Its form, and what stands there without the script or the index."""
    count = len(writer.corpus.postmortems)
    markdown = writer.write("search", addresses.SEARCH, total=count)
    return Page(
        uri=addresses.SEARCH,
        title="Search everything",
        markdown=markdown,
        is_overview=True,
        is_wide=True,
    )

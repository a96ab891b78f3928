"""The page of what was seen again."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

MOST = 100
"""Pairs of a list that are shown."""


def publish(writer: Writer) -> Iterator[Page]:
    """Pairs of incidents by what is known of the earlier one's actions."""
    seen = writer.learned.seen_again
    lists = (
        ("After all actions were closed", "closed", seen.closed),
        ("While actions were open", "still-open", seen.open),
        ("Actions not known", "not-known", seen.unknown),
    )
    markdown = writer.write(
        "seen_again",
        addresses.SEEN_AGAIN,
        seen=seen,
        lists=lists,
        read=writer.learned.authored.read_for_themes,
        most=MOST,
    )
    yield Page(
        uri=addresses.SEEN_AGAIN,
        title="Seen again",
        markdown=markdown,
        is_overview=True,
        is_wide=True,
    )

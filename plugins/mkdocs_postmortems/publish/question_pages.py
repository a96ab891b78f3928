"""The page of open questions."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page


def publish(writer: Writer) -> Iterator[Page]:
    """Questions that wait for an answer, and those that have one."""
    uri = addresses.QUESTIONS
    markdown = writer.write("questions", uri, questions=writer.learned.questions)
    yield Page(uri=uri, title="Open questions", markdown=markdown, is_overview=True)

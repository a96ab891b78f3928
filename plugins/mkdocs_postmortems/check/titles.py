"""PM112: titles as the organisation agreed to write them."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem


def check_title(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A title that does not begin as `title_pattern` of the settings says."""
    pattern, title = around.settings.title_pattern, document.postmortem.title
    if pattern is None or not title or pattern.match(title):
        return
    message = "the title does not begin as `title_pattern` of settings.yml says"
    help = f"begin it with what `{pattern.pattern}` matches"
    yield Problem("PM112", document.span_of("title"), message, help)


RULES = (
    Rule(
        code="PM112",
        name="title-off-pattern",
        level=Level.WARNING,
        check=check_title,
        needs=frozenset({"title"}),
        waits=True,
        only_own=True,
    ),
)

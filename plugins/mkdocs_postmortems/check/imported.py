"""PM8xx: what an import concluded and nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.node import Mapping, Scalar, Sequence
from mkdocs_postmortems.model.span import Span


def check_guesses(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Each line of `guessed`: a person settles it by correcting the value and removing the line."""
    origin = document.front_matter.get("imported_from") if document.front_matter else None
    guessed = origin.get("guessed") if isinstance(origin, Mapping) else None
    if not isinstance(origin, Mapping) or not isinstance(guessed, Sequence):
        return
    items = [item for item in guessed.items if isinstance(item, Scalar) and not item.is_null]
    for item in items:
        name, _, words = item.text.partition(": ")
        what = (
            f"the {name.removeprefix('section ')} section"
            if name.startswith("section ")
            else f"`{name}`"
        )
        message = f"{what} was guessed from {words}" if words else f"{what} was guessed"
        key = origin.key("guessed")
        span = _lines(document, key.span if key and len(items) == 1 else item.span, item.span)
        fix = Fix("say that it is right: remove this line", (Edit(span, ""),), safe=False)
        yield Problem(
            "PM801",
            item.span,
            message,
            "if it is right, remove this line; if not, correct it first",
            fix=fix,
        )


def _lines(document: Document, first: Span, last: Span) -> Span:
    """The whole lines from one place to another, the last line's end included."""
    start = document.text.rfind("\n", 0, first.start) + 1
    end = document.text.find("\n", last.end)
    return Span(start, len(document.text) if end == -1 else end + 1)


RULES = (Rule(code="PM801", name="guessed-value", level=Level.WARNING, check=check_guesses),)

"""PM1xx: the fields of the front matter."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.field import FRONT_MATTER
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.node import Mapping, Scalar, Sequence
from mkdocs_postmortems.model.span import Span

REQUIRED = ("title", "severity", "services", "started_at")
"""What a published postmortem must say. A draft needs a title."""

_EXAMPLES = {field.name: field.example for field in FRONT_MATTER}


def check_missing(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Fields that the document's status demands and that are not there.

    A title may be the first heading, a time the mark of a timeline's line.
    """
    if document.front_matter is None:
        return
    postmortem = document.postmortem
    demanded: tuple[str, ...] = REQUIRED if postmortem.status == "published" else ("title",)
    if postmortem.account == "retold" and postmortem.status == "published":
        demanded += ("sources", "confidence")
    for name in demanded:
        if name in document.broken or _has(document, name):
            continue
        message = f"the field `{name}` is missing"
        if name != "title":
            message += f"; a {postmortem.status} postmortem has it"
        yield Problem("PM101", _opening(document), message, _addition(name, around))


def _addition(name: str, around: Surroundings) -> str:
    if name == "services":
        return f"add `services: [{next(iter(around.services.ids), _EXAMPLES[name])}]`"
    if name == "sources":
        return "add `sources:` with the `title`, `url` and `read` of each"
    return f"add `{name}: {_EXAMPLES[name]}`"


def _has(document: Document, name: str) -> bool:
    if name == "title":
        value = document.front_matter.get("title") if document.front_matter else None
        headings = (one.heading for one in document.sections if one.heading)
        written = isinstance(value, Scalar) and bool(value.text.strip()) and not value.is_null
        return written or any(heading.level == 1 for heading in headings)
    return bool(getattr(document.postmortem, name))


def _opening(document: Document) -> Span:
    """The opening fence: where a missing line would come in."""
    end = document.text.find("\n")
    return Span(0, end if end > 0 else len(document.text))


def check_sources(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A source of a retold account that has no address or does not say how much was read."""
    sources = document.front_matter.get("sources") if document.front_matter else None
    if document.postmortem.account != "retold" or not isinstance(sources, Sequence):
        return
    for number, source in enumerate(sources.items, start=1):
        if not isinstance(source, Mapping):
            continue
        missing = [name for name in ("title", "url", "read") if not _says(source, name)]
        if missing:
            words = " and ".join(f"`{name}`" for name in missing)
            message = f"source {number} has no {words}"
            yield Problem("PM110", source.span, message, "add what is missing")


def _says(source: Mapping, name: str) -> bool:
    value = source.get(name)
    return value is not None and not (isinstance(value, Scalar) and value.is_null)


RULES = (
    Rule(code="PM101", name="missing-field", level=Level.ERROR, check=check_missing),
    Rule(code="PM102", name="unknown-field", level=Level.ERROR),
    Rule(code="PM103", name="no-time-zone", level=Level.ERROR),
    Rule(code="PM104", name="invalid-value", level=Level.ERROR),
    Rule(code="PM105", name="not-in-list", level=Level.ERROR),
    Rule(code="PM106", name="unknown-service", level=Level.ERROR),
    Rule(code="PM107", name="scalar-for-list", level=Level.ERROR),
    Rule(code="PM108", name="time-without-date", level=Level.ERROR),
    Rule(code="PM109", name="alias-for-id", level=Level.WARNING),
    Rule(code="PM110", name="incomplete-source", level=Level.WARNING, check=check_sources),
)

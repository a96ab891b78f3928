"""PM1xx: the fields of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.field import FRONT_MATTER, SOURCE, Field, Form
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.span import Span

REQUIRED = ("title", "severity", "services", "started_at")
"""What a published postmortem must say. A draft needs a title."""

_AMBIGUOUS = re.compile(
    r"""(?P<truth>yes|no|on|off|true|false)
    | [-+]?(?:
        (?P<clock>[1-9]\d*(?::[0-5]?\d)+(?:\.\d*)?)
      | (?P<number>0\d+ | 0[xX][\da-fA-F]+ | 0o[0-7]+ | 0b[01]+ | \d[\d_]*_[\d_]* | \d{16,}
          | \d*\.\d*0 | \.\d+ | \d+\. | (?:\d+\.?\d*|\.\d+)[eE][-+]?\d+ | \.inf | \.nan)
    ) | (?P<plus>\+\d+)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Plain scalars that YAML 1.1 or 1.2 reads as something that prints differently."""

_FIRST = frozenset("0123456789+-.yYnNoOtTfF")
"""What such a scalar begins with: most words are past at the first sign."""

_CUT_OFF = re.compile(r"[ \t]+(#[^\s#].*)")
"""What stands behind a value as `#4`: whoever means a comment mostly writes a blank."""

_TRUE = frozenset({"yes", "on", "true"})
_LITERAL = frozenset({Form.TEXT, Form.CHOICE})
_FIELDS = {field.name: field for field in FRONT_MATTER}
_INNER = {
    field.name: {inner.name: inner for inner in field.fields}
    for field in FRONT_MATTER
    if field.fields
}
_NONE: dict[str, Field] = {}
_SOURCES = {field.name: f"{field.name}: {field.example}" for field in SOURCE}
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
    if document.postmortem.account != "retold":
        return
    node = document.front_matter.get("sources") if document.front_matter else None
    items = node.items if isinstance(node, Sequence) else ()
    sources = document.postmortem.sources
    for number, source in enumerate(sources):
        missing = [
            name
            for name in ("title", "url", "read")
            if getattr(source, name) is None and f"sources.{name}" not in document.broken
        ]
        if missing:
            # An entry that is no mapping is left out of the values.
            span = items[number].span if len(items) == len(sources) else document.span_of("sources")
            words = " and ".join(f"`{name}`" for name in missing)
            message = f"source {number + 1} has no {words}"
            help = "add " + ", ".join(f"`{_SOURCES[name]}`" for name in missing)
            yield Problem("PM111", span, message, help)


def check_ambiguous(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Words without quotes that are read as something else: by other YAML tools, or by all."""
    if document.front_matter is None:
        return
    own = {field.name: field for field in around.settings.extra_fields}
    has_signs = "#" in document.text[: document.body.start]
    for scalar in _words(document.front_matter, {**_FIELDS, **own} if own else _FIELDS):
        if scalar.quoted:
            continue
        if has_signs and (cut := _CUT_OFF.match(document.text, scalar.span.end)):
            message = f"`{cut[1].rstrip()}` is a comment to YAML and no part of the value"
            help = "quote the value if it belongs to it, else put a blank behind `#`"
            yield Problem("PM110", Span(*cut.span(1)), message, help)
        if scalar.text[:1] in _FIRST and (match := _AMBIGUOUS.fullmatch(scalar.text)):
            word = scalar.text
            message = f"other YAML tools read `{word}` without quotes as {_reading(match)}"
            fix = Fix(f'write `"{word}"`', (Edit(scalar.span, f'"{word}"'),), safe=True)
            yield Problem("PM110", scalar.span, message, fix.title, fix=fix)


def _reading(match: re.Match[str]) -> str:
    if match["truth"]:
        return "true" if match["truth"].lower() in _TRUE else "false"
    return "a number of seconds" if match["clock"] else "a number, and print it otherwise"


def _words(node: Mapping, fields: dict[str, Field]) -> Iterator[Scalar]:
    """The scalars of the fields that hold text, those in lists and mappings included."""
    for key, value in node.entries:
        field = fields.get(key.text)
        if field is None:
            continue
        values: tuple[Node, ...] = value.items if isinstance(value, Sequence) else (value,)
        for one in values:
            if isinstance(one, Mapping):
                yield from _words(one, _INNER.get(field.name, _NONE))
            elif isinstance(one, Scalar) and field.form in _LITERAL:
                yield one


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
    Rule(code="PM110", name="ambiguous-yaml", level=Level.INFO, check=check_ambiguous),
    Rule(code="PM111", name="incomplete-source", level=Level.WARNING, check=check_sources),
)

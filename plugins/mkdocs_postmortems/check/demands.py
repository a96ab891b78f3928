"""PM207: what the settings demand of a postmortem by its severity or kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.fields import REQUIRED
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import BlockKind, Document, Section
from mkdocs_postmortems.model.field import FRONT_MATTER, Field
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_NONE_BECAUSE = re.compile(r"\bno action items?,?\s+because\s+\w", re.IGNORECASE)


def check_demands(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Fields and sections that a published postmortem of this severity or kind must have."""
    for name, asked_by in lacking(document, around).items():
        value = getattr(document.postmortem, asked_by)
        reason = f"a published {value if asked_by == 'severity' else value.replace('-', ' ')} has"
        kind = _kind(name)
        sections = [one for one in document.sections if one.kind == kind and one.heading]
        if kind not in around.vocabularies.sections.values():
            field = _field(name, around)
            if field is None:
                continue  # a name that means nothing is a mistake of the settings
            message = f"the field `{name}` is missing; {reason} it"
            span, help = document.span_of(asked_by), f"add `{name}: {field.example}`".strip()
        elif sections and sections[0].heading:
            span = sections[0].heading.words
            what = "has no item" if kind == "action-items" else "is empty"
            message = f"the section `{kind}` {what}; {reason} something in it"
            help = _advice(kind, is_there=True)
        else:
            message = f"the section `{kind}` is missing; {reason} one"
            span, help = document.span_of(asked_by), _advice(kind, is_there=False)
        related: tuple[tuple[Span, str], ...] = ()
        if span != document.span_of(asked_by):
            related = ((document.span_of(asked_by), f"the {asked_by} is here"),)
        yield Problem("PM207", span, message, help, related)


def lacking(document: Document, around: Surroundings) -> dict[str, str]:
    """Names that are demanded and are not there, by what demands them: severity or kind.

    The demands of a severity are made of incidents only: a near miss has nothing to resolve.
    """
    postmortem = document.postmortem
    if postmortem.status != "published" or not postmortem.is_own:
        return {}
    demands = around.settings.demands
    asked = dict.fromkeys(demands.get(postmortem.kind, ()), "kind")
    if postmortem.kind == "incident":
        asked |= dict.fromkeys(demands.get(postmortem.severity or "", ()), "severity")
    return {
        name: asked_by
        for name, asked_by in asked.items()
        if name not in REQUIRED and name not in document.broken and not _has(document, name)
    }


def _has(document: Document, name: str) -> bool:
    kind = _kind(name)
    if kind == "action-items":
        said = document.postmortem.action_items or _NONE_BECAUSE.search(document.prose)
        return bool(said)
    if kind == "summary" and document.postmortem.summary:
        return True
    if any(one.kind == kind and _says_something(one, document) for one in document.sections):
        return True
    value: object = document.postmortem
    for part in name.split("."):
        value = getattr(value, part, None)
    return bool(value or document.postmortem.extra.get(name))


def _says_something(section: Section, document: Document) -> bool:
    return any(
        block.kind is not BlockKind.HTML or not document.text.startswith("<!--", block.span.start)
        for block in section.blocks
    )


def _kind(name: str) -> str:
    return name.replace("_", "-")


def _field(name: str, around: Surroundings) -> Field | None:
    """The field of a name; `impact.customers` is one of `impact`."""
    fields: tuple[Field, ...] = FRONT_MATTER + around.settings.extra_fields
    found: Field | None = None
    for part in name.split("."):
        found = next((one for one in fields if one.name == part), None)
        fields = found.fields if found else ()
    return found


def _advice(kind: str, *, is_there: bool) -> str:
    title = kind.replace("-", " ").capitalize()
    add = f"write what belongs under `{title}`" if is_there else f"add `## {title}`"
    return f"{add}, or `No action items, because …`" if kind == "action-items" else add


RULES = (
    Rule(
        code="PM207",
        name="missing-for-severity",
        level=Level.ERROR,
        check=check_demands,
        needs=frozenset({"severity", "status", "kind", "account"}),
        only_own=True,
    ),
)

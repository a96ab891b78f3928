"""The vocabularies that come with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mkdocs_postmortems.model.settings import Group, Settings, Vocabularies
from mkdocs_postmortems.model.vocabulary import Term, Theme, Vocabulary, normal_form

_NOUNS = {
    "statuses": "status",
    "kinds": "kind",
    "accounts": "account",
    "confidences": "confidence",
    "natures": "nature of an impact",
    "patterns": "pattern of an impact",
    "reads": "degree of reading",
    "visibilities": "visibility",
    "action_types": "type of action item",
    "action_statuses": "status of an action item",
    "severities": "severity",
    "triggers": "trigger",
    "detections": "way of detection",
    "mitigations": "mitigation",
}


def vocabularies(settings: Settings) -> Vocabularies:
    """The packaged lists with an organisation's settings over them."""
    own = dict(lists())
    if settings.severities:
        own["severities"] = Vocabulary(settings.severities, _NOUNS["severities"])
    for one in settings.extra_fields:
        if one.values:
            terms = tuple(Term(id=value, name=value) for value in one.values)
            own[own_list(one.name)] = Vocabulary(terms, f"value of {one.name}")
    themes, groups = _themes()
    sections = dict(_sections())
    for kind, headings in settings.headings.items():
        sections |= {normal_form(heading): kind for heading in headings}
    return Vocabularies(lists=own, themes=themes, theme_groups=groups, sections=sections)


def own_list(field: str) -> str:
    """The name of the list of an organisation's own choice, which is no packaged list's."""
    return f"fields.{field}"


def section_kinds() -> tuple[str, ...]:
    return tuple(_load("sections"))


def heading_words() -> dict[str, list[str]]:
    """Patterns by the kind of section that a heading's words speak of, the surest first."""
    words: dict[str, list[str]] = _load("heading_words")
    return words


def timeline_words() -> dict[str, list[str]]:
    """Patterns by what a timeline's line says: started, detected, resolved; and what denies it."""
    words: dict[str, list[str]] = _load("timeline_words")
    return words


@cache
def keys() -> dict[str, str]:
    """The field by the normal form of every word that people have for it."""
    return {
        normal_form(word): field
        for field, words in _load("keys").items()
        for word in (field, *words)
    }


@cache
def lists() -> dict[str, Vocabulary[Term]]:
    """Every packaged list by name, themes aside."""
    raw: dict[str, list[dict[str, Any]]] = dict(_load("states"))
    for name in ("severities", "triggers", "detections", "mitigations"):
        raw[name] = _load(name)
    return {
        name: Vocabulary(tuple(_term(one) for one in terms), _NOUNS[name])
        for name, terms in raw.items()
    }


@cache
def _themes() -> tuple[Vocabulary[Theme], tuple[Group, ...]]:
    raw = _load("themes")
    themes = tuple(
        Theme(
            id=one["id"],
            name=one["name"],
            description=one.get("description", ""),
            aliases=tuple(one.get("aliases", ())),
            group=one["group"],
            counterparts=tuple(one.get("counterparts", ())),
        )
        for one in raw["themes"]
    )
    groups = tuple(Group(id=one["id"], name=one["name"]) for one in raw["groups"])
    return Vocabulary(themes, "theme"), groups


@cache
def _sections() -> dict[str, str]:
    return {
        normal_form(heading): kind for kind, names in _load("sections").items() for heading in names
    }


def _term(raw: dict[str, Any]) -> Term:
    return Term(
        id=raw["id"],
        name=raw["name"],
        description=raw.get("description", ""),
        aliases=tuple(raw.get("aliases", ())),
    )


def _load(name: str) -> Any:
    text = files("mkdocs_postmortems.model").joinpath(f"vocabulary/{name}.yml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe

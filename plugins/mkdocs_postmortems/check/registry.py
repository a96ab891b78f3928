"""Every rule, by code."""

from __future__ import annotations

from mkdocs_postmortems.check import (
    action_items,
    aliases,
    blameless,
    consistency,
    culprit,
    days,
    demands,
    fields,
    files,
    imported,
    lessons,
    links,
    lists,
    marks,
    personal_data,
    placeholders,
    secrets,
    sections,
    settings,
    timeline,
    titles,
)
from mkdocs_postmortems.check.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (
        files,
        fields,
        titles,
        aliases,
        consistency,
        days,
        demands,
        action_items,
        sections,
        placeholders,
        lessons,
        lists,
        timeline,
        marks,
        links,
        blameless,
        culprit,
        secrets,
        personal_data,
        imported,
        settings,
    )
    for rule in family.RULES
}

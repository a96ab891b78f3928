"""Every rule, by code."""

from __future__ import annotations

from mkdocs_postmortems.check import consistency, fields, files, lessons, settings
from mkdocs_postmortems.check.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (files, fields, consistency, lessons, settings)
    for rule in family.RULES
}

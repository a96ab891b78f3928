"""The rules as values that reports, pages and commands take."""

from __future__ import annotations

from functools import cache

from mkdocs_postmortems.check.page import page_of
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.model.rule_page import RuleInfo


@cache
def rule_infos() -> dict[str, RuleInfo]:
    """Every rule with its page, by code."""
    return {
        rule.code: RuleInfo(
            code=rule.code,
            name=rule.name,
            level=rule.level,
            is_default=rule.is_default,
            summary=page_of(rule.code).summary,
            markdown=page_of(rule.code).markdown,
        )
        for rule in sorted(RULES.values(), key=lambda one: one.code)
    }

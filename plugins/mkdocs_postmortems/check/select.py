"""Which rules run, and at which level, for which file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.rule import Rule
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Span

ALL = "ALL"


def level_of(rule: Rule, path: str, settings: Settings) -> Level:
    """The level of a rule's findings in a file; `off` where it does not run.

    `per_path` of the settings switches rules off for files. Else `rules` decides, by code, name or
    prefix, the longest first (`PM601` over `PM6`); else whether the rule is selected or runs by
    default. `path` is relative to the knowledge base.
    """
    for pattern, selectors in settings.per_path.items():
        if fnmatch(path, pattern) and any(matches(rule, one) for one in selectors):
            return Level.OFF
    chosen = [
        (0 if selector == ALL else len(selector), level)
        for selector, level in settings.levels.items()
        if matches(rule, selector)
    ]
    if chosen:
        return max(chosen, key=lambda one: one[0])[1]
    if rule.is_default or any(matches(rule, one) for one in settings.select):
        return rule.level
    return Level.OFF


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector names a rule: `ALL`, a code, a prefix of one, or a name."""
    if selector in {ALL, rule.code, rule.name}:
        return True
    return re.fullmatch(r"PM\d{0,2}", selector) is not None and rule.code.startswith(selector)


def check_selectors(selectors: tuple[tuple[str, Span], ...]) -> Iterator[Problem]:
    """Words of the settings that name no rule."""
    names = [word for rule in RULES.values() for word in (rule.code, rule.name)]
    for selector, span in selectors:
        if not any(matches(rule, selector) for rule in RULES.values()):
            help = meant(selector, names, "`postmortems explain` lists them all")
            yield Problem("PM902", span, f"there is no rule `{selector}`", help)

"""A rule as people read it: a value that crosses rooms."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.model.finding import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What a report, a page or an editor needs to know of a rule."""

    code: str
    name: str
    level: Level
    is_default: bool
    summary: str
    """One sentence."""
    markdown: str
    """Its page below the title."""

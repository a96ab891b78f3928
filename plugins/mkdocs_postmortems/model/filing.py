"""A line of filing.yml."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingEntry:
    """Files one old lesson without editing it. `themes` are ids, or `none` alone."""

    key: str
    """`<postmortem's id>#<lesson's address>`."""
    themes: tuple[str, ...]
    span: Span
    """Of the key, as written."""

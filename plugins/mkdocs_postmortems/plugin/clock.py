"""The day of a build."""

from __future__ import annotations

from datetime import date

from mkdocs.utils import get_build_date


def today() -> date:
    """SOURCE_DATE_EPOCH's day where it is set, as MkDocs has it."""
    return date.fromisoformat(get_build_date())

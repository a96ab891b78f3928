"""Rows as JSON and CSV, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from mkdocs_postmortems.model.postmortem import MOMENTS

VERSION = 1
Row: TypeAlias = Mapping[str, Any]

COLUMNS = {
    "incidents": (
        *("id", "title", "severity", "services", "kind", "status", "account"),
        *MOMENTS,
        *("detect_seconds", "acknowledge_seconds", "mitigate_seconds", "resolve_seconds"),
        *("trigger", "detected_by", "mitigated_by", "visibility", "tags"),
        *("read_for_themes", "read_for_luck"),
    ),
    "lessons": (
        *("incident", "kind", "text", "address", "themes", "is_counted"),
        *("is_deliberately_unfiled", "leads_to", "accepted", "accepted_until"),
    ),
    "trends": (
        *("theme", "name", "group", "counterparts", "hurt", "lucky", "well"),
        *("read_for_themes", "read_for_luck"),
    ),
    "actions": (
        *("incident", "number", "id", "text", "type", "ticket", "severity", "services", "themes"),
        *("state", "is_in_progress", "reason", "opened", "closed", "due", "deadline"),
        *("age_days", "overdue_days"),
    ),
}
"""The columns that every CSV has, also where it has no row; others stand behind them."""

_FORMULA = ("=", "+", "-", "@")


def as_json(body: Row) -> bytes:
    """With the version of our own form."""
    return as_plain_json({"version": VERSION, **body})


def as_plain_json(body: Row) -> bytes:
    """In a form that somebody else has defined."""
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Lists joined by blanks; a cell that a spreadsheet would compute begins with an apostrophe."""
    names = [*columns, *(name for name in (rows[0] if rows else ()) if name not in columns)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _safe(" ".join(_word(one) for one in value))
        case str():
            return _safe(" ".join(value.split()))
        case _:
            return str(value)


def _word(value: object) -> str:
    """Of who filed a lesson, the theme alone: the JSON has the rest."""
    return str(value["theme"]) if isinstance(value, dict) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Tickets of an export: Jira's or GitHub's JSON, or a CSV with a header."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs_postmortems.model.settings import Vocabularies
from mkdocs_postmortems.model.ticket import PREFIX, Ticket
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.source import decode, read_bytes

_KEY = re.compile(r"#?\d{1,9}|[A-Za-z][A-Za-z0-9_]{0,20}-\d{1,9}")
_URL = re.compile(r"https?://[\w.:-]+(?:/[\w./~%#?=&+-]*)?")
_ACTION = re.compile(rf"{PREFIX}\s*([\w./-]+/[\w.#-]+)")
_CATEGORIES = {"new": "open", "indeterminate": "in-progress", "done": "done"}
"""Jira's, which hold whatever an organisation calls its states."""


class TicketsError(Exception):
    """The file is no export; says what to give instead in a second line."""


def read_tickets(path: Path, vocabularies: Vocabularies) -> tuple[Ticket, ...]:
    """The tickets that have a key and a state that is known; of two with one key the first."""
    data, refused = read_bytes(path)
    if refused:
        raise TicketsError(f"{path}: {refused.message}\nsave it as UTF-8")
    text, _ = decode(data)
    try:
        records = _json(text) if path.suffix.lower() == ".json" else _csv(text)
    except (ValueError, csv.Error, RecursionError):
        records = None
    if records is None:
        hint = "give Jira's search result, GitHub's list of issues, or a CSV with key and status"
        raise TicketsError(f"{path} holds no tickets\n{hint}")
    found: dict[str, Ticket] = {}
    for one in records:
        ticket = _ticket(one, vocabularies)
        if ticket:
            found.setdefault(ticket.key.lower(), ticket)
    return tuple(found.values())


def _json(text: str) -> list[dict[str, Any]] | None:
    value = json.loads(text)
    if isinstance(value, dict):
        value = value.get("issues", value.get("items"))
    if not isinstance(value, list):
        return None
    records = [one for one in value if isinstance(one, dict)]
    return [{**one, **fields} if isinstance(fields := one.get("fields"), dict) else one
            for one in records]  # fmt: skip


def _csv(text: str) -> list[dict[str, Any]] | None:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    names = [normal_form(name) for name in rows[0]] if rows else []
    if not {"key", "issuekey", "ticket", "number"}.intersection(names):
        return None
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


def _ticket(one: Mapping[str, Any], vocabularies: Vocabularies) -> Ticket | None:
    key = _first(one, ("key", "issuekey", "ticket", "number"))
    if not _KEY.fullmatch(key):
        return None
    url = _first(one, ("html_url", "url"))
    status = _status(one, vocabularies)
    if status is None:
        return None
    told = _words(one.get(name) for name in ("body", "description", "labels", "action"))
    action = _ACTION.search(told)
    closed = _first(one, ("closed_at", "closedAt", "resolutiondate", "closed", "resolved"))
    return Ticket(
        key=f"#{key}" if key.isdigit() else key,
        status=status,
        url=url if _URL.fullmatch(url) else None,
        closed=_day(closed) if status in {"done", "dropped"} else None,
        action=action[1].rstrip(".") if action else None,
    )


def _status(one: Mapping[str, Any], vocabularies: Vocabularies) -> str | None:
    value = one.get("status", one.get("state"))
    if isinstance(value, dict):
        category = value.get("statusCategory")
        by_category = (
            _CATEGORIES.get(category.get("key", "")) if isinstance(category, dict) else None
        )
        value = by_category or value.get("name")
    if _first(one, ("state_reason", "stateReason")).lower() == "not_planned":
        return "dropped"
    term = vocabularies["action_statuses"].find(value) if isinstance(value, str) else None
    return term.id if term and term.id != "announced" else None


def _words(values: Iterable[object]) -> str:
    """Every text within, labels by name, Jira's rich text too."""
    found: list[str] = []
    waiting = list(values)
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting = [*value.values(), *waiting]
        elif isinstance(value, list):
            waiting = [*value, *waiting]
    return "\n".join(found)


def _first(one: Mapping[str, Any], names: tuple[str, ...]) -> str:
    values = (one.get(name) for name in names)
    texts = (str(value).strip() for value in values if isinstance(value, str | int))
    return next((text for text in texts if text), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None

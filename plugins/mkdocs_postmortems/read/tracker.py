"""A tracker's export, CSV or JSON: which incidents there were, and how severe."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.yaml_file import ConfigFile, recode

CODE = "PM903"
Export: TypeAlias = tuple[tuple[str, str], ...]
"""Id and severity of every incident, as written."""

_IDS = ("id", "key", "issuekey", "incidentid", "number", "reference")
_SEVERITIES = ("severity", "sev", "priority")
_LISTS = ("incidents", "issues", "records", "items", "data")
_HELP = "write a CSV with the columns id and severity, or a JSON list of such objects"


def read_tracker(path: Path, shown: str) -> tuple[Export, ConfigFile]:
    """The incidents of an export; with a problem instead where it cannot be read as one."""
    if not path.is_file():
        return (), _file(shown, "", "there is no such file", "correct `tracker_export`")
    data, refused = read_bytes(path)
    if refused:
        return (), ConfigFile(shown, Lines(""), (recode(refused),))
    text, _ = decode(data)
    try:
        rows = _json(text) if path.suffix.lower() == ".json" else _csv(text)
    except (ValueError, csv.Error, RecursionError):
        return (), _file(shown, text, "this can be read neither as CSV nor as JSON", _HELP)
    if rows is None:
        return (), _file(shown, text, "no column or key `id` is here", _HELP)
    return tuple(rows), _file(shown, text)


def _csv(text: str) -> list[tuple[str, str]] | None:
    reader = csv.reader(io.StringIO(text), strict=True)
    rows = [row for row in reader if any(cell.strip() for cell in row)]
    if not rows:
        return []
    names = {normal_form(name): place for place, name in reversed(list(enumerate(rows[0])))}
    return (
        _pairs(
            {name: row[place] for name, place in names.items() if place < len(row)}
            for row in rows[1:]
        )
        if any(name in names for name in _IDS)
        else None
    )


def _json(text: str) -> list[tuple[str, str]] | None:
    value = json.loads(text)
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if name in value), None)
    if not isinstance(value, list):
        return None
    records = [
        {normal_form(str(key)): _text(one) for key, one in record.items()}
        for record in value
        if isinstance(record, dict)
    ]
    found = _pairs(records)
    return found if found or not records else None


def _pairs(records: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    pairs = ((_first(one, _IDS), _first(one, _SEVERITIES)) for one in records)
    return [pair for pair in pairs if pair[0]]


def _first(record: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((record[name].strip() for name in names if record.get(name, "").strip()), "")


def _text(value: object) -> str:
    """A scalar as text; of an object, its name, as trackers nest a severity."""
    if isinstance(value, dict):
        value = value.get("name", "")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _file(shown: str, text: str, message: str = "", help: str = "") -> ConfigFile:
    problems = (Problem(CODE, Span(0, 0), message, help),) if message else ()
    return ConfigFile(shown, Lines(text), problems)

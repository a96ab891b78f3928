"""What answers of PagerDuty's API hold: incidents, and which entries of a log are of which."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.json_source import (
    expect_object,
    json_beside,
    label,
    mapping,
)
from mkdocs_postmortems.read.foreign.pagerduty_log import ENDING

FEW = 5
"""Incidents in a file, below which each may have files of its own, named after it."""


def is_incident(record: Mapping[str, Any]) -> bool:
    """Whether an object is an incident, and not a mention of one."""
    if label(record.get("type")) in {"incident", "incident_reference"}:
        return "incident_number" in record or "service" in record or "title" in record
    return "incident_number" in record and "status" in record


def is_entry(value: Any) -> bool:
    """Whether a value is an entry of an incident's log."""
    return label(mapping(value).get("type")).endswith(ENDING)


def incidents_in(values: Iterable[Any]) -> Iterator[Any]:
    """What stands in the places of incidents: bare, below `incident`, listed below `incidents`."""
    for value in values:
        if isinstance(value, list):
            yield from incidents_in(value)
        elif isinstance(value, dict):
            if isinstance(value.get("incidents"), list):
                yield from value["incidents"]
            elif "incident" in value and not is_entry(value):
                yield value["incident"]
            elif is_incident(value):
                yield value


def listed_in(values: Iterable[Any], key: str) -> Iterator[tuple[Any, str]]:
    """Log entries or notes outside of incidents, each with the id of the incident it names."""
    for value in values:
        if isinstance(value, list):
            yield from listed_in(value, key)
        elif isinstance(value, dict):
            inner = value.get(key)
            of = label(mapping(value.get("incident")).get("id"))
            if isinstance(inner, list):
                for one in inner:
                    named = label(mapping(mapping(one).get("incident")).get("id"))
                    yield one, named or of
            elif key == "log_entries" and is_entry(value):
                yield value, of


def matched_to(
    key: str, given: Given, values: tuple[Any, ...], ids: set[str]
) -> dict[str, list[Mapping[str, Any]]]:
    """Entries by the id of the incident that they are of, from this file and those beside it.

    An entry that names no incident is of the one that its file is named after, or of the only one.
    """
    only = next(iter(ids)) if len(ids) == 1 else ""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one, of in listed_in(values, key):
        found.setdefault(of or only, []).append(mapping(one))
    named = {one for one in ids if one}

    def is_of_these(stem: str) -> bool:
        return any(one in stem for one in named)

    # Where every incident has its own file of entries, the others' files need not be read.
    beside = list(json_beside(given, is_of_these)) if len(named) < FEW else []
    beside = beside or list(json_beside(given, _is_log))
    for name, others in beside:
        stem = posixpath.basename(name)
        by_name = next((one for one in named if one in stem), "")
        for one, of in listed_in(others, key):
            if (of or by_name) in ids:
                found.setdefault(of or by_name, []).append(mapping(one))
    return found


def expect_incidents_beside(given: Given, values: tuple[Any, ...]) -> None:
    """A file of log entries alone is read with the incidents that they are of."""
    wanted = {of for _, of in listed_in(values, "log_entries") if of}
    stem = posixpath.basename(given.name)
    likely = (
        lambda other: any(one in other for one in wanted),
        lambda other: not _is_log(other),
        _is_log,
    )
    for is_wanted in likely:
        for _, others in json_beside(given, is_wanted):
            for one in incidents_in(others):
                identity = label(mapping(one).get("id"))
                if identity and (identity in wanted or identity in stem):
                    return
    if any(True for key in ("log_entries", "notes") for _ in listed_in(values, key)):
        message = "it holds the log of incidents that are in no file beside it"
        raise RefusedError(message, "put the answer of GET /incidents into the same folder")
    message = "it holds no incident"
    raise RefusedError(message, "export it with GET /incidents of the REST API v2")


def _is_log(stem: str) -> bool:
    return "log" in stem.lower() or "note" in stem.lower()


def expected(incident: Any, at: int) -> Mapping[str, Any]:
    """An incident; raises `RefusedError` where something else is in its place."""
    record = expect_object(incident, f"incidents[{at}]")
    if is_incident(record):
        return record
    message = "an incident has an `incident_number`, or the type `incident` and a title"
    raise RefusedError(message, "export it with GET /incidents of the REST API v2")

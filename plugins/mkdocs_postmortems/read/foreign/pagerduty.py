"""Incidents as PagerDuty's REST API v2 gives them, with their log and notes, and its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused, Stated
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.json_source import (
    SUFFIXES,
    decode_json,
    fields,
    fingerprint,
    label,
    mapping,
    objects,
)
from mkdocs_postmortems.read.foreign.pagerduty_answers import (
    expect_incidents_beside,
    expected,
    incidents_in,
    is_entry,
    is_incident,
    listed_in,
    matched_to,
)
from mkdocs_postmortems.read.foreign.pagerduty_log import (
    ENDING,
    alert_details,
    note_entry,
    noted,
    timeline,
)
from mkdocs_postmortems.read.foreign.pagerduty_report import is_report, read_report
from mkdocs_postmortems.read.foreign.prose import heading, joined, prose

UNSHOWN = frozenset({
    "id", "type", "self", "incident_key", "first_trigger_log_entry", "is_mergeable",
    "pending_actions", "assigned_via", "alert_grouping", "color", "order", "account_id",
    "schema_version", "data_type", "field_type", "summary", "avatar_url", "last_status_change_at",
})  # fmt: skip
"""What no page of PagerDuty shows; `summary` repeats the number and the title."""
_INNER = UNSHOWN - {"summary"} | {"html_url"}
_IN_TEXT = frozenset({"title", "description", "body", "log_entries", "notes", "custom_fields"})
_LISTS = ("log_entries", "notes")


def _recognises(given: Given) -> bool:
    if given.suffix not in SUFFIXES:
        return given.suffix == ".txt" and is_report(given.data)
    try:
        values = decode_json(given.data)
    except RefusedError:
        return False
    known = any(is_incident(mapping(one)) for one in incidents_in(values))
    return known or any(is_entry(one) for one, _ in listed_in(values, "log_entries"))


def _read(given: Given) -> Iterator[Read]:
    if given.suffix not in SUFFIXES:
        yield read_report(given)
        return
    values = decode_json(given.data)
    found = list(incidents_in(values))
    if not found:
        expect_incidents_beside(given, values)
        return
    ids = {label(mapping(one).get("id")) for one in found}
    logged = {key: matched_to(key, given, values, ids) for key in _LISTS}
    for at, incident in enumerate(found):
        source = f"{given.name}[{at}]"
        try:
            yield _document(expected(incident, at), source, logged)
        except RefusedError as refused:
            yield Refused(source=source, reason=refused.reason, help=refused.help)


def _document(
    incident: Mapping[str, Any],
    source: str,
    logged: Mapping[str, Mapping[str, list[Mapping[str, Any]]]],
) -> Foreign:
    identity = label(incident.get("id"))
    entries, notes = (
        [
            *objects(incident.get(key)),
            *filter(None, logged[key].get(identity, ())),
        ]
        for key in _LISTS
    )
    entries = list(
        {label(one.get("id")) or str(at): one for at, one in enumerate(entries)}.values()
    )
    known = {noted(one) for one in entries}
    entries += [one for one in map(note_entry, notes) if noted(one) not in known]
    title = label(incident.get("title")) or label(incident.get("description"))
    title = title or label(incident.get("summary"))
    rows = timeline(entries, title)
    details = alert_details(entries)
    text = joined(
        *_described(incident, title),
        *((heading("Timeline"), rows) if rows else ()),
        *((heading("Alert details"), details) if details else ()),
    )
    lacks = () if rows else ("its log entries are not in the export, so it has no timeline",)
    return Foreign(
        kind="pagerduty",
        source=identity or source,
        sha256=fingerprint(incident, entries),
        text=text,
        title=" ".join(title.split()),
        stated=tuple(_stated(incident, entries)),
        notes=lacks,
    )


def _described(incident: Mapping[str, Any], title: str) -> Iterator[str]:
    body = mapping(incident.get("body")).get("details")
    said = [label(incident.get("description")), label(body) if isinstance(body, str) else ""]
    for one in dict.fromkeys(said):
        if one and one != title:
            yield heading("Description")
            yield prose(one)


def _stated(incident: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> Iterator[Stated]:
    for key, value in incident.items():
        if key not in _IN_TEXT and key not in UNSHOWN:
            yield from fields({key: value}, _INNER - {"html_url"} if key == "html_url" else _INNER)
    acks = [label(one.get("at")) for one in objects(incident.get("acknowledgements"))]
    acks += [
        label(one.get("created_at"))
        for one in entries
        if label(one.get("type")) == f"acknowledge{ENDING}"
    ]
    if acked := sorted(filter(None, acks)):
        yield Stated(name="acknowledged_at", values=(acked[0],))
    if not label(incident.get("resolved_at")) and label(incident.get("status")) == "resolved":
        ends = [one for one in entries if label(one.get("type")) == f"resolve{ENDING}"]
        if ended := max((label(one.get("created_at")) for one in ends), default=""):
            yield Stated(name="resolved_at", values=(ended,))
    body = mapping(incident.get("body")).get("details")
    if isinstance(body, dict):
        yield from fields(body, (), "body.details.")
    for one in objects(incident.get("custom_fields")):
        name = label(one.get("display_name")) or label(one.get("name"))
        value = one.get("value")
        shown = [label(item) for item in (value if isinstance(value, list) else [value])]
        if name and (values := tuple(filter(None, shown))):
            yield Stated(name=name, values=values)


KIND = Kind(
    name="pagerduty",
    about="incidents of PagerDuty's REST API, with their log entries and notes",
    recognises=_recognises,
    read=_read,
)

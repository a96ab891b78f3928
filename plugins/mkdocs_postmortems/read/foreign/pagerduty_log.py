"""What PagerDuty logged of an incident, worded as the rows of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mkdocs_postmortems.read.foreign.json_source import fields, label, mapping, objects
from mkdocs_postmortems.read.foreign.prose import cell, table

ENDING = "_log_entry"
UNSHOWN = frozenset({
    "id", "type", "self", "html_url", "incident", "service", "teams", "details_omitted",
    "body_omitted", "acknowledgement_timeout", "message_id", "incident_key",
    "service_key", "event_type",
})  # fmt: skip
"""What a log entry repeats of its incident, and what no page of PagerDuty shows."""
_EVENTS = {
    "trigger": "Triggered",
    "acknowledge": "Acknowledged",
    "unacknowledge": "No longer acknowledged",
    "resolve": "Resolved",
    "assign": "Assigned",
    "escalate": "Escalated",
    "delegate": "Delegated to another escalation policy",
    "notify": "Notified",
    "annotate": "Note",
    "snooze": "Snoozed",
    "unsnooze": "Snooze ended",
    "merge": "Merged",
    "priority_change": "Priority changed",
    "urgency_change": "Urgency changed",
    "field_value_change": "Field changed",
    "custom_field_value_change": "Field changed",
    "responder_request": "Responders requested",
    "responder_reply": "Responder replied",
    "status_update": "Status update",
    "reach_trigger_limit": "Limit of triggers reached",
    "reach_ack_limit": "Limit of acknowledgements reached",
    "repeat_escalation_path": "Escalation policy repeated",
    "exhaust_escalation_path": "Escalation policy exhausted",
}
_CHANNELS = {
    "website": "on the website",
    "web_trigger": "on the website",
    "mobile": "in the mobile app",
    "phone": "by phone",
    "sms": "by SMS",
    "email": "by e-mail",
    "api": "through the API",
    "timeout": "by a time-out",
    "auto": "automatically",
    "note": "",
}
_SAID = ("summary", "subject", "notes", "description", "body", "details")


def timeline(entries: Iterable[Mapping[str, Any]], title: str) -> str:
    """The entries as a table, the earliest first; empty where there are none."""
    ordered = sorted(entries, key=_when)
    rows = [(cell(label(one.get("created_at"))), _event(one, title)) for one in ordered]
    return table(("Time", "Event"), rows) if rows else ""


def alert_details(entries: Iterable[Mapping[str, Any]]) -> str:
    """What the monitoring sent with its triggers, as a table; each value once."""
    rows: dict[tuple[str, str], None] = {}
    for entry in entries:
        if label(entry.get("type")) == f"trigger{ENDING}":
            channel = mapping(entry.get("channel"))
            rest = {key: one for key, one in channel.items() if key not in _SAID}
            given = channel.get("details")
            details = given if isinstance(given, dict) else {}
            for stated in [*fields(details, ()), *fields(rest, UNSHOWN)]:
                rows.setdefault((stated.name, ", ".join(stated.values)))
    shown = [(cell(name), cell(value)) for name, value in rows]
    return table(("Field", "Value"), shown) if shown else ""


def note_entry(note: Mapping[str, Any]) -> Mapping[str, Any]:
    """A note of `/incidents/{id}/notes` as the log entry that says the same."""
    channel = {"type": "note", "summary": label(note.get("content"))}
    by = {"summary": label(note.get("user")), "type": "user_reference"}
    via = label(note.get("channel"))
    return {
        "type": f"annotate{ENDING}",
        "created_at": note.get("created_at"),
        "agent": by,
        "channel": {**channel, "via": via},
    }


def noted(entry: Mapping[str, Any]) -> str:
    """The words of a note, by which it is known again."""
    channel = mapping(entry.get("channel"))
    return " ".join((label(channel.get("summary")) or label(channel.get("notes"))).split())


def _when(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """A trigger comes before whom it is assigned to in the same second."""
    return label(entry.get("created_at")), label(entry.get("type")) != f"trigger{ENDING}"


def _event(entry: Mapping[str, Any], title: str) -> str:
    kind = label(entry.get("type")).removesuffix(ENDING)
    happened = _EVENTS.get(kind) or " ".join(kind.split("_")).strip().capitalize() or "Logged"
    summary = label(entry.get("summary"))
    text = summary.rstrip(".") if _begins_with(summary, happened) else happened
    # Each part is added only where the sentence does not say it already.
    agent = mapping(entry.get("agent"))
    is_person = label(agent.get("type")).startswith("user")
    text += _added(text, " by ", [label(agent)] if is_person else [])
    text += _added(text, " to ", [label(one) for one in objects(entry.get("assignees"))])
    text += _added(text, ": ", [label(entry.get("user"))])
    ways = [_channel(mapping(entry.get("channel")), text)]
    if not is_person and label(agent) != label(entry.get("service")):
        ways.insert(0, label(agent))
    shown = ", ".join(one for one in filter(None, ways) if one not in text)
    text += f" ({shown})" if shown else ""
    said = [] if summary.rstrip(".") in text else [summary]
    said += [one for one in _said(entry) if one != title]
    text += _added(text, ": ", said, between=" – ")
    links = [_link(one) for one in objects(entry.get("contexts"))]
    return " ".join(filter(None, (cell(text), *links)))


def _begins_with(summary: str, happened: str) -> bool:
    return summary.casefold().startswith(happened.split(maxsplit=1)[0].casefold())


def _added(text: str, before: str, parts: Iterable[str], between: str = ", ") -> str:
    flat = " ".join(text.split()).casefold()
    one_line = dict.fromkeys(" ".join(part.split()) for part in parts)
    missing = [part for part in one_line if part and part.casefold() not in flat]
    return before + between.join(missing) if missing else ""


def _channel(channel: Mapping[str, Any], text: str) -> str:
    """By which way it was done, unless the sentence ends in that."""
    kind = label(channel.get("type"))
    found = _CHANNELS.get(kind, f"through {kind.replace('_', ' ')}" if kind else "")
    found = label(channel.get("via")) or found
    is_said = bool(found) and found.split()[-1].casefold() in text.casefold()
    return "" if is_said else found


def _said(entry: Mapping[str, Any]) -> Iterator[str]:
    channel = mapping(entry.get("channel"))
    yield from (label(channel.get(key)) for key in _SAID if isinstance(channel.get(key), str))
    is_trigger = label(entry.get("type")) == f"trigger{ENDING}"
    left_out = {*_SAID, "type", "via"} if not is_trigger else set(channel)
    rest = {key: one for key, one in channel.items() if key not in left_out}
    known = {"type", "summary", "created_at", "agent", "assignees", "user", "channel", "contexts"}
    rest |= {key: one for key, one in entry.items() if key not in known}
    for stated in fields(rest, UNSHOWN):
        yield f"{stated.name.replace('_', ' ')}: {', '.join(stated.values)}"


def _link(context: Mapping[str, Any]) -> str:
    target = label(context.get("href")) or label(context.get("src"))
    text = cell(label(context.get("text")) or label(context.get("alt")) or target)
    if target.startswith(("http://", "https://")) and not set(target) & set(" <>()|\n"):
        return f"[{text}]({target})"
    return f"{text} {cell(target)}".strip() if target != text else text

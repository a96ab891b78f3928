"""A Slack export: the messages of a channel that somebody marked, as lines of a timeline."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused
from mkdocs_postmortems.read.foreign.files import Files, RefusedError
from mkdocs_postmortems.read.foreign.json_source import (
    decode_json,
    fingerprint,
    label,
    mapping,
    objects,
)
from mkdocs_postmortems.read.foreign.prose import cell, heading, joined, table

STARS = frozenset({"star", "star2", "pushpin", "round_pushpin"})
"""Reactions that mark a message for the timeline."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json$")
_STAMP = re.compile(r"\d{9,11}(?:\.\d+)?")
_ANGLE = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^<>|\s]+)(?:\|(?P<label>[^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_NO_WORDS = frozenset({
    "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name",
    "channel_archive", "channel_unarchive", "group_join", "group_leave", "bot_add", "bot_remove",
    "pinned_item", "tombstone", "reminder_add",
})  # fmt: skip
"""What Slack itself says in a channel."""


def is_slack(files: Files, names: tuple[str, ...]) -> bool:
    """Whether these are channels of an export: a folder each, with a file a day."""
    days = [name for name in names if _DAY.search(name)]
    return any(_messages(files, name) for name in days[:20]) or (
        len(names) == 1 and bool(_messages(files, names[0]))
    )


def read_channels(
    files: Files, names: tuple[str, ...], *, all_messages: bool = False
) -> Iterator[Read]:
    """One document a channel, its marked messages as a timeline; or all messages."""
    users = _users(files, names)
    by_channel: dict[str, list[Mapping[str, Any]]] = {}
    for name in names:
        if name.lower().endswith(".json") and (found := _messages(files, name)):
            by_channel.setdefault(posixpath.dirname(name) or "channel", []).extend(found)
    for channel, messages in by_channel.items():
        spoken = [one for one in messages if label(one.get("subtype")) not in _NO_WORDS]
        chosen = [one for one in spoken if all_messages or is_marked(one)]
        if not chosen:
            reason = f"none of its {len(spoken)} messages is starred, pinned or marked with :star:"
            help = "mark some and export again, or take them all with --all-messages"
            yield Refused(source=channel, reason=reason, help=help)
            continue
        yield _document(channel, chosen, users)


def is_marked(message: Mapping[str, Any]) -> bool:
    """Whether somebody starred or pinned it, or reacted with a star or a pin."""
    reactions = {
        label(one.get("name")).partition("::")[0] for one in objects(message.get("reactions"))
    }
    pinned = message.get("pinned_to") or message.get("pinned_info")
    return message.get("is_starred") is True or bool(pinned) or bool(reactions & STARS)


def _document(channel: str, messages: list[Mapping[str, Any]], users: Mapping[str, str]) -> Foreign:
    ordered = sorted(messages, key=lambda one: float(label(one["ts"])))
    rows = [(_time(one), _event(one, users)) for one in ordered]
    return Foreign(
        kind="slack",
        source=posixpath.basename(channel),
        sha256=fingerprint(ordered),
        text=joined(heading("Timeline"), table(("Time", "Event"), rows)),
    )


def _messages(files: Files, name: str) -> list[Mapping[str, Any]]:
    """The messages of a file; none where it is something else."""
    try:
        values = decode_json(files.read(name))
    except RefusedError:
        return []
    listed = values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)
    return [
        one
        for one in objects(listed)
        if label(one.get("type")) == "message" and _STAMP.fullmatch(label(one.get("ts")))
    ]


def _users(files: Files, names: tuple[str, ...]) -> dict[str, str]:
    """What people are called, by id; the export's users.json lies beside the channels."""
    places = {posixpath.dirname(posixpath.dirname(name)) for name in names} | {""}
    found: dict[str, str] = {}
    for place in sorted(places):
        try:
            values = decode_json(files.read(posixpath.join(place, "users.json")))
        except RefusedError:
            continue
        for one in objects(values[0] if values else None):
            found.setdefault(label(one.get("id")), _called(one))
    return found


def _called(user: Mapping[str, Any]) -> str:
    profile = mapping(user.get("profile"))
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return next((found for one in (*names, user.get("name")) if (found := label(one))), "")


def _time(message: Mapping[str, Any]) -> str:
    at = datetime.fromtimestamp(int(float(label(message["ts"]))), UTC)
    return at.isoformat().replace("+00:00", "Z")


def _event(message: Mapping[str, Any], users: Mapping[str, str]) -> str:
    user = label(message.get("user"))
    who = users.get(user) or _called(mapping(message.get("user_profile")))
    who = (
        who or label(message.get("username")) or label(mapping(message.get("bot_profile"))) or user
    )
    texts = [label(message.get("text"))]
    texts += [
        label(one.get("fallback")) or label(one.get("text"))
        for one in objects(message.get("attachments"))
    ]
    names = [
        label(one.get("name")) or label(one.get("title")) for one in objects(message.get("files"))
    ]
    said = _shown(" ".join(filter(None, texts)), users)
    beside = f" ({cell(', '.join(filter(None, names)))})" if any(names) else ""
    return f"{cell(who)}: {said}{beside}" if who else f"{said}{beside}"


def _shown(text: str, users: Mapping[str, str]) -> str:
    """Slack's own markup as a cell of Markdown: links stay links, mentions become names."""
    parts: list[str] = []
    at = 0
    for match in _ANGLE.finditer(text):
        parts += (cell(_plain(text[at : match.start()], edge=True)), _angle(match, users))
        at = match.end()
    parts.append(cell(_plain(text[at:], edge=True)))
    return re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(filter(None, parts)))


def _angle(match: re.Match[str], users: Mapping[str, str]) -> str:
    target, shown = match["target"], _plain(match["label"] or "")
    if match["kind"] == "@":
        return cell(f"@{shown or users.get(target) or target}")
    if match["kind"] == "#":
        return cell(f"#{shown or target}")
    if match["kind"] == "!":
        return cell(shown or f"@{target.partition('^')[0]}")
    target = _plain(target)
    if target.startswith(("http://", "https://")) and not set(target) & set("()|`\\"):
        return f"[{cell(shown or target)}]({target})"
    return cell(shown or target)


def _plain(text: str, *, edge: bool = False) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text.strip() if edge else text

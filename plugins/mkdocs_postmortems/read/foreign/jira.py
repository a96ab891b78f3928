"""Issues as Jira's REST API gives them: version 3 with rich text, version 2 with wiki markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused, Stated
from mkdocs_postmortems.read.foreign.files import RefusedError, beside
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.headings import below
from mkdocs_postmortems.read.foreign.jira_fields import Fields, people_in, wiki_texts
from mkdocs_postmortems.read.foreign.jira_parts import (
    attachments,
    file_target,
    history,
    links,
    page_of,
)
from mkdocs_postmortems.read.foreign.json_source import (
    decode_json,
    expect_object,
    fields,
    fingerprint,
    label,
    mapping,
    objects,
    records_in,
    told_by,
)
from mkdocs_postmortems.read.foreign.prose import heading, joined
from mkdocs_postmortems.read.foreign.wiki import wiki_to_markdown

UNSHOWN = frozenset({
    "accountId", "accountType", "active", "aggregateprogress", "avatarId", "avatarUrls",
    "boardId", "colorName", "description", "entityId", "expand", "hasVoted", "hierarchyLevel",
    "iconUrl", "id", "isWatching", "key", "lastViewed", "progress", "projectTypeKey", "self",
    "simplified", "statusCategory", "statuscategorychangedate", "subtask", "thumbnail", "timeZone",
    "uuid", "emailAddress", "votes", "watches", "workratio", "originBoardId",
    "aggregatetimeestimate", "aggregatetimespent",
    "aggregatetimeoriginalestimate", "timeestimate", "timespent", "timeoriginalestimate",
})  # fmt: skip
"""What the page of an issue does not show; `description` is that of a status or a type."""
_IN_TEXT = frozenset({
    "summary", "description", "environment", "comment", "worklog", "attachment", "issuelinks",
    "subtasks",
})  # fmt: skip
_KEY = re.compile(r"[A-Z][A-Z0-9_]*-\d+$")
_NOTHING = re.compile(r"\{\}$|\d\|[\w:]+$")
"""The empty answer of an app's field, and the rank of an issue on a board."""


def _is_issue(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("fields"), dict) and bool(_KEY.match(label(record.get("key"))))


def _recognises(given: Given) -> bool:
    return told_by(given, "issues", _is_issue)


def _read(given: Given) -> Iterator[Read]:
    found = list(records_in(decode_json(given.data), "issues"))
    if not any(_is_issue(mapping(one)) for one, _ in found):
        message = "it holds no issue with a `key` and `fields`"
        raise RefusedError(message, "export it with GET /rest/api/3/search/jql?fields=*all")
    texts = [text for one, _ in found for text in wiki_texts(mapping(mapping(one).get("fields")))]
    wiki = wiki_to_markdown(texts, dict(people_in([one for one, _ in found])))
    for at, (issue, around) in enumerate(found):
        source = f"{given.name}[{at}]"
        try:
            record = _expected(issue, at)
            names = {**mapping(around.get("names")), **mapping(record.get("names"))}
            files = _files(mapping(record.get("fields")), given)
            yield _document(record, Fields(names, wiki, files), files)
        except RefusedError as refused:
            yield Refused(source=source, reason=refused.reason, help=refused.help)


def _expected(issue: Any, at: int) -> Mapping[str, Any]:
    record = expect_object(issue, f"issues[{at}]")
    if _is_issue(record):
        return record
    message = "an issue has a `key` and `fields`, and one of them is missing"
    raise RefusedError(message, "export it with all fields: `fields=*all`")


def _document(issue: Mapping[str, Any], known: Fields, files: Mapping[str, bytes]) -> Foreign:
    values = mapping(issue.get("fields"))
    text = joined(
        below(known.text(values.get("description")), 2),
        *_sections(values, known),
        links(values),
        attachments(values, files),
        _remarks("Comments", objects(mapping(values.get("comment")).get("comments")), known),
        _remarks("Work log", objects(mapping(values.get("worklog")).get("worklogs")), known),
        history(mapping(issue.get("changelog"))),
    )
    left = _left_out(values, known)
    return Foreign(
        kind="jira",
        source=label(issue["key"]),
        sha256=fingerprint(issue),
        text=text,
        title=" ".join(label(values.get("summary")).split()),
        stated=tuple(_stated(issue, values, known)),
        files=files,
        notes=tuple(left),
    )


def _sections(values: Mapping[str, Any], known: Fields) -> Iterator[str]:
    for key, value in values.items():
        if (key == "environment" or key not in _IN_TEXT) and (text := known.text(value)):
            called = "Environment" if key == "environment" else known.called(key)
            yield joined(heading(called), below(text, 3))


def _stated(issue: Mapping[str, Any], values: Mapping[str, Any], known: Fields) -> Iterator[Stated]:
    key = label(issue["key"])
    yield Stated(name="key", values=(key,))
    if page := page_of(issue):
        yield Stated(name="url", values=(page,))
    for name, value in values.items():
        if name in _IN_TEXT or name in UNSHOWN or known.text(value):
            continue
        if name == "parent":
            yield Stated(name="parent", values=(_mentioned(mapping(value)),))
        elif not (isinstance(value, str) and _NOTHING.match(value)):
            yield from fields({known.called(name): value}, UNSHOWN)


def _mentioned(issue: Mapping[str, Any]) -> str:
    summary = label(mapping(issue.get("fields")).get("summary"))
    return f"{label(issue.get('key'))} {summary}".strip()


def _remarks(name: str, remarks: list[Mapping[str, Any]], known: Fields) -> str:
    if not remarks:
        return ""
    parts = [heading(name)]
    for one in remarks:
        said = label(one.get("started")) or label(one.get("created"))
        spent = label(one.get("timeSpent"))
        to = label(mapping(one.get("visibility")).get("value"))
        facts = (said, label(one.get("author")), spent, f"visible to {to}" if to else "")
        parts.append(heading(", ".join(filter(None, facts)) or "Unsigned", 3))
        parts.append(below(known.text(one.get("body") or one.get("comment")), 4))
    return joined(*parts)


def _files(values: Mapping[str, Any], given: Given) -> dict[str, bytes]:
    """Attachments that lie beside the export, by their names."""
    found: dict[str, bytes] = {}
    there = set(given.files.names)
    for one in objects(values.get("attachment")):
        name = label(one.get("filename"))
        path = beside(given.name, name)
        if name and path in there and "/" not in name:
            try:
                found[file_target(name)] = given.files.read(path)
            except RefusedError:
                continue
    return found


def _left_out(values: Mapping[str, Any], known: Fields) -> Iterator[str]:
    for key, inner, what in (
        ("comment", "comments", "comments"),
        ("worklog", "worklogs", "entries of the work log"),
    ):
        held = mapping(values.get(key))
        total, there = held.get("total"), len(objects(held.get(inner)))
        if isinstance(total, int) and total > there:
            yield f"{what} that are not in the export: {total - there}"


KIND = Kind(
    name="jira",
    about="issues of Jira's REST API, version 2 or 3",
    recognises=_recognises,
    read=_read,
)

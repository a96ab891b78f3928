"""What hangs on an issue of Jira beside its text: other issues, attachments, changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from mkdocs_postmortems.read.foreign.json_source import label, mapping, objects
from mkdocs_postmortems.read.foreign.prose import cell, heading, inline, joined, table

_HOST = re.compile(r"(https?://[^/]+(?:/[\w-]+)?)/rest/api/")
_ACTION = re.compile(
    r"\b(?:action|follow[- ]?up|remediat\w+|correct\w+ action|prevent\w*|improvement)",
    re.IGNORECASE,
)
"""What a type of link or of issue is called where it says that something is to be done."""


def links(values: Mapping[str, Any]) -> str:
    """Sub-tasks and linked issues, under the heading that their types say."""
    actions: list[str] = []
    others: list[str] = []
    for relation, issue in _related(values):
        kind = label(mapping(issue.get("fields")).get("issuetype"))
        is_action = _ACTION.search(relation) or _ACTION.search(kind)
        (actions if is_action else others).append(_item(relation, issue))
    return joined(
        *((heading("Action items"), "\n".join(actions)) if actions else ()),
        *((heading("Linked issues"), "\n".join(others)) if others else ()),
    )


def attachments(values: Mapping[str, Any], there: Collection[str]) -> str:
    """Each attachment by name; a link to the file where it lies beside the export."""
    lines: list[str] = []
    for one in objects(values.get("attachment")):
        name, address = label(one.get("filename")), label(one.get("content"))
        target = file_target(name) if file_target(name) in there else address
        facts = [label(one.get("author")), label(one.get("created"))]
        shown = _link(name or address, target)
        lines.append(f"- {', '.join([shown, *map(inline, filter(None, facts))])}")
    return joined(heading("Attachments"), "\n".join(lines)) if lines else ""


def file_target(name: str) -> str:
    """The link that leads to an attachment of that name."""
    return quote(name)


def page_of(issue: Mapping[str, Any]) -> str:
    """The address under which people open an issue; empty where the export does not tell."""
    host = _HOST.match(label(issue.get("self")))
    if host is None or "api.atlassian.com" in host[1]:
        return ""
    return f"{host[1]}/browse/{label(issue.get('key'))}"


def history(changelog: Mapping[str, Any]) -> str:
    """Changes of fields, where the export was told to have them, the earliest first."""
    found = objects(changelog.get("histories"))
    rows = [
        (
            cell(label(one.get("created"))),
            cell(label(one.get("author"))),
            cell(label(item.get("field"))),
            cell(label(item.get("fromString"))),
            cell(label(item.get("toString"))),
        )
        for one in sorted(found, key=lambda one: label(one.get("created")))
        for item in objects(one.get("items"))
    ]
    if not rows:
        return ""
    return joined(heading("Changes"), table(("Changed at", "By", "Field", "From", "To"), rows))


def _related(values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in objects(values.get("subtasks")):
        yield "", one
    for one in objects(values.get("issuelinks")):
        kind = mapping(one.get("type"))
        for direction, key in (("inward", "inwardIssue"), ("outward", "outwardIssue")):
            if isinstance(one.get(key), dict):
                yield label(kind.get(direction)) or label(kind.get("name")), one[key]


def _item(relation: str, issue: Mapping[str, Any]) -> str:
    values = mapping(issue.get("fields"))
    key, summary = label(issue.get("key")), label(values.get("summary"))
    page = page_of(issue)
    shown = _link(key, page) if page else inline(key)
    kinds = (relation, *(label(values.get(name)) for name in ("issuetype", "status", "priority")))
    facts = ", ".join(filter(None, kinds))
    return f"- {shown} {inline(summary)}".rstrip() + (f" ({inline(facts)})" if facts else "")


def _link(text: str, target: str) -> str:
    if target and not set(target) & set(" <>()\n"):
        return f"[{inline(text)}]({target})"
    return f"{inline(text)} {inline(target)}".strip() if target != text else inline(text)

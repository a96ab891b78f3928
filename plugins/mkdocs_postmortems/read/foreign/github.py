"""Issues as GitHub's REST API gives them, and as `gh issue list --json` and `gh issue view` do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused, Stated
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.headings import below
from mkdocs_postmortems.read.foreign.json_source import (
    decode_json,
    expect_object,
    fields,
    fingerprint,
    json_beside,
    label,
    mapping,
    objects,
    records_in,
    told_by,
)
from mkdocs_postmortems.read.foreign.prose import heading, joined

UNSHOWN = frozenset({
    "active_lock_reason", "assignees_url", "author_association", "avatar_url", "closed", "color",
    "comments_url", "creator", "databaseId", "default", "events_url", "followers_url",
    "following_url", "gists_url", "gravatar_id", "id", "isPinned", "is_bot",
    "issue_dependencies_summary",
    "labels_url", "locked", "node_id", "optionId", "organizations_url",
    "performed_via_github_app", "reactionGroups", "reactions", "received_events_url", "repos_url",
    "repository_url", "site_admin", "starred_url", "sub_issues_summary", "subscriptions_url",
    "timeline_url", "type", "user_view_type",
})  # fmt: skip
"""What the page of an issue does not show, or only as a picture."""
_IN_TEXT = frozenset({"title", "body", "comments", "author", "user", "body_text", "body_html"})
_REMOTE = re.compile(
    r"https://(?:github\.com/user-attachments|user-images\.githubusercontent\.com)/"
)
_ADDRESS = re.compile(r"https?://[^/\s]+/([\w.-]+/[\w.-]+)/issues/(\d+)$")


def _is_issue(record: Mapping[str, Any]) -> bool:
    return (
        isinstance(record.get("number"), int)
        and isinstance(record.get("title"), str)
        and ("createdAt" in record or "created_at" in record or "body" in record)
        and "fields" not in record
    )


def _recognises(given: Given) -> bool:
    return told_by(given, "items", _is_issue)


def _read(given: Given) -> Iterator[Read]:
    found = list(records_in(decode_json(given.data), "items"))
    others = [one for one, _ in found if not _is_issue(mapping(one))]
    beside = [
        one
        for _, values in json_beside(given, lambda stem: "comment" in stem.lower())
        for one in values
    ]
    others += [one for one, _ in records_in(beside, "comments")]
    issues = [(at, one) for at, (one, _) in enumerate(found) if not _is_comment(mapping(one))]
    if not issues:
        message = "it holds no issue"
        raise RefusedError(message, "write it with `gh issue list --json number,title,body,…`")
    for at, issue in issues:
        try:
            if "pull_request" not in mapping(issue):
                yield _document(expect_object(issue, f"[{at}]"), others, given)
        except RefusedError as refused:
            source = f"{given.name}[{at}]"
            yield Refused(source=source, reason=refused.reason, help=refused.help)


def _document(issue: Mapping[str, Any], others: list[Any], given: Given) -> Foreign:
    if not _is_issue(issue):
        message = "an issue has a `number` and a `title`, and one of them is missing"
        raise RefusedError(message, "name both in `gh issue list --json number,title,body,…`")
    comments = _comments(issue, others)
    body = issue.get("body")
    text = joined(below(body, 2) if isinstance(body, str) else "", _conversation(comments))
    remote = len(_REMOTE.findall(text))
    counted = issue.get("comments")
    notes = [f"images or files that are still only on GitHub: {remote}"] if remote else []
    if isinstance(counted, int) and counted > len(comments):
        notes.append(f"comments that are not in the export: {counted - len(comments)}")
    return Foreign(
        kind="github",
        source=_source(issue, given),
        sha256=fingerprint(issue, comments),
        text=text,
        title=" ".join(label(issue["title"]).split()),
        stated=tuple(_stated(issue)),
        notes=tuple(notes),
    )


def _source(issue: Mapping[str, Any], given: Given) -> str:
    for key in ("html_url", "url"):
        if match := _ADDRESS.match(label(issue.get(key))):
            return f"{match[1]}#{match[2]}"
    return f"{given.name}#{issue['number']}"


def _stated(issue: Mapping[str, Any]) -> Iterator[Stated]:
    author = issue.get("author") or issue.get("user")
    yield from fields({"author": author}, UNSHOWN | {"url", "html_url"})
    left_out = _IN_TEXT | ({"url"} if "html_url" in issue else set())
    if issue.get("assignees"):
        left_out |= {"assignee"}  # the API repeats the first of them
    people = {"assignee", "assignees", "closed_by", "labels", "milestone"}
    for key, value in issue.items():
        if key not in left_out:
            inner = {"url", "html_url", "number"} if key in people else set()
            yield from fields({key: value}, UNSHOWN | inner)


def _is_comment(record: Mapping[str, Any]) -> bool:
    return "issue_url" in record and "title" not in record


def _comments(issue: Mapping[str, Any], others: list[Any]) -> list[Mapping[str, Any]]:
    ends = f"/{issue['number']}"
    apart = [one for one in objects(others) if label(one.get("issue_url")).endswith(ends)]
    found = [*objects(issue.get("comments")), *apart]
    # The same comment, once from `gh` and once from the API, has one address.
    found = list({_address(one) or str(at): one for at, one in enumerate(found)}.values())
    return sorted(found, key=lambda one: label(one.get("createdAt") or one.get("created_at")))


def _address(comment: Mapping[str, Any]) -> str:
    return label(comment.get("html_url")) or label(comment.get("url"))


def _conversation(comments: list[Mapping[str, Any]]) -> str:
    if not comments:
        return ""
    parts = [heading("Comments")]
    for comment in comments:
        said = label(comment.get("createdAt") or comment.get("created_at"))
        who = label(comment.get("author") or comment.get("user"))
        parts.append(heading(", ".join(filter(None, (said, who))) or "Comment", 3))
        body = comment.get("body")
        parts.append(below(body, 4) if isinstance(body, str) else "")
    return joined(*parts)


KIND = Kind(
    name="github",
    about="issues of GitHub, as `gh issue list --json` writes them",
    recognises=_recognises,
    read=_read,
)

"""PM3xx: action items that can be owned, closed and found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.nearest import listing, meant
from mkdocs_postmortems.model.postmortem import ActionItem
from mkdocs_postmortems.model.span import Span

_FINISHED = frozenset({"done", "dropped"})
_WORDS = {"owner": "an owner", "due": "a due date", "ticket": "a ticket"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TICKET = re.compile(r"#\d|[A-Z][A-Z0-9]+-\d")
_PLACEHOLDER = re.compile(r"TBD|TBC|TODO|YYYY", re.IGNORECASE)
"""A due date that is one is said once, by the rule of placeholders."""
_REASON = re.compile(r"[(:;,–—-]\s*\w")

_LEAD = r"(?:(?:we|i)\s+)?(?:(?:need to|should|must|have to|will)\s+)?"
_OPEN_ENDED = re.compile(
    rf"{_LEAD}(?:improve|investigate|look (?:into|at)|consider|think about|explore|evaluate|discuss"
    r"|work on|better|more)\b",
    re.IGNORECASE,
)
_CLOSABLE = re.compile(
    r"`|\d|https?://|\]\(|\b(?:so that|until|unless|why|whether|if|which)\b"
    r"|\band\s+(?:fix|add|remove|write|set)\b",
    re.IGNORECASE,
)
"""A name in code, a figure, a link, a condition or a question: something that can be closed."""


def check_incomplete(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Unfinished actions without owner, due date or ticket; dropped ones without their reason."""
    items = document.postmortem.action_items
    for item in items:
        status = item.cell("status")
        if item.status == "dropped" and status and not _REASON.search(status.text):
            message = f"{_name(item)} is dropped without a reason"
            help = f"write `{status.text} (the reason)`"
            yield Problem("PM302", status.span, message, help)
    unfinished = [item for item in items if item.status not in _FINISHED]
    lacking = [(item, _lacking(item, document)) for item in unfinished]
    common = set.intersection(*(set(words) for _, words in lacking)) if len(lacking) > 1 else set()
    if common:
        words = [word for word in _WORDS.values() if word in common]
        told = " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
        message = f"none of the {len(lacking)} unfinished action items has {told}"
        columns = [f"`{one.capitalize()}`" for one, word in _WORDS.items() if word in common]
        help = f"a table with a column for each has room: {', '.join(columns)}"
        yield Problem("PM302", _text_span(unfinished[0], document), message, help)
    for item, words in lacking:
        if rest := [word for word in words if word not in common]:
            nouns = [word.split(" ", 1)[1] for word in rest]
            message = f"{_name(item)} has no {' and no '.join(nouns)}"
            help = f"add the {' and the '.join(nouns)}"
            yield Problem("PM302", _text_span(item, document), message, help)
        due = item.cell("due")
        if due and item.due is None and not _PLACEHOLDER.search(due.text):
            message = f"{_name(item)} is due `{due.text}`, which is no day"
            yield Problem("PM302", due.span, message, "write the day, e.g. `2024-05-30`")


def _lacking(item: ActionItem, document: Document) -> list[str]:
    """What neither a column nor the words say; a link is taken for the ticket's."""
    missing = [column for column in _WORDS if item.cell(column) is None]
    if not missing:
        return []
    start, end = item.span
    written = document.text[start:end]
    said = {
        "owner": "@" in written or "owner" in written.lower() or "assign" in written.lower(),
        "due": _DAY.search(written),
        "ticket": "://" in written
        or _TICKET.search(written)
        or any(start <= link.span.start < end for link in document.links),
    }
    return [_WORDS[column] for column in missing if not said[column]]


def _name(item: ActionItem) -> str:
    return f"`{item.id}`" if item.id else "this action item"


def _text_span(item: ActionItem, document: Document) -> Span:
    """The first line of the action's words."""
    cell = item.cell("text")
    span = cell.span if cell else item.span
    end = document.text.find("\n", span.start, span.end)
    return Span(span.start, end if end != -1 else span.end)


def check_overdue(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Unfinished actions whose day has passed, or is later than their severity's deadline."""
    postmortem = document.postmortem
    deadline = around.settings.deadlines.get(postmortem.severity or "")
    resolved = postmortem.resolved_at.date if postmortem.resolved_at else None
    opened = postmortem.published_at or resolved
    for item in postmortem.action_items:
        status, due = item.cell("status"), item.cell("due")
        is_open = item.status in {"open", "in-progress"} or (item.status is None and status is None)
        if not is_open or item.due is None or due is None:
            continue
        if item.due < around.today:
            days = (around.today - item.due).days
            message = f"{_name(item)} was due {item.due}, {days} day{'s'[: days > 1]} ago"
            help = "close it, set a new day, or drop it with a reason"
            yield Problem("PM303", due.span, message, help)
        elif deadline and opened and item.due > opened + timedelta(days=deadline.actions):
            last = opened + timedelta(days=deadline.actions)
            message = (
                f"{_name(item)} is due {item.due}; the {deadline.actions} days that an action of"
                f" a {postmortem.severity} has end on {last}"
            )
            help = "set an earlier day, or split off what can be done by then"
            yield Problem("PM303", due.span, message, help)


def check_vague(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Unfinished actions that begin with a wish and name nothing that can be closed."""
    for item in document.postmortem.action_items:
        wish = None if item.status in _FINISHED else _OPEN_ENDED.match(item.text)
        if wish is None:
            continue
        span = _text_span(item, document)
        if not _CLOSABLE.search(document.text, *span):
            message = f"`{wish[0]} …` does not say what is there when it is done"
            help = "name the thing that will be changed, and how one sees that it was"
            yield Problem("PM304", span, message, help)


def check_words(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Types and statuses that are in no vocabulary."""
    columns = (("type", "action_types", "type"), ("status", "action_statuses", "status"))
    for item in document.postmortem.action_items:
        for column, name, noun in columns:
            cell = item.cell(column)
            if cell is None or getattr(item, column) is not None:
                continue
            ids = around.vocabularies[name].ids
            help = meant(cell.text.split("(")[0], ids, f"write one of {listing(ids)}")
            message = f"`{cell.text}` is no {noun} of an action item"
            yield Problem("PM305", cell.span, message, help)


def check_duplicate_ids(document: Document, around: Surroundings) -> Iterator[Problem]:
    """An id that two action items have, so that a lesson's tie leads to both."""
    first: dict[str, Span] = {}
    for item in document.postmortem.action_items:
        cell = item.cell("id")
        if cell is None or item.id is None:
            continue
        earlier = first.setdefault(item.id.casefold(), cell.span)
        if earlier != cell.span:
            line, _ = document.lines.position(earlier.start)
            message = f"`{item.id}` is already the id of the action item in line {line}"
            related = ((earlier, "the first one is here"),)
            yield Problem("PM306", cell.span, message, "give one of them another id", related)


def check_account(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Statuses that only the other kind of account can have."""
    is_own = document.postmortem.is_own
    for item in document.postmortem.action_items:
        cell = item.cell("status") or item.cell("text")
        if cell is None:
            continue
        if is_own and item.status == "announced":
            message = "`announced` is a status of retold accounts"
            help = "write `open`, `in-progress`, `done` or `dropped (the reason)`"
            yield Problem("PM307", cell.span, message, help)
        elif not is_own and item.status in {"open", "in-progress"}:
            message = f"an action of a retold account is not `{item.status}`: who tells cannot know"
            help = "write `announced`, or `done` where a source says so"
            yield Problem("PM307", cell.span, message, help)


RULES = (
    Rule(
        code="PM302",
        name="incomplete-action-item",
        level=Level.WARNING,
        check=check_incomplete,
        waits=True,
        only_own=True,
    ),
    Rule(
        code="PM303",
        name="overdue-action-item",
        level=Level.INFO,
        check=check_overdue,
        needs=frozenset({"severity", "published_at", "resolved_at"}),
        is_default=False,
        waits=True,
        only_own=True,
    ),
    Rule(
        code="PM304",
        name="vague-action-item",
        level=Level.INFO,
        check=check_vague,
        is_default=False,
        waits=True,
        only_own=True,
    ),
    Rule(code="PM305", name="unknown-action-word", level=Level.WARNING, check=check_words),
    Rule(code="PM306", name="duplicate-action-id", level=Level.ERROR, check=check_duplicate_ids),
    Rule(
        code="PM307",
        name="status-of-other-account",
        level=Level.ERROR,
        check=check_account,
        needs=frozenset({"account"}),
    ),
)

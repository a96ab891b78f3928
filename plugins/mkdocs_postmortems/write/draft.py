"""A template filled with what is known: its comments and its guidance stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mkdocs_postmortems.model.field import FRONT_MATTER
from mkdocs_postmortems.write.imported import scalar, written

_ORDER = {one.name: place for place, one in enumerate(FRONT_MATTER)}
_KEY = re.compile(r"([A-Za-z_]+):")
_HEADING = re.compile(r"## +(.+?)\s*#*\s*$")
_ANY_HEADING = re.compile(r"#{1,2} ")
_FENCE = re.compile(r"(```+|~~~+)")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an incident before anybody has written about it."""

    values: Mapping[str, str | tuple[str, ...]]
    """By field; `impact.customers` is one of `impact`. An empty one is written as not known."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Why a value is what it is, where nobody has said it: a comment behind it."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Markdown by kind of section; it stands behind the template's guidance."""
    others: str = ""
    """Markdown that no section of a template is for; it stands at the end."""


def fill(template: str, known: Known, kind_of: Callable[[str], str | None]) -> str:
    """The text of a new postmortem. `kind_of` tells which section a heading opens."""
    rows = template.replace("\r\n", "\n").rstrip("\n").split("\n")
    end = rows.index("---", 1) if rows[:1] == ["---"] and "---" in rows[1:] else 0
    head = _about_itself(rows[1:end]) if end else []
    for name, value in known.values.items():
        _put(head, name, value, known.notes.get(name, ""))
    body, left = _body(rows[end + 1 :] if end else rows, known.sections, kind_of)
    more = [*left, *([known.others] if known.others else [])]
    text = "\n".join(["---", *head, "---", *body]).rstrip("\n")
    return "\n\n".join([text, *(one.strip("\n") for one in more)]) + "\n"


def _about_itself(head: list[str]) -> list[str]:
    """Without the comments before the first field, which tell how to use the template."""
    first = next((at for at, row in enumerate(head) if not row.startswith("#")), len(head))
    return head[first:]


def _put(head: list[str], name: str, value: str | tuple[str, ...], note: str) -> None:
    outer, _, inner = name.partition(".")
    at = next((at for at, row in enumerate(head) if row.startswith(f"{outer}:")), None)
    if outer == "links":
        lines = [f"{outer}:", f"  - label: {scalar('Source')}", f"    url: {written(value)}"]
    elif inner:
        _put_inner(head, at, outer, f"  {inner}: {written(value)}")
        return
    else:
        lines = [_line(name, value, note, head[at] if at is not None else "")]
    if at is None:
        at = _place(head, outer)
        head[at:at] = lines
        return
    head[at : _end(head, at)] = lines


def _line(name: str, value: str | tuple[str, ...], note: str, before: str) -> str:
    """A field; one that is not known keeps the comment that says what belongs there."""
    if not value:
        about = before.partition(" #")[2]
        empty = "[]" if isinstance(value, tuple) else ""
        row = f"{name}: {empty}".rstrip()
        return f"{row:<27} #{about}" if about else row
    row = f"{name}: {written(value)}"
    return f"{row}   # {' '.join(note.split())}" if note else row


def _put_inner(head: list[str], at: int | None, outer: str, line: str) -> None:
    if at is None:
        at = _place(head, outer)
        head[at:at] = [f"{outer}:", line]
        return
    key = line.partition(":")[0] + ":"
    end = _end(head, at)
    inside = next((one for one in range(at + 1, end) if head[one].startswith(key)), None)
    if inside is None:
        head.insert(end, line)
    else:
        head[inside] = line


def _place(head: list[str], name: str) -> int:
    """Where a field stands by the order of fields."""
    wanted = _ORDER.get(name, len(_ORDER))
    for at, row in enumerate(head):
        match = _KEY.match(row)
        if match and _ORDER.get(match[1], len(_ORDER)) > wanted:
            return at
    return len(head)


def _end(head: list[str], at: int) -> int:
    """The row behind a field and all that is indented below it."""
    end = at + 1
    while end < len(head) and head[end].startswith((" ", "-", "\t")):
        end += 1
    return end


def _body(
    rows: list[str], sections: Mapping[str, str], kind_of: Callable[[str], str | None]
) -> tuple[list[str], list[str]]:
    """The template's rows with each section's content, and the content that found no section."""
    waiting = dict(sections)
    body: list[str] = []
    for part in _parts(rows):
        match = _HEADING.match(part[0]) if part else None
        kind = (kind_of(match[1]) if match else None) or ""
        if kind == "contributing-factors" and "timeline" in waiting:
            body += [*_section("timeline", waiting.pop("timeline")).split("\n"), ""]
        content = waiting.pop(kind, "")
        if content:
            kept = [row for row in part if not row.startswith("|")]
            while kept and not kept[-1]:
                kept.pop()
            part = [*kept, "", *content.strip("\n").split("\n"), ""]  # noqa: PLW2901
        body += part
    return body, [_section(kind, text) for kind, text in waiting.items()]


def _section(kind: str, text: str) -> str:
    title = kind.replace("-", " ").capitalize()
    return f"## {title}\n\n{text.strip()}"


def _parts(rows: list[str]) -> list[list[str]]:
    """The rows before the first heading, and those of each section; fences hide headings."""
    parts: list[list[str]] = [[]]
    fence = ""
    for row in rows:
        mark = _FENCE.match(row)
        if mark and (not fence or row.startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and _ANY_HEADING.match(row):
            parts.append([])
        parts[-1].append(row)
    return parts

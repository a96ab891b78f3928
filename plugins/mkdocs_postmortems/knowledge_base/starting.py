"""A new postmortem: which template, what is known, what the file is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.naming import (
    free_id,
    id_for,
    names_beside,
    path_of,
    retargeted,
)
from mkdocs_postmortems.model.document import Section
from mkdocs_postmortems.model.imported import Draft
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import MOMENTS
from mkdocs_postmortems.read.document import id_of
from mkdocs_postmortems.read.moments import MomentError, parse_moment
from mkdocs_postmortems.read.sections import kind_of, read_sections
from mkdocs_postmortems.read.shipped import shipped_templates
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.structure import read_structure
from mkdocs_postmortems.write.draft import Known, fill

_ROW = re.compile(
    r"\| (?P<at>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})) \|"
)
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_NOT_TAKEN = frozenset({"status", "imported_from", "published_at", "aliases"})
_NO_SECTION = frozenset({"", "other"})


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What is known of an incident: what was answered, over what its record says."""

    title: str
    kind: str | None = None
    severity: str | None = None
    services: tuple[str, ...] = ()
    owner: str | None = None
    moments: Mapping[str, Moment]
    zone: ZoneInfo
    record: Draft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The new file."""

    path: Path
    text: str
    template: str
    files: Mapping[str, bytes]
    """Attachments of the record, by their names beside it."""


def start(base: KnowledgeBase, begun: Begun) -> Started:
    """The file that a new postmortem begins as; nothing is written."""
    name = template_for(base, begun.kind, begun.severity)
    template, kinds = _template(base, name), base.vocabularies.sections
    has_timeline = any(kind_of(one, kinds) == "timeline" for one in _HEADING.findall(template))
    values, others = _values(begun), ""
    sections: dict[str, str] = {}
    if begun.record is not None:
        sections, others = _contents(
            begun.record, base, begun.zone, begun.moments.get("started_at")
        )
    if has_timeline and "timeline" not in sections and (timeline := _timeline(begun)):
        sections["timeline"] = timeline
    if "timeline" in sections:
        values.setdefault("time_zone", begun.zone.key)
    known = Known(values=values, notes=_notes(begun), sections=sections, others=others)
    text = fill(template, known, lambda heading: kind_of(heading, kinds))
    used = {id_of(base.shown(path)).lower() for path in base.paths}
    started = str(values.get("started_at", ""))
    id = free_id(id_for(begun.title, started), used, base.root)
    attached = begun.record.files if begun.record else {}
    names = names_beside(attached)
    return Started(
        path=base.root / path_of(id, has_files=bool(attached)),
        text=retargeted(text, names),
        template=name,
        files={names[target]: data for target, data in attached.items()},
    )


def template_for(base: KnowledgeBase, kind: str | None, severity: str | None) -> str:
    """By kind; an incident of the weakest severity gets the short one."""
    if kind in {"near-miss", "false-alarm"}:
        return f"template-{kind}.md"
    scale = base.vocabularies["severities"].ids
    is_weakest = len(scale) > 1 and severity == scale[-1]
    return "template-short.md" if is_weakest else "template.md"


def recorded(record: Draft, name: str) -> Moment | None:
    """What a record says of a moment."""
    value = next((one.value for one in record.placed if one.name == name), "")
    try:
        return parse_moment(value, ZoneInfo("UTC")) if isinstance(value, str) and value else None
    except MomentError:
        return None


def _template(base: KnowledgeBase, name: str) -> str:
    """The organisation's own template, else the packaged one of that name."""
    data, problem = read_bytes(base.root / name)
    return shipped_templates()[name] if problem else decode(data)[0]


def _values(begun: Begun) -> dict[str, str | tuple[str, ...]]:
    values: dict[str, str | tuple[str, ...]] = {}
    for one in begun.record.placed if begun.record else ():
        if one.name not in _NOT_TAKEN and one.name not in MOMENTS:
            values["links" if one.name == "url" else one.name] = one.value
    values["title"] = begun.title
    values["severity"] = begun.severity or ""
    values["services"] = begun.services
    values |= {"kind": begun.kind} if begun.kind and begun.kind != "incident" else {}
    values |= {"owner": begun.owner} if begun.owner else {}
    for name in MOMENTS:
        if name in begun.moments:
            values[name] = iso(begun.moments[name], begun.zone)
    return values


def iso(moment: Moment, zone: ZoneInfo) -> str:
    """As it is stored: with the offset that the zone has then, or as much as is known."""
    text = moment.at.astimezone(zone).isoformat() if moment.at else moment.iso
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def _notes(begun: Begun) -> dict[str, str]:
    """Where a value was concluded and nobody has answered otherwise."""
    if begun.record is None:
        return {}
    notes: dict[str, str] = {}
    for one in begun.record.placed:
        name = "links" if one.name == "url" else one.name
        own = begun.moments.get(name)
        told = recorded(begun.record, name) if name in MOMENTS else None
        if one.is_guess and (name not in MOMENTS or own == told):
            notes[name] = f"concluded from {one.said}"
    return notes


def _timeline(begun: Begun) -> str:
    """The moments that are known, each marked; in the order in which they came."""
    exact = [(name, one.at) for name in MOMENTS if (one := begun.moments.get(name)) and one.at]
    if not exact:
        return ""
    exact.sort(key=lambda one: one[1])
    first = begun.moments.get("started_at")
    day = first.date if first and first.at is None else None
    rows, _ = _clocks(
        [at for _, at in exact], begun.zone, day or exact[0][1].astimezone(begun.zone).date()
    )
    marks = [f"[{name.removesuffix('_at')}]" for name, _ in exact]
    cells = [f"| {clock} | {mark} |" for clock, mark in zip(rows, marks, strict=True)]
    return "\n".join(["| Time | Event |", "|---|---|", *cells])


def _clocks(
    moments: list[datetime], zone: ZoneInfo, day: date | None
) -> tuple[list[str], date | None]:
    """Clock times in a zone, with the day wherever it is another one than before."""
    shown: list[str] = []
    for at in moments:
        local = at.astimezone(zone)
        seconds = ":%S" if local.second else ""
        stamp = "%H:%M" if local.date() == day else "%Y-%m-%d %H:%M"
        shown.append(local.strftime(stamp + seconds))
        day = local.date()
    return shown, day


def _contents(
    record: Draft, base: KnowledgeBase, zone: ZoneInfo, started: Moment | None
) -> tuple[dict[str, str], str]:
    """A record's text by kind of section, and what belongs in none."""
    text = "\n".join(row for row, _ in record.rows).strip("\n")
    sections = read_sections(read_structure(text, 0).blocks, base.vocabularies.sections, text)
    found: dict[str, str] = {}
    others: list[str] = []
    for section, content in _spans(sections, text):
        kind = section.kind if section.own else None
        words = content.strip("\n")
        if not words.strip():
            continue
        if section.heading is None:
            found["summary"] = words
        elif kind is None or kind in _NO_SECTION or kind in found:
            others.append(f"## {section.title}\n\n{words}")
        else:
            found[kind] = words
    if "timeline" in found:
        found["timeline"] = _in_zone(found["timeline"], zone, started)
    return found, "\n\n".join(others)


def _spans(sections: tuple[Section, ...], text: str) -> Iterator[tuple[Section, str]]:
    """Each section of the two upper levels with all that stands in it."""
    tops = [one for one in sections if one.heading is None or one.heading.level <= 2]
    starts = [one.heading.span.start if one.heading else 0 for one in tops]
    for at, section in enumerate(tops):
        begin = section.heading.span.end if section.heading else 0
        end = starts[at + 1] if at + 1 < len(tops) else len(text)
        yield section, text[begin:end]


def _in_zone(table: str, zone: ZoneInfo, started: Moment | None) -> str:
    """A timeline whose full moments are clock times in the document's zone."""
    day: date | None = started.at.astimezone(zone).date() if started and started.at else None
    rows: list[str] = []
    for row in table.split("\n"):
        match = _ROW.match(row)
        if match is None:
            rows.append(row)
            continue
        at = datetime.fromisoformat(match["at"])
        (clock,), day = _clocks([at], zone, day)
        rows.append(f"| {clock} |{row[match.end() :]}")
    return "\n".join(rows)

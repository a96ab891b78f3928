"""One file to one document: text, front matter, structure, values, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from mkdocs_postmortems.model.document import Block, BlockKind, Document, Link, Section
from mkdocs_postmortems.model.field import FRONT_MATTER
from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Mapping, Node, Scalar
from mkdocs_postmortems.model.postmortem import (
    Impact,
    Import,
    LessonKind,
    Postmortem,
    Reference,
    Source,
)
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.read.actions import read_action_items
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.fields import Decoded
from mkdocs_postmortems.read.front_matter import FrontMatter
from mkdocs_postmortems.read.lessons import KINDS, read_lessons
from mkdocs_postmortems.read.plain_text import plain_text
from mkdocs_postmortems.read.questions import read_questions
from mkdocs_postmortems.read.sections import read_sections
from mkdocs_postmortems.read.source import decode
from mkdocs_postmortems.read.structure import read_structure
from mkdocs_postmortems.read.timeline import MARKS, read_timeline


def read_document(
    data: bytes,
    path: str,
    context: Context,
    *,
    relative: str | None = None,
    problem: Problem | None = None,
) -> Document:
    """A document from a file's bytes; never raises for anything a file can hold.

    `path` is what people are shown, `relative` the path below the knowledge base; the id is the
    file's stem, of an `index.md` its folder's name.
    `problem` says why there are no bytes. What the audience may not read is withheld: its body is
    not looked at.
    """
    id = id_of(path)
    text, problems = decode(data)
    lines = Lines(text)
    if problem is not None or not text.strip():
        missing = problem or Problem(
            "PM003", Span(0, 0), "the file is empty", "write at least a title"
        )
        unreadable = _unreadable(id, path, lines, [*problems, missing], context)
        return replace(unreadable, relative=path if relative is None else relative)
    handler = FrontMatter()
    front_matter, _ = handler.split(text)
    node = handler.load(front_matter) if front_matter or not handler.problems else None
    problems += handler.problems
    decoded = context.decoder.decode(node, context.fields) if node else Decoded()
    problems += decoded.problems
    broken = frozenset(decoded.broken | handler.broken)
    is_unreadable = _is_uncertain(broken, handler, node) or any(
        one.code == "PM001" and one.span.start < handler.body_start for one in problems
    )
    visibility = "restricted" if is_unreadable else _visibility(decoded, context)
    body = Span(handler.body_start, len(text))
    is_withheld = not context.settings.may_read(visibility)
    parts = _Parts() if is_withheld else _Parts.read(text, body, decoded, context)
    return Document(
        path=path,
        relative=path if relative is None else relative,
        lines=lines,
        front_matter=node if isinstance(node, Mapping) else None,
        body=body,
        sections=parts.sections,
        links=parts.links,
        no_prose=parts.no_prose,
        problems=tuple(problems),
        broken=broken,
        postmortem=_postmortem(id, path, decoded, visibility, parts),
        is_withheld=is_withheld,
        is_unreadable=is_unreadable,
    )


def id_of(path: str) -> str:
    """The permanent address of a file: its stem, or its folder's name for an `index.md`."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.name == "index.md" else pure.name.removesuffix(".md")


class _Parts:
    """What the body says."""

    def __init__(self) -> None:
        self.sections: tuple[Section, ...] = ()
        self.links: tuple[Link, ...] = ()
        self.no_prose: tuple[Span, ...] = ()
        self.values: dict[str, Any] = {}
        self.marks: dict[str, Any] = {}
        self.title = ""
        self.summary = ""
        self.text = ""

    @classmethod
    def read(cls, text: str, body: Span, decoded: Decoded, context: Context) -> _Parts:
        parts = cls()
        structure = read_structure(text[body.start : body.end], body.start)
        blocks, parts.links, parts.no_prose = structure
        sections = read_sections(blocks, context.vocabularies.sections, text)
        parts.sections = sections
        values = decoded.values
        timeline = read_timeline(
            sections,
            text,
            values.get("started_at"),
            values.get("time_zone"),
            context.settings.time_zone,
        )
        for entry in timeline:
            if entry.mark in MARKS and entry.at is not None:
                parts.marks.setdefault(f"{entry.mark}_at", entry.at)
        read_for = {KINDS[one.kind] for one in sections if one.kind in KINDS}
        parts.values = {
            "lessons": read_lessons(sections, text, context.vocabularies.themes),
            "timeline": timeline,
            "action_items": read_action_items(sections, context.vocabularies),
            "questions": read_questions(sections),
            "read_for": frozenset(LessonKind(kind) for kind in read_for),
        }
        headings = (block.text for block in blocks if block.level == 1)
        parts.title = next(headings, "")
        parts.summary = _first_words(sections)
        parts.text = plain_text(sections)
        return parts


def _first_words(sections: tuple[Section, ...]) -> str:
    """The first paragraph of the summary section."""
    blocks: list[Block] = [
        block for section in sections if section.kind == "summary" for block in section.blocks
    ]
    texts = (block.text for block in blocks if block.kind is BlockKind.PARAGRAPH)
    return next((text for text in texts if text), "")


def _is_uncertain(broken: frozenset[str], handler: FrontMatter, node: Mapping | None) -> bool:
    """Whether the visibility could be read for certain; if not, the document is restricted."""
    return (
        handler.is_unreadable
        or "visibility" in broken
        or "visibility" in handler.doubled
        or (node is not None and _is_empty(node.get("visibility")))
        or any(one.code in _STRUCTURAL for one in handler.problems)
    )


def _is_empty(node: Node | None) -> bool:
    """A key without a value: somebody meant to say something."""
    return isinstance(node, Scalar) and node.is_null


def _visibility(decoded: Decoded, context: Context) -> str:
    return str(decoded.values.get("visibility", context.settings.default_visibility))


def _postmortem(id: str, path: str, decoded: Decoded, visibility: str, parts: _Parts) -> Postmortem:
    values = {**parts.marks, **decoded.values, **parts.values}
    impact = Impact(**values.pop("impact", {}))
    return Postmortem(
        **{
            **{name: value for name, value in values.items() if name in _NAMES},
            "id": id,
            "path": path,
            "title": values.get("title") or parts.title or _humanised(id),
            "impact": impact,
            "links": tuple(Reference(**one) for one in values.get("links", ())),
            "sources": tuple(Source(**one) for one in values.get("sources", ())),
            "imported_from": Import(**values["imported_from"])
            if "imported_from" in values
            else None,
            "visibility": visibility,
            "extra": {name: values[name] for name in values if name not in _NAMES},
            "summary": parts.summary or impact.summary or "",
            "text": parts.text,
        }
    )


_STRUCTURAL = frozenset({"PM004", "PM005", "PM007", "PM008"})
"""Where the front matter's own structure is in doubt, so is whether `visibility` was seen."""

_NAMES = frozenset(
    {field.name for field in FRONT_MATTER}
    | {"lessons", "timeline", "action_items", "questions", "read_for"}
)


def _humanised(id: str) -> str:
    words = re.sub(r"^\d{4}(-\d{2}){1,2}[-_ ]*", "", id).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or id


def _unreadable(
    id: str, path: str, lines: Lines, problems: list[Problem], context: Context
) -> Document:
    return Document(
        path=path,
        lines=lines,
        problems=tuple(problems),
        postmortem=Postmortem(id=id, path=path, title=_humanised(id), visibility="restricted"),
        is_withheld=not context.settings.may_read("restricted"),
        is_unreadable=True,
    )

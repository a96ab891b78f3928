"""Where words lead: ids to their files, ties to their action items, services to their list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_postmortems.lsp.cursor import InTie, InValue, find_cursor
from mkdocs_postmortems.lsp.session import Open
from mkdocs_postmortems.model.document import BlockKind
from mkdocs_postmortems.model.node import Node, Scalar, Sequence
from mkdocs_postmortems.model.span import Lines, Span

_IDS = ("related", "recurrence_of")


def definition(opened: Open, offset: int) -> tuple[Path, int] | None:
    """The file and the line, from 1, where what stands under the cursor is told."""
    document = opened.document
    cursor = find_cursor(document, offset, opened.base.context.fields)
    if not isinstance(cursor, (InValue, InTie)):
        return None
    text = document.text[cursor.word.span.start : cursor.word.span.end]
    if isinstance(cursor, InTie):
        items = (one for one in document.postmortem.action_items if one.id == text)
        return next(
            ((opened.path, document.lines.position(one.span.start)[0]) for one in items), None
        )
    if cursor.field.name in _IDS:
        path = _path_of(opened, text)
        return (path, 1) if path else None
    if cursor.field.vocabulary == "services":
        return _service(opened, text)
    return None


def _path_of(opened: Open, id: str) -> Path | None:
    shown = opened.base.surroundings.paths_by_id.get(id)
    return opened.base.shown_from / shown[0] if shown else None


def _service(opened: Open, id: str) -> tuple[Path, int] | None:
    """Its line in services.yml; a list that another tool keeps has none there."""
    path = opened.base.root / "services.yml"
    if opened.base.services.get(id) is None or not path.is_file():
        return None
    text = path.read_text("utf-8", errors="replace")
    match = re.search(rf"\bid:\s*[\"']?{re.escape(id)}[\"']?\s*(?:[,}}#]|$)", text, re.MULTILINE)
    return (path, Lines(text).position(match.start())[0] if match else 1)


def document_links(opened: Open) -> Iterator[tuple[Span, Path]]:
    """The ids of the front matter that are postmortems here. Links of the body are the editor's."""
    front_matter = opened.document.front_matter
    for name in _IDS if front_matter else ():
        assert front_matter is not None
        for scalar in _scalars(front_matter.get(name)):
            path = _path_of(opened, scalar.text)
            if path is not None:
                yield scalar.span, path


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        yield from (one for one in node.items if isinstance(one, Scalar))


def headings(opened: Open) -> list[tuple[str, int, Span, Span]]:
    """Every heading with its level, the span of all that stands under it, and its own."""
    document = opened.document
    found = [one for one in document.blocks if one.kind is BlockKind.HEADING and one.level <= 6]
    told = []
    for place, one in enumerate(found):
        end = next((x.span.start for x in found[place + 1 :] if x.level <= one.level), None)
        whole = Span(one.span.start, document.body.end if end is None else end)
        told.append((one.text or "…", one.level, whole, one.span))
    return told

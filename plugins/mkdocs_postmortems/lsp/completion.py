"""What may be written where the cursor stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import available_timezones

from lsprotocol.types import CompletionItem, CompletionItemKind, MarkupContent, MarkupKind, TextEdit

from mkdocs_postmortems.lsp.cursor import (
    InKey,
    InLink,
    InTheme,
    InTie,
    InValue,
    Word,
    find_cursor,
)
from mkdocs_postmortems.lsp.hover import about_field, about_term
from mkdocs_postmortems.lsp.positions import Positions
from mkdocs_postmortems.lsp.session import Open
from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.vocabulary import Term

_IDS = frozenset({"related", "recurrence_of"})


def complete(opened: Open, offset: int, positions: Positions) -> list[CompletionItem]:
    """Fields that are missing, words of their lists, ids, themes, actions, links."""
    base, document = opened.base, opened.document
    cursor = find_cursor(document, offset, base.context.fields)
    found: Iterable[CompletionItem]
    match cursor:
        case InKey():
            found = _keys(cursor)
        case InValue():
            found = _values(cursor.field, opened)
        case InTheme():
            found = _terms(base.vocabularies.themes, CompletionItemKind.EnumMember)
        case InTie():
            found = _actions(opened)
        case InLink():
            found = _links(opened)
        case _:
            return []
    return [_placed(item, cursor.word, place, positions) for place, item in enumerate(found)]


def _placed(item: CompletionItem, word: Word, place: int, positions: Positions) -> CompletionItem:
    """The word is replaced as a whole; the order is that of the list."""
    item.text_edit = TextEdit(positions.span(word.span), item.insert_text or item.label)
    item.filter_text = item.label
    item.insert_text = None
    item.sort_text = f"{place:05}"
    return item


def _keys(cursor: InKey) -> Iterator[CompletionItem]:
    for field in cursor.fields:
        if field.name in cursor.present:
            continue
        ending = "" if cursor.has_colon else ":" if field.form is Form.MAPPING else ": "
        yield CompletionItem(
            label=field.name,
            kind=CompletionItemKind.Field,
            detail=field.about,
            documentation=_markdown(about_field(field)),
            insert_text=f"{field.name}{ending}",
        )


def _values(field: Field, opened: Open) -> Iterable[CompletionItem]:
    if field.vocabulary:
        return _terms(opened.base.context.lists(field.vocabulary), CompletionItemKind.EnumMember)
    if field.values:
        return (CompletionItem(label=one, kind=CompletionItemKind.Value) for one in field.values)
    if field.form is Form.BOOLEAN:
        return (CompletionItem(label=one, kind=CompletionItemKind.Value) for one in _YES_NO)
    if field.form is Form.ZONE:
        zones = sorted(available_timezones())
        return (CompletionItem(label=one, kind=CompletionItemKind.Value) for one in zones)
    if field.name in _IDS:
        return _ids(opened)
    return ()


_YES_NO = ("true", "false")


def _terms(terms: Iterable[Term], kind: CompletionItemKind) -> Iterator[CompletionItem]:
    for term in terms:
        yield CompletionItem(
            label=term.id, kind=kind, detail=term.name, documentation=_markdown(about_term(term))
        )


def _ids(opened: Open) -> Iterator[CompletionItem]:
    """Newest first; never the file itself."""
    own = opened.document.postmortem.id
    for id in sorted(opened.base.surroundings.paths_by_id, reverse=True):
        if id != own:
            yield CompletionItem(label=id, kind=CompletionItemKind.Reference)


def _actions(opened: Open) -> Iterator[CompletionItem]:
    for item in opened.document.postmortem.action_items:
        if item.id:
            yield CompletionItem(label=item.id, kind=CompletionItemKind.Reference, detail=item.text)


def _links(opened: Open) -> Iterator[CompletionItem]:
    """Other postmortems, as the repository has them."""
    for path in reversed(opened.base.paths):
        if path != opened.path:
            target = Path(os.path.relpath(path, opened.path.parent)).as_posix()
            yield CompletionItem(label=target, kind=CompletionItemKind.File)


def _markdown(text: str) -> MarkupContent:
    return MarkupContent(MarkupKind.Markdown, text)

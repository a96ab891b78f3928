"""What a word means: a field, a term of a list, an action that a lesson leads to, a rule."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.knowledge_base import rule_infos
from mkdocs_postmortems.lsp.cursor import InKey, InTheme, InTie, InValue, find_cursor
from mkdocs_postmortems.lsp.session import Open
from mkdocs_postmortems.model.field import Field
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import Term


def hover(opened: Open, offset: int) -> tuple[str, Span] | None:
    """Markdown about what stands there, and its span; the rule's page where something is wrong."""
    finding = _finding_at(opened, offset)
    if finding is not None:
        return _about_rule(finding), opened.document.lines.span(finding.place)
    cursor = find_cursor(opened.document, offset, opened.base.context.fields)
    if cursor is None:
        return None
    span = cursor.word.span
    text = opened.document.text[span.start : span.end]
    told: str | None = None
    match cursor:
        case InKey():
            field = next((one for one in cursor.fields if one.name == text), None)
            told = about_field(field) if field else None
        case InValue():
            told = _about_value(cursor.field, text, opened)
        case InTheme():
            term = opened.base.vocabularies.themes.find(text) if text else None
            told = about_term(term) if term else None
        case InTie():
            items = opened.document.postmortem.action_items
            told = next((one.text for one in items if one.id == text), None)
    return (told, span) if told else None


def about_field(field: Field) -> str:
    """What it is for, and a line to copy."""
    example = f"\n\n```yaml\n{field.name}: {_written(field)}\n```" if field.example else ""
    return f"**{field.name}**: {field.about}{example}"


def _written(field: Field) -> str:
    return f"[{field.example}]" if field.many else field.example


def about_term(term: Term) -> str:
    also = f"\n\nAlso written {', '.join(term.aliases)}." if term.aliases else ""
    return f"**{term.name}** (`{term.id}`) {term.description}".rstrip() + also


def _about_value(field: Field, text: str, opened: Open) -> str:
    if field.vocabulary and text:
        term = opened.base.context.lists(field.vocabulary).find(text)
        if term:
            return about_term(term)
    return about_field(field)


def _about_rule(finding: Finding) -> str:
    info = rule_infos()[finding.code]
    help = f"\n\n{finding.help[0].upper()}{finding.help[1:]}." if finding.help else ""
    return f"**{finding.code} {finding.name}**: {finding.message}{help}\n\n{info.summary}"


def _finding_at(opened: Open, offset: int) -> Finding | None:
    return narrowest(opened.findings, opened.document.lines.position(offset))


def narrowest(findings: Iterable[Finding], at: tuple[int, int]) -> Finding | None:
    """The finding with the smallest place around a line and column."""
    around = [
        one
        for one in findings
        if one.place[:2] <= at <= one.place[2:] and one.place[:2] != one.place[2:]
    ]
    return min(around, key=_size, default=None)


def _size(finding: Finding) -> tuple[int, int]:
    place = finding.place
    return place.end_line - place.line, place.end_column - place.column

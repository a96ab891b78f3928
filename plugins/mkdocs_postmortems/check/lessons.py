"""PM4xx: lessons, their themes, and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Block, BlockKind, Document
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.nearest import listing, nearest
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form

MOST = 400
"""Characters: about four lines, the most that is read beside others."""

_SECTIONS = frozenset(
    {"went-well", "went-wrong", "got-lucky", "lessons-learned", "contributing-factors"}
)
_SLUG = r"[a-z0-9][a-z0-9-]{2,}"
_OPENING = re.compile(
    rf"""[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?[*_]*(?:
      (?P<definition>\[(?P<slug>{_SLUG})\]:) | (?P<heading>\#(?P<hashed>{_SLUG})(?=\s))
      | (?P<link>\[(?P<linked>{_SLUG})\])(?![\[(:])
    )""",
    re.VERBOSE,
)
_DEFINITION = re.compile(rf"^ {{0,3}}\[({_SLUG})\]:[ \t]*\S+", re.MULTILINE)
_UNTIL = re.compile(r"until\s+(\d{4}-\d{2}(?:-\d{2})?)\s*\)")
_ID_COLUMN = frozenset(normal_form(name) for name in ("id", "no", "nr", "ref")) | {"#"}


def check_themes(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Slugs at the start of a lesson that are no theme.

    A bracket in which nothing is near a theme is text, unless another slug beside it is a theme.
    """
    for lesson in document.postmortem.lessons:
        known = [slug for slug in lesson.themes if _is_theme(slug, around)]
        for slug in lesson.themes:
            if slug in known:
                continue
            near = nearest(slug, around.vocabularies.themes.ids)
            if near is None and not known:
                continue
            span = _span_of(lesson, slug, document)
            message = f"`{slug}` is no theme"
            if near is None:
                yield Problem("PM410", span, message, "write a theme's id, or `[none]`")
            else:
                fix = Fix(f"write `{near}`", (Edit(span, near),), safe=False)
                yield Problem("PM410", span, message, f"did you mean `{near}`?", fix=fix)


def _is_theme(slug: str, around: Surroundings) -> bool:
    return slug == "none" or around.vocabularies.themes.find(slug) is not None


def _span_of(lesson: Lesson, slug: str, document: Document) -> Span:
    if lesson.bracket is None:
        return lesson.words
    written = document.text[lesson.bracket.start : lesson.bracket.end]
    start = lesson.bracket.start + max(written.find(slug), 0)
    return Span(start, start + len(slug))


def check_vanishing(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Themes that vanish, turn into a link or into a heading when the page is rendered."""
    text, themes = document.text, around.vocabularies.themes
    for block in _lesson_blocks(document):
        opening = _OPENING.match(text, block.span.start)
        slug = opening and (opening["slug"] or opening["hashed"] or opening["linked"])
        if opening is None or slug is None or themes.find(slug) is None:
            continue
        help = f"write `[{slug}]`"
        if opening["linked"]:
            defined = _DEFINITION.search(text, document.body.start) if "]:" in text else None
            while defined and defined[1] != slug:
                defined = _DEFINITION.search(text, defined.end())
            if defined:
                line, _ = document.lines.position(defined.start())
                message = f"`[{slug}]` becomes a link: line {line} defines one of that name"
                related = ((Span(*defined.span()), "the link is defined here"),)
                help = f"give the link another name where it is defined and used: `[{slug}-link]`"
                yield Problem("PM411", Span(*opening.span("link")), message, help, related)
            continue
        span = Span(*opening.span("definition" if opening["slug"] else "heading"))
        message = f"`#{slug}` is no theme, and becomes a heading on the page"
        if opening["slug"]:
            message = f"`[{slug}]:` is no theme but defines a link, which no reader sees"
        fix = Fix(help, (Edit(span, f"[{slug}]"),), safe=True)
        yield Problem("PM411", span, message, help, fix=fix)


def _lesson_blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        if section.kind in _SECTIONS:
            for block in section.blocks:
                if block.kind is BlockKind.LIST:
                    yield from block.children
                elif block.kind is BlockKind.PARAGRAPH:
                    yield block


def check_ties(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Lessons that lead to an action item that is not there."""
    items = document.postmortem.action_items
    ids = {item.id for item in items if item.id}
    column = _id_column(document) if items and not ids else None
    for lesson in document.postmortem.lessons:
        for id in lesson.leads_to:
            if id in ids:
                continue
            start = document.text.rfind(id, lesson.words.start, lesson.words.end)
            span = Span(start, start + len(id)) if start != -1 else lesson.words
            message = f"the lesson leads to `{id}`, which is no action item's id"
            fix: Fix | None = None
            if ids:
                same = [one for one in ids if normal_form(one) == normal_form(id)]
                help = f"write `{same[0]}`" if same else f"write one of {listing(sorted(ids))}"
            elif items:
                help = column.title if column else "give the action items ids"
                fix, column = column, None  # once is enough
            else:
                help = "add the action item, or take the tie away"
            yield Problem("PM412", span, message, help, fix=fix)


def _id_column(document: Document) -> Fix | None:
    """An `Id` column before the others of the only table of action items, A1 in its first row."""
    tables = [
        block
        for section in document.sections
        if section.kind == "action-items"
        for block in section.blocks
        if block.kind is BlockKind.TABLE
    ]
    if len(tables) != 1 or _has_id_column(tables[0]):
        return None
    head, *rows = tables[0].children
    starts = [head.span.start, document.text.find("\n", head.span.start) + 1]
    starts += [row.span.start for row in rows]
    cells = ["Id", "---", *(f"A{number}" for number in range(1, len(rows) + 1))]
    edits = tuple(
        Edit(Span(start, start), f"| {cell} " if document.text[start] == "|" else f"{cell} | ")
        for start, cell in zip(starts, cells, strict=True)
    )
    return Fix("add the column `Id` to the table of action items", edits, safe=False)


def _has_id_column(table: Block) -> bool:
    words = (cell.text for cell in table.children[0].children)
    return any((normal_form(word) or word.strip()) in _ID_COLUMN for word in words)


def check_accepted(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Risks that were accepted until a day that has passed."""
    for lesson in document.postmortem.lessons:
        until = lesson.accepted_until
        if until is None or until >= around.today:
            continue
        match = _UNTIL.search(document.text, lesson.words.start, lesson.words.end)
        span = Span(*match.span(1)) if match else lesson.words
        message = f"this risk was accepted until {until}, and that day has passed"
        help = "decide again: an action item with `→ A1`, or a later day"
        yield Problem("PM416", span, message, help)


def check_length(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Lessons that are too long to be quoted beside others."""
    for lesson in document.postmortem.lessons:
        if len(lesson.text) > MOST:
            start, end = lesson.words
            line_end = document.text.find("\n", start, end)
            span = Span(start, line_end if line_end != -1 else end)
            message = f"a lesson of {len(lesson.text)} characters; up to {MOST} are read in a list"
            help = "say the condition and what it led to; the rest belongs in the sections above"
            yield Problem("PM417", span, message, help)


RULES = (
    Rule(code="PM410", name="unknown-theme", level=Level.ERROR, check=check_themes),
    Rule(code="PM411", name="theme-that-vanishes", level=Level.ERROR, check=check_vanishing),
    Rule(code="PM412", name="dangling-tie", level=Level.ERROR, check=check_ties, waits=True),
    Rule(
        code="PM416",
        name="expired-acceptance",
        level=Level.WARNING,
        check=check_accepted,
        only_own=True,
    ),
    Rule(
        code="PM417",
        name="lesson-too-long",
        level=Level.INFO,
        check=check_length,
        is_default=False,
        waits=True,
    ),
)

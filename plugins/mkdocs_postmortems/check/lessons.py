"""PM4xx: lessons and their themes."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.nearest import nearest
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.model.span import Span


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


RULES = (Rule(code="PM410", name="unknown-theme", level=Level.ERROR, check=check_themes),)

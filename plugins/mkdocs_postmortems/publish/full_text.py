"""What a postmortem's page is found by where every word is searched, in Pagefind's markup."""

from __future__ import annotations

from mkdocs_postmortems.learn.themes import themes_of
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.publish import wording
from mkdocs_postmortems.publish.environment import Writer

_LESSONS = frozenset(
    {"summary", "contributing-factors", "went-well", "went-wrong", "got-lucky", "lessons-learned"}
)


def marks(one: Postmortem, writer: Writer) -> str:
    """HTML that names the facets of a page, and what a result shows beside its title."""
    words, services = writer.corpus.vocabularies, writer.corpus.services
    themes = {id: None for lesson in one.lessons for id in themes_of(lesson, words.themes)}
    names = [services.name(id) for id in one.services]
    day = wording.day(one.started_at) if one.started_at else ""
    facets = [
        *(("service", name) for name in names),
        ("severity", one.severity),
        ("year", one.started_at.year if one.started_at else None),
        *(("theme", words.themes.name(id)) for id in themes),
        ("kind", words["kinds"].name(one.kind)),
    ]
    # Else the heading with its permalink would be the title.
    shown = [
        ("title", one.title),
        ("day", day),
        ("severity", one.severity),
        ("services", ", ".join(names)),
    ]
    return writer.write(
        "full_text",
        "",
        facets=[(name, value) for name, value in facets if value],
        shown=[(name, value) for name, value in shown if value],
        day=day,
    )


def beside_lessons(document: Document) -> frozenset[str]:
    """The headings of sections that are neither summary nor lessons, in normal form."""
    return frozenset(
        normal_form(one.title)
        for one in document.sections
        if one.title and one.kind not in _LESSONS
    )

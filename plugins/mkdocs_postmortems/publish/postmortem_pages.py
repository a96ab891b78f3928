"""The page of every postmortem that may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.neighbours import neighbours
from mkdocs_postmortems.learn.themes import themes_of
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.field import Form
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.publish import full_text
from mkdocs_postmortems.publish.body import publish_body
from mkdocs_postmortems.publish.drawn_timeline import draw_timeline
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page, PostmortemPage
from mkdocs_postmortems.publish.sources import Sources
from mkdocs_postmortems.publish.wording import clock, day

MOST_AGAIN = 5
"""Earlier and later incidents with the same condition that a postmortem's page names."""


def publish(corpus: Corpus, sources: Sources, writer: Writer) -> Iterator[PostmortemPage]:
    near = neighbours(corpus)
    again = writer.learned.seen_again
    shown = {one.id for one in corpus.postmortems}
    host = sources.host
    published: set[str] = set()
    # Of two documents with one id the page is that of the one which may be shown.
    for document in sorted(sources.documents, key=lambda one: one.is_withheld):
        one = document.postmortem
        findings = sources.findings.get(document.path, ())
        is_shown = one.id in shown and not document.is_withheld
        if one.id in published or not (is_shown or _is_preview_of_broken(document, findings)):
            continue
        published.add(one.id)
        uri = sources.uris[one.id]
        title = one.title if not document.is_withheld else one.id
        body = _body(document, uri, corpus, writer)
        figure = Markup() if document.is_withheld else draw_timeline(one, body, uri, writer)
        markdown = writer.write(
            "postmortem",
            uri,
            one=one,
            title=title,
            is_withheld=document.is_withheld,
            findings=findings,
            length=lengths(one),
            body=body,
            figure=figure,
            address=host.absolute(host.postmortem(one.id)) if host.url else None,
            edit_address=sources.edit_addresses.get(one.id),
            cited=_cited(one),
            settings=corpus.settings,
            own=_own_fields(one, corpus.settings),
            near=near.get(one.id, ()),
            before=again.before(one.id) if is_shown else (),
            after=again.after(one.id) if is_shown else (),
            most=MOST_AGAIN,
            **(_alike(one, writer) if is_shown else {"similar": (), "duplicates": ()}),
        )
        page = Page(
            uri=uri,
            title=title,
            markdown=markdown,
            figure=str(figure),
            description="" if document.is_withheld else one.summary,
            tags=() if document.is_withheld else one.tags,
            is_searched=not document.is_withheld,
            marks="" if document.is_withheld else full_text.marks(one, writer),
            beside_lessons=full_text.beside_lessons(document),
        )
        yield PostmortemPage(postmortem=one, uri=uri, page=page)


def _cited(one: Postmortem) -> str:
    """The day that a citation names."""
    return one.published_at.isoformat() if one.published_at else day(one.started_at)


def _own_fields(one: Postmortem, settings: Settings) -> list[tuple[str, str]]:
    """The organisation's own fields by label. In public only closed lists: text may hold a name."""
    found = []
    for field in settings.extra_fields:
        is_switch = field.form is Form.BOOLEAN
        is_closed = is_switch or field.form is Form.CHOICE
        value = one.extra.get(field.name)
        if value in {None, "", ()} or (settings.audience == "public" and not is_closed):
            continue
        label = field.name.replace("_", " ").replace("-", " ")
        text = {"true": "yes", "false": "no"}[str(value)] if is_switch else _shown(value)
        found.append((label[:1].upper() + label[1:], text))
    return found


def _shown(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(map(_shown, value))
        case Moment():
            return str(clock(value))
        case _:
            return str(value)


def _alike(one: Postmortem, writer: Writer) -> dict[str, Any]:
    """Incidents like this one; what may be the same incident stands apart from them."""
    index = writer.learned.index
    duplicates = index.duplicates(one)
    ids = {other.id for other in duplicates}
    similar = [found for found in index.similar(one) if found.postmortem.id not in ids]
    return {"similar": similar, "duplicates": duplicates}


def _is_preview_of_broken(document: Document, findings: Sequence[Finding]) -> bool:
    """Whether a preview shows that a document cannot be read. One that is restricted stays out."""
    return bool(findings) and document.is_unreadable


def _body(document: Document, uri: str, corpus: Corpus, writer: Writer) -> Markup:
    """The author's own Markdown: the one place where it is printed as it is."""
    if document.is_withheld:
        return Markup()

    pieces = writer.pieces(
        "body_parts",
        uri,
        themes_of=lambda lesson: themes_of(lesson, corpus.vocabularies.themes),
        ticket_address=corpus.settings.ticket_address,
    )
    return Markup(publish_body(document, pieces))  # noqa: S704  # cleaned as HTML by the host

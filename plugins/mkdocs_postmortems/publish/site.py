"""Every page of a site, from what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.neighbours import neighbours
from mkdocs_postmortems.learn.themes import themes_of
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.postmortem import Lesson, Postmortem
from mkdocs_postmortems.model.rule_page import RuleInfo
from mkdocs_postmortems.publish import (
    action_pages,
    addresses,
    assets,
    data,
    date_pages,
    full_text,
    luck_pages,
    question_pages,
    review_pages,
    rule_pages,
    seen_again_pages,
    service_pages,
    strength_pages,
    timing_pages,
    trend_pages,
)
from mkdocs_postmortems.publish.body import publish_body
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page, PostmortemPage, Site

MOST_AGAIN = 5
"""Earlier and later incidents with the same condition that a postmortem's page names."""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The documents behind a corpus, and where the host keeps their sources.

    `uris` gives the source path of every document by id. `findings` are shown on the pages of a
    preview; a build passes none.
    """

    documents: Sequence[Document]
    uris: Mapping[str, str]
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)


def publish_site(learned: Learned, sources: Sources) -> Site:
    """All pages and assets; the same input gives the same bytes."""
    corpus, trends = learned.corpus, learned.trends
    writer = Writer(learned, sources.uris)
    pages = (
        *_incident_pages(corpus, writer),
        *service_pages.publish(corpus, writer),
        *date_pages.publish(corpus, writer),
        *trend_pages.publish(corpus, writer, trends),
        *luck_pages.publish(writer),
        *seen_again_pages.publish(writer),
        *strength_pages.publish(writer),
        *question_pages.publish(writer),
        *timing_pages.publish(writer),
        *action_pages.publish(writer),
        *review_pages.publish(writer),
        *(rule_pages.publish(sources.rules, writer) if sources.rules else ()),
    )
    return Site(
        postmortems=tuple(_postmortem_pages(corpus, sources, writer)),
        pages=pages,
        assets=(*assets.publish(), *data.publish(learned)),
    )


def _postmortem_pages(corpus: Corpus, sources: Sources, writer: Writer) -> Iterator[PostmortemPage]:
    near = neighbours(corpus)
    again = writer.learned.seen_again
    shown = {one.id for one in corpus.postmortems}
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
        markdown = writer.write(
            "postmortem",
            uri,
            one=one,
            title=title,
            is_withheld=document.is_withheld,
            findings=findings,
            length=lengths(one),
            body=_body(document, uri, corpus, writer),
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
            description="" if document.is_withheld else one.summary,
            tags=() if document.is_withheld else one.tags,
            is_searched=not document.is_withheld,
            marks="" if document.is_withheld else full_text.marks(one, writer),
            beside_lessons=full_text.beside_lessons(document),
        )
        yield PostmortemPage(postmortem=one, uri=uri, page=page)


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

    def chips(lesson: Lesson) -> str:
        themes = themes_of(lesson, corpus.vocabularies.themes)
        return writer.write("chips", uri, themes=themes).strip() if themes else ""

    return Markup(publish_body(document, chips))  # noqa: S704  # cleaned as HTML by the host


def _incident_pages(corpus: Corpus, writer: Writer) -> Iterator[Page]:
    everything = listings.everything(corpus)
    drafts: tuple[Postmortem, ...] = tuple(
        one for one in reversed(corpus.postmortems) if not one.is_counted
    )
    yield Page(
        uri=addresses.INCIDENTS,
        title="Incidents",
        markdown=writer.write(
            "incidents",
            addresses.INCIDENTS,
            all=everything,
            services=[one for one in listings.by_service(corpus) if one.incidents],
            years=[one for one in listings.by_year(corpus) if one.incidents],
            drafts=drafts,
        ),
        is_overview=True,
        is_wide=True,
    )

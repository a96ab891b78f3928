"""What one build knows; a rebuild of `serve` starts afresh."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from mkdocs_postmortems.knowledge_base import KnowledgeBase, rule_infos
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.plugin import full_text
from mkdocs_postmortems.plugin.head import host_of
from mkdocs_postmortems.plugin.page import postmortem_file
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.feeds import feeds
from mkdocs_postmortems.publish.head import Head
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Page, Site
from mkdocs_postmortems.publish.site import publish_site
from mkdocs_postmortems.publish.sources import Sources, readable_documents


@dataclass(frozen=True)
class Build:
    project: Path
    """The folder of mkdocs.yml; paths in findings are relative to it."""
    root: Path
    """The knowledge base."""
    today: date
    is_preview: bool
    config: MkDocsConfig = field(repr=False)

    @cached_property
    def host(self) -> Host:
        """Read late: other plugins change the form of addresses while they are configured."""
        return host_of(self.config)

    search_limit: int
    full_text: str

    @cached_property
    def base(self) -> KnowledgeBase:
        return KnowledgeBase(self.root, self.project, self.today)

    @cached_property
    def site(self) -> Site:
        return publish_site(self.base.learned, self.sources)

    @cached_property
    def sources(self) -> Sources:
        """With the findings of broken documents in a preview, where they show as a banner."""
        uris: dict[str, str] = {}
        # Of two documents with one id the page is that of the one which may be shown.
        for document in sorted(self.base.documents, key=lambda one: one.is_withheld):
            uris.setdefault(document.postmortem.id, self.uri_of(document))
        findings: dict[str, list[Finding]] = {}
        for finding in self.base.findings if self.is_preview else ():
            if self.base.reaches_gate((finding,)):
                findings.setdefault(finding.path, []).append(finding)
        return Sources(
            documents=self.base.documents,
            uris=uris,
            findings=findings,
            rules=rule_infos(),
            host=self.host,
            edit_addresses=self._edit_addresses(uris),
        )

    def _edit_addresses(self, uris: dict[str, str]) -> dict[str, str]:
        """Where the source of every postmortem can be edited, as MkDocs works it out."""
        found: dict[str, str] = {}
        for id, uri in uris.items():
            file = postmortem_file(self.root.parent, uri, id, self.host, self.config)
            page = MkDocsPage(None, file, self.config)
            if page.edit_url:
                found[id] = page.edit_url
        return found

    @cached_property
    def head(self) -> Head:
        corpus = self.base.learned.corpus
        found = feeds(corpus, self.host) if self.host.url else ()
        return Head(host=self.host, corpus=corpus, feeds=tuple(found))

    @cached_property
    def readable(self) -> Mapping[str, Document]:
        return readable_documents(self.sources, self.base.learned.corpus)

    def page_of(self, uri: str) -> Page | None:
        """Our own page of a source path."""
        return self._pages.get(uri)

    def postmortem_of(self, uri: str) -> Postmortem | None:
        """The postmortem of a page, where this audience may read it."""
        id = self._ids.get(uri, "")
        document = self.readable.get(id)
        return document.postmortem if document else None

    @cached_property
    def _pages(self) -> dict[str, Page]:
        postmortems = {one.uri: one.page for one in self.site.postmortems}
        return postmortems | {one.uri: one for one in self.site.pages}

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {one.uri: one.postmortem.id for one in self.site.postmortems}

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.base.learned, self.sources.uris)

    @property
    def is_large(self) -> bool:
        """Whether the theme's search would be slow with every word in it."""
        return len(self.base.learned.corpus.postmortems) > self.search_limit

    @cached_property
    def has_full_text(self) -> bool:
        """Whether Pagefind searches every word; in a preview its page says that it does not."""
        if self.full_text == "auto" and self.is_large and not full_text.is_installed():
            full_text.say_how_to_install(len(self.base.learned.corpus.postmortems))
            return False
        return self.full_text == "always" or (self.full_text == "auto" and self.is_large)

    def uri_of(self, document: Document) -> str:
        """The source path of a document's page: below the knowledge base's own folder."""
        relative = os.path.relpath(self.project / document.path, self.root.parent)
        return Path(relative).as_posix()

    def source_of(self, file: File) -> str:
        """A file's path below the project; empty for a generated one."""
        if file.generated_by or file.abs_src_path is None:
            return ""
        return posixpath.normpath(Path(os.path.relpath(file.abs_src_path, self.project)).as_posix())

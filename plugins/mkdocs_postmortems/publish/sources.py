"""What a site is made from beside the corpus, as its host hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.rule_page import RuleInfo
from mkdocs_postmortems.publish.host import Host


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
    host: Host = field(default_factory=Host)
    edit_addresses: Mapping[str, str] = field(default_factory=dict)
    """Where a postmortem's source can be edited, by id, where the host knows it."""


def readable_documents(sources: Sources, corpus: Corpus) -> dict[str, Document]:
    """The documents that have a page and that this audience may read, by id."""
    shown = {one.id for one in corpus.postmortems}
    found: dict[str, Document] = {}
    for document in sources.documents:
        if not document.is_withheld and document.postmortem.id in shown:
            found.setdefault(document.postmortem.id, document)
    return found

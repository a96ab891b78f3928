"""What a site is made from beside the corpus, as its host hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.rule_page import RuleInfo


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
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where the page of a postmortem will stand, by id, where the host knows the site's address."""
    edit_addresses: Mapping[str, str] = field(default_factory=dict)
    """Where a postmortem's source can be edited, by id, where the host knows it."""

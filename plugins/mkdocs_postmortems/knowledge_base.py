"""What both front doors share: open a folder, read, check, learn, publish, each only when asked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from mkdocs_postmortems.check.engine import check_documents, rules_in_force, to_finding
from mkdocs_postmortems.check.rule import Surroundings
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.settings import Settings, Vocabularies
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.config import ConfigFile, read_services, read_settings
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.document import read_document
from mkdocs_postmortems.read.folder import find_postmortems
from mkdocs_postmortems.read.guidance import read_guidance
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.read.targets import FileTargets


@dataclass(frozen=True)
class KnowledgeBase:
    """A folder of postmortems with its settings, read lazily and once.

    Paths in findings are relative to `shown_from`. `audience` overrides the settings' own: a
    check reads everything, a build only what its audience may see.
    """

    root: Path
    shown_from: Path
    today: date
    audience: str | None = None

    @cached_property
    def _config(self) -> tuple[Settings, ConfigFile]:
        path = self.root / "settings.yml"
        settings, file = read_settings(path, self.shown(path))
        if self.audience:
            settings = replace(settings, audience=self.audience)
        return settings, file

    @cached_property
    def _services(self) -> tuple[Vocabulary[Service], ConfigFile]:
        path = self.root / "services.yml"
        return read_services(path, self.shown(path))

    @property
    def settings(self) -> Settings:
        return self._config[0]

    @property
    def services(self) -> Vocabulary[Service]:
        return self._services[0]

    @cached_property
    def vocabularies(self) -> Vocabularies:
        return packaged.vocabularies(self.settings)

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every postmortem's file, by path."""
        return tuple(find_postmortems(self.root, self.settings.excluded))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document, by path; what the audience may not read is withheld."""
        context = Context(self.settings, self.vocabularies, self.services)
        return tuple(self._read(path, context) for path in self.paths)

    def _read(self, path: Path, context: Context) -> Document:
        data, problem = read_bytes(path)
        relative = path.relative_to(self.root).as_posix()
        return read_document(data, self.shown(path), context, relative=relative, problem=problem)

    @cached_property
    def config_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the settings themselves; with any of these, commands exit 2."""
        found = [
            to_finding(problem, file.path, file.lines, replace(self.settings, levels={}))
            for file in (self._config[1], self._services[1])
            for problem in file.problems
        ]
        return tuple(sorted((one for one in found if one), key=lambda one: one.order))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the documents, by path, line, column and code."""
        return check_documents(self.documents, self._surroundings)

    @cached_property
    def targets(self) -> FileTargets:
        """What links may reach; paths as findings show them."""
        return FileTargets(self.shown_from)

    @cached_property
    def _surroundings(self) -> Surroundings:
        by_id: dict[str, tuple[Document, ...]] = {}
        for document in self.documents:
            id = document.postmortem.id
            by_id[id] = (*by_id.get(id, ()), document)
        return Surroundings(
            settings=self.settings,
            vocabularies=self.vocabularies,
            services=self.services,
            today=self.today,
            by_id=by_id,
            rules=rules_in_force(self.settings),
            targets=self.targets,
            guidance=read_guidance(self.root),
        )

    @cached_property
    def corpus(self) -> Corpus:
        """What the build may show, oldest first. Of two documents with one id the first counts."""
        seen: dict[str, Document] = {}
        for document in self.documents:
            if not document.is_withheld:
                seen.setdefault(document.postmortem.id, document)
        postmortems = (document.postmortem for document in seen.values())
        return Corpus(
            postmortems=tuple(sorted(postmortems, key=lambda one: one.sort_key)),
            services=self.services,
            vocabularies=self.vocabularies,
            settings=self.settings,
        )

    def reaches_gate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings at or above the settings' `fail_on`; with `off` none are."""
        gate = self.settings.fail_on
        if gate is Level.OFF:
            return ()
        return tuple(one for one in findings if one.level.weight >= gate.weight)

    def lines_of(self, path: str) -> Lines:
        """The text behind a path in a finding, for its excerpt; empty where it is withheld."""
        for file in (self._config[1], self._services[1]):
            if file.path == path:
                return file.lines
        document = self._by_path.get(path)
        return Lines("") if document is None or document.is_withheld else document.lines

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {document.path: document for document in self.documents}

    def shown(self, path: Path) -> str:
        """A path as people are shown it: relative, with forward slashes."""
        return Path(os.path.relpath(path, self.shown_from)).as_posix()

"""What all front doors share: open a folder, read, check, learn, publish, each only when asked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_postmortems.check.engine import (
    check_document,
    check_documents,
    rules_in_force,
    to_finding,
)
from mkdocs_postmortems.check.rule import Surroundings
from mkdocs_postmortems.check.select import check_selectors
from mkdocs_postmortems.knowledge_base.checking import check_files
from mkdocs_postmortems.learn.writing import Tracked, tracked_incidents
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.filing import FilingEntry
from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.settings import Settings, Vocabularies
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.model.vocabulary import Service, Theme, Vocabulary
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.document import id_of, read_document
from mkdocs_postmortems.read.filing import read_filing
from mkdocs_postmortems.read.folder import find_postmortems
from mkdocs_postmortems.read.guidance import read_guidance
from mkdocs_postmortems.read.services import read_services
from mkdocs_postmortems.read.settings import read_settings
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.read.targets import FileTargets
from mkdocs_postmortems.read.themes import read_themes
from mkdocs_postmortems.read.tracker import Export, read_tracker
from mkdocs_postmortems.read.yaml_file import ConfigFile

if TYPE_CHECKING:
    from mkdocs_postmortems.learn.learned import Learned


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
    def _themes(self) -> tuple[Vocabulary[Theme], ConfigFile]:
        path = self.root / "themes.yml"
        own = packaged.vocabularies(self.settings)
        return read_themes(path, self.shown(path), own.themes, own.theme_groups)

    @cached_property
    def vocabularies(self) -> Vocabularies:
        return replace(packaged.vocabularies(self.settings), themes=self._themes[0])

    @property
    def _config_files(self) -> tuple[ConfigFile, ...]:
        files = (self._config[1], self._services[1], self._themes[1], self._filing[1])
        return (*files, self._tracker[1]) if self._tracker else files

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every postmortem's file, by path."""
        return tuple(find_postmortems(self.root, self.settings.excluded))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document, by path; what the audience may not read is withheld."""
        return tuple(self.read(path) for path in self.paths)

    @cached_property
    def context(self) -> Context:
        """What every document is read with."""
        return Context(self.settings, self.vocabularies, self.services)

    def read(self, path: Path, data: bytes | None = None) -> Document:
        """One file as a document, or what it would be if it held these bytes."""
        problem = None
        if data is None:
            data, problem = read_bytes(path)
        relative = path.relative_to(self.root).as_posix()
        return read_document(
            data, self.shown(path), self.context, relative=relative, problem=problem
        )

    @cached_property
    def config_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the settings themselves; with any of these, commands exit 2."""
        found = [
            to_finding(problem, file.path, file.lines, Settings())
            for file in self._config_files
            for problem in (*file.problems, *check_selectors(file.selectors))
        ]
        return tuple(sorted((one for one in found if one), key=lambda one: one.order))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the documents, by path, line, column and code."""
        return check_documents(self.documents, self.surroundings)

    @cached_property
    def targets(self) -> FileTargets:
        """What links may reach; paths as findings show them."""
        return FileTargets(self.shown_from, self._document_of)

    def _document_of(self, shown: str) -> Document | None:
        path = self._by_shown.get(shown)
        return self.read(path) if path else None

    @cached_property
    def surroundings(self) -> Surroundings:
        paths_by_id: dict[str, tuple[str, ...]] = {}
        for path in map(self.shown, self.paths):
            paths_by_id[id_of(path)] = (*paths_by_id.get(id_of(path), ()), path)
        return Surroundings(
            settings=self.settings,
            vocabularies=self.vocabularies,
            services=self.services,
            today=self.today,
            paths_by_id=paths_by_id,
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

    @cached_property
    def _filing(self) -> tuple[tuple[FilingEntry, ...], ConfigFile]:
        path = self.root / "filing.yml"
        return read_filing(path, self.shown(path), self.vocabularies.themes)

    @cached_property
    def _tracker(self) -> tuple[Export, ConfigFile] | None:
        """The export that settings name, if they name one."""
        name = self.settings.tracker_export
        if name is None:
            return None
        path = self.root / name
        return read_tracker(path, self.shown(path))

    @property
    def _tracked(self) -> Tracked | None:
        """Against all documents: one that the audience may not read is told too.

        An incident without a document is as visible as a document that names no visibility.
        """
        if self._tracker is None or not self.settings.may_read(self.settings.default_visibility):
            return None
        told = (document.postmortem for document in self.documents)
        return tracked_incidents(self._tracker[0], told, self.vocabularies["severities"])

    @cached_property
    def learned(self) -> Learned:
        """What the corpus teaches, each part worked out when it is asked for."""
        # A check learns nothing, and should not wait for what teaches to be imported.
        from mkdocs_postmortems.learn.learned import Learned  # noqa: PLC0415
        from mkdocs_postmortems.read.cues import packaged_cues  # noqa: PLC0415

        return Learned(
            corpus=self.corpus,
            today=self.today,
            cues=packaged_cues(),
            entries=self._filing[0],
            tracked=self._tracked,
        )

    def with_settings(self, settings: Settings) -> KnowledgeBase:
        """The same folder under other settings; what is wrong with its own file is still told."""
        other = KnowledgeBase(self.root, self.shown_from, self.today, self.audience)
        other.__dict__["_config"] = (settings, self._config[1])
        return other

    def for_its_audience(self) -> KnowledgeBase:
        """The same folder as a build of the settings' own audience reads it.

        For whatever leaves the terminal: a tracker, a channel, a comment.
        """
        return KnowledgeBase(self.root, self.shown_from, self.today)

    def check_file(self, path: Path, data: bytes | None = None) -> list[Finding]:
        """What is wrong with one file, or would be if it held these bytes."""
        return self.check_document(self.read(path, data))

    def check_document(self, document: Document) -> list[Finding]:
        """What is wrong with a document of this knowledge base, wherever its text came from."""
        return check_document(document, self.surroundings)

    def check(self, paths: Sequence[Path], *, cache: bool = True) -> tuple[Finding, ...]:
        """What is wrong with these files, on all cores where they are many.

        A file that has not changed since the last time is not read again.
        """
        return check_files(self, paths, cache=cache)

    def reaches_gate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings at or above the settings' `fail_on`; with `off` none are."""
        gate = self.settings.fail_on
        if gate is Level.OFF:
            return ()
        return tuple(one for one in findings if one.level.weight >= gate.weight)

    def lines_of(self, path: str) -> Lines:
        """The text behind a path in a finding, for its excerpt; empty where it is withheld."""
        for file in self._config_files:
            if file.path == path:
                return file.lines
        if path not in self._lines:
            document = self._document_of(path)
            hidden = document is None or document.is_withheld
            self._lines[path] = Lines("") if hidden or not document else document.lines
        return self._lines[path]

    @cached_property
    def _lines(self) -> dict[str, Lines]:
        """Texts that excerpts were asked for, by path."""
        return {}

    @cached_property
    def _by_shown(self) -> dict[str, Path]:
        return {self.shown(path): path for path in self.paths}

    def shown(self, path: Path) -> str:
        """A path as people are shown it: relative, with forward slashes."""
        return Path(os.path.relpath(path, self.shown_from)).as_posix()

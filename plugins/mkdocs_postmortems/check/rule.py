"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.settings import Settings, Vocabularies
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a rule may know beside the document: the whole knowledge base and the day."""

    settings: Settings
    vocabularies: Vocabularies
    services: Vocabulary[Service]
    today: date
    paths_by_id: Mapping[str, tuple[str, ...]]
    """Every postmortem's path by its id; more than one where an id stands twice."""
    rules: tuple[Rule, ...]
    """The rules in force."""
    targets: Targets
    guidance: frozenset[str] = frozenset()
    """Normal forms of the templates' own guidance, which must not stay in a document."""


class Targets(Protocol):
    """What links may reach; asked only where a link is checked."""

    def exists(self, path: str) -> bool:
        """Whether a file or folder is there; `path` is as shown to people."""
        ...

    def size(self, path: str) -> int:
        """Bytes of a file that is there."""
        ...

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of a Markdown file; None where it is no Markdown or cannot be read."""
        ...


Check: TypeAlias = Callable[[Document, Surroundings], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A code, a name of the problem that reads after "allow", a level, and one pure function.

    Without a function the readers themselves report it. A rule is skipped where one of the fields
    it `needs` could not be read, so that one mistake is one finding. Its page lies beside it as
    `pages/<code>.md` and is its test as well.
    """

    code: str
    name: str
    level: Level
    check: Check | None = None
    needs: frozenset[str] = frozenset()
    is_default: bool = True
    """Whether it runs without being selected. Rules that are wrong now and then do not."""
    waits: bool = False
    """Whether it leaves a draft alone: at one in the morning help is wanted, not a wall of red."""
    only_own: bool = False
    """Whether it leaves retold accounts alone: deadlines and follow-up are not theirs."""

    def applies_to(self, document: Document) -> bool:
        postmortem = document.postmortem
        if not self.needs.isdisjoint(document.broken):
            return False
        return not (self.waits and postmortem.status == "draft") and (
            postmortem.is_own or not self.only_own
        )

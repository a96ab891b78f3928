"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

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
    by_id: Mapping[str, tuple[Document, ...]]
    """Every document of the knowledge base by id; more than one where an id stands twice."""


Check: TypeAlias = Callable[[Document, Surroundings], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A code, a name of the problem that reads after "allow", a level, and one pure function.

    Without a function the readers themselves report it. A rule is skipped where one of the fields
    it `needs` could not be read, so that one mistake is one finding.
    """

    code: str
    name: str
    level: Level
    check: Check | None = None
    needs: frozenset[str] = frozenset()

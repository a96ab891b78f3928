"""What is wrong, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.model.span import Place, Span

MASK = "█"
"""Stands for each character of a secret, wherever one would be shown."""


class Level(StrEnum):
    """How much a finding matters. `off` is a level of settings only; no finding has it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def weight(self) -> int:
        return ("off", "info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of the document's text by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that settle a problem. A safe fix never changes what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader or a rule has to say about one span of one document."""

    code: str
    span: Span
    message: str
    help: str | None = None
    related: tuple[tuple[Span, str], ...] = ()
    """Other spans of the same document, each with what stands there."""
    elsewhere: tuple[Related, ...] = ()
    """Places in other files."""
    fix: Fix | None = None
    is_secret: bool = False
    """Whether the span must not be shown to anybody, in no format."""


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding is about."""

    path: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its rule's name and level, and its place in a file."""

    path: str
    place: Place
    code: str
    name: str
    level: Level
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    is_secret: bool = False
    """Whether what stands at its place must not be shown."""

    @property
    def order(self) -> tuple[object, ...]:
        return (self.path, self.place, self.code, self.message)

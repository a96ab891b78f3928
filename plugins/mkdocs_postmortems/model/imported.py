"""A foreign document as a postmortem, with what was placed, guessed and not placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.foreign import Foreign


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A field with its value, and the words of the source that gave it."""

    name: str
    """`impact.customers` is one of `impact`."""
    value: str | tuple[str, ...]
    said: str
    line: int
    is_guess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was concluded and not read: a person settles it."""

    what: str
    """A field's name, or `section`."""
    value: str
    said: str
    """From which words, or for want of which."""
    line: int

    @property
    def told(self) -> str:
        """As it stands in the front matter: `started_at: the timeline's line “14:05 …”`."""
        name = f"section {self.value}" if self.what == "section" else self.what
        return f"{name}: {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What has no place of ours; it stands in the document all the same."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a foreign document gives, before it is a file."""

    foreign: Foreign
    rows: tuple[tuple[str, int], ...]
    """The body's rows, each with its line in the source; 0 where it was added."""
    title: str
    placed: tuple[Placed, ...]
    guessed: tuple[Guess, ...]
    unplaced: tuple[Unplaced, ...]
    details: tuple[tuple[str, str, int], ...]
    """Key, value and line of what was stated outside of the text and is in no field as it was."""
    unknown_services: tuple[str, ...] = ()
    """Services that the document names and the catalogue does not."""
    zone_assumed: bool = False
    """No zone is written: clock times are in the settings' zone for want of a better."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Attachments by their name beside the document."""

    @property
    def started_at(self) -> str:
        """As it will be written; empty where nothing tells it."""
        found = next((one.value for one in self.placed if one.name == "started_at"), "")
        return found if isinstance(found, str) else ""


class Outcome(StrEnum):
    """What becomes of a document in the knowledge base."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    EDITED = "edited"
    """Somebody has edited it since: it is left as it is."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One document, ready to be written."""

    draft: Draft
    id: str
    path: str
    """Below the knowledge base."""
    text: str
    """The whole file, front matter included."""
    document: Document
    """`text` as every other command reads it: what is placed is what is read there."""
    source_lines: tuple[int, ...]
    """The source's line of each line of `text`; 0 of those that were added."""

    def line_of(self, offset: int) -> int:
        """The source's line behind a place in `text`."""
        line, _ = self.document.lines.position(offset)
        return self.source_lines[line - 1] if line <= len(self.source_lines) else 0


@dataclass(frozen=True, kw_only=True)
class Report:
    """One document of an import, with what `check` will say of it."""

    imported: Imported
    outcome: Outcome
    replaces: tuple[str, ...] = ()
    """Where an earlier import lies below the knowledge base, and the files beside it."""
    findings: tuple[Finding, ...] = ()

"""A document of another tool, as Markdown, before anything in it is placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a source says outside of its text: a field of its front matter, its record, its head."""

    name: str
    """The key as written: `Severity`, `created_at`."""
    values: tuple[str, ...]
    line: int = 1
    """Where it stands in the source."""


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """One document as its source has it.

    Every word of the source is in `title`, `text` or `stated`; what a format cannot carry over is
    named in `notes`.
    """

    kind: str
    """The word of `--from`: markdown, google-docs, confluence, …"""
    source: str
    """Where it came from: the path below what was asked for, or the record's own key."""
    anchor: str = ""
    """The folder in which `source` lies, so that two files of one name are two."""
    sha256: str
    """Of what was read; an unchanged source has an unchanged one."""
    text: str
    """Markdown without front matter."""
    first_line: int = 1
    """The line of the source in which `text` begins."""
    title: str = ""
    stated: tuple[Stated, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Images and attachments, by the link target that leads to them as `text` has it."""
    notes: tuple[str, ...] = ()
    """What could not be carried over, a sentence each."""

    @property
    def place(self) -> str:
        """By what it is known again."""
        return f"{self.anchor}/{self.source}" if self.anchor else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A source that was not read, and why."""

    source: str
    reason: str
    help: str = ""
    is_passed_over: bool = False
    """By its name it is no postmortem: nothing is missing."""

    @classmethod
    def passed_over(cls, source: str, why: str) -> Refused:
        """Something that was never meant to be a postmortem."""
        return cls(source=source, reason=f"passed over: {why}", is_passed_over=True)

    @property
    def told(self) -> str:
        return "; ".join(filter(None, (self.reason, self.help)))


Read: TypeAlias = Foreign | Refused

"""What an organisation decides: the scale, the words, the audience, the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.model.vocabulary import Term, Theme, Vocabulary

AUDIENCES = ("public", "internal", "restricted")
"""From the widest circle to the narrowest. A build holds what its audience may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of themes, in the order of the packaged list."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Vocabularies:
    """Every closed list, packaged ones and the organisation's own, by name."""

    lists: Mapping[str, Vocabulary[Term]]
    themes: Vocabulary[Theme]
    theme_groups: tuple[Group, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    """Section kind by the normal form of a heading."""

    def __getitem__(self, name: str) -> Vocabulary[Term]:
        return self.lists[name]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """settings.yml as read; every value has a default."""

    audience: str = "internal"
    default_visibility: str = "internal"
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    word: str = "postmortem"
    fail_on: Level = Level.ERROR
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Level by rule code or name, over the rule's own."""
    severities: tuple[Term, ...] = ()
    """Empty where the packaged scale holds."""
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More headings by section kind."""
    ignored: tuple[str, ...] = ()
    """Globs below the knowledge base that are no postmortems."""

    def may_read(self, visibility: str | None) -> bool:
        """Whether this build's audience may read it; an unknown visibility counts as restricted."""
        wanted = visibility if visibility in AUDIENCES else "restricted"
        return AUDIENCES.index(wanted) <= AUDIENCES.index(self.audience)

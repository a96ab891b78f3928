"""What an organisation decides: the scale, the words, the audience, the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.field import Field
from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.model.vocabulary import Term, Theme, Vocabulary

AUDIENCES = ("public", "internal", "restricted")
"""From the widest circle to the narrowest. A build holds what its audience may read."""

PLACES = re.compile(r"\{(\w*)\}")
"""The places of an address pattern."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How soon a postmortem is published after the incident, and its actions done after that.

    Days count from the day after; business days leave out Saturdays and Sundays.
    """

    publish: int
    actions: int
    is_business: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What a reader of trends should know of a month, `2026-04`."""

    month: str
    text: str


DEADLINES = {
    "sev-1": Deadline(publish=3, actions=15),
    "sev-2": Deadline(publish=5, actions=30, is_business=True),
}
DEMANDS = dict.fromkeys(("sev-1", "sev-2"), ("resolved_at", "summary", "timeline", "action-items"))
"""What holds where settings say nothing; the deadlines are those of PagerDuty's public guide."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """settings.yml as read; every value has a default."""

    audience: str = "internal"
    default_visibility: str = "internal"
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    word: str = "postmortem"
    title_pattern: re.Pattern[str] | None = None
    """How titles of one's own begin."""
    fail_on: Level = Level.ERROR
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Level by rule code or name, over the rule's own."""
    select: tuple[str, ...] = ()
    """Rules that run beside the default ones: codes, prefixes, names, or ALL."""
    per_path: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules that are off in files, by glob below the knowledge base."""
    since: date | None = None
    """Documents that started before this day are read, listed and not checked."""
    deadlines: Mapping[str, Deadline] = field(default_factory=lambda: dict(DEADLINES))
    """By severity; none where a severity has no entry."""
    demands: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEMANDS))
    """Fields and sections that a published postmortem of a severity must have."""
    period: str | None = None
    """How trends are cut: quarter, half or year; None for what suits."""
    annotations: tuple[Annotation, ...] = ()
    """Shown with trends, by month."""
    extra_fields: tuple[Field, ...] = ()
    """The organisation's own front matter."""
    severities: tuple[Term, ...] = ()
    """Empty where the packaged scale holds."""
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """More headings by section kind."""
    excluded: tuple[str, ...] = ()
    """Globs below the knowledge base that are no postmortems."""
    tracker_export: str | None = None
    """The path of a tracker's export, relative to the knowledge base."""
    data_people: bool = False
    """Whether data files name people."""
    tickets: Mapping[str, str] = field(default_factory=dict)
    """Address patterns by the beginning of a ticket's id."""
    discuss: str | None = None
    """The address pattern of where a postmortem is discussed."""
    public_links: bool = False
    """Whether a build for the public has the addresses of `tickets` and `discuss`."""

    def may_read(self, visibility: str | None) -> bool:
        """Whether this build's audience may read it; an unknown visibility counts as restricted."""
        wanted = visibility if visibility in AUDIENCES else "restricted"
        return AUDIENCES.index(wanted) <= AUDIENCES.index(self.audience)

    @property
    def shows_tracker(self) -> bool:
        """Whether this build's readers are led to the organisation's own tracker and chat."""
        return self.audience != "public" or self.public_links

    def ticket_address(self, id: str) -> str | None:
        """Where a ticket lies; of several patterns that of the longest beginning."""
        fitting = [begin for begin in self.tickets if id.startswith(begin)]
        if not fitting or not self.shows_tracker:
            return None
        begin = max(fitting, key=len)
        return _filled(self.tickets[begin], {"id": id, "rest": id[len(begin) :]})

    def discuss_address(self, id: str) -> str | None:
        """Where the postmortem of an id is discussed."""
        if self.discuss is None or not self.shows_tracker:
            return None
        return _filled(self.discuss, {"id": id})


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with its places filled, each value quoted for an address."""
    return PLACES.sub(lambda match: quote(values.get(match[1], ""), safe=""), pattern)

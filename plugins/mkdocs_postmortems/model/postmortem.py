"""What a postmortem says, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.span import Span

MOMENTS = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
"""The moments of an incident, in the order in which they come."""

_TIED = re.compile(r"[A-Za-z]+-?\d+")


class LessonKind(StrEnum):
    """Which list a lesson stands in."""

    WELL = "well"
    WRONG = "wrong"
    LUCKY = "lucky"
    LEARNED = "learned"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One item of a lessons list. `text` has no markup, no themes, no tie.

    `address` is its anchor on the page. `themes` are the slugs as written; `unfiled` lessons
    have none, and `[none]` is a deliberate answer.
    """

    kind: LessonKind
    text: str
    address: str
    span: Span
    words: Span
    """The first block as written, without the checkbox."""
    themes: tuple[str, ...] = ()
    bracket: Span | None = None
    """The `[slug, slug]` as written, where there is one."""
    leads_to: tuple[str, ...] = ()
    """Ids of action items, from `→ A1, A2`."""
    accepted: str | None = None
    """The reason, from `(accepted: reason, until 2027-01)`."""
    accepted_until: date | None = None

    @property
    def is_deliberately_unfiled(self) -> bool:
        return self.themes == ("none",)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of a timeline. `clock` is the time as written, `at` as far as it is known."""

    clock: str
    at: Moment | None
    text: str
    span: Span
    mark: str | None = None
    """started, detected, acknowledged, mitigated or resolved."""

    @property
    def address(self) -> str | None:
        """The anchor of its mark on the page."""
        return f"at-{self.mark}" if self.mark else None


class Cell(NamedTuple):
    """A value of a table or a list as written, and where it stands."""

    column: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One row or item of the action list, as written; `status` and `type` by their vocabularies."""

    id: str | None
    text: str
    span: Span
    type: str | None = None
    owner: str | None = None
    due: date | None = None
    status: str | None = None
    reason: str | None = None
    """Why it was dropped, from `dropped (reason)`."""
    ticket: str | None = None
    closed: date | None = None
    cells: tuple[Cell, ...] = ()
    """What is written, by the name of the field: the text always, the rest where it is there."""

    @property
    def address(self) -> str | None:
        """Its anchor on the page, where its id is one that a lesson can name."""
        return f"action-{self.id.lower()}" if self.id and _TIED.fullmatch(self.id) else None

    def cell(self, column: str) -> Cell | None:
        return next((one for one in self.cells if one.column == column), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item of the open questions. `anchor` is that of the heading it stands under."""

    text: str
    span: Span
    anchor: str = ""
    is_answered: bool = False
    """It is checked, or a sub-item begins with `Answered:`."""
    answer: str = ""
    """What that sub-item says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    summary: str | None = None
    nature: str | None = None
    pattern: str | None = None
    customers: str | None = None
    requests: str | None = None
    slo: str | None = None
    revenue: str | None = None
    data_loss: str | None = None
    regions: tuple[str, ...] = ()
    operational: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    title: str | None = None
    url: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    label: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Where a document came from. `written` is the seal of what the import wrote."""

    source: str | None = None
    sha256: str | None = None
    written: str | None = None
    guessed: tuple[str, ...] = ()

    @property
    def guessed_fields(self) -> frozenset[str]:
        """The fields whose value nobody has confirmed."""
        return frozenset(told.partition(":")[0] for told in self.guessed)


@dataclass(frozen=True, kw_only=True)
class Postmortem:
    """A document's values. What is unknown is None or empty, never guessed."""

    id: str
    path: str
    title: str
    severity: str | None = None
    services: tuple[str, ...] = ()
    status: str = "draft"
    kind: str = "incident"
    account: str = "own"
    confidence: str | None = None
    started_at: Moment | None = None
    detected_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = None
    resolved_at: Moment | None = None
    time_zone: str | None = None
    published_at: date | None = None
    late_because: str | None = None
    imported_from: Import | None = None
    owner: str | None = None
    incident_commander: str | None = None
    authors: tuple[str, ...] = ()
    responders: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    trigger: str | None = None
    detected_by: str | None = None
    mitigated_by: str | None = None
    impact: Impact = field(default_factory=Impact)
    related: tuple[str, ...] = ()
    recurrence_of: tuple[str, ...] = ()
    tracker_ids: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    sources: tuple[Source, ...] = ()
    aliases: tuple[str, ...] = ()
    visibility: str = "restricted"
    tags: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    """The organisation's own fields."""
    summary: str = ""
    """The words of the summary section, else of the impact's summary."""
    text: str = ""
    """The words of the body without markup, one block a line."""
    lessons: tuple[Lesson, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    questions: tuple[Question, ...] = ()
    read_for: frozenset[LessonKind] = frozenset()
    """The kinds of lessons list that the document has, empty ones included."""

    @property
    def is_counted(self) -> bool:
        """Whether it is in any count: a draft is not."""
        return self.status in {"in-review", "published"}

    @property
    def is_own(self) -> bool:
        return self.account == "own"

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Oldest first; unknown dates before all, ties by id."""
        return (
            *(self.started_at.sort_key if self.started_at else (0, 0, 0, 0.0)),
            self.id,
        )

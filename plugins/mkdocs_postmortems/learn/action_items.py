"""The action items of an organisation's own postmortems, as they stand on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mkdocs_postmortems.learn.deadlines import Deadlines, day_of
from mkdocs_postmortems.learn.themes import Quote
from mkdocs_postmortems.model.postmortem import ActionItem, Postmortem


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    UNKNOWN = "unknown"
    """No status is written, and no day of closing."""


class Basis(StrEnum):
    """What an open item is overdue by."""

    DUE = "due"
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident without its people, to stand beside lateness."""

    id: str
    title: str
    severity: str | None
    services: tuple[str, ...]

    @classmethod
    def of(cls, one: Postmortem) -> Incident:
        return cls(id=one.id, title=one.title, severity=one.severity, services=one.services)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An action item as of one day. It has no owner, since it may be late."""

    incident: Incident
    number: int
    """Its place in the document, from 1; for items without an id."""
    id: str | None
    text: str
    type: str | None
    ticket: str | None
    themes: tuple[str, ...]
    """Those of the lessons that lead to it."""
    state: State
    is_in_progress: bool
    reason: str | None
    """Why it was dropped, as its author wrote it."""
    opened: date | None
    """The day of publication, else of resolution."""
    closed: date | None
    due: date | None
    """As its author wrote it."""
    deadline: date | None
    """The earlier of `due` and what its severity allows after opening."""
    basis: Basis | None
    age: int | None
    """Of an open one, days since it was opened."""
    overdue: int
    """Days since the deadline, 0 where there is none or it is in time."""

    @property
    def is_overdue(self) -> bool:
        return self.overdue > 0

    @property
    def order(self) -> tuple[str, int]:
        return (self.incident.id, self.number)


def action_items(
    postmortems: Iterable[Postmortem],
    quotes: Iterable[Quote],
    today: date,
    deadlines: Deadlines,
) -> tuple[Item, ...]:
    """The items of the counted own accounts among these, by id of the incident.

    `quotes` are lessons with their themes, for the ties; `deadlines` those of action items.
    """
    found = owned_items(postmortems, quotes, today, deadlines)
    return tuple(item for item, _ in found)


def owned_items(
    postmortems: Iterable[Postmortem],
    quotes: Iterable[Quote],
    today: date,
    deadlines: Deadlines,
) -> tuple[tuple[Item, str | None], ...]:
    """The same, each with its owner: for a terminal, never for a page or a data file."""
    ties = _themes_by_tie(quotes)
    chosen = (one for one in postmortems if one.is_counted and one.is_own)
    return tuple(
        (_item(one, number, ties, today, deadlines), action.owner)
        for one in sorted(chosen, key=lambda one: one.id)
        for number, action in enumerate(one.action_items, 1)
    )


def _item(
    one: Postmortem,
    number: int,
    ties: dict[tuple[str, str], tuple[str, ...]],
    today: date,
    deadlines: Deadlines,
) -> Item:
    action = one.action_items[number - 1]
    state = state_of(action)
    opened = one.published_at or day_of(one.resolved_at, deadlines.time_zone)
    candidates = [
        (day, basis)
        for day, basis in (
            (action.due, Basis.DUE),
            (deadlines.after(opened, one.severity), Basis.SEVERITY),
        )
        if day
    ]
    deadline, basis = min(candidates, key=lambda pair: pair[0], default=(None, None))
    is_open = state is State.OPEN
    return Item(
        incident=Incident.of(one),
        number=number,
        id=action.id,
        text=action.text,
        type=action.type,
        ticket=action.ticket,
        themes=ties.get((one.id, action.id), ()) if action.id else (),
        state=state,
        is_in_progress=action.status == "in-progress",
        reason=action.reason if state is State.DROPPED else None,
        opened=opened,
        closed=action.closed,
        due=action.due,
        deadline=deadline,
        basis=basis,
        age=max(0, (today - opened).days) if is_open and opened else None,
        overdue=max(0, (today - deadline).days) if is_open and deadline else 0,
    )


def state_of(action: ActionItem) -> State:
    """By its status; by its day of closing where none is written."""
    if action.status in {"open", "in-progress"}:
        return State.OPEN
    if action.status == "dropped":
        return State.DROPPED
    return State.DONE if action.status == "done" or action.closed else State.UNKNOWN


def _themes_by_tie(quotes: Iterable[Quote]) -> dict[tuple[str, str], tuple[str, ...]]:
    pairs = sorted(_tied(quotes))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for incident, action, theme in pairs:
        key = (incident, action)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), theme)))
    return found


def _tied(quotes: Iterable[Quote]) -> Iterator[tuple[str, str, str]]:
    for quote in quotes:
        for action in quote.lesson.leads_to:
            for theme in quote.themes:
                yield quote.postmortem.id, action, theme

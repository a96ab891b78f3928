"""Which postmortems were written late, which are awaited, and which incidents have none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.learn.action_items import Incident
from mkdocs_postmortems.learn.deadlines import Deadlines
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One postmortem against its deadline; it names no person."""

    incident: Incident
    due: date
    published_at: date | None
    days_late: int
    """Until publication, else until today; 0 while in time."""
    late_because: str | None


@dataclass(frozen=True, kw_only=True)
class WritingDeadlines:
    """Lists to act on or to learn from; deliberately no percentage. All by deadline, then id."""

    late: tuple[Writing, ...] = ()
    """Published after the deadline."""
    overdue: tuple[Writing, ...] = ()
    """Not published, the deadline has passed."""
    running: tuple[Writing, ...] = ()
    """Not published, the deadline has not passed."""
    undated: tuple[Incident, ...] = ()
    """Published on a day that is not known; by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """An incident of the tracker that no postmortem names; `severity` as far as it is known."""

    id: str
    severity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """An incident of the tracker whose postmortem is a draft."""

    id: str
    severity: str | None
    incident: Incident


@dataclass(frozen=True, kw_only=True)
class Tracked:
    """A tracker's export against the postmortems; strongest severity first, then by id."""

    untold: tuple[Untold, ...] = ()
    drafted: tuple[Drafted, ...] = ()
    told: int = 0
    """How many have a postmortem that counts."""


def writing_deadlines(
    postmortems: Iterable[Postmortem], deadlines: Deadlines, today: date
) -> WritingDeadlines:
    """The own accounts among these that have a deadline, drafts included; retold ones have none."""
    late: list[Writing] = []
    overdue: list[Writing] = []
    running: list[Writing] = []
    undated: list[Incident] = []
    for one in sorted(postmortems, key=lambda one: one.id):
        due = deadlines.writing(one)
        if due is None:
            continue
        published = one.published_at if one.status == "published" else None
        if one.status == "published" and published is None:
            undated.append(Incident.of(one))
            continue
        days = max(0, ((published or today) - due).days)
        row = Writing(
            incident=Incident.of(one),
            due=due,
            published_at=published,
            days_late=days,
            late_because=one.late_because,
        )
        if published is None:
            (overdue if days else running).append(row)
        elif days:
            late.append(row)
    return WritingDeadlines(
        late=_by_due(late),
        overdue=_by_due(overdue),
        running=_by_due(running),
        undated=tuple(undated),
    )


def tracked_incidents(
    export: Iterable[tuple[str, str]],
    postmortems: Iterable[Postmortem],
    severities: Vocabulary[Term],
) -> Tracked:
    """Which incidents of an export of (id, severity) stand in the `tracker_ids` of a postmortem.

    `postmortems` must be all there are: one that the build's audience may not read is told too.
    Case and blanks around an id do not matter; of an id that stands twice, the first line holds.
    """
    chosen = tuple(sorted(postmortems, key=lambda one: (not one.is_counted, one.id)))
    by_id: dict[str, Postmortem] = {}
    for one in chosen:
        for id in one.tracker_ids:
            by_id.setdefault(_plain(id), one)
    first: dict[str, tuple[str, str | None]] = {}
    for id, word in export:
        term = severities.find(word)
        if _plain(id):
            first.setdefault(_plain(id), (id.strip(), term.id if term else None))
    rows = sorted(first.items(), key=lambda row: (severities.rank(row[1][1]), row[0]))
    untold = (row for row in rows if row[0] not in by_id)
    named = [(row, by_id[row[0]]) for row in rows if row[0] in by_id]
    drafted = [
        Drafted(id=id, severity=severity, incident=Incident.of(one))
        for (_, (id, severity)), one in named
        if not one.is_counted
    ]
    return Tracked(
        untold=tuple(Untold(id=id, severity=severity) for _, (id, severity) in untold),
        drafted=tuple(drafted),
        told=len(named) - len(drafted),
    )


def _by_due(rows: list[Writing]) -> tuple[Writing, ...]:
    return tuple(sorted(rows, key=lambda row: (row.due, row.incident.id)))


def _plain(id: str) -> str:
    return id.strip().casefold()

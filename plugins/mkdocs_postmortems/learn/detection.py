"""Who found it: a watch that was set, people, or chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.learn.periods import Calendar, Period, by_period, incidents
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary


class Finder(StrEnum):
    MONITORING = "monitoring"
    PEOPLE = "people"
    CHANCE = "chance"
    UNKNOWN = "unknown"


FINDERS = {
    "alert": Finder.MONITORING,
    "synthetic-check": Finder.MONITORING,
    "internal-user": Finder.PEOPLE,
    "customer-report": Finder.PEOPLE,
    "social-media": Finder.PEOPLE,
    "vendor-notice": Finder.PEOPLE,
    "audit-or-review": Finder.PEOPLE,
    "by-chance": Finder.CHANCE,
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The counted incidents of a set by who found them, oldest first."""

    monitoring: tuple[Postmortem, ...] = ()
    people: tuple[Postmortem, ...] = ()
    chance: tuple[Postmortem, ...] = ()
    unknown: tuple[Postmortem, ...] = ()

    @property
    def n(self) -> int:
        """All of them; a share of those that are known leaves `unknown` out."""
        return len(self.monitoring) + len(self.people) + len(self.chance) + len(self.unknown)


@dataclass(frozen=True, kw_only=True)
class PeriodFound:
    period: Period
    is_filling: bool
    found: Found


@dataclass(frozen=True, kw_only=True)
class ServiceFound:
    service: Service
    found: Found


def learn_finders(postmortems: Iterable[Postmortem]) -> Found:
    """The counted incidents among these by who found them; what no list names is unknown."""
    chosen = incidents(postmortems)

    def by(finder: Finder) -> tuple[Postmortem, ...]:
        found = (one for one in chosen if FINDERS.get(one.detected_by or "") == finder)
        return tuple(found)

    return Found(
        monitoring=by(Finder.MONITORING),
        people=by(Finder.PEOPLE),
        chance=by(Finder.CHANCE),
        unknown=tuple(one for one in chosen if one.detected_by not in FINDERS),
    )


def finders_by_period(
    postmortems: Iterable[Postmortem], calendar: Calendar
) -> tuple[PeriodFound, ...]:
    """By the period of the start, oldest first."""
    return tuple(
        PeriodFound(
            period=period, is_filling=calendar.is_filling(period), found=learn_finders(found)
        )
        for period, found in by_period(incidents(postmortems), calendar.length)
    )


def finders_by_service(
    postmortems: Iterable[Postmortem], services: Vocabulary[Service]
) -> tuple[ServiceFound, ...]:
    """By service that has any, by name; an incident stands under each of its own."""
    chosen = incidents(postmortems)
    rows = (
        ServiceFound(
            service=service,
            found=learn_finders(one for one in chosen if service.id in one.services),
        )
        for service in sorted(services, key=lambda one: (one.name.casefold(), one.id))
    )
    return tuple(one for one in rows if one.found.n)

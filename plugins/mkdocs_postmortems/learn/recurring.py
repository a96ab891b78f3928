"""What several incidents of a service have in common, and what chance makes of their order."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from statistics import median_low

from mkdocs_postmortems.learn.deadlines import day_of
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import Quote, Trends
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem

MANY = 8
"""From so many incidents of a service on, a theme that most of them have tells nothing apart."""

ROUNDS = 1000
EFFORT = 500_000
"""Rounds times incidents: above 500 incidents there are fewer rounds, for a fast build."""

SEED = 1958


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A theme that hurt more than half of a service's incidents, and so would pair them all."""

    theme: str
    service: str
    share: Share


@dataclass(frozen=True, slots=True)
class Chance:
    """How many pairs there are when the incidents' days are shuffled."""

    median: int
    low: int
    high: int
    rounds: int


def hurt_by(trends: Trends) -> dict[str, dict[str, tuple[Quote, ...]]]:
    """By incident and theme, the lessons that hurt."""
    found: dict[str, dict[str, tuple[Quote, ...]]] = {}
    for quote in trends.hurt:
        themes = found.setdefault(quote.postmortem.id, {})
        for theme in quote.themes:
            themes[theme] = (*themes.get(theme, ()), quote)
    return found


def left_out(trends: Trends) -> tuple[LeftOut, ...]:
    """By service and theme; the unit is the incident read for themes."""
    hurt = hurt_by(trends)
    by_service: dict[str, list[Postmortem]] = {}
    for one in trends.read_for_themes:
        for service in dict.fromkeys(one.services):
            by_service.setdefault(service, []).append(one)
    return tuple(
        LeftOut(theme, service, Share(count, len(mine)))
        for service, mine in sorted(by_service.items())
        if len(mine) >= MANY
        for theme, count in sorted(Counter(t for one in mine for t in hurt.get(one.id, ())).items())
        if 2 * count > len(mine)
    )


def is_earlier(one: Postmortem, other: Postmortem) -> bool:
    """Whether it surely started first: an unknown or a vague day orders nothing."""
    return bool(one.started_at and other.started_at and one.started_at.is_before(other.started_at))


def days_between(start: Moment | None, end: Moment | None, zone: tzinfo) -> int | None:
    """Whole days of the calendar; None where a day is not known."""
    first, last = day_of(start, zone), day_of(end, zone)
    return max(0, (last - first).days) if first and last else None


def shuffled_pairs(partners: Sequence[int]) -> Chance:
    """How many pairs come in order by chance.

    `partners` holds for each incident, as bits, those that would make a pair if they came before.
    """

    def pairs(order: Sequence[int]) -> int:
        found = seen = 0
        for number in order:
            found += (partners[number] & seen).bit_count()
            seen |= 1 << number
        return found

    return _chance(pairs(order) for order in _orders(len(partners)))


def shuffled_closings(
    partners: Sequence[int], days: Iterable[date], closed_after: Sequence[int | None]
) -> Chance:
    """How many pairs by chance have an earlier incident whose actions were all closed by then.

    `closed_after` is how many days after its start an incident's last action was closed; that
    stays with the incident while the days are shuffled.
    """
    slots = sorted(day.toordinal() for day in days)

    def pairs(order: Sequence[int]) -> int:
        found = closed = 0
        closing = [0] * (len(slots) + 1)
        for slot, number in enumerate(order):
            closed |= closing[slot]
            found += (partners[number] & closed).bit_count()
            lasted = closed_after[number]
            if lasted is not None:
                since = bisect_right(slots, slots[slot] + lasted)
                closing[max(since, slot + 1)] |= 1 << number
        return found

    return _chance(pairs(order) for order in _orders(len(slots)))


def _orders(count: int) -> Iterator[list[int]]:
    order = list(range(count))
    dealer = random.Random(SEED)  # noqa: S311  # the same order in every build is the point
    for _ in range(min(ROUNDS, EFFORT // max(count, 1)) or 1):
        dealer.shuffle(order)
        yield order


def _chance(counts: Iterable[int]) -> Chance:
    found = sorted(counts)
    return Chance(median=median_low(found), low=found[0], high=found[-1], rounds=len(found))

"""Incidents of a service in which the same condition hurt again, and what was unfinished then."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.deadlines import day_of
from mkdocs_postmortems.learn.recurring import (
    Chance,
    LeftOut,
    days_between,
    hurt_by,
    is_earlier,
    left_out,
    shuffled_closings,
)
from mkdocs_postmortems.learn.themes import Quote, Trends
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary


class Known(StrEnum):
    """What is known of the earlier incident's action items when the later one started."""

    CLOSED = "all closed"
    OPEN = "still open"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class OpenThen:
    """An action item that was open when the later incident started."""

    item: Item
    days: int | None
    """Since it was opened; None where that is unknown or came only later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two incidents with the same theme on the same service; all they share is named."""

    earlier: Postmortem
    later: Postmortem
    days: int | None
    """Between the two starts, where both days are known."""
    themes: tuple[str, ...]
    services: tuple[str, ...]
    before: tuple[Quote, ...]
    """What hurt in the earlier one, in the order of the themes; so the firsts are of one theme."""
    after: tuple[Quote, ...]
    known: Known
    items: tuple[Item, ...]
    """All of the earlier one."""
    open_then: tuple[OpenThen, ...]
    """Longest open first."""


@dataclass(frozen=True, kw_only=True)
class SeenAgain:
    """Reading lists, newest later incident first: actions preceded, nothing here says why."""

    pairs: tuple[Pair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    closed_by_chance: Chance | None = None
    """Pairs of the first list under shuffled days; None where no action is known to be closed."""

    def of(self, known: Known) -> tuple[Pair, ...]:
        return tuple(one for one in self.pairs if one.known is known)

    @property
    def closed(self) -> tuple[Pair, ...]:
        return self.of(Known.CLOSED)

    @property
    def open(self) -> tuple[Pair, ...]:
        return self.of(Known.OPEN)

    @property
    def unknown(self) -> tuple[Pair, ...]:
        return self.of(Known.UNKNOWN)

    def before(self, id: str) -> tuple[Pair, ...]:
        """Those in which this incident is the later one."""
        return self._by_later.get(id, ())

    def after(self, id: str) -> tuple[Pair, ...]:
        """Those in which it is the earlier one."""
        return self._by_earlier.get(id, ())

    @cached_property
    def _by_later(self) -> dict[str, tuple[Pair, ...]]:
        return _grouped((one.later.id, one) for one in self.pairs)

    @cached_property
    def _by_earlier(self) -> dict[str, tuple[Pair, ...]]:
        return _grouped((one.earlier.id, one) for one in self.pairs)


def learn_seen_again(
    authored: Trends, items: Iterable[Item], themes: Vocabulary[Theme], zone: tzinfo
) -> SeenAgain:
    """The pairs among the incidents and near misses, by lessons that people filed."""
    dropped = left_out(authored)
    hurt = hurt_by(authored)
    actions: dict[str, tuple[Item, ...]] = {}
    for item in items:
        actions[item.incident.id] = (*actions.get(item.incident.id, ()), item)
    pairs = [
        _pair(earlier, later, shared, _Told(hurt, actions, themes, zone))
        for earlier, later, shared in _shared(authored, hurt, dropped)
    ]
    pairs.sort(key=lambda one: (one.later.sort_key, one.earlier.sort_key), reverse=True)
    return SeenAgain(
        pairs=tuple(pairs), left_out=dropped, closed_by_chance=_by_chance(pairs, actions, zone)
    )


@dataclass(frozen=True)
class _Told:
    hurt: dict[str, dict[str, tuple[Quote, ...]]]
    actions: dict[str, tuple[Item, ...]]
    themes: Vocabulary[Theme]
    zone: tzinfo


def _shared(
    authored: Trends,
    hurt: dict[str, dict[str, tuple[Quote, ...]]],
    dropped: Iterable[LeftOut],
) -> list[tuple[Postmortem, Postmortem, set[tuple[str, str]]]]:
    """Incidents in order of time with the themes and services that pair them."""
    without = {(one.theme, one.service) for one in dropped}
    places: dict[tuple[str, str], list[Postmortem]] = {}
    for one in reversed(authored.read_for_themes):
        for theme in hurt.get(one.id, {}):
            for service in dict.fromkeys(one.services):
                if (theme, service) not in without:
                    places.setdefault((theme, service), []).append(one)
    found: dict[tuple[str, str], tuple[Postmortem, Postmortem, set[tuple[str, str]]]] = {}
    for place, mine in places.items():
        for one, other in combinations(mine, 2):
            # Their order is that of the calendar in each author's offset, not yet of the instant.
            first, second = (other, one) if is_earlier(other, one) else (one, other)
            if is_earlier(first, second):
                found.setdefault((first.id, second.id), (first, second, set()))[2].add(place)
    return list(found.values())


def _pair(
    earlier: Postmortem, later: Postmortem, shared: set[tuple[str, str]], told: _Told
) -> Pair:
    names = {theme for theme, _ in shared}
    themes = tuple(theme.id for theme in told.themes if theme.id in names)
    at = {service for _, service in shared}
    items = told.actions.get(earlier.id, ())
    known, still = _known(items, later.started_at, told.zone)
    return Pair(
        earlier=earlier,
        later=later,
        days=days_between(earlier.started_at, later.started_at, told.zone),
        themes=themes,
        services=tuple(one for one in dict.fromkeys(earlier.services) if one in at),
        before=_lessons(told.hurt[earlier.id], themes),
        after=_lessons(told.hurt[later.id], themes),
        known=known,
        items=items,
        open_then=still,
    )


def _lessons(hurt: dict[str, tuple[Quote, ...]], themes: Iterable[str]) -> tuple[Quote, ...]:
    found = [quote for theme in themes for quote in hurt[theme]]
    return tuple({(one.lesson.span.start, one.lesson.address): one for one in found}.values())


def _known(
    items: tuple[Item, ...], start: Moment | None, zone: tzinfo
) -> tuple[Known, tuple[OpenThen, ...]]:
    """An item closed on the very day was open as it began; done on no known day tells nothing."""
    if not items or start is None:
        return Known.UNKNOWN, ()
    first, last = _days(start, zone)
    still: list[OpenThen] = []
    is_vague = False
    for item in items:
        is_open = item.state is State.OPEN or (item.closed is not None and item.closed >= last)
        if is_open:
            has_age = item.opened is not None and first == last and item.opened <= first
            days = (first - item.opened).days if has_age and item.opened else None
            still.append(OpenThen(item, days))
        elif item.closed is None or item.closed >= first:
            is_vague = True
    if still:
        still.sort(key=lambda one: -1 if one.days is None else one.days, reverse=True)
        return Known.OPEN, tuple(still)
    return (Known.UNKNOWN if is_vague else Known.CLOSED), ()


def _days(start: Moment, zone: tzinfo) -> tuple[date, date]:
    """The day it started on, or the first and last it may have been."""
    day = day_of(start, zone)
    if day:
        return day, day
    last = monthrange(start.year, start.month)[1]
    return date(start.year, start.month, 1), date(start.year, start.month, last)


def _by_chance(
    pairs: Iterable[Pair], actions: dict[str, tuple[Item, ...]], zone: tzinfo
) -> Chance | None:
    linked = [(pair.earlier, pair.later) for pair in pairs]
    incidents = {one.id: one for pair in linked for one in pair}
    ids = sorted(incidents)
    starts = [_start(incidents[id], zone) for id in ids]
    closed_after = [
        _closed_after(actions.get(id, ()), start) for id, start in zip(ids, starts, strict=True)
    ]
    if all(one is None for one in closed_after):
        return None
    numbers = {id: number for number, id in enumerate(ids)}
    partners = [0] * len(ids)
    for one, other in linked:
        partners[numbers[one.id]] |= 1 << numbers[other.id]
        partners[numbers[other.id]] |= 1 << numbers[one.id]
    return shuffled_closings(partners, starts, closed_after)


def _start(one: Postmortem, zone: tzinfo) -> date:
    """Of a month its first day: the shuffle needs one."""
    assert one.started_at
    return _days(one.started_at, zone)[0]


def _closed_after(items: tuple[Item, ...], start: date) -> int | None:
    closed = [item.closed for item in items if item.state in {State.DONE, State.DROPPED}]
    known = [day for day in closed if day]
    if not items or len(known) < len(items):
        return None
    return (max(known) - start).days


def _grouped(pairs: Iterable[tuple[str, Pair]]) -> dict[str, tuple[Pair, ...]]:
    found: dict[str, tuple[Pair, ...]] = {}
    for id, pair in pairs:
        found[id] = (*found.get(id, ()), pair)
    return found

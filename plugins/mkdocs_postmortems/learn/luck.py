"""What luck did, as risks that stay open until somebody acts on them or accepts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.deadlines import day_of
from mkdocs_postmortems.learn.recurring import (
    Chance,
    LeftOut,
    days_between,
    hurt_by,
    is_earlier,
    left_out,
    shuffled_pairs,
)
from mkdocs_postmortems.learn.themes import Quote, Trends, incidents_of
from mkdocs_postmortems.model.postmortem import Lesson, Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary


class LuckState(StrEnum):
    """What is being done about it."""

    NONE = "no action linked"
    OPEN = "waits for an action"
    DROPPED = "its action was dropped"
    UNKNOWN = "its action's state is unknown"
    DONE = "its action is done"
    ACCEPTED = "accepted"
    EXPIRED = "acceptance has run out"


SETTLED = frozenset({LuckState.DONE, LuckState.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """An incident after a lucky one in which the same condition, or its other face, hurt."""

    postmortem: Postmortem
    days: int | None
    """Between the two starts, where both days are known."""
    services: tuple[str, ...]
    themes: tuple[str, ...]
    """Those that hurt."""
    lessons: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CalledIn:
    """Luck of which the same condition went wrong later on the same service, soonest first."""

    luck: Quote
    later: tuple[Later, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One lucky lesson of an own account, as it stands today."""

    quote: Quote
    age: int | None
    """Days since the incident started, where its day is known."""
    state: LuckState
    items: tuple[Item, ...] = ()
    """The action items that it leads to."""
    called_in: CalledIn | None = None

    @property
    def is_settled(self) -> bool:
        """Whether an action is done or somebody accepted it until a day that is not over."""
        return self.state in SETTLED


@dataclass(frozen=True, kw_only=True)
class Luck:
    """The register of own luck, newest incident first, and what was called in of all luck."""

    register: tuple[Risk, ...] = ()
    retold: tuple[Quote, ...] = ()
    """Of others' accounts: quoted, without age or state."""
    called_in: tuple[CalledIn, ...] = ()
    """Newest luck first, retold accounts too."""
    pairs: int = 0
    """Of an incident saved by luck and a later one that called it in."""
    by_chance: Chance | None = None
    """None where no order of days would make a pair."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def relied_on(self) -> tuple[Risk, ...]:
        """What nothing was done about, longest first."""
        waiting = (one for one in self.register if not one.is_settled)
        return tuple(sorted(waiting, key=lambda one: -1 if one.age is None else one.age))[::-1]

    @property
    def waiting(self) -> tuple[Risk, ...]:
        """With an action that is not done, or an acceptance that has run out."""
        return tuple(
            one for one in self.register if not one.is_settled and one.state is not LuckState.NONE
        )

    @property
    def settled(self) -> tuple[Risk, ...]:
        return tuple(one for one in self.register if one.is_settled)

    def of(self, state: LuckState) -> tuple[Risk, ...]:
        return tuple(one for one in self.register if one.state is state)

    def without_action(self, id: str) -> tuple[Risk, ...]:
        """Of one postmortem, what leads to no action and is accepted by nobody."""
        return tuple(one for one in self.of(LuckState.NONE) if one.quote.postmortem.id == id)


def learn_luck(
    trends: Trends,
    authored: Trends,
    items: Iterable[Item],
    themes: Vocabulary[Theme],
    today: date,
    zone: tzinfo,
) -> Luck:
    """The luck of the incidents and near misses in `trends`; called in by `authored` alone."""
    pairs = _Pairs.of(authored, themes)
    called_in = _called_in(authored, pairs, zone)
    by_lesson = {_key(one.luck): one for one in called_in}
    actions = {(item.incident.id, item.id): item for item in items if item.id}
    register: list[Risk] = []
    for quote in trends.lucky:
        if not quote.postmortem.is_own:
            continue
        ties = ((quote.postmortem.id, id) for id in quote.lesson.leads_to)
        tied = tuple(actions[tie] for tie in ties if tie in actions)
        start = day_of(quote.postmortem.started_at, zone)
        register.append(
            Risk(
                quote=quote,
                age=max(0, (today - start).days) if start else None,
                state=_state(quote.lesson, tied, today),
                items=tied,
                called_in=by_lesson.get(_key(quote)),
            )
        )
    return Luck(
        register=tuple(register),
        retold=tuple(one for one in trends.lucky if not one.postmortem.is_own),
        called_in=called_in,
        pairs=len(
            {
                (one.luck.postmortem.id, later.postmortem.id)
                for one in called_in
                for later in one.later
            }
        ),
        by_chance=_by_chance(authored, pairs),
        left_out=left_out(authored),
    )


def _state(lesson: Lesson, items: tuple[Item, ...], today: date) -> LuckState:
    """Of several actions the least settled one; one that is done outweighs a dropped one."""
    states = {item.state for item in items}
    if State.OPEN in states:
        return LuckState.OPEN
    if State.UNKNOWN in states:
        return LuckState.UNKNOWN
    if State.DONE in states:
        return LuckState.DONE
    if State.DROPPED in states:
        return LuckState.DROPPED
    if lesson.accepted is None:
        return LuckState.NONE
    until = lesson.accepted_until
    return LuckState.EXPIRED if until and until < today else LuckState.ACCEPTED


def _called_in(authored: Trends, pairs: _Pairs, zone: tzinfo) -> tuple[CalledIn, ...]:
    found: list[CalledIn] = []
    for luck in authored.lucky:
        one = luck.postmortem
        later = [
            Later(
                postmortem=other,
                days=days_between(one.started_at, other.started_at, zone),
                services=tuple(s for s in one.services if any(s == at for _, at in shared)),
                themes=tuple(dict.fromkeys(theme for theme, _ in shared)),
                lessons=pairs.lessons(other, [theme for theme, _ in shared]),
            )
            for other, shared in pairs.hurt_with(luck)
            if is_earlier(one, other)
        ]
        if later:
            later.sort(key=lambda one: one.postmortem.sort_key)
            found.append(CalledIn(luck, tuple(later)))
    return tuple(found)


def _by_chance(authored: Trends, pairs: _Pairs) -> Chance | None:
    linked = [
        (luck.postmortem, other)
        for luck in authored.lucky
        if luck.postmortem.started_at
        for other, _ in pairs.hurt_with(luck)
        if other.started_at and other.id != luck.postmortem.id
    ]
    ids = sorted({one.id for pair in linked for one in pair})
    if not ids:
        return None
    numbers = {id: number for number, id in enumerate(ids)}
    partners = [0] * len(ids)
    for one, other in linked:
        partners[numbers[other.id]] |= 1 << numbers[one.id]
    return shuffled_pairs(partners)


@dataclass(frozen=True)
class _Pairs:
    """Where each theme hurt, by theme and service, without what is left out."""

    places: dict[tuple[str, str], list[Postmortem]]
    faces: dict[str, tuple[str, ...]]
    """A theme and its counterparts, whichever of the two names the other."""
    hurt: dict[str, dict[str, tuple[Quote, ...]]]

    @classmethod
    def of(cls, authored: Trends, themes: Vocabulary[Theme]) -> _Pairs:
        dropped = {(one.theme, one.service) for one in left_out(authored)}
        hurt = hurt_by(authored)
        places: dict[tuple[str, str], list[Postmortem]] = {}
        for one in incidents_of(authored.hurt):
            for theme in hurt.get(one.id, {}):
                for service in dict.fromkeys(one.services):
                    if (theme, service) not in dropped:
                        places.setdefault((theme, service), []).append(one)
        faces = {
            theme.id: tuple(
                other.id
                for other in themes
                if other == theme
                or other.id in theme.counterparts
                or theme.id in other.counterparts
            )
            for theme in themes
        }
        return cls(places, faces, hurt)

    def hurt_with(self, luck: Quote) -> list[tuple[Postmortem, list[tuple[str, str]]]]:
        """The incidents in which a face of it hurt on a service of its own, and what is shared."""
        shared: dict[str, list[tuple[str, str]]] = {}
        found: dict[str, Postmortem] = {}
        for theme in dict.fromkeys(t for own in luck.themes for t in self.faces.get(own, ())):
            for service in dict.fromkeys(luck.postmortem.services):
                for other in self.places.get((theme, service), ()):
                    found[other.id] = other
                    shared.setdefault(other.id, []).append((theme, service))
        return [(found[id], pairs) for id, pairs in shared.items()]

    def lessons(self, one: Postmortem, themes: Iterable[str]) -> tuple[Quote, ...]:
        quotes = {_key(q): q for theme in themes for q in self.hurt[one.id][theme]}
        return tuple(quotes.values())


def _key(quote: Quote) -> tuple[str, str]:
    return (quote.postmortem.id, quote.lesson.address)

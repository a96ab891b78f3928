"""What one quarter leaves to talk about, and the five things that deserve the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, zip_longest

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.luck import Later, Risk
from mkdocs_postmortems.learn.periods import Length, Period, period_of
from mkdocs_postmortems.learn.questions import Asked
from mkdocs_postmortems.learn.seen_again import Pair, SeenAgain
from mkdocs_postmortems.learn.sightings import Sighting
from mkdocs_postmortems.learn.themes import Quote
from mkdocs_postmortems.learn.timing import Timing, learn_timings
from mkdocs_postmortems.model.postmortem import Postmortem

QUARTERS = 8
"""The last so many that have any are reviewed."""

POINTS = 5


class Why(StrEnum):
    """What makes something deserve the meeting, the weightiest first."""

    AGAIN = "again"
    CALLED_IN = "called-in"
    STRONGEST = "strongest"
    OVERDUE = "overdue"
    CHANCE = "chance"
    RELIED_ON = "relied-on"
    THEME = "theme"
    QUESTION = "question"
    PEOPLE = "people"
    DRAFT = "draft"
    YEAR_AGO = "year-ago"


@dataclass(frozen=True, slots=True)
class Called:
    """Luck that an incident of the quarter called in."""

    luck: Quote
    later: Later


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to talk about: an incident, and what of it where there is more to name."""

    why: Why
    postmortem: Postmortem
    item: Item | None = None
    sighting: Sighting | None = None
    asked: Asked | None = None
    pair: Pair | None = None
    called: Called | None = None
    risk: Risk | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """One quarter as of its end, or as of today while it runs."""

    period: Period
    as_of: date
    is_filling: bool
    incidents: tuple[Postmortem, ...]
    """Newest first, as are the next two."""
    near_misses: tuple[Postmortem, ...]
    year_ago: tuple[Postmortem, ...]
    """The incidents of the same quarter a year before."""
    drafts: tuple[Postmortem, ...]
    again: tuple[Pair, ...]
    """Those whose later incident is of this quarter: after closed actions, then the others."""
    called_in: tuple[Called, ...]
    relied_on: tuple[Risk, ...]
    """Luck of incidents up to this quarter that nothing is done about today, longest first."""
    overdue: tuple[Item, ...]
    """As of that day, longest first; `state` is still that of today."""
    timings: tuple[Timing, ...]
    themes: tuple[Sighting, ...]
    questions: tuple[Asked, ...]
    """Open today, of incidents up to this quarter."""
    points: tuple[Point, ...] = ()


def reviews(learned: Learned) -> tuple[Review, ...]:
    """The last eight quarters that have a counted incident or near miss, newest first."""
    found: dict[Period, list[Postmortem]] = {}
    for one in learned.corpus.counted:
        if one.started_at and one.kind != "false-alarm":
            found.setdefault(period_of(one.started_at, Length.QUARTER), []).append(one)
    chosen = sorted(found, reverse=True)[:QUARTERS]
    return tuple(_review(period, found, learned) for period in chosen)


def overdue_on(items: Iterable[Item], day: date) -> tuple[Item, ...]:
    """The items that were open and past their deadline on a day, longest first.

    One that was dropped or done on a day that is not known may have been, and is left out.
    """
    late = (
        replace(item, overdue=(day - item.deadline).days)
        for item in items
        if item.deadline
        and item.deadline < day
        and item.opened
        and item.opened <= day
        and (item.state is State.OPEN or (item.closed is not None and item.closed > day))
    )
    return tuple(sorted(late, key=lambda item: (-item.overdue, item.order)))


def _review(period: Period, found: dict[Period, list[Postmortem]], learned: Learned) -> Review:
    newest = sorted(found[period], key=lambda one: one.sort_key, reverse=True)
    before = found.get(period.shifted(-4), [])
    as_of = min(period.last, learned.today)
    mine = {one.id for one in newest}
    drafts = (
        one
        for one in learned.corpus.postmortems
        if not one.is_counted
        and one.is_own
        and one.started_at
        and period_of(one.started_at, Length.QUARTER) == period
    )
    review = Review(
        period=period,
        as_of=as_of,
        is_filling=learned.calendar.is_filling(period),
        incidents=tuple(one for one in newest if one.kind == "incident"),
        near_misses=tuple(one for one in newest if one.kind == "near-miss"),
        year_ago=tuple(one for one in reversed(before) if one.kind == "incident"),
        drafts=tuple(drafts),
        again=tuple(one for one in _by_weight(learned.seen_again) if one.later.id in mine),
        called_in=tuple(
            Called(one.luck, later)
            for one in learned.luck.called_in
            for later in one.later
            if later.postmortem.id in mine
        ),
        relied_on=tuple(
            one for one in learned.luck.relied_on if _is_up_to(one.quote.postmortem, period)
        ),
        overdue=overdue_on(learned.items, as_of),
        timings=learn_timings(newest, learned.corpus.settings.time_zone),
        themes=learned.sightings.in_period(period),
        questions=tuple(one for one in learned.questions.open if _is_up_to(one.postmortem, period)),
    )
    return replace(review, points=_five(review, learned))


def _by_weight(found: SeenAgain) -> tuple[Pair, ...]:
    return (*found.closed, *found.open, *found.unknown)


def _is_up_to(one: Postmortem, period: Period) -> bool:
    return one.started_at is not None and period_of(one.started_at, Length.QUARTER) <= period


def _five(review: Review, learned: Learned) -> tuple[Point, ...]:
    """One of each kind first, by weight, then a second of each.

    An incident stands twice, for another reason, only where others do not make five.
    """
    kinds = [list(points) for points in _candidates(review, learned)]
    turns = [point for point in chain.from_iterable(zip_longest(*kinds)) if point]
    firsts = {point.postmortem.id: point for point in reversed(turns)}
    others = {(point.postmortem.id, point.why): point for point in reversed(turns)}
    chosen = [point for point in turns if firsts[point.postmortem.id] is point][:POINTS]
    again = [
        point
        for point in turns
        if others[point.postmortem.id, point.why] is point and point not in chosen
    ]
    return (*chosen, *again[: POINTS - len(chosen)])


def _candidates(review: Review, learned: Learned) -> Iterator[Iterator[Point]]:
    severities = learned.corpus.vocabularies["severities"]

    def weight(one: Postmortem) -> tuple[int, timedelta]:
        return (severities.rank(one.severity), -(lengths(one).impact or timedelta()))

    by_people = {one.id for one in learned.found.people}
    by_chance = {one.id for one in learned.found.chance}
    mine = sorted(review.incidents, key=weight)
    by_id = {one.id: one for one in learned.corpus.postmortems}
    yield (Point(why=Why.AGAIN, postmortem=one.later, pair=one) for one in review.again)
    yield (
        Point(why=Why.CALLED_IN, postmortem=one.later.postmortem, called=one)
        for one in review.called_in
    )
    yield (Point(why=Why.STRONGEST, postmortem=one) for one in mine[:1])
    yield (
        Point(why=Why.OVERDUE, postmortem=by_id[item.incident.id], item=item)
        for item in review.overdue
    )
    yield (Point(why=Why.CHANCE, postmortem=one) for one in mine if one.id in by_chance)
    yield (
        Point(why=Why.RELIED_ON, postmortem=one.quote.postmortem, risk=one)
        for one in review.relied_on
    )
    yield (
        Point(why=Why.THEME, postmortem=one.lessons[-1].postmortem, sighting=one)
        for one in review.themes
    )
    yield (
        Point(why=Why.QUESTION, postmortem=one.postmortem, asked=one) for one in review.questions
    )
    yield (Point(why=Why.PEOPLE, postmortem=one) for one in mine if one.id in by_people)
    yield (Point(why=Why.DRAFT, postmortem=one) for one in review.drafts)
    yield (Point(why=Why.YEAR_AGO, postmortem=one) for one in sorted(review.year_ago, key=weight))

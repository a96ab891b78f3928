"""Pairs of incidents with the same condition, and what was unfinished then."""

from __future__ import annotations

import random

import pytest

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.seen_again import SeenAgain
from mkdocs_postmortems.model.postmortem import Postmortem
from told import action, corpus, day, lesson, moment, spread, told

THEME, OTHER = "expiry-rotation", "rollback"
LATER = told("2024-03-10-later", lessons=(lesson(THEME),))


def seen(*postmortems: Postmortem) -> SeenAgain:
    return Learned(corpus=corpus(postmortems), today=day("2024-06-01")).seen_again


def earlier(*actions, **rest) -> Postmortem:
    values = {"lessons": (lesson(THEME),), "published_at": "2024-01-10", **rest}
    return told("2024-01-01-earlier", action_items=actions, **values)


DONE = action(id="A1", status="done", closed="2024-03-09")


@pytest.mark.parametrize(
    ("actions", "rest", "known", "still"),
    [
        ((DONE,), {}, "CLOSED", []),
        ((DONE, action(id="A2", status="dropped", closed="2024-02-01")), {}, "CLOSED", []),
        ((DONE, action(id="A2", status="open")), {}, "OPEN", [("A2", 60)]),
        ((action(id="A1", status="done", closed="2024-03-10"),), {}, "OPEN", [("A1", 60)]),
        ((action(id="A1", status="open"),), {"published_at": "2024-04-01"}, "OPEN", [("A1", None)]),
        ((DONE, action(id="A2", status="done")), {}, "UNKNOWN", []),
        ((DONE, action(id="A2")), {}, "UNKNOWN", []),
        ((), {}, "UNKNOWN", []),
        ((DONE,), {"account": "retold"}, "UNKNOWN", []),
    ],
)
def test_a_pair_says_what_is_known_of_the_earlier_actions(actions, rest, known, still) -> None:
    (pair,) = seen(earlier(*actions, **rest), LATER).pairs

    assert (pair.earlier.id, pair.later.id, pair.days) == ("2024-01-01-earlier", LATER.id, 69)
    assert pair.known.name == known
    assert [(one.item.id, one.days) for one in pair.open_then] == still


def test_where_only_the_month_is_known_a_closing_within_it_tells_nothing() -> None:
    vague = told("2024-03-vague", started_at=moment("2024-03"), lessons=(lesson(THEME),))
    during = earlier(DONE)
    before = earlier(action(id="A1", status="done", closed="2024-02-29"))

    assert [one.known.name for one in seen(during, vague).pairs] == ["UNKNOWN"]
    assert [one.known.name for one in seen(before, vague).pairs] == ["CLOSED"]


def test_one_entry_a_pair_names_all_that_it_shares() -> None:
    both = ("api", "checkout")
    found = seen(
        told("2024-01-01-a", services=both, lessons=(lesson(THEME), lesson(OTHER))),
        told("2024-02-01-b", services=both, lessons=(lesson(OTHER, kind="factor"), lesson(THEME))),
    )

    (pair,) = found.pairs
    assert set(pair.themes) == {THEME, OTHER}
    assert pair.services == both
    assert pair.before[0].themes == pair.after[0].themes
    assert found.before("2024-02-01-b") == found.after("2024-01-01-a") == (pair,)
    assert found.before("2024-01-01-a") == ()


@pytest.mark.parametrize(
    "rest",
    [
        {"services": ("api",)},
        {"lessons": (lesson(OTHER),)},
        {"lessons": (lesson(THEME, kind="lucky"),)},
        {"status": "draft"},
        {"kind": "false-alarm"},
        {"started_at": moment("2024-03-10")},
    ],
)
def test_without_theme_service_or_order_there_is_no_pair(rest) -> None:
    assert (
        seen(told("2024-02-10-other", **{"lessons": (lesson(THEME),), **rest}), LATER).pairs == ()
    )


def test_from_eight_incidents_on_what_most_of_them_have_pairs_nothing() -> None:
    common = spread("2023-01-01", 5, 9, lessons=(lesson(THEME),))
    rest = spread("2023-06-01", 3, 9, lessons=(lesson(OTHER),))
    found = seen(*common, *rest)

    assert [(one.theme, one.share.count, one.share.of) for one in found.left_out] == [(THEME, 5, 8)]
    assert {pair.themes for pair in found.pairs} == {(OTHER,)}
    assert len(seen(*common, *rest[:2]).pairs) == 10 + 1


def test_shuffled_days_tell_how_many_follow_a_closing_by_chance() -> None:
    """Closed on the day after the start, every earlier incident is closed whatever the order."""
    quick = [
        told(
            f"2024-0{month}-01-quick",
            published_at=f"2024-0{month}-01",
            lessons=(lesson(THEME),),
            action_items=(action(id="A1", status="done", closed=f"2024-0{month}-02"),),
        )
        for month in range(1, 6)
    ]
    found = seen(*quick)
    assert len(found.closed) == 10
    chance = found.closed_by_chance
    assert chance
    assert (chance.median, chance.low, chance.high, chance.rounds) == (10, 10, 10, 1000)

    one = seen(quick[0], *(told(f"2024-0{n}-01-none", lessons=(lesson(THEME),)) for n in (2, 3, 4)))
    assert len(one.closed) == 3
    chance = one.closed_by_chance
    assert chance
    assert (chance.low, chance.high) == (0, 3)


def test_the_order_of_the_postmortems_does_not_matter() -> None:
    some = [
        *spread(
            "2023-01-01",
            6,
            20,
            lessons=(lesson(THEME),),
            action_items=(action(id="A1", status="done", closed="2023-03-01"),),
        ),
        *spread("2023-01-11", 6, 20, services=("api", "checkout"), lessons=(lesson(THEME, OTHER),)),
    ]
    expected = seen(*some)
    random.Random(1).shuffle(some)

    assert seen(*some) == expected
    assert seen() == SeenAgain()

"""Luck as a register of open risks, and what was called in."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.luck import Luck
from mkdocs_postmortems.model.postmortem import Lesson, Postmortem
from told import action, corpus, day, lesson, moment, spread, told

TODAY = day("2024-06-01")
CHANCE, COVERAGE, OTHER = "found-by-chance", "monitoring-coverage", "rollback"


def luck(*postmortems: Postmortem) -> Luck:
    return Learned(corpus=corpus(postmortems), today=TODAY).luck


def lucky(*themes: str, **rest) -> Lesson:
    until = rest.pop("until", None)
    accepted = rest.pop("accepted", None)
    one = lesson(*themes, kind="lucky", **rest)
    return replace(one, accepted=accepted, accepted_until=day(until) if until else None)


@pytest.mark.parametrize(
    ("lesson", "actions", "state"),
    [
        (lucky(), (), "NONE"),
        (lucky(leads_to=("A9",)), (action(id="A1", status="done"),), "NONE"),
        (lucky(leads_to=("A1",)), (action(id="A1", status="open"),), "OPEN"),
        (lucky(leads_to=("A1",)), (action(id="A1", status="done"),), "DONE"),
        (lucky(leads_to=("A1",)), (action(id="A1", status="dropped"),), "DROPPED"),
        (lucky(leads_to=("A1",)), (action(id="A1"),), "UNKNOWN"),
        (
            lucky(leads_to=("A1", "A2")),
            (action(id="A1", status="done"), action(id="A2", status="in-progress")),
            "OPEN",
        ),
        (lucky(accepted="cheap"), (), "ACCEPTED"),
        (lucky(accepted="cheap", until="2024-06-01"), (), "ACCEPTED"),
        (lucky(accepted="cheap", until="2024-05-31"), (), "EXPIRED"),
    ],
)
def test_each_item_has_a_state_today(lesson, actions, state) -> None:
    found = luck(told("2024-05-02-a", lessons=(lesson,), action_items=actions))

    (risk,) = found.register
    assert (risk.state.name, risk.age) == (state, 30)
    assert bool(found.relied_on) is (state not in {"DONE", "ACCEPTED"})


def test_the_register_is_newest_first_and_what_is_relied_on_longest_first() -> None:
    vague = told("2024-03-vague", started_at=moment("2024-03"), lessons=(lucky(),))
    found = luck(
        told("2024-05-02-a", lessons=(lucky(),)),
        vague,
        *spread("2024-01-01", 1, 1, lessons=(lucky(),)),
    )

    assert [one.age for one in found.register] == [30, None, 152]
    assert [one.age for one in found.relied_on] == [152, 30, None]


def test_retold_drafts_and_false_alarms_are_no_risks_of_ones_own() -> None:
    found = luck(
        told("2024-05-02-retold", account="retold", lessons=(lucky(),)),
        told("2024-05-03-draft", status="draft", lessons=(lucky(),)),
        told("2024-05-04-false", kind="false-alarm", lessons=(lucky(),)),
        told("2024-05-05-near", kind="near-miss", lessons=(lucky(),)),
    )

    assert [one.quote.postmortem.id for one in found.register] == ["2024-05-05-near"]
    assert [one.postmortem.id for one in found.retold] == ["2024-05-02-retold"]


def test_luck_is_called_in_by_its_theme_or_the_other_face_later_on_the_service() -> None:
    found = luck(
        told("2023-12-01-before", lessons=(lesson(CHANCE),)),
        told("2024-01-01-luck", lessons=(lucky(CHANCE),)),
        told("2024-01-31-same", lessons=(lesson(CHANCE),)),
        told("2024-02-10-face", lessons=(lesson(COVERAGE, kind="factor"),)),
        told("2024-02-20-other-service", services=("api",), lessons=(lesson(CHANCE),)),
        told("2024-03-01-other-theme", lessons=(lesson(OTHER),)),
        told("2024-03-02-well", lessons=(lesson(CHANCE, kind="well"),)),
    )

    (one,) = found.called_in
    assert [(later.postmortem.id, later.days, later.themes) for later in one.later] == [
        ("2024-01-31-same", 30, (CHANCE,)),
        ("2024-02-10-face", 40, (COVERAGE,)),
    ]
    assert found.pairs == 2
    assert found.register[0].called_in == one
    assert found.by_chance
    assert (found.by_chance.low, found.by_chance.high, found.by_chance.rounds) == (0, 3, 1000)
    assert 1 <= found.by_chance.median <= 2


def test_from_eight_incidents_on_what_most_of_them_have_calls_nothing_in() -> None:
    saved = told("2024-01-01-luck", lessons=(lucky(CHANCE), lesson(OTHER)))
    hurt = spread("2024-02-01", 4, 3, lessons=(lesson(CHANCE),))
    plain = spread("2024-03-01", 2, 3, lessons=(lesson(OTHER),))
    seven = luck(saved, *hurt, *plain)
    eight = luck(saved, *hurt, *plain, told("2024-04-01-more", lessons=(lesson(CHANCE),)))

    assert (seven.left_out, seven.pairs) == ((), 4)
    (one,) = eight.left_out
    assert (one.theme, one.service, one.share.count, one.share.of) == (CHANCE, "checkout", 5, 8)
    assert (eight.pairs, eight.by_chance) == (0, None)


def test_only_lessons_that_people_filed_call_in_and_order_does_not_matter() -> None:
    some = [
        *spread("2023-01-01", 6, 20, lessons=(lucky(CHANCE, OTHER),)),
        *spread("2023-01-11", 6, 20, services=("api", "checkout"), lessons=(lesson(COVERAGE),)),
        told("2024-01-01-unfiled", lessons=(lesson(text="Monitoring was missing."),)),
    ]
    expected = luck(*some)
    random.Random(1).shuffle(some)

    assert luck(*some) == expected
    assert "2024-01-01-unfiled" not in {
        x.postmortem.id for one in expected.called_in for x in one.later
    }
    assert luck() == Luck()

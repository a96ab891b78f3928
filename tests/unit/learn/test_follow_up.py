"""What became of action items."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest

from mkdocs_postmortems.learn.action_items import (
    Basis,
    Incident,
    Item,
    State,
    action_items,
    owned_items,
)
from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.follow_up import (
    follow_up,
    items_by_owner,
    items_by_service,
    items_by_theme,
    items_by_type,
    time_to_close,
)
from mkdocs_postmortems.learn.themes import learn_trends
from mkdocs_postmortems.learn.writing import Writing
from mkdocs_postmortems.model.postmortem import Postmortem
from told import action, corpus, day, lesson, told

TODAY = day("2024-06-01")
RULES = Deadlines(by_severity={"sev-2": Deadline(60)})
ID = "2024-03-01-a"


def postmortem(*actions: Any, **rest: Any) -> Postmortem:
    """Opened on 11 March, so that 60 days end on 10 May and it is 82 days old."""
    return told(rest.pop("id", ID), action_items=actions, **{"published_at": "2024-03-11", **rest})


def items(*postmortems: Postmortem, rules: Deadlines = RULES) -> tuple[Item, ...]:
    return action_items(postmortems, learn_trends(corpus(postmortems)).quotes, TODAY, rules)


def item(rules: Deadlines = RULES, **rest: Any) -> Item:
    (found,) = items(postmortem(action(**rest)), rules=rules)
    return found


@pytest.mark.parametrize(
    ("rest", "state"),
    [
        ({"status": "open"}, State.OPEN),
        ({"status": "in-progress"}, State.OPEN),
        ({"status": "done"}, State.DONE),
        ({"status": "done", "closed": "2024-03-12"}, State.DONE),
        ({"closed": "2024-03-12"}, State.DONE),
        ({"status": "dropped"}, State.DROPPED),
        ({"status": "dropped", "closed": "2024-03-12"}, State.DROPPED),
        ({}, State.UNKNOWN),
        ({"due": "2024-03-12"}, State.UNKNOWN),
        ({"status": "announced"}, State.UNKNOWN),
    ],
)
def test_the_state_is_what_is_written_and_else_unknown(rest: dict[str, str], state: State) -> None:
    assert item(**rest).state is state


@pytest.mark.parametrize(
    ("rest", "overdue", "basis"),
    [
        ({"due": "2024-05-31"}, 22, Basis.SEVERITY),
        ({"due": "2024-04-01"}, 61, Basis.DUE),
        ({"due": "2024-12-31"}, 22, Basis.SEVERITY),
        ({}, 22, Basis.SEVERITY),
    ],
)
def test_an_item_is_overdue_from_the_earlier_of_its_two_deadlines(
    rest: dict[str, str], overdue: int, basis: Basis
) -> None:
    found = item(status="open", **rest)

    assert (found.is_overdue, found.overdue, found.basis) == (True, overdue, basis)


@pytest.mark.parametrize(
    ("due", "overdue"), [("2024-05-31", 1), ("2024-06-01", 0), ("2024-06-02", 0)]
)
def test_on_the_day_it_is_due_an_item_is_in_time(due: str, overdue: int) -> None:
    assert item(Deadlines(), status="open", due=due).overdue == overdue


@pytest.mark.parametrize(("days", "overdue"), [(81, 1), (82, 0), (83, 0)])
def test_on_the_last_day_of_its_severity_an_item_is_in_time(days: int, overdue: int) -> None:
    rules = Deadlines(by_severity={"sev-2": Deadline(days)})

    assert item(rules, status="open").overdue == overdue


@pytest.mark.parametrize(
    "rest",
    [
        {"status": "done", "due": "2024-04-01"},
        {"status": "dropped", "due": "2024-04-01"},
        {"due": "2024-04-01"},
    ],
)
def test_what_is_not_open_is_not_overdue(rest: dict[str, str]) -> None:
    found = item(**rest)

    assert (found.is_overdue, found.age) == (False, None)


def test_a_dropped_item_says_why_and_no_other_does() -> None:
    assert item(status="dropped", reason="superseded").reason == "superseded"
    assert item(status="dropped").reason is None
    assert item(status="open", reason="waiting").reason is None


def test_without_deadlines_and_due_dates_nothing_is_overdue() -> None:
    assert item(Deadlines(), status="open").deadline is None
    assert not item(Deadlines(), status="open").is_overdue


@pytest.mark.parametrize(
    ("rest", "opened", "age"),
    [
        ({}, "2024-03-11", 82),
        ({"published_at": None, "resolved_at": "2024-03-02T10:00:00"}, "2024-03-02", 91),
        ({"published_at": None, "resolved_at": "2024-03-02"}, "2024-03-02", 91),
        ({"published_at": None, "resolved_at": "2024-03"}, None, None),
        ({"published_at": None}, None, None),
        ({"published_at": "2024-06-05"}, "2024-06-05", 0),
    ],
)
def test_an_item_is_opened_by_publication_else_by_resolution(
    rest: dict[str, Any], opened: str | None, age: int | None
) -> None:
    (found,) = items(postmortem(action(status="open"), **rest))

    assert (found.opened, found.age) == (day(opened) if opened else None, age)


@pytest.mark.parametrize("rest", [{"account": "retold"}, {"status": "draft"}])
def test_retold_incidents_and_drafts_take_no_part(rest: dict[str, str]) -> None:
    assert items(postmortem(action(status="open"), **rest)) == ()


@pytest.mark.parametrize("kind", ["near-miss", "false-alarm"])
def test_items_of_near_misses_and_false_alarms_are_followed_up(kind: str) -> None:
    assert len(items(postmortem(action(status="open"), kind=kind))) == 1


def test_a_set_is_told_by_state_and_each_state_in_the_order_a_reader_needs() -> None:
    old = postmortem(action("old", status="open"), id="2024-01-01-z", published_at="2024-01-05")
    new = postmortem(
        action("new", status="open"),
        action("late", status="in-progress", due="2024-01-02"),
        action("done", status="done", closed="2024-03-12"),
        action("just done", status="done", closed="2024-05-12"),
        action("done some day", status="done"),
        action("dropped", status="dropped"),
        action("no word"),
    )
    found = follow_up(items(new, old))

    assert [one.text for one in found.open] == ["old", "new", "late"]
    assert [one.text for one in found.overdue] == ["late", "old", "new"]
    assert [one.text for one in found.done] == ["just done", "done", "done some day"]
    assert [one.text for one in found.dropped] == ["dropped"]
    assert [one.text for one in found.unknown] == ["no word"]
    assert found.n == len(found.all) == 8


def test_the_time_to_close_censors_open_and_dropped_items() -> None:
    found = time_to_close(
        items(
            postmortem(
                action("10 days", status="done", closed="2024-03-21"),
                action("20 days", status="done", closed="2024-03-31"),
                action("dropped after 15", status="dropped", closed="2024-03-26"),
                action("open", status="open"),
            )
        ),
        TODAY,
    )

    assert [(step.time, step.at_risk, step.events) for step in found.curve.steps] == [
        (10, 4, 1),
        (20, 2, 1),
    ]
    assert (found.curve.events, found.curve.censored, found.missing) == (2, 2, ())
    assert found.curve.median == 20


@pytest.mark.parametrize(
    ("rest", "front"),
    [
        ({"status": "done"}, {}),
        ({"status": "dropped"}, {}),
        ({}, {}),
        ({"status": "open"}, {"published_at": None}),
        ({"status": "done", "closed": "2024-03-21"}, {"published_at": None}),
    ],
)
def test_what_has_no_day_is_missing_and_no_event(
    rest: dict[str, str], front: dict[str, None]
) -> None:
    found = time_to_close(items(postmortem(action(**rest), **front)), TODAY)

    assert (found.curve.n, len(found.missing)) == (0, 1)


def test_an_item_done_before_publication_took_no_time() -> None:
    found = time_to_close(items(postmortem(action(status="done", closed="2024-03-02"))), TODAY)

    assert [(step.time, step.events) for step in found.curve.steps] == [(0, 1)]


def test_an_item_stands_under_each_service_of_its_incident() -> None:
    one = postmortem(action(status="open"), services=("api", "checkout", "api"))
    groups = items_by_service(items(one), corpus())

    assert [(group.name, group.follow_up.n) for group in groups] == [
        ("Checkout", 1),
        ("Public API", 1),
    ]


def test_types_stand_in_their_own_order_and_those_without_come_last() -> None:
    one = postmortem(*(action(type=type) for type in ("process", None, "prevent", "detect")))

    assert [group.id for group in items_by_type(items(one), corpus())] == [
        "prevent",
        "detect",
        "process",
        None,
    ]


def test_an_item_has_the_themes_of_the_lessons_that_lead_to_it() -> None:
    lessons = (
        lesson("rollback", leads_to=("A1", "A2")),
        lesson("monitoring-coverage", kind="lucky", leads_to=("A1",)),
        lesson("monitoring-coverage", leads_to=("A1", "A9")),
        lesson("timing"),
    )
    one = postmortem(action(id="A1"), action(id="A2"), action(id="A3"), action(), lessons=lessons)
    found = items(one)

    assert [item.themes for item in found] == [
        ("monitoring-coverage", "rollback"),
        ("rollback",),
        (),
        (),
    ]
    assert [(group.id, group.follow_up.n) for group in items_by_theme(found, corpus())] == [
        ("monitoring-coverage", 1),
        ("rollback", 2),
        (None, 2),
    ]


def test_a_tie_reaches_items_of_its_own_document_only() -> None:
    tied = postmortem(id="2024-03-02-b", lessons=(lesson("rollback", leads_to=("A1",)),))

    assert [item.themes for item in items(postmortem(action(id="A1")), tied)] == [()]


def test_no_value_for_pages_can_name_a_person() -> None:
    """What stands beside lateness has no place for an owner, an author or a responder."""
    people = {"owner", "incident_commander", "authors", "responders", "teams", "postmortem"}
    for value in (Item, Incident, Writing):
        assert not people & {field.name for field in dataclasses.fields(value)}
    assert "Ada" not in repr(items(postmortem(action(owner="Ada", status="open"), owner="Ada")))


def test_the_terminal_can_have_items_by_owner_and_nobodys_last() -> None:
    one = postmortem(
        action("a", owner="Grace"),
        action("b"),
        action("c", owner="ada"),
        action("d", owner="Grace"),
    )
    owned = owned_items([one], (), TODAY, RULES)

    assert [
        (owner, [item.text for item in found.all]) for owner, found in items_by_owner(owned)
    ] == [
        ("ada", ["c"]),
        ("Grace", ["a", "d"]),
        (None, ["b"]),
    ]
    assert tuple(item for item, _ in owned) == items(one)


def test_nothing_gives_nothing() -> None:
    assert follow_up(items()).n == 0
    assert time_to_close((), TODAY).curve.n == 0
    assert items_by_service((), corpus()) == items_by_owner(()) == ()


def test_the_order_of_the_postmortems_does_not_matter() -> None:
    statuses = ("open", "done", "dropped", None)
    some = [
        postmortem(*(action(status=status) for status in statuses), id=f"2024-0{n}-01-a")
        for n in (1, 2, 3)
    ]
    expected = follow_up(items(*some))
    random.Random(2).shuffle(some)

    assert follow_up(items(*some)) == expected
    assert follow_up(reversed(items(*some))) == expected

"""Periods: how long, which, and whether they are complete."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.periods import (
    Calendar,
    Length,
    Period,
    by_period,
    incidents,
    period_of,
    suitable_length,
)
from told import day, moment, spread, told

QUARTER, HALF, YEAR = Length
RULES = Deadlines(by_severity={"sev-1": Deadline(5), "sev-2": Deadline(14)})


@pytest.mark.parametrize(
    ("period", "id", "name", "first", "last"),
    [
        (Period(QUARTER, 2024, 1), "2024-q1", "2024 Q1", "2024-01-01", "2024-03-31"),
        (Period(QUARTER, 2024, 4), "2024-q4", "2024 Q4", "2024-10-01", "2024-12-31"),
        (Period(HALF, 2024, 1), "2024-h1", "2024 H1", "2024-01-01", "2024-06-30"),
        (Period(HALF, 2024, 2), "2024-h2", "2024 H2", "2024-07-01", "2024-12-31"),
        (Period(YEAR, 2024), "2024", "2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_has_an_id_a_name_and_its_days(
    period: Period, id: str, name: str, first: str, last: str
) -> None:
    assert (period.id, period.name) == (id, name)
    assert (period.first, period.last) == (day(first), day(last))


@pytest.mark.parametrize("length", Length)
def test_periods_follow_on_each_other_without_gap(length: Length) -> None:
    period = period_of(moment("2019-11-05"), length)
    for _ in range(30):
        following = period.shifted(1)

        assert following.first == period.last + timedelta(days=1)
        assert following.shifted(-1) == period < following
        assert following.index == period.index + 1
        period = following


@pytest.mark.parametrize("length", Length)
def test_every_day_is_in_its_own_period_and_in_no_other(length: Length) -> None:
    for number in range(0, 800, 7):
        at = day("2023-01-01") + timedelta(days=number)
        period = period_of(moment(at.isoformat()), length)

        assert period.first <= at <= period.last


def test_an_incident_is_in_the_quarter_of_its_authors_clock() -> None:
    """It is still 2023 in UTC, and 2024 where it happened."""
    assert period_of(moment("2024-01-01T00:30:00+09:00"), QUARTER).id == "2024-q1"
    assert period_of(moment("2024-03"), QUARTER).id == "2024-q1"


@pytest.mark.parametrize(
    ("every", "count", "expected"),
    [
        (10, 80, QUARTER),  # nine a quarter
        (11, 80, QUARTER),  # eight
        (13, 80, HALF),  # seven a quarter, fourteen a half
        (40, 40, YEAR),  # four a half, nine a year
        (200, 12, YEAR),  # two a year: nothing shorter would do, and nothing longer is offered
    ],
)
def test_the_period_is_the_shortest_whose_median_holds_eight(
    every: int, count: int, expected: Length
) -> None:
    assert suitable_length(spread("2018-01-01", count, every)) is expected


def test_periods_without_any_do_not_shorten_the_median() -> None:
    """Two busy quarters ten years apart are two quarters of nine, not forty of none."""
    busy = spread("2014-01-01", 9, 9) + spread("2024-01-01", 9, 9)

    assert suitable_length(busy) is QUARTER


@pytest.mark.parametrize(
    "rest", [{"status": "draft"}, {"kind": "near-miss"}, {"kind": "false-alarm"}]
)
def test_only_counted_incidents_make_a_period(rest: dict[str, str]) -> None:
    some = spread("2018-01-01", 20, 40)
    many = spread("2018-01-02", 200, 4, **rest)

    assert suitable_length(some + many) is YEAR
    assert incidents(many) == ()


def test_nothing_at_all_is_looked_at_by_year() -> None:
    assert suitable_length(()) is YEAR
    assert suitable_length([told("unknown-day", started_at=None)]) is YEAR


def test_settings_decide_where_they_say_so() -> None:
    calendar = Calendar.of(spread("2018-01-01", 80, 10), day("2021-01-01"), length=HALF)

    assert calendar.length is HALF


@pytest.mark.parametrize(
    ("today", "is_filling"),
    [
        ("2024-03-31", True),
        ("2024-04-01", True),
        ("2024-04-14", True),
        ("2024-04-15", False),
        ("2025-01-01", False),
    ],
)
def test_a_period_fills_until_the_longest_deadline_of_its_last_day(
    today: str, is_filling: bool
) -> None:
    calendar = Calendar.of((), day(today), RULES, QUARTER)

    assert calendar.is_filling(Period(QUARTER, 2024, 1)) is is_filling


@pytest.mark.parametrize(("today", "is_filling"), [("2024-03-31", True), ("2024-04-01", False)])
def test_without_deadlines_a_period_is_complete_the_day_after_it(
    today: str, is_filling: bool
) -> None:
    calendar = Calendar.of((), day(today), length=QUARTER)

    assert calendar.is_filling(Period(QUARTER, 2024, 1)) is is_filling


@pytest.mark.parametrize(
    ("rest", "is_filling"),
    [
        ({"status": "draft"}, True),
        ({"status": "in-review"}, False),
        ({"status": "published"}, False),
        ({"status": "draft", "account": "retold"}, False),
        ({"status": "draft", "severity": "sev-4"}, False),
        ({"status": "draft", "severity": "sev-1"}, False),
    ],
)
def test_a_draft_keeps_its_period_filling_until_its_own_deadline(
    rest: dict[str, str], is_filling: bool
) -> None:
    """It was resolved on 25 April; on 5 May the quarter's own deadlines have long passed."""
    one = told("2024-03-20-a", resolved_at="2024-04-25T12:00:00", **rest)
    calendar = Calendar.of([one], day("2024-05-05"), RULES, QUARTER)

    assert calendar.is_filling(Period(QUARTER, 2024, 1)) is is_filling
    assert calendar.last_complete().id == ("2023-q4" if is_filling else "2024-q1")


def test_the_last_complete_period_is_never_filling_nor_is_one_before() -> None:
    draft = told("2024-03-20-a", resolved_at="2024-09-25T12:00:00", status="draft")
    for number in range(0, 400, 5):
        today = day("2024-03-21") + timedelta(days=number)
        calendar = Calendar.of([draft], today, RULES, QUARTER)
        last = calendar.last_complete()

        assert not any(calendar.is_filling(last.shifted(-by)) for by in range(4))
        assert calendar.is_filling(last.shifted(1))


def test_periods_between_are_there_though_nothing_happened() -> None:
    found = by_period(
        [told("2024-08-01-b"), told("2024-01-05-a"), told("x", started_at=None)], QUARTER
    )

    assert [(period.id, [one.id for one in some]) for period, some in found] == [
        ("2024-q1", ["2024-01-05-a"]),
        ("2024-q2", []),
        ("2024-q3", ["2024-08-01-b"]),
    ]
    assert by_period([], QUARTER) == ()

"""How long it took: only what is known to the minute, and never a mean."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.periods import Calendar, Length
from mkdocs_postmortems.learn.timing import Measure, Timing, learn_timings, timings_by_period
from mkdocs_postmortems.model.postmortem import Postmortem
from told import after, day, told


def took(number: int, minutes: float, **rest: object) -> Postmortem:
    id = f"2024-01-{number + 1:02}-a"
    return told(id, detected_at=after(f"{id[:10]}T12:00:00", minutes=minutes), **rest)


def detect(*postmortems: Postmortem) -> Timing:
    return learn_timings(postmortems, UTC)[0]


def minutes(length: timedelta | None) -> float | None:
    return length.total_seconds() / 60 if length is not None else None


def test_the_five_measures_stand_in_the_order_of_an_incident() -> None:
    one = told(
        "2024-03-08-a",
        detected_at="2024-03-08T12:05:00",
        acknowledged_at="2024-03-08T12:09:00",
        mitigated_at="2024-03-08T12:40:00",
        resolved_at="2024-03-08T13:00:00",
        published_at="2024-03-12",
    )

    found = learn_timings([one], UTC)
    assert [timing.measure for timing in found] == list(Measure)
    assert [minutes(timing.values[0].length) for timing in found] == [5, 9, 40, 60, 4 * 24 * 60]


@pytest.mark.parametrize(
    "rest",
    [
        {"detected_at": None},
        {"detected_at": "2024-03-08"},
        {"detected_at": "2024-03"},
        {"detected_at": "2024-03-08T12:05:00", "started_at": "2024-03-08"},
        {"detected_at": "2024-03-08T12:05:00", "started_at": None},
        {"detected_at": "2024-03-08T11:59:00"},  # before the start: nobody knows which is wrong
    ],
)
def test_what_is_not_known_to_the_minute_is_missing_and_never_guessed(
    rest: dict[str, str | None],
) -> None:
    found = detect(told("2024-03-08-a", **rest))

    assert (found.values, [one.id for one in found.missing]) == ((), ["2024-03-08-a"])


def test_detected_at_once_took_no_time() -> None:
    assert [minutes(value.length) for value in detect(took(1, 0)).values] == [0]


@pytest.mark.parametrize(
    "rest", [{"status": "draft"}, {"kind": "near-miss"}, {"kind": "false-alarm"}]
)
def test_what_is_no_counted_incident_is_neither_a_value_nor_missing(rest: dict[str, str]) -> None:
    found = learn_timings([took(1, 5, **rest), told("2024-03-08-b", **rest)], UTC)

    assert all((timing.values, timing.missing) == ((), ()) for timing in found)


@pytest.mark.parametrize(
    ("n", "has_median", "has_p90"),
    [(1, False, False), (5, False, False), (6, True, False), (9, True, False), (10, True, True)],
)
def test_under_six_there_are_only_values_and_p90_comes_from_ten_on(
    n: int, has_median: bool, has_p90: bool
) -> None:
    found = detect(*(took(number, 3 * number + 1) for number in range(n)))

    assert found.n == n
    assert (found.median is not None, found.interval is not None) == (has_median, has_median)
    assert (found.p90 is not None) is has_p90


def test_the_median_comes_with_two_of_the_values_and_its_coverage() -> None:
    found = detect(*(took(number, 10 * (number + 1)) for number in range(10)))

    assert found.interval
    assert minutes(found.median) == 55
    assert (minutes(found.interval.low), minutes(found.interval.high)) == (20, 90)
    assert found.interval.coverage == pytest.approx(0.9785, abs=1e-4)
    assert minutes(found.p90) == pytest.approx(
        quantiles([10.0 * k for k in range(1, 11)], n=10, method="inclusive")[-1]
    )


def test_no_mean_is_computed() -> None:
    names = {field.name for field in dataclasses.fields(Timing)}

    assert not {name for name in names if "mean" in name or "average" in name}


@pytest.mark.parametrize(
    ("rest", "days"),
    [
        ({"published_at": "2024-03-12"}, 4),
        ({"published_at": "2024-03-08"}, 0),
        ({"published_at": "2024-03-12", "resolved_at": "2024-03-08"}, 4),
        ({"published_at": "2024-03-07"}, None),
        ({"published_at": "2024-03-12", "resolved_at": "2024-03"}, None),
        ({"published_at": "2024-03-12", "resolved_at": None}, None),
        ({}, None),
        ({"status": "in-review"}, None),
    ],
)
def test_publishing_is_counted_in_days_from_the_day_of_resolution(
    rest: dict[str, str | None], days: int | None
) -> None:
    one = told("2024-03-08-a", **{"resolved_at": "2024-03-08T23:30:00", **rest})
    publish = learn_timings([one], UTC)[-1]

    assert [value.length for value in publish.values] == ([] if days is None else [timedelta(days)])
    assert len(publish.missing) == (days is None)


def test_the_day_of_resolution_is_that_of_the_settings_zone() -> None:
    one = told("2024-03-08-a", resolved_at="2024-03-08T23:30:00", published_at="2024-03-12")

    assert learn_timings([one], ZoneInfo("Europe/Berlin"))[-1].values[0].length == timedelta(3)


def test_a_retold_incident_was_published_by_others() -> None:
    one = took(1, 5, account="retold", published_at="2024-03-12", resolved_at="2024-01-03T12:00:00")
    found = learn_timings([one], UTC)

    assert found[0].n == 1
    assert (found[-1].values, found[-1].missing) == ((), ())


def test_periods_are_told_apart_and_one_still_filling_is_marked() -> None:
    some = [
        told("2024-01-05-a", detected_at="2024-01-05T12:05:00"),
        told("2024-08-05-b", detected_at="2024-08-05T12:07:00"),
        told("undated-xx-c", started_at=None),
    ]
    rules = Deadlines(by_severity={"sev-2": Deadline(5)})
    calendar = Calendar.of(some, day("2024-10-03"), rules, Length.QUARTER)
    found = timings_by_period(some, calendar)

    assert [(one.period.id, one.is_filling, one.timings[0].n) for one in found] == [
        ("2024-q1", False, 1),
        ("2024-q2", False, 0),
        ("2024-q3", True, 1),
    ]
    assert [one.id for one in detect(*some).missing] == ["undated-xx-c"]


def test_values_are_sorted_and_ties_go_by_date_and_id() -> None:
    some = [took(number, 5 if number % 2 else 9) for number in range(9)]
    expected = detect(*some)
    random.Random(4).shuffle(some)

    assert detect(*some) == expected
    assert [value.postmortem.id[8:10] for value in expected.values] == [
        "02",
        "04",
        "06",
        "08",
        "01",
        "03",
        "05",
        "07",
        "09",
    ]


def test_nothing_gives_five_empty_measures() -> None:
    assert [(one.n, one.missing, one.median) for one in learn_timings([], UTC)] == [
        (0, (), None)
    ] * 5

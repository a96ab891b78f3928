"""Until when, in calendar and in business days."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines, day_of
from told import day, moment, told

RULES = Deadlines(by_severity={"sev-1": Deadline(5, is_business=True), "sev-2": Deadline(14)})


@pytest.mark.parametrize(
    ("start", "days", "calendar", "business"),
    [
        ("2024-03-04", 0, "2024-03-04", "2024-03-04"),  # a Monday
        ("2024-03-04", 1, "2024-03-05", "2024-03-05"),
        ("2024-03-04", 5, "2024-03-09", "2024-03-11"),
        ("2024-03-08", 1, "2024-03-09", "2024-03-11"),  # a Friday
        ("2024-03-09", 1, "2024-03-10", "2024-03-11"),  # a Saturday
        ("2024-03-09", 5, "2024-03-14", "2024-03-15"),
        ("2024-02-28", 10, "2024-03-09", "2024-03-13"),
    ],
)
def test_business_days_leave_out_saturday_and_sunday(
    start: str, days: int, calendar: str, business: str
) -> None:
    assert Deadline(days).after(day(start)) == day(calendar)
    assert Deadline(days, is_business=True).after(day(start)) == day(business)


def test_a_business_deadline_is_a_working_day_and_never_the_earlier_one() -> None:
    for shift in range(14):
        start = day("2024-03-04") + timedelta(days=shift)
        for days in range(1, 15):
            due = Deadline(days, is_business=True).after(start)

            assert due.weekday() < 5
            assert due >= Deadline(days).after(start)


@pytest.mark.parametrize(
    ("rest", "due"),
    [
        ({"resolved_at": "2024-03-10T09:00:00"}, "2024-03-24"),
        ({}, "2024-03-22"),
        ({"resolved_at": "2024-03"}, None),
        ({"started_at": None}, None),
        ({"account": "retold"}, None),
        ({"severity": "sev-4"}, None),
        ({"severity": None}, None),
    ],
)
def test_writing_runs_from_resolution_else_from_the_start(
    rest: dict[str, str], due: str | None
) -> None:
    assert RULES.writing(told("2024-03-08-a", **rest)) == (day(due) if due else None)


def test_a_day_is_that_of_the_settings_zone() -> None:
    late = moment("2024-03-08T23:30:00+00:00")

    assert day_of(late, ZoneInfo("Europe/Berlin")) == day("2024-03-09")
    assert day_of(late, ZoneInfo("America/New_York")) == day("2024-03-08")
    assert day_of(moment("2024-03-08"), ZoneInfo("Asia/Tokyo")) == day("2024-03-08")
    assert day_of(moment("2024-03"), ZoneInfo("UTC")) is None
    assert day_of(None, ZoneInfo("UTC")) is None


def test_the_longest_of_all_deadlines_ends_last() -> None:
    assert RULES.longest_after(day("2024-03-31")) == day("2024-04-14")
    assert Deadlines().longest_after(day("2024-03-31")) == day("2024-03-31")

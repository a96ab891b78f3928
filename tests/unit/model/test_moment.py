"""Moments compare no finer than they are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.read.moments import parse_moment


def moment(text: str) -> Moment:
    return parse_moment(text, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-03-08T14:05Z", "2024-03-08T14:06Z"),
        ("2024-03-08T14:30+02:00", "2024-03-08T14:05Z"),
        ("2024-03-08T23:30-07:00", "2024-03-09T07:00Z"),
        ("2024-03-08", "2024-03-09"),
        ("2024-03-08T23:59Z", "2024-03-09"),
        ("2024-03-08", "2024-03-09T00:00Z"),
        ("2024-03", "2024-04"),
        ("2024-03-31", "2024-04"),
        ("2023-12", "2024-01"),
    ],
)
def test_what_is_surely_earlier_is_before_and_not_after(earlier: str, later: str) -> None:
    assert moment(earlier).is_before(moment(later))
    assert not moment(later).is_before(moment(earlier))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-03-08T14:05Z", "2024-03-08T14:05Z"),
        ("2024-03-08T14:05Z", "2024-03-08T16:05+02:00"),
        ("2024-03-08T14:05Z", "2024-03-08"),
        ("2024-03-08", "2024-03"),
        ("2024-03", "2024-03-31T23:59Z"),
    ],
)
def test_what_may_be_the_same_is_neither_before_nor_after(one: str, other: str) -> None:
    assert not moment(one).is_before(moment(other))
    assert not moment(other).is_before(moment(one))


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("2024-01", 1),
        ("2024-03-31T23:30-07:00", 1),
        ("2024-04-01T00:30+02:00", 2),
        ("2024-06-30", 2),
        ("2024-07-01", 3),
        ("2024-12-31T23:59Z", 4),
    ],
)
def test_the_quarter_is_read_in_the_offset_it_was_written_in(text: str, quarter: int) -> None:
    assert moment(text).quarter == quarter


def test_a_length_needs_two_full_moments_in_order() -> None:
    start = moment("2024-03-08T14:05Z")

    assert start.until(moment("2024-03-08T16:35+02:00")) == timedelta(minutes=30)
    assert start.until(start) == timedelta(0)
    assert start.until(moment("2024-03-08T14:04Z")) is None
    assert start.until(moment("2024-03-09")) is None
    assert moment("2024-03").until(start) is None
    assert start.until(None) is None


def test_a_moment_without_an_offset_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="offset"):
        Moment.of(datetime(2024, 3, 8, 14, 5))

    assert Moment.of(datetime(2024, 3, 8, 14, 5, tzinfo=UTC)).date == date(2024, 3, 8)


def test_a_month_has_no_day() -> None:
    assert moment("2024-03").date is None
    assert moment("2024-03").iso == "2024-03"


def test_months_days_and_times_sort_together() -> None:
    texts = ["2024-03", "2024-03-08", "2024-03-08T01:00Z", "2024-03-08T02:00Z", "2024-04"]
    moments = [moment(one) for one in texts]

    assert sorted(reversed(moments), key=lambda one: one.sort_key) == moments

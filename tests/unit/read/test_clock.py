"""Clock times at the start of a text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import yaml

from helpers import DATA
from mkdocs_postmortems.read.clock import Clock, read_clock
from mkdocs_postmortems.read.offsets import offset_named, zone_in

CASES = yaml.safe_load((DATA / "clocks.yml").read_text("utf-8"))


def _offset(delta: timedelta | None) -> str | None:
    if delta is None:
        return None
    minutes = int(delta.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _day(clock: Clock) -> str | None:
    if clock.day:
        return clock.day.isoformat()
    if clock.month:
        return "{:04}-{:02}".format(*clock.month)
    return "--{:02}-{:02}".format(*clock.month_day) if clock.month_day else None


def _time(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return shown + (f":{seconds % 60:02}" if seconds % 60 else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "nothing")
def test_a_time_is_read_where_there_is_one_and_only_there(case: Any) -> None:
    found = read_clock(case["text"])

    if case["reads"] is None:
        assert found is None
        return
    assert found is not None
    clock, end = found
    rest = case["text"][end:].strip(" -–:")
    assert [_day(clock), _time(clock.seconds), _offset(clock.offset), rest] == case["reads"]


@pytest.mark.parametrize(
    ("name", "offset"),
    [
        ("UTC", "+00:00"),
        ("PST", "-08:00"),
        ("UTC+2", "+02:00"),
        ("GMT-03:30", "-03:30"),
        ("+05:30", "+05:30"),
        ("-0700", "-07:00"),
        ("ABCD", None),
        ("UTC+25", None),
        ("", None),
        (None, None),
    ],
)
def test_offsets_by_their_names(name: str | None, offset: str | None) -> None:
    assert _offset(offset_named(name)) == offset


@pytest.mark.parametrize(
    ("header", "offset"),
    [
        ("Time (UTC)", "+00:00"),
        ("Time PST", "-08:00"),
        ("Time (UTC+2)", "+02:00"),
        ("Time +02:00", "+02:00"),
        ("Time", None),
        ("TIME", None),
        ("Time of the API", None),
    ],
)
def test_the_zone_of_a_table_header(header: str, offset: str | None) -> None:
    assert _offset(zone_in(header)) == offset

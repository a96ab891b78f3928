"""Times as people say them: a table of what they mean, and of what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers import DATA
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.read.moments import MomentError, parse_moment
from mkdocs_postmortems.read.said_times import Now, read_said_time

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Now(at=datetime(2024, 5, 2, 16, 0, tzinfo=BERLIN), zone=BERLIN)
CASES = yaml.safe_load((DATA / "said-times.yml").read_text("utf-8"))


def since(case: dict[str, str]) -> Moment | None:
    return parse_moment(case["since"], BERLIN) if "since" in case else None


@pytest.mark.parametrize("case", [one for one in CASES if "is" in one], ids=lambda one: one["said"])
def test_it_means(case):
    """A moment with the offset its zone has then, and nothing finer than was said."""
    assert read_said_time(str(case["said"]), NOW, since(case)).iso == case["is"]


@pytest.mark.parametrize(
    "case", [one for one in CASES if "loud" in one], ids=lambda one: one["said"]
)
def test_it_is_refused(case):
    """With what is wrong, and what to write instead."""
    with pytest.raises(MomentError) as raised:
        read_said_time(str(case["said"]), NOW, since(case))
    assert case["loud"] in f"{raised.value.message}; {raised.value.help}"
    assert raised.value.help


@given(st.text(max_size=30), st.booleans())
def test_any_words_are_a_moment_or_refused(text, is_known):
    """Nothing else is raised, and no moment lies in the future."""
    start = Moment.of(datetime(2024, 5, 1, 23, 10, tzinfo=BERLIN)) if is_known else None
    try:
        found = read_said_time(text, NOW, start)
    except MomentError:
        return
    assert found.at is None or found.at <= NOW.at + timedelta(minutes=1)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2024, 5, 1)))
def test_a_local_time_comes_back_as_it_was_said(at):
    """What the zone had once is read with its offset; the rest is refused."""
    text = at.strftime("%Y-%m-%d %H:%M")
    local = at.replace(second=0, microsecond=0, tzinfo=BERLIN)
    try:
        found = read_said_time(text, NOW)
    except MomentError:
        assert local.utcoffset() != local.replace(fold=1).utcoffset()
        return
    assert found.at is not None
    assert found.at.strftime("%Y-%m-%d %H:%M") == text
    assert found.at == local

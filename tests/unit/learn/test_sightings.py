"""New, returning and quiet themes: lists, said only where absence is known."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.periods import Calendar
from mkdocs_postmortems.learn.sightings import Sightings, learn_sightings
from mkdocs_postmortems.learn.themes import learn_trends
from mkdocs_postmortems.model.postmortem import Postmortem
from told import corpus, day, lesson, spread, told

THEME, OTHER = "expiry-rotation", "rollback"
RULES = Deadlines(by_severity={"sev-2": Deadline(5)})
RECORD = spread("2021-01-05", 24, 46, lessons=(lesson(OTHER),))
"""Two a quarter, from 2021-q1 to 2023-q4, none with THEME."""


def sightings(postmortems: Iterable[Postmortem], today: str = "2024-01-10") -> Sightings:
    chosen = tuple(postmortems)
    everything = corpus(chosen)
    calendar = Calendar.of(chosen, day(today), RULES)
    return learn_sightings(
        learn_trends(everything), chosen, everything.vocabularies.themes, calendar
    )


def met(*days: str, kind: str = "wrong") -> tuple[Postmortem, ...]:
    return tuple(told(f"{at}-met", lessons=(lesson(THEME, kind=kind),)) for at in days)


def words(found: Sightings) -> dict[str, list[tuple[str, str]]]:
    return {
        "new": [(one.theme.id, one.period.id) for one in found.new],
        "returning": [(one.theme.id, one.period.id) for one in found.returning],
        "quiet": [(one.theme.id, one.last_seen.id) for one in found.quiet],
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2023-05-01",), {"new": [(THEME, "2023-q2")]}),
        (("2022-05-01", "2023-08-01"), {"returning": [(THEME, "2023-q3")]}),
        (("2022-05-01", "2023-05-01"), {}),  # three quarters between
        (("2022-11-01",), {"quiet": [(THEME, "2022-q4")]}),
        (("2023-02-01",), {"new": [(THEME, "2023-q1")]}),
        (("2022-02-01", "2023-02-01"), {}),
        (("2022-02-01", "2022-11-01"), {"quiet": [(THEME, "2022-q4")]}),
        ((), {}),
    ],
)
def test_a_year_without_makes_a_theme_new_returning_or_quiet(
    days: tuple[str, ...], expected: dict[str, list[tuple[str, str]]]
) -> None:
    nothing: dict[str, list[tuple[str, str]]] = {"new": [], "returning": [], "quiet": []}

    assert words(sightings(RECORD + met(*days))) == nothing | expected


def test_what_a_record_begins_with_is_not_new() -> None:
    """In its first year every theme is met for the first time."""
    found = sightings(RECORD + met("2021-11-01"))

    assert found.met == ()


def test_an_older_sighting_is_found_by_its_period_for_the_review_of_it() -> None:
    found = sightings(RECORD + met("2022-05-01"))

    (one,) = found.met
    assert one.is_new
    assert found.new == ()
    assert found.in_period(one.period) == (one,)
    assert found.in_period(one.period.shifted(1)) == ()


def test_a_sighting_tells_how_many_incidents_were_read_meanwhile_and_what_was_said() -> None:
    (one,) = sightings(RECORD + met("2022-05-01", "2023-08-01")).returning

    assert (one.missed, one.last_seen and one.last_seen.id) == (8, "2022-q2")
    assert [quote.postmortem.id for quote in one.lessons] == ["2023-08-01-met"]


def test_a_quiet_theme_shows_its_last_lessons() -> None:
    (one,) = sightings(RECORD + met("2022-02-01", "2022-11-01", "2022-11-02")).quiet

    assert [quote.postmortem.id for quote in one.lessons] == ["2022-11-01-met", "2022-11-02-met"]
    assert one.missed == 8


@pytest.mark.parametrize("kind", ["lucky", "well", "learned"])
def test_only_what_hurt_is_a_sighting(kind: str) -> None:
    assert sightings(RECORD + met("2023-05-01", kind=kind)).met == ()


def test_a_factor_is_a_sighting_as_what_went_wrong_is() -> None:
    assert words(sightings(RECORD + met("2023-05-01", kind="factor")))["new"]


@pytest.mark.parametrize(("unfiled", "is_quiet"), [(2, True), (3, False)])
def test_where_lessons_are_unfiled_no_theme_is_called_absent(unfiled: int, is_quiet: bool) -> None:
    """Eight filed and two unfiled lessons are 80 %."""
    more = spread("2023-02-01", unfiled, 30, lessons=(lesson(),))
    found = sightings(RECORD + met("2022-11-01") + more)

    assert bool(found.quiet) is is_quiet


def test_where_nothing_was_read_no_theme_is_called_absent() -> None:
    """After a year without any incident, the record is quiet and not the theme."""
    early = spread("2021-01-05", 20, 30, lessons=(lesson(OTHER),))
    (late,) = met("2023-11-01")
    found = sightings([*early, *met("2022-08-01"), late], "2024-01-10")

    assert words(found) == {"new": [], "returning": [], "quiet": [(OTHER, "2022-q3")]}


def test_nothing_is_said_of_a_period_that_is_still_filling() -> None:
    some = RECORD + met("2024-01-02")

    assert words(sightings(some, "2024-04-05"))["new"] == []
    assert words(sightings(some, "2024-04-06"))["new"] == [(THEME, "2024-q1")]


def test_below_twenty_incidents_there_are_no_lists() -> None:
    assert sightings(RECORD[:18] + met("2023-05-01")) == Sightings()
    assert sightings(()) == Sightings()


def test_the_order_of_the_postmortems_does_not_matter() -> None:
    some = [*RECORD, *met("2021-02-01", "2022-05-01", "2023-08-01")]
    expected = sightings(some)
    random.Random(1).shuffle(some)

    assert sightings(some) == expected

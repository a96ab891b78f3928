"""What may be called a change, and what must not."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from mkdocs_postmortems.learn.changes import Change, Changes, Silence, learn_changes
from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.periods import Calendar, Length
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import learn_trends
from mkdocs_postmortems.model.postmortem import Postmortem
from told import corpus, day, lesson, spread, told

THEME, OTHER = "monitoring-coverage", "rollback"
TODAY = day("2024-01-10")
RULES = Deadlines(by_severity={"sev-2": Deadline(5)})
"""2023 is complete on TODAY, and 2022 is the year before."""


def year(first: str, count: int, hit: int, theme: str = THEME, every: int = 7) -> list[Postmortem]:
    """So many in a row, the first `hit` of them with the theme, the rest with another."""
    hits = spread(first, count, every)
    return [
        told(one.id, lessons=(lesson(theme if number < hit else OTHER),))
        for number, one in enumerate(hits)
    ]


def changes(
    postmortems: Iterable[Postmortem], today: str = "2024-01-10", length: Length | None = None
) -> Changes:
    chosen = tuple(postmortems)
    everything = corpus(chosen)
    calendar = Calendar.of(chosen, day(today), RULES, length)
    return learn_changes(learn_trends(everything), chosen, everything.vocabularies.themes, calendar)


def of(found: Changes, theme: str = THEME) -> Change:
    return next(one.change for one in found.themes if one.theme.id == theme)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2, 13, Change.ROSE),
        (2, 12, Change.UNCLEAR),
        (13, 2, Change.FELL),
        (12, 2, Change.UNCLEAR),
        (2, 4, Change.UNCLEAR),
        (5, 5, Change.UNCLEAR),
        (0, 20, Change.ROSE),
    ],
)
def test_of_twenty_and_twenty_only_a_great_change_is_called_one(
    before: int, after: int, expected: Change
) -> None:
    found = changes(year("2022-02-01", 20, before) + year("2023-02-01", 20, after))

    assert found.silence is None
    assert of(found) is expected


def test_no_clear_change_says_what_could_have_been_seen() -> None:
    found = changes(year("2022-02-01", 20, 2) + year("2023-02-01", 20, 4))

    (one,) = (one for one in found.themes if one.theme.id == THEME)
    assert (one.before, one.after) == (Share(2, 20), Share(4, 20))
    assert (one.visible.rise_to, one.visible.fall_to) == (13, None)


def test_the_correction_is_for_all_themes_and_not_for_those_met() -> None:
    found = changes(year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13))

    (one,) = (one for one in found.themes if one.theme.id == THEME)
    assert found.tests == len(corpus().vocabularies.themes) > 30
    assert one.adjusted == pytest.approx(one.p * found.tests)


def test_a_doubled_theme_among_many_incidents_by_chance_is_not_called_a_change() -> None:
    """36 themes at one true rate: at least one doubles nearly always, and none is named."""
    themes = [one.id for one in corpus().vocabularies.themes]
    doubled = named = 0
    for seed in range(20):
        random_ = random.Random(seed)
        some = [
            told(
                one.id,
                lessons=tuple(lesson(t) for t in themes if random_.random() < 0.1)
                or (lesson("none"),),
            )
            for one in spread("2022-01-05", 25, 14) + spread("2023-01-05", 25, 14)
        ]
        found = changes(some)
        doubled += any(one.after.count >= max(3, 2 * one.before.count) for one in found.themes)
        named += bool(found.clear)

    assert doubled >= 19
    assert named <= 2


def test_both_windows_are_named_by_their_periods() -> None:
    found = changes(year("2022-02-01", 20, 2) + year("2023-02-01", 20, 4))

    assert found.before
    assert found.after
    assert [one.id for one in found.before.periods] == ["2022-q1", "2022-q2", "2022-q3", "2022-q4"]
    assert [one.id for one in found.after.periods] == ["2023-q1", "2023-q2", "2023-q3", "2023-q4"]


def test_a_period_that_is_still_filling_is_in_neither_window() -> None:
    """On 4 January the last quarter's postmortems may still come; on 6 January they are late."""
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    windows = {
        today: [one.id for one in found.after.periods][-1]
        for today in ("2024-01-05", "2024-01-06")
        if (found := changes(some, today)).after
    }

    assert windows == {"2024-01-05": "2023-q3", "2024-01-06": "2023-q4"}


def test_incidents_after_the_last_complete_period_are_not_counted() -> None:
    before = year("2022-02-01", 20, 2)
    found = changes([*before, *year("2023-02-01", 20, 2), *year("2024-01-02", 9, 9, every=1)])

    assert of(found) is Change.UNCLEAR
    assert found.after
    assert found.after.share(THEME) == Share(2, 20)


@pytest.mark.parametrize(("unfiled", "silence"), [(5, None), (6, Silence.UNFILED)])
@pytest.mark.parametrize("first", ["2022-02-01", "2023-02-01"])
def test_four_in_five_lessons_of_both_years_must_be_filed(
    first: str, unfiled: int, silence: Silence | None
) -> None:
    """20 filed and 5 unfiled lessons are 80 %."""
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    some += [told(f"{first}-unfiled-{n}", lessons=(lesson(),)) for n in range(unfiled)]
    found = changes(some)

    assert found.silence is silence
    assert bool(found.themes) is (silence is None)


def test_a_deliberate_none_is_filed() -> None:
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    some += [told(f"2023-05-01-none-{n}", lessons=(lesson("none"),)) for n in range(15)]

    assert changes(some).silence is None


def test_a_slug_that_is_no_theme_is_not_filed() -> None:
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    some += [told(f"2023-05-01-x-{n}", lessons=(lesson("no-such-theme"),)) for n in range(15)]

    assert changes(some).silence is Silence.UNFILED


def test_strengths_and_luck_neither_hurt_nor_ask_to_be_filed() -> None:
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 2)
    with_luck = [
        told(one.id, lessons=(*one.lessons, lesson(THEME, kind="lucky"), lesson(kind="well")))
        for one in some
    ]

    assert [(one.before, one.after) for one in changes(with_luck).themes] == [
        (one.before, one.after) for one in changes(some).themes
    ]


@pytest.mark.parametrize(("count", "silence"), [(19, Silence.FEW), (20, None)])
def test_below_twenty_incidents_nothing_is_compared(count: int, silence: Silence | None) -> None:
    some = year("2022-02-01", 10, 0) + year("2023-02-01", count - 10, 9)

    assert changes(some).silence is silence


@pytest.mark.parametrize(
    "rest", [{"kind": "near-miss"}, {"kind": "false-alarm"}, {"status": "draft"}]
)
def test_what_is_no_counted_incident_does_not_reach_the_threshold(rest: dict[str, str]) -> None:
    some = year("2022-02-01", 10, 0) + year("2023-02-01", 9, 9)
    more = spread("2023-03-01", 30, 5, lessons=(lesson(THEME),), **rest)

    assert changes([*some, *more]).silence is Silence.FEW


@pytest.mark.parametrize("first", ["2022-02-01", "2023-02-01"])
def test_a_year_alone_is_compared_with_nothing(first: str) -> None:
    found = changes(year(first, 25, 20))

    assert (found.silence, found.themes) == (Silence.EMPTY, ())


def test_an_incident_without_the_section_leaves_the_share_alone() -> None:
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    silent = spread("2023-02-03", 20, 7, lessons=(lesson(THEME, kind="well"),))
    found = changes([*some, *silent])

    assert found.after
    assert found.after.share(THEME) == Share(13, 20)


def test_an_incident_counts_once_however_many_lessons_it_has() -> None:
    one, *others = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    verbose = told(one.id, lessons=(lesson(THEME, text="a"), lesson(THEME, text="b")))
    (found,) = (c for c in changes([verbose, *others]).themes if c.theme.id == THEME)

    assert found.before == Share(2, 20)
    assert [quote.lesson.text for quote in found.lessons_before] == ["a", "b", "It did."]


def test_from_eighty_incidents_on_the_calendars_periods_are_compared() -> None:
    some = year("2016-01-03", 80, 10, every=36)
    found = changes(some)

    assert found.after
    assert [one.id for one in found.after.periods] == ["2020", "2021", "2022", "2023"]


def test_below_eighty_a_year_is_compared_whatever_the_period() -> None:
    found = changes(year("2016-01-03", 79, 10, every=36))

    assert found.after
    assert [one.id for one in found.after.periods] == ["2023-q1", "2023-q2", "2023-q3", "2023-q4"]


def test_the_order_of_the_postmortems_does_not_matter() -> None:
    some = year("2022-02-01", 20, 2) + year("2023-02-01", 20, 13)
    expected = changes(some)
    for seed in range(3):
        random.Random(seed).shuffle(some)

        assert changes(some) == expected

"""Lessons by theme: what counts, and of how many."""

from __future__ import annotations

from corpora import corpus, ids, postmortem
from mkdocs_postmortems.learn.themes import incidents_of, learn_trends

WRONG = "## What went wrong\n\n"
LUCKY = "## Where we got lucky\n\n"
WELL = "## What went well\n\n"
FACTOR = "## Contributing factors\n\n"
LEARNED = "## Lessons learned\n\n"
THEME = "monitoring-coverage"


def test_an_incident_counts_once_however_many_lessons_it_has() -> None:
    trends = learn_trends(
        corpus([postmortem("2024-03-01-a", f"{WRONG}- [{THEME}] One\n- [{THEME}] Two\n")])
    )

    (trend,) = trends.themes
    assert (len(trend.hurt), ids(trend.hurt_incidents)) == (2, ["2024-03-01-a"])


def test_factors_hurt_as_what_went_wrong_does_and_learned_does_not_count() -> None:
    trends = learn_trends(
        corpus(
            [
                postmortem("2024-03-01-a", f"{FACTOR}- [{THEME}] One\n"),
                postmortem("2024-03-02-b", f"{WRONG}- [{THEME}] Two\n"),
                postmortem("2024-03-03-c", f"{LEARNED}- [{THEME}] Three\n"),
            ]
        )
    )

    found = trends.get(THEME)
    assert found
    assert ids(found.hurt_incidents) == ["2024-03-02-b", "2024-03-01-a"]
    assert ids(trends.read_for_themes) == ["2024-03-02-b", "2024-03-01-a"]
    assert [one.lesson.text for one in trends.quotes] == ["Two", "One"]


def test_luck_and_strengths_have_columns_of_their_own() -> None:
    body = f"{WRONG}- [{THEME}] One\n\n{LUCKY}- [{THEME}] Two\n\n{WELL}- [{THEME}] Three\n"
    (trend,) = learn_trends(corpus([postmortem("2024-03-01-a", body)])).themes

    texts = [[one.lesson.text for one in part] for part in (trend.hurt, trend.lucky, trend.well)]
    assert texts == [["One"], ["Two"], ["Three"]]


def test_drafts_and_false_alarms_are_in_no_trend_and_near_misses_are() -> None:
    body = f"{WRONG}- [{THEME}] One\n\n{LUCKY}- [{THEME}] Two\n"
    trends = learn_trends(
        corpus(
            [
                postmortem("2024-03-01-draft", body, status="draft"),
                postmortem("2024-03-02-false", body, kind="false-alarm"),
                postmortem("2024-03-03-near", body, kind="near-miss"),
            ]
        )
    )

    assert ids(trends.read_for_themes) == ids(trends.read_for_luck) == ["2024-03-03-near"]
    assert {one.postmortem.id for one in trends.quotes} == {"2024-03-03-near"}


def test_an_empty_section_is_in_the_denominator_and_a_missing_one_is_not() -> None:
    trends = learn_trends(
        corpus(
            [
                postmortem("2024-03-01-none", "## Summary\n\nIt did.\n"),
                postmortem("2024-03-02-empty", f"{WRONG}\n{LUCKY}- None\n"),
                postmortem("2024-03-03-wrong", f"{WRONG}- One\n"),
                postmortem("2024-03-04-well", f"{WELL}- One\n"),
            ]
        )
    )

    assert ids(trends.read_for_themes) == ["2024-03-03-wrong", "2024-03-02-empty"]
    assert ids(trends.read_for_luck) == ["2024-03-02-empty"]


def test_an_alias_of_a_theme_is_the_theme_and_counts_once() -> None:
    body = f"{WRONG}- [missing-alert, {THEME}] One\n"
    trends = learn_trends(corpus([postmortem("2024-03-01-a", body)]))

    assert [one.theme.id for one in trends.themes] == [THEME]
    assert [one.themes for one in trends.quotes] == [(THEME,)]


def test_a_lesson_of_two_themes_counts_under_both() -> None:
    body = f"{WRONG}- [alert-quality, {THEME}] One\n"
    trends = learn_trends(corpus([postmortem("2024-03-01-a", body)]))

    assert {one.theme.id for one in trends.themes} == {THEME, "alert-quality"}


def test_none_is_an_answer_and_no_theme_is_not() -> None:
    body = f"{WRONG}- [none] One\n- Two\n- [unheard-of-word] Three\n- [{THEME}] Four\n"
    trends = learn_trends(corpus([postmortem("2024-03-01-a", body)]))

    assert [one.lesson.text for one in trends.unfiled] == ["Two", "[unheard-of-word] Three"]
    assert len(trends.quotes) == 4


def test_themes_are_in_the_order_of_hurt_then_luck_then_name() -> None:
    trends = learn_trends(
        corpus(
            [
                postmortem("2024-03-01-a", f"{WRONG}- [runbooks] x\n- [alert-quality] y\n"),
                postmortem("2024-03-02-b", f"{WRONG}- [{THEME}] x\n- [alert-quality] y\n"),
                postmortem("2024-03-03-c", f"{LUCKY}- [{THEME}] z\n"),
            ]
        )
    )

    assert [one.theme.id for one in trends.themes][:2] == ["alert-quality", THEME]


def test_a_part_is_never_more_than_its_whole() -> None:
    every = [
        postmortem(f"2024-03-{day:02}-a", body, kind=kind)
        for day, (body, kind) in enumerate(
            [
                (f"{WRONG}- [{THEME}] x\n", "incident"),
                (f"{LUCKY}- [{THEME}] x\n", "incident"),
                (f"{FACTOR}- [{THEME}] x\n\n{LUCKY}- [{THEME}] y\n", "near-miss"),
                (f"{WELL}- [{THEME}] x\n", "incident"),
                (f"{WRONG}- [{THEME}] x\n", "false-alarm"),
            ],
            start=1,
        )
    ]
    trends = learn_trends(corpus(every))

    for trend in trends.themes:
        assert set(ids(trend.hurt_incidents)) <= set(ids(trends.read_for_themes))
        assert set(ids(trend.lucky_incidents)) <= set(ids(trends.read_for_luck))
    assert set(ids(incidents_of(trends.lucky))) <= set(ids(trends.read_for_luck))


def test_a_chosen_part_of_the_corpus_has_its_own_denominators() -> None:
    one = postmortem("2024-03-01-a", f"{WRONG}- [{THEME}] x\n")
    other = postmortem("2024-03-02-b", f"{WRONG}- [{THEME}] x\n")

    trends = learn_trends(corpus([one, other]), [one])

    assert ids(trends.read_for_themes) == [one.id]


def test_nothing_teaches_nothing() -> None:
    trends = learn_trends(corpus([]))

    assert (trends.themes, trends.quotes, trends.unfiled, trends.read_for_luck) == ((), (), (), ())
    assert trends.get(THEME) is None

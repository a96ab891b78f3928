"""What a body says: timelines, lessons, action items, sections."""

from __future__ import annotations

import re
from typing import Any

import pytest

from helpers import cases, front_matter, good, read
from mkdocs_postmortems.model.postmortem import ActionItem, Lesson, LessonKind, TimelineEntry


def _document(case: Any) -> Any:
    changes = (
        {"started_at": case["started_at"], "resolved_at": None} if "started_at" in case else {}
    )
    return read(front_matter(changes, case.get("add", "")) + case["body"])


def _entry(entry: TimelineEntry) -> str:
    mark = f"[{entry.mark}] " if entry.mark else ""
    return f"{entry.at.iso if entry.at else '?'} {mark}{entry.text}"


def _lesson(lesson: Lesson) -> str:
    themes = f"[{', '.join(lesson.themes)}] " if lesson.themes else ""
    tie = f" → {', '.join(lesson.leads_to)}" if lesson.leads_to else ""
    accepted = f" ≈ {lesson.accepted} {lesson.accepted_until}" if lesson.accepted else ""
    return f"{lesson.kind.value} {themes}{lesson.text}{tie}{accepted}"


def _action(item: ActionItem) -> str:
    values = (item.id, item.text, item.type, item.owner, item.due, item.status, item.ticket)
    return "|".join("-" if value is None else str(value) for value in (*values, item.closed))


@pytest.mark.parametrize("case", cases("timelines.yml"))
def test_a_timeline_is_read_as_written(case: Any) -> None:
    document = _document(case)

    assert [_entry(one) for one in document.postmortem.timeline] == case["reads"]


@pytest.mark.parametrize("case", cases("lessons.yml"))
def test_lessons_are_read_with_their_themes_and_ties(case: Any) -> None:
    lessons = _document(case).postmortem.lessons

    assert [_lesson(one) for one in lessons] == case["reads"]
    if case.get("unfiled"):
        assert not any(one.themes for one in lessons)


@pytest.mark.parametrize("case", cases("lessons.yml"))
def test_every_lesson_has_an_address_of_its_own_and_words_in_the_text(case: Any) -> None:
    document = _document(case)
    lessons = document.postmortem.lessons

    assert len({one.address for one in lessons}) == len(lessons)
    for one in lessons:
        written = document.text[one.words.start : one.words.end]
        assert re.fullmatch(r"item-[0-9a-f]{6}(-\d+)?", one.address)
        assert one.text.split()[0].strip("[]()") in written
        if one.bracket:
            assert document.text[one.bracket.start] == "["
            assert document.text[one.bracket.end - 1] == "]"


@pytest.mark.parametrize("case", cases("actions.yml"))
def test_action_items_are_read_from_tables_and_lists(case: Any) -> None:
    assert [_action(one) for one in _document(case).postmortem.action_items] == case["reads"]


@pytest.mark.parametrize(
    "written",
    [
        "- [monitoring-coverage] The cache was cold",
        "- [monitoring-coverage, alert-quality] The cache was cold → A1",
        "- [none] The cache was cold (accepted: rare)",
        "- [ ] The cache was cold",
        "- [x] [monitoring-coverage] The cache was cold -> A1, A2.",
        "- The **cache** was *cold*",
        "- **[monitoring-coverage]** the CACHE was  cold",
        "- The cache\n  was cold",
        "1. The cache was cold\n    - because it was",
        "The cache was cold",
        "- [unheard-of-slug] The cache was cold",
    ],
)
def test_filing_tying_and_marking_up_never_move_a_lesson(written: str) -> None:
    plain = read(good("## What went wrong\n\n- The cache was cold\n"))
    other = read(good(f"## What went wrong\n\n{written}\n"))

    assert other.postmortem.lessons[0].address == plain.postmortem.lessons[0].address


def test_other_words_have_another_address() -> None:
    body = (
        "## What went wrong\n\n- The cache was cold\n- The cache was old\n- [08:47] It was cold\n"
    )
    addresses = [one.address for one in read(good(body)).postmortem.lessons]

    assert len({one[:11] for one in addresses}) == 3


def test_equal_lessons_are_numbered_in_their_order() -> None:
    body = "## What went wrong\n\n- Same\n- [none] same\n\n## Where we got lucky\n\n- SAME → A1\n"
    first, second, third = (one.address for one in read(good(body)).postmortem.lessons)

    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_a_section_that_is_there_and_empty_was_read_for_and_a_missing_one_was_not() -> None:
    document = read(good("## What went wrong\n\n## Where we got lucky\n\n- None\n"))

    assert document.postmortem.read_for == {LessonKind.WRONG, LessonKind.LUCKY}
    assert document.postmortem.lessons == ()


def test_a_mark_fills_a_field_that_front_matter_leaves_out() -> None:
    body = "## Timeline\n\n- 14:10 [detected] Page\n- 14:20 [detected] Again\n- 15:00 [resolved] Done\n"
    document = read(good(body))

    assert document.postmortem.detected_at
    assert document.postmortem.detected_at.iso == "2024-03-08T14:10:00+00:00"
    assert document.postmortem.resolved_at
    assert document.postmortem.resolved_at.iso == "2024-03-08T15:10:00+00:00"


def test_the_last_day_of_the_calendar_is_read_without_an_error() -> None:
    text = front_matter({"started_at": "9999-12-31T23:00:00Z", "resolved_at": None})

    document = read(text + "## Timeline\n\n- 23:50 a\n- 00:10 b\n", "9999-12-31-x.md")

    assert len(document.postmortem.timeline) == 2


def test_the_summary_is_the_first_paragraph_of_its_section() -> None:
    document = read(good("## Summary\n\n> quoted\n\nIt **did**.\n\nMore.\n"))

    assert document.postmortem.summary == "It did."


def test_the_title_is_the_first_heading_where_front_matter_has_none() -> None:
    document = read("---\nstatus: draft\n---\n\n# The `cache` *broke*\n")

    assert document.postmortem.title == "The cache broke"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2024-03-08-checkout-refused-orders.md", "Checkout refused orders"),
        ("2024-03-08-dns/index.md", "Dns"),
        ("2024-03-08.md", "2024-03-08"),
        ("notes.md", "Notes"),
    ],
)
def test_a_file_without_any_title_is_shown_by_its_name(name: str, title: str) -> None:
    assert read("---\nstatus: draft\n---\n", name).postmortem.title == title


def test_what_the_audience_may_not_read_is_not_read_past_its_front_matter() -> None:
    from mkdocs_postmortems.model.settings import Settings

    text = good("## What went wrong\n\n- Secret\n", visibility="restricted")
    document = read(text, settings=Settings(audience="internal"))

    assert document.is_withheld
    assert (document.sections, document.links, document.postmortem.lessons) == ((), (), ())

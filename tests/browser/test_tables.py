"""Sorted tables and the way to a sentence, in a browser."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

COLUMN = """column => [...document.querySelectorAll('.pm-table tbody tr')].map(row =>
    (row.cells[column].querySelector('data') || {}).value ?? row.cells[column].innerText.trim())"""


def _heading(page, name: str):
    return page.locator(".pm-table thead th", has_text=name).first


def _press(page, name: str) -> None:
    """Reach the heading's button and press it, with keys alone."""
    button = _heading(page, name).locator("button")
    button.focus()
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")


def _column(page, name: str) -> list[str]:
    column = _heading(page, name).evaluate("one => one.cellIndex")
    return page.evaluate(COLUMN, column)


def test_a_table_is_sorted_by_the_keyboard(visit):
    """Enter on a heading sorts up, then down, says so, and loses no row."""
    visit.go("incidents/severities/sev-1/")
    days = _column(visit.page, "Day")

    _press(visit.page, "Day")
    assert _column(visit.page, "Day") == sorted(days)
    assert _heading(visit.page, "Day").get_attribute("aria-sort") == "ascending"

    visit.page.keyboard.press("Enter")
    assert _column(visit.page, "Day") == sorted(days, reverse=True)
    assert _heading(visit.page, "Day").get_attribute("aria-sort") == "descending"


def test_durations_sort_by_length_and_unknown_ones_stay_last(visit):
    """Two days are longer than 50 minutes, and what is not known is never first."""
    visit.go("incidents/severities/sev-1/")
    known = sorted(float(one) for one in _column(visit.page, "Impact lasted") if one.strip("-1"))

    _press(visit.page, "Impact lasted")
    up = [float(one) for one in _column(visit.page, "Impact lasted") if one.strip("-1")]
    tail = _column(visit.page, "Impact lasted")[len(known) :]
    visit.page.keyboard.press("Enter")
    down = [float(one) for one in _column(visit.page, "Impact lasted")[: len(known)]]

    assert up == known
    assert down == known[::-1]
    assert {one.strip("-1") for one in tail} <= {""}
    assert _heading(visit.page, "Day").get_attribute("aria-sort") is None


def test_a_table_can_be_sorted_after_instant_navigation(visit):
    """A page that is reached by a link, without a new load, has its buttons too."""
    visit.go("incidents/severities/")
    visit.page.locator("article a[href*='sev-1']").first.click()
    visit.page.wait_for_url("**/incidents/severities/sev-1/**")

    _heading(visit.page, "Day").locator("button").wait_for()
    _press(visit.page, "Day")
    days = _column(visit.page, "Day")
    assert days == sorted(days)


def test_an_anchor_of_a_lesson_shows_the_lesson(visit):
    """Following a quote ends at its sentence, in view and not under the header."""
    visit.go("trends/luck/")
    link = visit.page.locator(".pm-source a[href*='#item-']").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()
    visit.page.wait_for_url(f"**#{anchor}")
    visit.page.wait_for_timeout(500)
    top = visit.page.evaluate(
        "id => document.getElementById(id).parentElement.getBoundingClientRect().top", anchor
    )
    header = visit.page.evaluate(
        "() => document.querySelector('.md-header').getBoundingClientRect().bottom"
    )

    assert header - 1 <= top < 800

"""What only a browser can tell: keyboard, search, console, network and narrow screens."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.browser.conftest import REPOSITORY

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "incidents/",
    "incidents/services/",
    "incidents/services/github-mysql/",
    "incidents/severities/",
    "incidents/severities/sev-1/",
    "incidents/dates/",
    "incidents/dates/2019/",
    "incidents/dates/2019-q1/",
    "trends/",
    "trends/luck/",
    "trends/unfiled/",
    "trends/themes/hidden-coupling/",
    "postmortems/2018-10-21-github-mysql-cross-coast-failover/",
    "postmortems/2019-07-02-cloudflare-waf-regex-cpu/",
    "guide/",
    "reference/front-matter/",
)

COLUMN = """column => [...document.querySelectorAll('.pm-table tbody tr')].map(row =>
    (row.cells[column].querySelector('data') || {}).value ?? row.cells[column].innerText.trim())"""

WIDER = """() => {
    const wide = [...document.querySelectorAll('.md-content *')].filter(one => {
        for (let up = one.parentElement; up; up = up.parentElement)
            if (/auto|scroll|hidden/.test(getComputedStyle(up).overflowX)) return false;
        const box = one.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && box.right > innerWidth + 1;
    });
    const page = document.scrollingElement;
    return {by: page.scrollWidth - page.clientWidth,
            wide: wide.slice(0, 3).map(one => one.outerHTML.slice(0, 120))};
}"""


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


def _word_of_one_timeline() -> tuple[str, str]:
    """A word that stands in the timeline of one postmortem and nowhere else, and its id."""
    base = KnowledgeBase(REPOSITORY / "postmortems", REPOSITORY, date(2026, 3, 1))
    texts = Counter(
        word
        for document in base.documents
        for word in re.findall(r"[a-z]{8,}", document.text.lower())
    )
    for document in base.documents:
        for entry in document.postmortem.timeline:
            for word in re.findall(r"\b[a-z]{8,}\b", entry.text):
                if texts[word] == 1 and not any(
                    other != word and other[:6] == word[:6] for other in texts
                ):
                    return word, document.postmortem.id
    pytest.fail("every word of every timeline stands elsewhere too")


def test_search_finds_a_word_of_a_timeline_and_opens_its_postmortem(visit):
    """`/`, a word out of a timeline, and Enter lead to the postmortem that tells of it."""
    word, id = _word_of_one_timeline()
    visit.go("")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type(word, delay=20)
    result = visit.page.locator(".md-search-result__item a").first
    result.wait_for()

    assert f"postmortems/{id}/" in result.get_attribute("href")

    result.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/postmortems/{id}/**")


def test_no_page_complains_or_asks_elsewhere(visit):
    """On every kind of page the console is empty, and no request leaves the site."""
    for address in KINDS:
        visit.go(address)

    assert visit.strangers == []
    assert visit.complaints == []


def test_nothing_scrolls_sideways(visit):
    """On a small phone and a tablet every kind of page is as wide as the screen."""
    wide = {}
    for address in KINDS:
        visit.go(address, until="load")
        for width in (320, 768):
            visit.page.set_viewport_size({"width": width, "height": 640})
            found = visit.page.evaluate(WIDER)
            if found["by"] > 0 or found["wide"]:
                wide[address or "home", width] = found

    assert wide == {}


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

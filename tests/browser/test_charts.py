"""Drawings in a browser: they fill a phone, a mark is a link, and a review fits four sheets."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

SHEETS = 4

OUTSIDE = """() => [...document.querySelectorAll('.pm-chart')].flatMap(chart => {
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text, circle, rect, line')].filter(one => {
        if (one.closest('defs')) return false;
        const box = one.getBoundingClientRect();
        return box.left < frame.left - 3 || box.right > frame.right + 3;
    }).map(one => one.outerHTML);
})"""

COVERED = """() => [...document.querySelectorAll('.pm-chart')].flatMap(chart => {
    const boxes = [...chart.querySelectorAll('text')].map(one => [one, one.getBoundingClientRect()]);
    return boxes.flatMap(([one, a], place) => boxes.slice(place + 1).filter(([, b]) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4
    ).map(([other]) => `${one.textContent} over ${other.textContent}`));
})"""


@pytest.mark.parametrize(
    "address",
    [
        *("trends/", "trends/timing/", "trends/themes/blast-radius/", "trends/reviews/"),
        *("incidents/dates/", "incidents/severities/", "incidents/severities/sev-1/"),
    ],
)
def test_a_drawing_fits_and_its_words_have_room(visit, address):
    """At every width its letters keep their size, and none stands on another or outside."""
    visit.go(address)
    assert visit.page.locator(".pm-chart").count()
    for width in (1280, 390, 320):
        visit.page.set_viewport_size({"width": width, "height": 800})
        assert visit.page.evaluate(OUTSIDE) == [], width
        assert visit.page.evaluate(COVERED) == [], width
        sizes = visit.page.evaluate(
            "[...document.querySelectorAll('.pm-chart text')].map(one => "
            "parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 12, width


def test_a_dot_is_a_link_to_its_incident(visit):
    """From a page that instant navigation has put there, too; the console stays empty."""
    visit.go("trends/")
    visit.page.locator(".md-sidebar--primary a", has_text="Timing").first.click()
    visit.page.wait_for_url("**/trends/timing/")
    visit.page.locator(".pm-chart a").first.click()
    visit.page.wait_for_url(re.compile(r"/postmortems/\d{4}-"))

    assert visit.complaints == []


def test_a_mark_of_a_folded_table_opens_it(visit):
    """The anchor lies in a closed fold, which the browser unfolds."""
    visit.go("trends/")
    visit.page.locator(".pm-heat a[href*='#year-']").first.click()
    visit.page.wait_for_url(re.compile(r"#year-\d{4}$"))

    assert visit.page.locator("[id^='year-']").first.evaluate("one => one.closest('details').open")


def test_every_review_prints_on_four_sheets(visit):
    """A4, fifteen millimetres of margin."""
    visit.go("trends/reviews/")
    links = visit.page.locator(".pm-table td:first-child a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert len(links) == 8
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
    for link in links:
        visit.go(link.removeprefix(f"{visit.url}/"))
        printed = visit.page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS, link

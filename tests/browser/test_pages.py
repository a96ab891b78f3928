"""What must hold on every kind of page: console, network, width, scripts, what axe says."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

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

WIDTHS = {"a small phone, or a laptop at 400 %": 320, "a tablet, or a laptop at 200 %": 640}

SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
    }).observe({type: 'layout-shift', buffered: true});
"""
MOST_SHIFTED = 0.02

AXE = """rules => axe.run(document, {
    runOnly: rules, resultTypes: ['violations'],
}).then(found => found.violations.flatMap(one => one.nodes.map(node =>
    `${one.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\\n')[1]?.trim()}`)))"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def test_no_page_complains_asks_elsewhere_shifts_or_scrolls_sideways(visit):
    """The console is empty, no request leaves the site, nothing moves, and all fits the screen."""
    visit.page.add_init_script(SHIFTS)
    shifted, wide = {}, {}
    for address in KINDS:
        visit.go(address)
        visit.page.wait_for_timeout(50)  # what an observer has seen arrives a frame later
        if (by := visit.page.evaluate("window.shifted")) >= MOST_SHIFTED:
            shifted[address] = by
        for name, width in WIDTHS.items():
            visit.page.set_viewport_size({"width": width, "height": 640})
            found = visit.page.evaluate(WIDER)
            if found["by"] > 0 or found["wide"]:
                wide[address, name] = found
        visit.page.set_viewport_size({"width": 1280, "height": 800})

    assert visit.strangers == []
    assert visit.complaints == []
    assert shifted == {}
    assert wide == {}


def test_axe_finds_nothing(visitor):
    """WCAG 2.2 AA as far as a program can tell, on every kind of page, in both schemes.

    The dark scheme differs in colours alone, so it is held against the rules of colour.
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    visit = visitor(reduced_motion="reduce")
    visit.page.add_init_script(script)
    found = {}
    for address in KINDS:
        for scheme, rules in (("default", WCAG), ("slate", OF_COLOUR)):
            visit.page.emulate_media(color_scheme="dark" if scheme == "slate" else "light")
            if scheme == "default":
                visit.go(address)
            visit.page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
            if said := visit.page.evaluate(AXE, rules):
                found[address or "home", scheme] = said

    assert found == {}


def test_without_a_script_everything_is_readable(visitor):
    """Lessons, tables, the charts' numbers and links by year are in the page, and can be seen."""
    visit = visitor(java_script_enabled=False)
    page = visit.page

    def open_page(address: str) -> None:
        page.goto(f"{visit.url}/{address}", wait_until="load")

    for address in KINDS:
        open_page(address)
        assert page.locator("article h1").first.is_visible(), address

    open_page("incidents/?service=github-mysql")
    rows = page.locator(".pm-explore-plain .pm-table tbody tr")
    assert rows.count() > 100
    assert rows.first.is_visible()
    assert rows.last.is_visible()
    assert not page.locator(".pm-explore").is_visible()
    page.locator(".pm-explore-plain a", has_text="2019").first.click()
    assert page.url.endswith("/incidents/dates/2019/")

    open_page("trends/themes/hidden-coupling/")
    lessons = page.locator(".pm-quotes > ul > li")
    assert lessons.count() > 3
    assert all(one.is_visible() for one in lessons.all()[:4])
    lessons.first.locator("a[href*='#item-']").first.click()
    assert "/postmortems/" in page.url
    assert page.locator("li:has(> .pm-lesson:target), p:has(> .pm-lesson:target)").is_visible()

    for address in ("trends/", "trends/timing/", "incidents/severities/"):
        open_page(address)
        for figure in page.locator("figure:has(.pm-chart)").all():
            assert figure.is_visible(), address
            table = figure.locator("xpath=following::table[1]")
            if not table.is_visible():
                table.locator("xpath=ancestor::details[1]/summary").click()
            assert table.locator("tbody tr").first.is_visible(), address

    open_page("")
    page.locator(".pm-search a").click()
    assert page.url.endswith("/incidents/")

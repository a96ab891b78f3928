"""What must hold in a reader's circumstances: motion, colours, size, paper, navigation, a wrong address."""

from __future__ import annotations

import pytest

from tests.browser.conftest import served
from tests.browser.kinds import POSTMORTEM, REVIEW

pytestmark = pytest.mark.browser


def test_what_is_not_there_is_said_with_ways_on(visitor):
    """At any depth: status 404, the site's own style, and links that lead somewhere."""
    visit = visitor()
    answer = visit.page.goto(f"{visit.url}/incidents/services/no/such/page/", wait_until="load")

    assert answer.status == 404
    assert visit.page.locator("h1", has_text="404").is_visible()
    assert visit.page.locator(".md-header").evaluate("one => getComputedStyle(one).position") == (
        "sticky"
    )
    visit.page.locator(".md-tabs a", has_text="Incidents").click()
    visit.page.wait_for_url("**/incidents/")
    visit.page.locator(".pm-explore-table tbody tr a").first.wait_for()
    # The browser's own line about the status is the only one.
    assert [one for one in visit.complaints if "404" not in one] == []


MOVING = """() => document.getAnimations().filter(one =>
    one.effect.getComputedTiming().activeDuration > 10).map(one => one.animationName
    ?? `${one.transitionProperty}: ${one.effect.target.className}`)"""


def test_who_wants_no_motion_gets_none(visitor):
    """Nothing of ours moves, neither on its own nor under the pointer."""
    visit = visitor(reduced_motion="reduce")
    for address in ("", "incidents/", POSTMORTEM, "trends/"):
        visit.go(address)
        for part in visit.page.locator("[class^=pm-] a:visible").all()[:5]:
            part.hover(force=True)
            assert visit.page.evaluate(MOVING) == [], address


LOST = """(all, ground) => all.filter(one => {
    const style = getComputedStyle(one);
    const paints = one.tagName === 'text' ? [style.fill] : [style.fill, style.stroke];
    return paints.every(paint => paint === ground || paint === 'none');
}).map(one => one.outerHTML)"""


def test_in_forced_colours_marks_words_and_focus_can_be_told_from_the_page(visitor):
    """Drawings take the system's colours, severities keep their bars, and the focus is outlined."""
    visit = visitor(forced_colors="active", color_scheme="dark")
    page = visit.page
    for address in ("trends/", "trends/timing/", POSTMORTEM):
        visit.go(address)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        marks = page.locator("svg :is(text, .pm-bar, .pm-dot):visible")
        assert marks.count() > 3, address
        assert marks.evaluate_all(LOST, ground) == [], address

    visit.go("incidents/")
    bars = page.locator(".pm-severity:visible").first.evaluate(
        "one => getComputedStyle(one, '::before').backgroundImage"
    )
    assert "rgb(255, 255, 255)" in bars
    page.locator("[name=text]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_at_twice_the_size_everything_can_still_be_reached(visitor):
    """200 % on a laptop: half as many pixels of style, two of the screen for each."""
    visit = visitor("half", device_scale_factor=2)
    visit.go("")
    visit.page.locator("label.md-header__button[for=__drawer]").click()
    visit.page.locator(".md-nav--primary").get_by_text("Trends", exact=True).first.click()
    visit.page.wait_for_url("**/trends/")
    visit.page.locator("label.md-header__button[for=__drawer]").click()
    visit.page.locator(".md-nav--primary").get_by_text("Luck", exact=True).first.click()
    visit.page.wait_for_url("**/trends/luck/")

    visit.go("incidents/")
    visit.page.locator(".pm-explore-open").click()
    visit.page.locator(".pm-explore-drawer .pm-facet label").first.click()
    visit.page.locator(".pm-explore-done").click()
    assert visit.page.locator(".pm-explore-chip").is_visible()
    assert visit.complaints == []


AROUND = (
    *(".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-path", ".md-top"),
    *(".md-content__button", ".md-search", ".headerlink"),
)


@pytest.mark.parametrize("address", [POSTMORTEM, REVIEW])
def test_on_paper_there_is_no_way_around(visit, address):
    """A postmortem and a review print their words and drawings, in ink on paper, and no navigation."""
    visit.go(address)
    visit.page.emulate_media(media="print", color_scheme="dark")

    for part in AROUND:
        assert not visit.page.locator(f"{part}:visible").count(), part
    assert visit.page.locator("article h1").is_visible()
    assert visit.page.locator("article svg:visible").count()
    assert visit.page.locator("article :is(table, li):visible").count() > 5
    ink, paper = (
        visit.page.locator("article h2").first.evaluate("one => getComputedStyle(one).color"),
        visit.page.evaluate("getComputedStyle(document.body).backgroundColor"),
    )
    assert (_light(ink), _light(paper)) == (False, True)


def _light(colour: str) -> bool:
    red, green, blue, *alpha = (float(one) for one in colour[colour.index("(") + 1 : -1].split(","))
    return alpha == [0.0] or (red + green + blue) / 3 > 128


@pytest.mark.parametrize("is_instant", [True, False])
def test_pages_work_with_instant_navigation_and_without(visitor, own_folder, site_url, is_instant):
    """From the front page to explore, a postmortem and a table: each has what scripts add to it.

    At another address than the one it was built for, the theme finds no page in the sitemap and
    lets the browser load each.
    """
    with served(own_folder) as elsewhere:
        visit = visitor(url=site_url if is_instant else elsewhere)
        page = visit.page
        visit.go("")
        page.evaluate("window.isSame = true")
        page.locator(".md-tabs a", has_text="Incidents").click()
        page.locator(".pm-explore-table tbody tr a").first.click()
        page.wait_for_url("**/postmortems/**")
        page.locator("a.pm-lesson").first.focus()
        page.keyboard.press("Enter")
        page.locator(".pm-said", has_text="Address copied").wait_for()
        page.locator(".md-tabs a", has_text="Trends").click()
        page.wait_for_url("**/trends/")
        page.locator(".pm-chart").first.wait_for()
        page.go_back()
        page.wait_for_url("**/postmortems/**")
        page.locator(".pm-details").wait_for()

        assert page.evaluate("window.isSame === true") is is_instant
        assert visit.complaints == []

"""From the front page to an incident without a mouse, and the switches of the theme."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one);
    return {text: one.textContent.trim(), tag: one.tagName, href: one.getAttribute('href'),
            isSeen: style.outlineStyle !== 'none' || style.boxShadow !== 'none'}; }"""


def test_the_first_key_skips_to_the_content(visit):
    """Tab shows the way past the header."""
    visit.go("incidents/services/")
    visit.page.keyboard.press("Tab")

    assert visit.page.evaluate("document.activeElement.className").startswith("md-skip")
    visit.page.keyboard.press("Enter")
    assert "#" in visit.page.url


def test_tab_leads_from_the_front_page_to_an_incident_and_is_never_caught(visit):
    """Every stop is another one, what has the focus shows it, and an incident is among them."""
    visit.go("")
    stops = []
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(FOCUSED)
        stops.append((stop["tag"], stop["text"], stop["href"]))
        if stop["tag"] == "A" and "postmortems/20" in (stop["href"] or ""):
            assert stop["isSeen"]
            break
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/postmortems/**")

    assert len(set(stops)) >= len(stops) - 2


def test_the_field_of_the_front_page_opens_the_search(visit):
    """Enter on it puts the focus into the theme's own field."""
    visit.go("")
    visit.page.locator(".pm-search a").focus()
    visit.page.keyboard.press("Enter")

    assert visit.page.evaluate("document.activeElement.className").startswith("md-search__input")
    assert visit.page.url.rstrip("/") == visit.url


def test_the_scheme_is_switched_and_kept(visit):
    """Light, dark and the system's own; our colours follow, on the next page too."""
    visit.go("")
    colour = "getComputedStyle(document.querySelector('.pm-severity')).getPropertyValue('--pm-on')"
    light = visit.page.evaluate(colour)
    for _ in range(2):
        visit.page.locator("label.md-header__button:not([hidden])[for^=__palette]").click()
    assert visit.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert visit.page.evaluate(colour) != light

    visit.go("incidents/")
    assert visit.page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_all_of_the_front_page_is_on_a_laptops_screen(visit):
    """Search, the newest, what keeps happening, luck and where to write, without scrolling."""
    visit.go("")
    for part in (".pm-search", ".pm-cards", ".pm-columns", ".pm-write"):
        box = visit.page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 800, part


def test_a_phone_has_the_front_page_in_the_same_order(visitor):
    """Search first, writing last."""
    visit = visitor("phone")
    visit.go("")
    parts = (".pm-search", ".pm-cards", ".pm-columns > div >> nth=0", ".pm-columns > div >> nth=1")
    tops = [visit.page.locator(part).bounding_box()["y"] for part in (*parts, ".pm-write")]

    assert tops == sorted(tops)

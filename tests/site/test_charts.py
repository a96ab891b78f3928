"""Drawings on a real site: each mark leads to a page and a place that exist."""

from __future__ import annotations

import shutil

import pytest

from helpers import DATA
from tests.site.project import EXTENSIONS, RefusedError, build, write
from tests.site.web import Element, Page, Site

ORGANISATION = DATA / "organisation" / "postmortems"
FIGURE = (
    "# Home\n\n"
    '<figure class="pm-figure">\n<svg class="pm-chart" width="100%" height="9" role="group">\n'
    '<a href="{}"><title>one</title><rect width="1%" height="9"/></a>\n</svg>\n</figure>\n'
)
DRAWN = (
    *("incidents/dates", "incidents/severities", "trends", "trends/timing", "trends/reviews"),
    *("trends/reviews/2025-q3", "trends/themes/monitoring-coverage"),
)


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(request, tmp_path_factory) -> Site:
    root = write(
        tmp_path_factory.mktemp("charts"),
        {},
        use_directory_urls=request.param,
        markdown_extensions=EXTENSIONS,
    )
    shutil.rmtree(root / "postmortems")
    shutil.copytree(ORGANISATION, root / "postmortems")
    return Site(build(root))


def _marks(page: Page) -> list[Element]:
    return [
        mark for svg in page.main.all("svg") if "pm-chart" in svg.classes for mark in svg.all("a")
    ]


@pytest.mark.parametrize("address", DRAWN)
def test_a_page_with_enough_to_see_has_drawings_with_links(site, address):
    """Twenty incidents and more are drawn, and what is drawn leads somewhere."""
    marks = _marks(site.page(address))

    assert marks
    assert all(one.all("title") for one in marks)


def test_every_link_of_every_drawing_leads_to_a_page_and_a_place(site):
    """None is left as the repository has it, and none leads astray."""
    found = [(page, one) for page in site.pages.values() for one in _marks(page)]

    assert len(found) > 200
    for page, one in found:
        href = one.attributes["xlink:href"]
        assert ".md" not in href, f"{page.path}: {href}"
        assert site.resolve(page, href), f"{page.path}: {href}"
    assert site.broken_links() == []


def test_a_dot_of_a_duration_leads_straight_to_its_incident(site):
    page = site.page("trends/timing")
    targets = {site.resolve(page, one.attributes["xlink:href"]) for one in _marks(page)}
    incident = site.page("postmortems/2024-02-06-stations-would-not-release").path

    assert incident in targets


def test_the_ids_of_a_page_are_each_its_own(site):
    """Several drawings of a page name themselves apart."""
    for page in site.pages.values():
        assert len(page.ids) == len(set(page.ids)), page.path
        for svg in page.main.all("svg"):
            for name in (svg.attributes.get("aria-labelledby") or "").split():
                assert name in page.ids, page.path


@pytest.mark.parametrize(
    "href", ["nowhere.md", "incidents/index.md#nowhere", "trends/themes/nowhere.md#went-wrong"]
)
def test_a_broken_link_in_a_drawing_stops_a_strict_build(tmp_path, href):
    """Checked as every other link: by the host, page and anchor."""
    root = write(tmp_path, {"docs/index.md": FIGURE.format(href)}, markdown_extensions=EXTENSIONS)

    with pytest.raises(RefusedError) as refused:
        build(root)

    assert href in str(refused.value)


def test_a_link_that_holds_does_not(tmp_path):
    href = "trends/index.md#trends"
    root = write(tmp_path, {"docs/index.md": FIGURE.format(href)}, markdown_extensions=EXTENSIONS)

    site = Site(build(root))

    assert [one.attributes["xlink:href"] for one in _marks(site.page(""))] == ["trends/#trends"]

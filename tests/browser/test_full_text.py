"""Every word of a site above its limit: a real Pagefind index, searched in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.conftest import REPOSITORY, served
from tests.site.project import EXTENSIONS, build, write

pytestmark = pytest.mark.browser

ORGANISATION = REPOSITORY / "tests/data/organisation/postmortems"


@pytest.fixture(scope="module")
def large_site(tmp_path_factory) -> Path:
    """The fictional organisation, with a limit of five."""
    pytest.importorskip("pagefind", reason="pagefind is not installed")
    files = {
        f"postmortems/{path.relative_to(ORGANISATION).as_posix()}": path.read_bytes()
        for path in ORGANISATION.rglob("*")
        if path.is_file()
    }
    root = write(
        tmp_path_factory.mktemp("large"),
        files,
        theme={"name": "material", "font": False, "features": ["navigation.instant"]},
        plugins=["search", {"postmortems": {"search_limit": 5}}],
        markdown_extensions=EXTENSIONS,
    )
    return build(root, strict=False)


def test_above_the_limit_the_themes_index_has_no_timeline(large_site):
    """Summaries and lessons stay, timelines go."""
    index = json.loads((large_site / "search/search_index.json").read_text("utf-8"))
    places = [one["location"] for one in index["docs"] if one["location"].startswith("postmortems")]

    assert [one for one in places if one.endswith("#summary")]
    assert not [one for one in places if one.endswith(("#timeline", "#similar-incidents"))]


def test_every_word_is_found_with_facets_and_the_view_is_shared(visitor, large_site):
    """Words narrow, a facet narrows further by keyboard, and the address brings it back."""
    with served(large_site) as url:
        visit = visitor(url=url)
        visit.go("incidents/search/")
        field = visit.page.locator("#pm-query")
        first = visit.page.locator(".pm-found a").first
        first.wait_for()
        everything = visit.page.locator(".pm-said").inner_text()
        field.fill("refunds card")
        visit.page.wait_for_function(
            "before => document.querySelector('.pm-said').innerText !== before", arg=everything
        )
        visit.page.locator(".pm-found a", has_text="Refunds by card").wait_for()
        box = visit.page.locator("details[data-name=severity] input").first
        visit.page.locator("details[data-name=severity] summary").press("Enter")
        box.press("Space")
        visit.page.wait_for_url("**severity=**")
        said = visit.page.locator(".pm-said").inner_text()

        visit.page.reload(wait_until="load")
        first.wait_for()
        assert visit.page.locator(".pm-said").inner_text() == said
        assert field.input_value() == "refunds card"
        assert visit.complaints == []

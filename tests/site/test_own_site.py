"""The repository's own site: every page, link, anchor and word of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.document import Document
from tests.site.project import build
from tests.site.web import Page, Site

OVERVIEWS = (
    "incidents",
    "incidents/services",
    "incidents/severities",
    "incidents/dates",
    "trends",
    "trends/luck",
    "trends/unfiled",
)


@pytest.fixture(scope="module")
def base(repository: Path) -> KnowledgeBase:
    return KnowledgeBase(repository / "postmortems", repository, date(2026, 3, 1))


@pytest.fixture(scope="module")
def documents(base: KnowledgeBase) -> list[Document]:
    return [one for one in base.documents if not one.is_withheld]


def _is_ours(page: Page) -> bool:
    return page.path.startswith(("incidents/", "trends/", "postmortems/"))


def test_every_link_and_anchor_leads_somewhere(own_site):
    """No link, image, style or script of any page leads to something that is not there."""
    assert own_site.broken_links() == []


def test_no_page_has_one_id_twice(own_site):
    """An id stands once on its page, so that every anchor is exact."""
    twice = {
        page.path: sorted({one for one in page.ids if page.ids.count(one) > 1})
        for page in own_site.pages.values()
        if len(page.ids) != len(set(page.ids))
    }

    assert twice == {}


def test_no_page_shows_front_matter(own_site):
    """Front matter is read and never printed."""
    for page in own_site.select(lambda path: path.startswith("postmortems/")):
        assert "started_at:" not in page.root.all("body")[0].text, page.path
        assert not page.main.text.startswith("---"), page.path


@pytest.mark.parametrize("address", OVERVIEWS)
def test_every_overview_exists(own_site, address):
    """Each overview of the design has its page, with a heading and an answer first."""
    page = own_site.page(address)

    assert len(page.main.all("h1")) == 1
    assert page.main.all(of="pm-answer")[0].text


def test_every_service_severity_year_quarter_and_theme_has_a_page(own_site, base):
    """Whatever a document names can be followed to its own page."""
    corpus = base.corpus
    for one in corpus.counted:
        assert own_site.page(f"postmortems/{one.id}")
        for service in one.services:
            assert own_site.page(f"incidents/services/{service}")
        assert own_site.page(f"incidents/severities/{one.severity}")
        assert own_site.page(f"incidents/dates/{one.started_at.year}")
        assert own_site.page(f"incidents/dates/{one.started_at.year}-q{one.started_at.quarter}")
    for theme in corpus.vocabularies.themes:
        assert own_site.page(f"trends/themes/{theme.id}")


def test_lesson_anchors_are_the_addresses_that_the_reader_gives(own_site, documents):
    """Every lesson has its anchor on its page, in order, and nothing else has one."""
    for document in documents:
        page = own_site.page(f"postmortems/{document.postmortem.id}")
        anchors = [one for one in page.ids if one.startswith("item-")]

        assert anchors == [one.address for one in document.postmortem.lessons], page.path


def test_an_anchor_stands_in_the_block_of_its_lesson(own_site, documents):
    """A link to a lesson leads to its words."""
    for document in documents:
        page = own_site.page(f"postmortems/{document.postmortem.id}")
        blocks = {
            anchor.attributes["id"]: block.text
            for block in page.main.all("li", "p")
            for anchor in block.all("a")
            if anchor.attributes.get("id", "").startswith("item-")
        }
        for lesson in document.postmortem.lessons:
            words = lesson.text.split()[:3]
            assert " ".join(words) in blocks[lesson.address], (page.path, lesson.address)


def test_a_word_of_a_timeline_is_found_under_its_page_only(own_site, documents):
    """Search knows every timeline, and names the postmortem rather than a generated page."""
    for document in documents:
        if not document.postmortem.timeline:
            continue
        entry = document.postmortem.timeline[-1]
        words = " ".join(entry.text.split()[:3])
        found = [one["location"] for one in own_site.search_index if words in one["text"]]

        assert any(one.startswith(f"postmortems/{document.postmortem.id}/") for one in found), words


def test_generated_pages_are_not_searched(own_site):
    """What pages repeat is found once, where it was written."""
    locations = {one["location"].split("/")[0] for one in own_site.search_index}

    assert locations.isdisjoint({"incidents", "trends"})


def test_edit_links_lead_to_the_file(own_site, repository, documents):
    """The edit link of a postmortem names the file that holds it; generated pages have none."""
    start = "https://github.com/example/mkdocs-postmortems/edit/main/"
    for page in filter(_is_ours, own_site.pages.values()):
        edits = [one for one in page.links if one.attributes.get("rel") == "edit"]
        if not page.path.startswith("postmortems/"):
            assert edits == [], page.path
            continue
        href = edits[0].attributes["href"]
        assert href.startswith(start)
        assert (repository / href.removeprefix(start)).is_file()
        assert page.path.split("/")[1] in href


@pytest.fixture(scope="module")
def strict_site(repository, tmp_path_factory) -> Site:
    return Site(build(repository, site=tmp_path_factory.mktemp("strict")))


def test_the_own_site_builds_strictly(strict_site):
    """This project's knowledge base and docs pass their own gate and every check of links."""
    assert strict_site.page("incidents")


def test_the_same_source_gives_the_same_bytes(own_site, strict_site):
    """Two builds of one commit differ in nothing."""
    assert strict_site.bytes_of.keys() == own_site.bytes_of.keys()
    differing = [
        path for path, data in strict_site.bytes_of.items() if data != own_site.bytes_of[path]
    ]
    assert differing == []

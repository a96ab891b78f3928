"""A postmortem's page in both hosts: links within it, its drawing, figures, source and citation."""

from __future__ import annotations

import pytest

from tests.site.project import EXTENSIONS, build, postmortem, write
from tests.site.web import Page, Site

ID = "2024-05-02-told"
BODY = """
## Timeline

### 10:00 The cache is flushed

[started] By a deploy.

### 10:14 [detected] Page fires

Ada joins.

### 11:00 [resolved] Everything is back

![Open connections](graph.png)

*Figure 1. Open connections over the day.*

## What went wrong

- [rollback] Nobody could roll back. → A1, A2
- Nothing else. → A1

## Action items

| Id | Action | Ticket |
|:--|:--|:--|
| A1 | Make it possible, see [the page](#at-detected) | PAY-7 |
| A2 | Try it, as [A1](#action-a1) | none |
"""


@pytest.fixture(
    scope="module",
    params=[("material", True), ("mkdocs", True), ("mkdocs", False)],
    ids=["material", "plain", "flat"],
)
def site(request, tmp_path_factory) -> Site:
    theme, directories = request.param
    files = {
        "postmortems/settings.yml": "tickets: {PAY-: 'https://tracker.example/{id}'}\n",
        f"postmortems/2024/{ID}.md": postmortem(
            BODY, title="Told", detected_at="2024-05-02T10:14:00+00:00", authors=["Ada"]
        ),
        "postmortems/2024/graph.png": b"\x89PNG",
    }
    root = write(
        tmp_path_factory.mktemp("told"),
        files,
        theme={"name": theme, "font": False} if theme == "material" else theme,
        markdown_extensions=EXTENSIONS,
        use_directory_urls=directories,
        edit_uri="https://git.example/edit/main/docs/",
    )
    return Site(build(root))


@pytest.fixture
def told(site) -> Page:
    return site.page(f"postmortems/{ID}")


def test_every_link_of_the_page_leads_somewhere(site):
    """A strict build says so too; the drawing's links are seen here only."""
    assert site.broken_links() == []


def test_the_drawing_outlives_the_cleaning_and_its_links_are_there(told):
    """Three moments, each a link to its line."""
    (drawing,) = [one for one in told.main.all("svg") if one.all("circle")]
    links = [one.attributes["xlink:href"] for one in drawing.all("a")]

    assert links == ["#at-started", "#at-detected", "#at-resolved"]
    assert {link[1:] for link in links} <= set(told.ids)
    assert drawing.attributes["role"] == "group"


def test_a_heading_of_a_timeline_keeps_its_address(told):
    """The offset beside it is no part of its words."""
    headings = {one.attributes.get("id"): one for one in told.main.all("h3")}

    assert "1000-the-cache-is-flushed" in headings
    offsets = [one.attributes["data-offset"] for one in told.main.all(of="pm-offset")]
    assert offsets == ["+0 min", "+14 min", "+1 h"]


def test_lessons_and_actions_lead_to_each_other(told):
    """Both ways, with words for those who do not see the arrow."""
    anchors = [one.attributes for one in told.main.all("a", of="pm-lesson")]
    assert [one["href"][1:] for one in anchors] == [one["id"] for one in anchors]
    assert [one["data-kind"] for one in anchors] == ["went wrong", "went wrong"]

    ties = [one.text for one in told.links if one.attributes["href"] == "#action-a1"]
    assert ties == ["A1", "A1", "A1"]
    backs = [one.attributes for one in told.main.all("a", of="pm-back")]
    assert [one["href"][1:] for one in backs] == [
        anchors[0]["id"],
        anchors[1]["id"],
        anchors[0]["id"],
    ]
    assert backs[0]["title"] == "Back to the lesson: Nobody could roll back."


def test_an_image_is_a_figure_with_the_caption_of_its_author(site, told):
    """One caption, and a link to the file that is there."""
    (figure,) = told.main.all("figure", of="pm-image")

    assert figure.text.strip() == "Figure 1. Open connections over the day."
    (link,) = figure.all("a")
    assert site.resolve(told, link.attributes["href"]) in site.bytes_of


def test_source_and_citation_know_the_site(site, told):
    """The edit link is the host's own, and the address the one of this very page."""
    (provenance,) = told.main.all(of="pm-provenance")
    address = f"https://example.org/kb/{told.path.removesuffix('index.html')}"

    assert "https://git.example/edit/main/postmortems/2024/2024-05-02-told.md" in [
        one.attributes["href"].replace("docs/../", "") for one in provenance.all("a")
    ]
    assert f"Ada: Told. Postmortem, 2024-05-02. {address}" in provenance.text
    assert f"url = {{{address}}}," in provenance.text


def test_search_finds_what_was_told_and_not_how_to_cite_it(site):
    """Neither the drawing nor the citation is in Material's index."""
    if "material" not in site.page("").html:
        return
    text = " ".join(entry["text"] for entry in site.search_index)

    assert "Ada joins" in text
    assert "@misc" not in text
    assert "thick line" not in text


def test_a_ticket_is_a_link(told):
    """By the settings' pattern, in the author's own table."""
    (link,) = [one for one in told.links if one.text == "PAY-7"]

    assert link.attributes["href"] == "https://tracker.example/PAY-7"

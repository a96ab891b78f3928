"""Every number on a page equals what stands behind its link, and what the documents say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.site.project import build, postmortem, write
from tests.site.web import Element, Page, Site

NUMBER = re.compile(r"(\d[\d,]*)(?: (.*))?")


def _lessons(wrong: str = "", lucky: str = "", well: str = "") -> str:
    parts = (("What went wrong", wrong), ("Where we got lucky", lucky), ("What went well", well))
    return "\n".join(f"## {heading}\n\n{items}\n" for heading, items in parts if items)


MIXED = {
    "postmortems/services.yml": "- id: shop\n  name: Shop\n- id: mail\n- id: idle\n",
    "postmortems/2024/2024-05-02-cache-flush.md": postmortem(
        _lessons("- [rollback] One.\n- [rollback, guardrails] Two.\n", "- [timing] Three.\n"),
        services=["shop", "mail"],
    ),
    "postmortems/2024/2024-06-11-slow-mail.md": postmortem(
        _lessons("- [rollback] Four.\n- Unfiled.\n- [none] On purpose.\n", "- Five.\n"),
        services=["mail"],
        severity="sev-1",
        status="in-review",
        started_at="2024-06-11T09:00:00+00:00",
        resolved_at=None,
    ),
    "postmortems/2023/2023-01-09-almost.md": postmortem(
        _lessons("- [rollback] Near.\n", "- [timing] Nearly.\n", "- [guardrails] It held.\n"),
        kind="near-miss",
        started_at="2023-01-09T09:00:00+00:00",
        resolved_at=None,
    ),
    "postmortems/2023/2023-01-10-nothing.md": postmortem(
        _lessons("- [rollback] Not counted.\n"),
        kind="false-alarm",
        started_at="2023-01-10T09:00:00+00:00",
        resolved_at=None,
    ),
    "postmortems/2024/2024-07-01-unwritten.md": postmortem(
        _lessons("- [rollback] Draft.\n", "- [timing] Draft.\n"),
        status="draft",
        started_at="2024-07-01T09:00:00+00:00",
        resolved_at=None,
    ),
}


@pytest.fixture(scope="module")
def mixed_site(tmp_path_factory):
    """A site of every kind and status: two incidents, a near miss, a false alarm and a draft."""
    return Site(build(write(tmp_path_factory.mktemp("mixed"), MIXED), strict=False))


@pytest.fixture(params=["own_site", "mixed_site"])
def site(request) -> Site:
    return request.getfixturevalue(request.param)


def _rows(elements: list[Element]) -> int:
    """The body rows of the first table."""
    tables = [one for one in elements if one.tag == "tbody"]
    return len(tables[0].all("tr")) if tables else 0


def _quotes(elements: list[Element]) -> list[Element]:
    """Each quoted lesson's source line, wherever it stands."""
    return [one for one in elements if "pm-source" in one.classes]


def _incidents(page: Page, site: Site, quotes: list[Element]) -> int:
    """The postmortems that the sources of these quotes lead to, each once."""
    links = (one.all("a")[0].attributes["href"] for one in quotes)
    return len({site.resolve(page, href) for href in links})


def _counted(page: Page) -> list[Element]:
    """What a whole page counts: not what it lists apart."""
    for anchor in ("all-incidents", "incidents"):
        if found := page.section(anchor):
            return found
    apart = {"near-misses", "false-alarms"} & set(page.ids)
    return [] if apart else list(page.main.walk())


LISTS = ("incidents/", "trends/index.html", "trends/themes/", "trends/unfiled/")
"""Pages whose numbers lead to rows or sentences; the registers have tests of their own."""


OTHERWISE = re.compile(
    r"(?:^|/)(?:luck|unfiled)/(?:#|$)|#(?:later|earlier|by-(?:year|half|quarter))$"
    r"|#(?:year|half|quarter)-[\w-]+$"
)
"""The register of luck and the list of what is not filed count otherwise, and have their own
tests; a comparison of two years leads to the sentence that makes it, and
the share of one period to the table of all of them, or to its row there."""


def _behind(site: Site, page: Page, href: str, noun: str) -> int:
    """What stands where a number's link leads: rows of a table, quotes, or links in a sentence."""
    target = site.pages[site.resolve(page, href)]
    anchor = href.partition("#")[2]
    elements = target.section(anchor) if anchor else _counted(target)
    if rows := _rows(elements):
        return rows
    if quotes := _quotes(elements):
        return len(quotes) if "lesson" in noun else _incidents(target, site, quotes)
    links = [one for one in elements if one.tag == "a" and "headerlink" not in one.classes]
    return len({one.attributes["href"] for one in links if "href" in one.attributes})


def test_each_number_equals_what_its_link_leads_to(site):
    """A reader who follows a number finds as many incidents, services or lessons as it says."""
    wrong = []
    checked = 0
    for page in site.select(lambda path: path.startswith(LISTS)):
        for link in page.main.all("a"):
            href = link.attributes.get("href", "")
            match = NUMBER.fullmatch(link.text)
            if not match or re.search(rf"(?:^|/)(?:{match[1]}(?:-q\d)?/|postmortems/20)", href):
                continue  # the name of a period, or of an incident
            if OTHERWISE.search(href):
                continue
            checked += 1
            found = _behind(site, page, href, match[2] or "")
            if found != int(match[1].replace(",", "")):
                wrong.append(f"{page.path}: [{link.text}]({href}) leads to {found}")

    assert checked > 20
    assert not wrong, "\n".join(wrong)


def test_every_kind_and_status_builds_strictly(mixed_site):
    """A year of near misses only, and a draft's own links, break nothing."""
    root = mixed_site.folder.parent

    assert Site(build(root, site=root / "strict")).broken_links() == []


def test_lists_hold_the_counted_incidents_and_no_others(mixed_site):
    """An incident, and only an incident, is in the tables that are counted."""
    incidents = mixed_site.page("incidents")
    titles = {heading.text for heading in incidents.main.all("h2")}

    assert _rows(incidents.section("all-incidents")) == 2
    assert _rows(incidents.section("near-misses")) == 1
    assert _rows(incidents.section("false-alarms")) == 1
    assert _rows(incidents.section("drafts")) == 1
    assert {"All incidents", "Near misses", "False alarms", "Drafts"} <= titles


def test_a_draft_is_on_no_page_but_the_list_of_drafts(mixed_site):
    """A draft has its page and its line, and nothing else knows of it."""
    assert mixed_site.page("postmortems/2024-07-01-unwritten")
    naming = [
        page.path
        for page in mixed_site.select(lambda path: path.startswith(("incidents/", "trends/")))
        if any("2024-07-01-unwritten" in link.attributes["href"] for link in page.links)
    ]

    assert naming == ["incidents/index.html"]


def test_a_false_alarm_adds_nothing_to_a_theme(mixed_site):
    """What a false alarm tells is in no theme; a near miss is."""
    rollback = mixed_site.page("trends/themes/rollback")
    links = {one.attributes["href"] for one in rollback.links}

    assert "3 of 3 incidents" in rollback.main.all(of="pm-answer")[0].text
    assert not [href for href in links if "2023-01-10-nothing" in href]


def test_an_incident_counts_once_under_each_of_its_services(mixed_site):
    """The incident of two services stands on both pages."""
    assert _rows(mixed_site.page("incidents/services/mail").section("incidents")) == 2
    assert _rows(mixed_site.page("incidents/services/shop").section("incidents")) == 1


def test_unfiled_lessons_are_those_without_a_theme(mixed_site):
    """`[none]` is an answer; only a lesson without a bracket waits for one."""
    texts = [one.text for one in mixed_site.page("trends/unfiled").main.all("li")]

    assert len(texts) == 2
    assert texts[0].startswith("Unfiled.")
    assert texts[1].startswith("Five.")


def test_counts_of_the_own_site_can_be_recomputed(own_site, repository):
    """Counting the documents anew gives the numbers of the pages."""
    base = KnowledgeBase(repository / "postmortems", repository, date(2026, 3, 1))
    counted = [one for one in base.corpus.postmortems if one.status != "draft"]
    incidents = [one for one in counted if one.kind == "incident"]
    read = [one for one in counted if one.kind != "false-alarm"]

    assert _rows(own_site.page("incidents").section("all-incidents")) == len(incidents)
    for service in base.services:
        mine = [one for one in incidents if service.id in one.services]
        if mine:
            page = own_site.page(f"incidents/services/{service.id}")
            assert _rows(page.section("incidents")) == len(mine)
    for theme in base.vocabularies.themes:
        slugs = {theme.id, *theme.aliases}
        hurt = [
            one
            for one in read
            if any(
                lesson.kind in {"wrong", "factor"} and slugs & set(lesson.themes)
                for lesson in one.lessons
            )
        ]
        page = own_site.page(f"trends/themes/{theme.id}")
        quotes = _quotes(page.section("went-wrong"))
        assert _incidents(page, own_site, quotes) == len(hurt), theme.id
    lucky = [one for one in read if any(lesson.kind == "lucky" for lesson in one.lessons)]
    luck = own_site.page("trends/luck")
    assert _incidents(luck, own_site, _quotes(luck.section("by-theme"))) == len(lucky)

"""Where people already look: feeds, heads, Markdown, llms.txt and old addresses of a built site."""

from __future__ import annotations

import json
import logging
import posixpath
from xml.etree import ElementTree as ET

import frontmatter
import pytest

from tests.site.project import EACH_HOST, RefusedError, build, postmortem, write
from tests.site.web import Page, Site

ATOM = "{http://www.w3.org/2005/Atom}"
DATA = "application/ld+json"
ROOT = "https://example.org/kb/"
FLUSH = "2024-05-02-flush"
FILES = {
    "postmortems/services.yml": "- {id: shop, name: Shop, group: Sales & Co, owner: carts}\n"
    "- {id: mail, name: Mail}\n",
    f"postmortems/2024/{FLUSH}.md": postmortem(
        "## Summary\n\nThe cache <b>was</b> flushed & cold.\n\n## Timeline\n\n"
        "| Time (UTC) | Event |\n|---|---|\n| 10:00 | It began |\n"
        "| 10:20 | [mitigated] The cache is warmed by hand |\n\n"
        "## What went wrong\n\n- [rollback] There was no way back.\n\n"
        "## Action items\n\n| Id | Action | Owner | Status |\n|---|---|---|---|\n"
        "| A1 | Warm it | Ada | open |\n| A2 | Watch it | Ada | done |\n",
        published_at="2024-05-06",
        mitigated_by="rollback",
        aliases=["flush", "wiki/42/", "wiki/old.html", "/ops/INC-42"],
    ),
    "postmortems/2024/2024-06-02-again.md": postmortem(
        title="Again",
        services=["shop", "mail"],
        started_at="2024-06-02T10:00:00+00:00",
        resolved_at=None,
    ),
    "postmortems/2024/2024-07-02-review.md": postmortem(
        title="In review",
        status="in-review",
        started_at="2024-07-02T10:00:00+00:00",
        resolved_at=None,
    ),
    "postmortems/2024/2024-08-02-draft.md": postmortem(
        title="Draft", status="draft", started_at="2024-08-02T10:00:00+00:00", resolved_at=None
    ),
}


@pytest.fixture(scope="module", **EACH_HOST)
def sites(request, tmp_path_factory) -> tuple[Site, Site]:
    """Two builds of one project, a day apart."""
    theme, folders = request.param
    root = write(
        tmp_path_factory.mktemp("heads"),
        FILES,
        theme={"name": theme, "font": False, "highlightjs": False},
        use_directory_urls=folders,
    )
    one = Site(build(root, strict=False, site=root / "one"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1772409600")
        return one, Site(build(root, strict=False, site=root / "two"))


@pytest.fixture
def site(sites) -> Site:
    return sites[0]


def has_folders(site: Site) -> bool:
    return (
        "incidents/groups/index.html" in site.pages
        and f"postmortems/{FLUSH}/index.html" in site.pages
    )


def head(page: Page, **wanted: str) -> list[str]:
    """The addresses of the links in a page's head with these attributes."""
    return [
        one.attributes["href"]
        for one in page.root.all("link")
        if all(one.attributes.get(name) == value for name, value in wanted.items())
    ]


def inside(site: Site, url: str) -> str:
    """The file that a full address of this site leads to."""
    assert url.startswith(ROOT)
    path = posixpath.normpath(url.removeprefix(ROOT) or ".")
    return posixpath.normpath(f"{path}/index.html") if (site.folder / path).is_dir() else path


def test_feeds_hold_published_postmortems_newest_first(site):
    """Those in review and drafts are in no feed; the day is that of publishing, else of the incident."""
    feed = ET.fromstring(site.bytes_of["feed.xml"])
    entries = feed.findall(f"{ATOM}entry")

    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "Again",
        "Cache flush emptied the shop",
    ]
    assert [one.findtext(f"{ATOM}updated") for one in entries] == [
        "2024-06-02T00:00:00+00:00",
        "2024-05-06T00:00:00+00:00",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2024-06-02T00:00:00+00:00"


def test_an_atom_feed_has_what_its_standard_asks(site):
    """RFC 4287: id, title, updated and an author of the feed; id, title and updated of each entry."""
    for path in ("feed.xml", "feeds/shop.xml", "feeds/mail.xml"):
        feed = ET.fromstring(site.bytes_of[path])
        assert feed.tag == f"{ATOM}feed"
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        (own,) = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own.get("href") == f"{ROOT}{path}"
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
                assert element.findtext(f"{ATOM}{name}")
        ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) > 0
        assert all(inside(site, id) in site.pages for id in ids)


def test_a_summary_is_text_twice_escaped(site):
    """A reader takes it for HTML, and shows the very words."""
    feed = ET.fromstring(site.bytes_of["feed.xml"])
    summary = feed.findall(f"{ATOM}entry")[1].find(f"{ATOM}summary")

    assert summary.get("type") == "html"
    assert summary.text == "The cache was flushed &amp; cold."


def test_a_json_feed_has_what_its_standard_asks(site):
    """JSON Feed 1.1: version, title and items; of each an id and its content."""
    for path in ("feed.json", "feeds/shop.json", "feeds/mail.json"):
        feed = json.loads(site.bytes_of[path])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert feed["feed_url"] == f"{ROOT}{path}"
        assert inside(site, feed["home_page_url"]) in site.pages
        for item in feed["items"]:
            assert item["id"] == item["url"]
            assert item["content_text"]
            assert inside(site, item["url"]) in site.pages
            assert item["date_published"].endswith("+00:00")
    assert [one["title"] for one in json.loads(site.bytes_of["feeds/mail.json"])["items"]] == [
        "Again"
    ]


def test_every_page_names_the_feed_and_a_service_its_own(site):
    """Feed readers find it from any page, in any theme, hand-written ones too."""
    for page in site.pages.values():
        if page.path == "404.html" or page.root.all("meta")[-1].attributes.get("name") == "robots":
            continue
        found = [site.resolve(page, one) for one in head(page, type="application/atom+xml")]
        assert found[0] == "feed.xml", page.path
    shop = site.page("incidents/services/shop")
    assert {site.resolve(shop, one) for one in head(shop, type="application/feed+json")} == {
        "feed.json",
        "feeds/shop.json",
    }


def test_every_page_says_what_a_preview_shows(site):
    """Title, kind, site and address; the address is the page's own, and no picture is asked for."""
    for address in (
        "",
        "incidents",
        "trends/luck",
        f"postmortems/{FLUSH}",
        "incidents/services/shop",
    ):
        page = site.page(address)
        meta = {
            one.attributes["property"]: one.attributes["content"]
            for one in page.root.all("meta")
            if "property" in one.attributes
        }
        assert meta["og:title"]
        assert meta["og:site_name"] == "Sample"
        assert inside(site, meta["og:url"]) == page.path
        assert [meta["og:url"]] == head(page, rel="canonical")
        assert meta["og:type"] == ("article" if "postmortems" in address else "website")
        assert not [name for name in meta if "image" in name]
    assert "&" in meta["og:title"] or meta["og:title"] == "Shop"


def test_a_postmortem_says_what_it_is_as_data(site):
    """JSON-LD names headline, day and services; a draft, and any other page, says nothing."""
    data = {
        path: [
            json.loads(one.text)
            for one in page.root.all("script")
            if one.attributes.get("type") == DATA
        ]
        for path, page in site.pages.items()
    }
    (article,) = data.pop(site.page(f"postmortems/{FLUSH}").path)

    assert article["headline"] == "Cache flush emptied the shop"
    assert article["datePublished"] == "2024-05-06"
    assert article["about"] == [{"@type": "Thing", "name": "Shop"}]
    assert "author" not in article
    told = {path for path, found in data.items() if found}
    assert told == {
        site.page(f"postmortems/{id}").path for id in ("2024-06-02-again", "2024-07-02-review")
    }


def test_each_postmortem_has_its_markdown_beside_it(site):
    """The page names it; it holds what the page shows and names nobody in its front matter."""
    page = site.page(f"postmortems/{FLUSH}")
    (link,) = head(page, type="text/markdown")
    path = site.resolve(page, link) if has_folders(site) else f"postmortems/{FLUSH}.md"
    if has_folders(site):
        path = f"postmortems/{FLUSH}/index.md"
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link)) == path
    post = frontmatter.loads(site.bytes_of[path].decode())

    assert post["title"] == "Cache flush emptied the shop"
    assert "[rollback] There was no way back." in post.content
    assert "aliases" not in post.metadata


def test_llms_txt_has_its_form_and_its_links_hold(site):
    """A title, a quoted sentence, and links to files that are there; drafts are not listed."""
    text = site.bytes_of["llms.txt"].decode()
    lines = text.splitlines()

    assert lines[0] == "# Sample"
    assert lines[2].startswith("> ")
    links = [line.partition("](")[2].partition(")")[0] for line in lines if line.startswith("- [")]
    assert len(links) == 8 + 3
    for link in links:
        assert inside(site, link) in site.bytes_of
    assert "draft" not in text.lower()


def test_old_addresses_lead_to_the_page(site):
    """Without script: a refresh, a link, and the new address as the one to keep."""
    form = "{}/index.html" if has_folders(site) else "{}.html"
    old = [
        form.format("postmortems/flush"),
        "wiki/42/index.html",
        "wiki/old.html",
        form.format("ops/INC-42"),
    ]
    target = site.page(f"postmortems/{FLUSH}")
    for path in old:
        page = site.pages[path]
        (link,) = page.links
        refresh = next(one for one in page.root.all("meta") if one.attributes.get("http-equiv"))
        assert site.resolve(page, link.attributes["href"]) == target.path
        assert refresh.attributes["content"] == f"0; url={link.attributes['href']}"
        assert head(page, rel="canonical") == head(target, rel="canonical")
        assert not page.root.all("script")


def test_the_site_map_lists_pages_and_nothing_else(site):
    """No redirect, no Markdown, no data file."""
    urls = [
        one.text
        for one in ET.fromstring(site.bytes_of["sitemap.xml"]).iter()
        if one.tag.endswith("}loc")
    ]

    assert urls
    assert {inside(site, url) for url in urls} <= set(site.pages)
    assert not [url for url in urls if "wiki" in url or "INC" in url or url.endswith(".md")]


def test_a_service_s_file_tells_somebody_on_call_what_to_know(site):
    """The newest incidents with their address, and what ended them in the timeline's words."""
    data = json.loads(site.bytes_of["data/services/shop.json"])
    told = {one["id"]: one for one in data["newest"]}

    assert list(told) == ["2024-07-02-review", "2024-06-02-again", FLUSH]
    assert inside(site, ROOT + told[FLUSH]["address"]) == site.page(f"postmortems/{FLUSH}").path
    assert told[FLUSH]["mitigation"] == "The cache is warmed by hand"
    assert told[FLUSH]["mitigated_by"] == "rollback"
    assert told[FLUSH]["open_actions"] == 1
    assert inside(site, ROOT + data["address"]) == site.page("incidents/services/shop").path
    assert "Ada" not in site.bytes_of["data/services/shop.json"].decode()


def test_groups_stand_by_name_and_name_nobody(site):
    """A page for the group and one for the team, each with the open actions and no owner of them."""
    overview = site.page("incidents/groups")
    names = [one.text for one in overview.main.all("td") if one.text in {"carts", "Sales & Co"}]
    page = site.page("incidents/groups/carts")

    assert names == ["carts", "Sales & Co"]
    assert "A1: Warm it" in page.main.text
    assert "Watch it" not in page.main.text
    assert "Ada" not in page.main.text
    assert overview.path in [
        site.resolve(page, one.attributes["href"]) for one in site.page("incidents/services").links
    ]
    assert site.broken_links() == []


def test_a_day_later_nothing_but_days_of_data_has_changed(sites):
    """Feeds, heads, Markdown, llms.txt and redirects know no day of the build."""
    one, two = (site.bytes_of for site in sites)
    same = [path for path in one if path.startswith(("feed", "llms", "wiki", "postmortems/"))]

    assert len(same) > 10
    assert [path for path in same if one[path] != two[path] and not path.endswith(".html")] == []


def test_without_an_address_there_is_no_feed_and_the_log_says_so(tmp_path, caplog):
    """Feeds are read away from their site, so they need its address; all the rest is there."""
    caplog.set_level(logging.INFO, logger="mkdocs")
    root = write(tmp_path, FILES, site_url="")
    site = Site(build(root, strict=False))

    assert sum("site_url" in one.getMessage() for one in caplog.records) == 1
    assert not [path for path in site.bytes_of if path.startswith("feed")]
    page = site.page(f"postmortems/{FLUSH}")
    assert "og:title" in page.html
    assert "og:url" not in page.html
    assert head(page, type="application/atom+xml") == []
    assert "](postmortems/2024-05-02-flush/index.md)" in site.bytes_of["llms.txt"].decode()
    assert site.broken_links() == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {
                f"postmortems/2024/{FLUSH}.md": postmortem(aliases=["guide/deep/"]),
                "docs/guide/deep.md": "# Deep\n",
            },
            "is the address of a page",
        ),
        (
            {
                f"postmortems/2024/{FLUSH}.md": postmortem(aliases=["old"]),
                "postmortems/2024/2024-05-03-other.md": postmortem(
                    aliases=["old"],
                    started_at="2024-05-03T10:00:00+00:00",
                    resolved_at="2024-05-03T11:00:00+00:00",
                ),
            },
            f"is also in postmortems/2024/{FLUSH}.md",
        ),
        ({f"postmortems/2024/{FLUSH}.md": postmortem(aliases=["../../../etc/passwd"])}, "PM113"),
        (
            {f"postmortems/2024/{FLUSH}.md": postmortem(aliases=["incidents/index.html"])},
            "is the address of a page",
        ),
    ],
    ids=["a page of the docs", "twice", "out of the site", "a page of ours"],
)
def test_an_old_address_that_is_taken_stops_a_strict_build(tmp_path, files, said):
    """It is named with its file, and never takes a page's place."""
    root = write(tmp_path, files)
    with pytest.raises(RefusedError) as refused:
        build(root)
    assert said in str(refused.value)

    site = Site(build(root, strict=False))
    assert not [
        page
        for page in site.pages.values()
        if "This address has changed" in page.html and "wiki" in page.path
    ]
    assert not list(tmp_path.rglob("passwd*"))
    if "docs/guide/deep.md" in files:
        assert "Deep" in site.page("guide/deep").main.text


def test_what_a_site_brings_itself_stays(tmp_path):
    """An llms.txt of one's own is not written over."""
    root = write(tmp_path, FILES | {"docs/llms.txt": "# Ours\n"})

    assert Site(build(root, strict=False)).bytes_of["llms.txt"] == b"# Ours\n"


SECRETS = {
    "owner": "Ada Quokka",
    "incident_commander": "Grace Quokka",
    "authors": ["Mary Quokka"],
    "responders": ["Joan Quokka"],
    "teams": ["teamquokka"],
    "tracker_ids": ["QUOKKA-1"],
    "links": [{"label": "Dashboard", "url": "https://inside.quokka.example/d/1"}],
    "late_because": "the quokka was ill",
    "impact": {"revenue": "7 quokkas", "slo": "quokka budget", "operational": "quokka nights"},
}


def test_a_public_build_tells_programs_nothing_internal(tmp_path):
    """No person, tracker, inner address, comment or other document is in what programs read."""
    files = {
        "postmortems/settings.yml": "version: 1\naudience: public\n",
        "postmortems/services.yml": "- {id: shop, name: Shop, group: Sales, owner: quokkateam}\n"
        "- {id: hidden, name: Quokka service, group: Quokka group, owner: quokkateam}\n",
        f"postmortems/2024/{FLUSH}.md": postmortem(
            "## Summary\n\nPlain words.\n\n<!-- quokka in a comment -->\n\nMore <!-- quokka --> words.\n\n"
            "```html\n<!-- kept in a fence -->\n```\n\n<!-- quokka that never ends",
            **SECRETS,
        ),
        "postmortems/2024/2024-06-02-hidden.md": postmortem(
            "Body quokka.",
            title="Quokka title",
            services=["hidden"],
            visibility="restricted",
            aliases=["quokka-alias"],
            started_at="2024-06-02T10:00:00+00:00",
            resolved_at=None,
        ),
        "postmortems/2024/2024-06-03-internal.md": postmortem(
            title="Quokka internal",
            visibility="internal",
            started_at="2024-06-03T10:00:00+00:00",
            resolved_at=None,
            aliases=["wiki/quokka/"],
        ),
    }
    site = Site(build(write(tmp_path, files), strict=False))

    read = [
        path
        for path in site.bytes_of
        if path.endswith((".md", ".xml", ".json", ".txt", ".csv"))
        and not path.startswith("search/")
    ]
    assert "llms.txt" in read
    assert f"postmortems/{FLUSH}/index.md" in read
    for path in read:
        assert b"quokka" not in site.bytes_of[path].lower(), path
        assert b"2024-06-02-hidden" not in site.bytes_of[path], path
    for page in site.pages.values():
        heads = page.html.partition("</head>")[0].lower()
        assert "quokka" not in heads, page.path
    assert not [path for path in site.bytes_of if "quokka" in path]
    assert b"<!-- kept in a fence -->" in site.bytes_of[f"postmortems/{FLUSH}/index.md"]
    assert [path for path in site.pages if path.startswith("incidents/groups/")] == [
        "incidents/groups/Sales/index.html",
        "incidents/groups/index.html",
    ]


def test_a_head_of_a_theme_s_own_is_not_said_twice(tmp_path):
    """Where a theme or a plugin writes Open Graph itself, ours keeps silent."""
    template = (
        '<html><head><title>x</title><meta property="og:title" content="Theirs"></head>'
        "<body>{{ page.content }}</body></html>"
    )
    names = ("main.html", "404.html", "search.html")
    files = FILES | {
        f"theme/{name}": template.replace("{{ page.content }}", "{{ page.content if page }}")
        for name in names
    }
    root = write(
        tmp_path, files, theme={"name": None, "custom_dir": "theme", "static_templates": []}
    )
    page = Site(build(root, strict=False)).page(f"postmortems/{FLUSH}")

    assert page.html.count("og:title") == 1
    assert DATA in page.html
    assert head(page, type="application/atom+xml") == ["../../feed.xml"]

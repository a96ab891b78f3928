"""The same knowledge base in both themes, with both forms of address, twice in one process."""

from __future__ import annotations

import pytest

from tests.site.project import EACH_HOST, EXTENSIONS, build, postmortem, run, write
from tests.site.web import Site

BODY = """
## Summary

A template lost its braces: {{ 7*7 }} and {% for x in y %} and `{{ lipsum.__globals__ }}`.

## Timeline

| Time (UTC) | Event |
|---|---|
| 10:00 | [started] quokkaflush was run |

## What went wrong

- [rollback] Undoing `{{ 7*7 }}` took an hour.

## Where we got lucky

- It was {{ config.site_name }} only.
"""
FILES = {
    "docs/index.md": "# Home\n\nSee [what happened](../postmortems/2024/2024-05-02-flush.md).\n",
    "postmortems/2024/2024-05-02-flush.md": postmortem(BODY),
    "postmortems/2024/2024-06-02-again.md": postmortem(
        "## What went wrong\n\n- [rollback] Again.\n",
        title="Again",
        started_at="2024-06-02T10:00:00+00:00",
        resolved_at=None,
    ),
}


@pytest.fixture(scope="module", **EACH_HOST)
def sites(request, tmp_path_factory) -> tuple[Site, Site]:
    """Two builds of one project by one process."""
    theme, folders = request.param
    root = write(
        tmp_path_factory.mktemp("host"),
        FILES,
        theme={"name": theme, "font": False, "highlightjs": False},
        use_directory_urls=folders,
        markdown_extensions=EXTENSIONS,
    )
    return Site(build(root, site=root / "one")), Site(build(root, site=root / "two"))


@pytest.fixture
def site(sites) -> Site:
    return sites[0]


def test_a_second_build_gives_the_same_site(sites):
    """Nothing of one build is left over in the next."""
    one, two = sites

    assert one.bytes_of == two.bytes_of


def test_no_link_is_broken_in_any_host(site):
    """Links between pages hold with and without folder addresses, in every theme."""
    assert site.broken_links() == []


def test_without_a_nav_the_overviews_are_in_it(site):
    """A site that names no nav has a way to every overview from its home page."""
    targets = {site.resolve(site.page(""), one.attributes["href"]) for one in site.page("").links}

    for address in ("incidents", "trends", "trends/luck"):
        assert site.page(address).path in targets


def test_braces_of_an_author_stay_text(site):
    """What looks like a template in a postmortem is printed, and never run."""
    text = site.page("postmortems/2024-05-02-flush").main.text

    assert "{{ 7*7 }} and {% for x in y %} and {{ lipsum.__globals__ }}" in text
    assert "{{ config.site_name }}" in text
    assert "49" not in text


def test_our_style_and_script_are_on_every_page_and_nothing_from_elsewhere(site):
    """Each page loads our two assets; no page loads anything from another host."""
    for page in site.pages.values():
        loaded = [
            one.attributes.get("href", "") or one.attributes.get("src", "")
            for one in page.root.all("link", "script", "img")
            if one.attributes.get("rel") != "canonical"
        ]
        assert any(one.endswith("assets/postmortems/postmortems.css") for one in loaded)
        assert any(one.endswith("assets/postmortems/postmortems.js") for one in loaded)
        assert not [one for one in loaded if "example.org" not in one and "//" in one], page.path


def test_search_finds_a_word_of_the_timeline(site):
    """The index of either theme's search knows the timeline of a postmortem, and only there."""
    found = [one["location"] for one in site.search_index if "quokkaflush" in one["text"]]

    assert found
    assert all(one.startswith("postmortems/2024-05-02-flush") for one in found)


@pytest.fixture(scope="module", params=[True, False], ids=["all pages", "asked for"])
def macro_site(request, tmp_path_factory) -> Site:
    """A site with the macros plugin, rendering every page or those that ask for it."""
    macros = {"macros": {"render_by_default": request.param, "on_error_fail": True}}
    files = FILES | {
        "docs/index.md": "---\nrender_macros: true\n---\n\n# Home\n\n{{ postmortem_count() }} told\n\n"
        "{{ postmortem_newest() }}\n\n{{ postmortem_table(service='shop') }}\n\n"
        "{{ postmortem_trend() }}\n\n{{ postmortem_luck() }}\n\n"
        "{{ postmortem_word(article=True) }} / {{ postmortem_word(capital=True) }}\n\n"
        "{{ postmortem_severities() }}\n\n{{ postmortem_deadlines() }}\n",
        "docs/guide/deep.md": "---\nrender_macros: true\n---\n\n# Deep\n\n{{ postmortem_luck() }}\n",
    }
    root = write(
        tmp_path_factory.mktemp("macros"), files, plugins=["search", "postmortems", macros]
    )
    build(root)
    return Site(build(root))


def test_a_macro_counts_on_a_page_of_the_docs(macro_site):
    """Hand-written pages print counts, tables, trends and luck of the same postmortems."""
    text = macro_site.page("").main.text

    assert "2 told" in text
    assert "Cache flush emptied the shop" in text
    assert "hurt in 2 of 2 incidents" in text
    assert macro_site.broken_links() == []


def test_a_macro_prints_what_the_settings_say(macro_site):
    """A guide keeps the organisation's own word, scale and deadlines, and none that it has not."""
    text = macro_site.page("").main.text

    assert "a postmortem / Postmortem" in text
    assert "sev-1 critical" in text
    assert "Published within" in text


def test_a_macro_prints_an_authors_braces_as_text(macro_site):
    """A lesson that a macro quotes is not run as a template in its turn."""
    assert "It was {{ config.site_name }} only." in macro_site.page("").main.text
    assert "It was {{ config.site_name }} only." in macro_site.page("guide/deep").main.text


def test_postmortems_are_not_run_by_the_macros_plugin(macro_site):
    """With every page rendered by macros, a postmortem still is not."""
    text = macro_site.page("postmortems/2024-05-02-flush").main.text

    assert "{{ 7*7 }} and {% for x in y %} and {{ lipsum.__globals__ }}" in text
    assert "49" not in text


def test_a_macro_that_names_nothing_says_so(tmp_path):
    """A wrong service in a macro stops the build with its name."""
    files = FILES | {"docs/index.md": "# Home\n\n{{ postmortem_table(service='nope') }}\n"}
    macros = {"macros": {"on_error_fail": True}}
    done = run(write(tmp_path, files, plugins=["postmortems", macros]), "build")

    assert done.returncode != 0
    assert "there is no service `nope` in services.yml" in done.stdout

"""The Python-Markdown extension: links between the repository's tree and the site's."""

from __future__ import annotations

import pytest
from markdown import markdown

from mkdocs_postmortems.extension import PostmortemLinks, Roots
from rendering import see

URIS = {
    "docs/guide.md": "guide.md",
    "docs/a b.md": "a b.md",
    "postmortems/2024/b.md": "postmortems/b.md",
    "postmortems/2024/graph.png": "postmortems/graph.png",
}
ROOTS = Roots(source="postmortems/2024/a.md", uri="postmortems/a.md", uris=URIS)


def target(text: str, roots: Roots = ROOTS) -> str:
    attributes = see(markdown(text, extensions=[PostmortemLinks(roots)])).attributes
    return next(value for name, value in attributes if name in {"href", "src"})


@pytest.mark.parametrize(
    ("link", "rewritten"),
    [
        ("../../docs/guide.md", "../guide.md"),
        ("../../docs/guide.md#part", "../guide.md#part"),
        ("../../docs/a%20b.md", "../a%20b.md"),
        ("b.md", "b.md"),
        ("./b.md?x=1#y", "b.md?x=1#y"),
    ],
)
def test_a_link_of_the_repository_is_one_of_the_site(link: str, rewritten: str) -> None:
    assert target(f"[x]({link})") == rewritten


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/docs/guide.md",
        "//example.com/x",
        "/docs/guide.md",
        "#part",
        "mailto:a@example.com",
        "missing.md",
        "../../../../etc/passwd",
        "http://[",
        "http://[::1",
        "//[x",
        "http://a\u2100b",
    ],
)
def test_any_other_link_stays_as_it_is_and_never_stops_the_build(link: str) -> None:
    assert target(f"[x](<{link}>)") == link
    assert target(f"![x](<{link}>)") == link


def test_an_image_beside_a_postmortem_is_found() -> None:
    assert target("![x](graph.png)") == "graph.png"


def test_a_page_of_no_file_keeps_its_links() -> None:
    assert target("[x](../../docs/guide.md)", Roots(uris=URIS)) == "../../docs/guide.md"


@pytest.mark.parametrize(
    ("link", "is_chip"),
    [
        ("../trends/themes/timing.md", True),
        ("trends/themes/timing.md#went-wrong", True),
        ("../trends/luck.md", False),
        ("https://example.com/trends/themes/", False),
    ],
)
def test_a_link_to_a_theme_is_marked_as_a_chip(link: str, is_chip: bool) -> None:
    seen = see(markdown(f"[x]({link})", extensions=[PostmortemLinks(ROOTS)]))

    assert (("class", "pm-chip") in seen.attributes) is is_chip

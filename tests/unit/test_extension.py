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


FIGURE = (
    '<figure class="pm-figure">\n<svg class="pm-chart" role="group">\n'
    '<title id="x-title">A &#38; b</title>\n'
    '<a href="../../docs/guide.md#part"><title>one</title><rect x="1%" width="2%"/></a>\n'
    "</svg>\n<figcaption>A caption</figcaption>\n</figure>"
)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "# Title\n\n{}\n\nafter",
        '<div class="a" markdown>\n\n<div markdown>\n\n{}\n\n</div>\n\n</div>',
    ],
)
@pytest.mark.parametrize("extensions", [["md_in_html"], ["md_in_html", "tables", "attr_list"]])
def test_a_link_in_a_drawing_is_one_of_the_site(around: str, extensions: list[str]) -> None:
    """Wherever the drawing stands, its marks lead where a link of the text would."""
    html = markdown(around.format(FIGURE), extensions=[PostmortemLinks(ROOTS), *extensions])

    assert '<a xlink:href="../guide.md#part">' in html
    assert html.count("<svg") == html.count("<rect") == html.count("<figcaption") == 1
    assert "A &amp; b" in html


@pytest.mark.parametrize(
    "text",
    [
        '<figure class="pm-figure">\n<svg><a href="x"></svg>\n</figure>',
        '<figure class="pm-figure">\n<p>&nbsp;</p>\n</figure>',
        '<figure class="other">\n<p>b</p>\n</figure>',
        '    <figure class="pm-figure">\n    </figure>',
        '```\n<figure class="pm-figure">\n<b/>\n</figure>\n```',
        '<figure class="pm-figure">\nnever closed',
    ],
)
def test_what_is_no_drawing_is_rendered_as_without_the_extension(text: str) -> None:
    """Broken or foreign markup is nobody's to mend."""
    plain = ["fenced_code"]
    assert markdown(text, extensions=[*plain, PostmortemLinks(ROOTS)]) == markdown(
        text, extensions=plain
    )

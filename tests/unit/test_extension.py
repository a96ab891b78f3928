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


FIGURES = Roots(has_figures=True)
ALT = "![Open connections](g.png)"


def figure(caption: str, alt: str = "Open connections") -> str:
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    link = f'<a class="pm-zoom" href="g.png"><img alt="{alt}" src="g.png" /></a>'
    return f'<figure class="pm-image">{link}{shown}</figure>'


def written(text: str, roots: Roots = FIGURES) -> str:
    extensions = ["attr_list", "md_in_html", "tables", PostmortemLinks(roots)]
    return markdown(text, extensions=extensions).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (ALT, figure("Fig. 1. Open connections")),
        (f"{ALT}\n\n{ALT}", figure("Fig. 1. Open connections") + figure("Fig. 2. Open connections")),
        ('![graph](g.png "Over the day")', figure("Fig. 1. Over the day", "graph")),
        ("![graph](g.png)", figure("", "graph")),
        ('![](g.png "Over the day")', figure("Fig. 1. Over the day", "Over the day")),
        (f"{ALT}\n*Over the day*", figure("Fig. 1. Over the day")),
        (f"{ALT}  \n*Figure 7. Over `it`*", figure("Figure 7. Over <code>it</code>")),
        (f"{ALT}\n\n*Fig. 2: Over the day*", figure("Fig. 2: Over the day")),
        (f"{ALT}\n\n_figure 2_", figure("figure 2")),
        (f"{ALT}\n\n*By the way*", figure("Fig. 1. Open connections") + "<p><em>By the way</em></p>"),
        (f"{ALT}\n\n*Figure 2* told", figure("Fig. 1. Open connections") + "<p><em>Figure 2</em> told</p>"),
        (f"![graph](g.png)\n\n{ALT}", figure("", "graph") + figure("Fig. 1. Open connections")),
        (f"- {ALT}\n\n    more", f'<ul><li>{figure("Fig. 1. Open connections")}<p>more</p></li></ul>'),
        (f"<div markdown>\n\n{ALT}\n\n</div>", f'<div>{figure("Fig. 1. Open connections")}</div>'),
    ],
)  # fmt: skip
def test_an_image_alone_in_its_paragraph_is_a_figure(text: str, html: str) -> None:
    """With one caption, numbered once, and a link to the image as it is."""
    assert written(text) == html


@pytest.mark.parametrize(
    "text",
    [
        f"See {ALT}",
        f"{ALT} as told",
        f"{ALT} {ALT}",
        f"[{ALT}](https://example.com)",
        "![](g.png)",
        f"| a |\n|---|\n| {ALT} |",
        f"# {ALT}",
        f"- {ALT}",
        f"<p>{ALT}</p>",
        f"`{ALT}`",
    ],
)
def test_any_other_image_stays_where_it_is(text: str) -> None:
    """In a sentence, a cell, a link, a tight list, or without a word to tell it by."""
    assert written(text) == written(text, Roots())


def test_attributes_of_an_image_stay_with_it() -> None:
    """Its width is the author's choice."""
    assert '<img alt="Open connections" src="g.png" width="40" />' in written(ALT + "{ width=40 }")


def test_only_postmortems_have_figures() -> None:
    """A hand-written page stays as Markdown makes it."""
    assert written(ALT, Roots()) == '<p><img alt="Open connections" src="g.png" /></p>'


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

"""Links as the repository has them lead to the right page of the site, or stop a strict build."""

from __future__ import annotations

import pytest
from tests.site.project import EXTENSIONS, RefusedError, build, postmortem, write
from tests.site.web import Site

PNG = b"\x89PNG\r\n\x1a\n"
FLUSH = "postmortems/2024/2024-05-02-flush.md"
LATER = "postmortems/2024/2024-06-02-later/index.md"
FILES = {
    "docs/index.md": "# Home\n\n[home to postmortem](../postmortems/2024/2024-05-02-flush.md#timeline)\n",
    "docs/guide/deep.md": "# Deep\n\n## Part\n\n"
    "[to a folder](../../postmortems/2024/2024-06-02-later/index.md)\n"
    "[to an overview](../incidents/index.md)\n"
    "![its picture](../../postmortems/2024/2024-06-02-later/graph.png)\n",
    FLUSH: postmortem(
        "## Summary\n\n[to docs](../../docs/guide/deep.md#part), "
        "[to a folder](2024-06-02-later/index.md#summary), "
        "[into another year](../2023/2023-01-01-older.md), "
        "[by reference][ref].\n\n![beside](2024-05-02-flush.png)\n\n"
        "[log](2024-05-02-flush.log)\n\n"
        "```\n[in code](../../docs/nowhere.md)\n```\n\n[ref]: ../../docs/index.md\n\n"
        "## Timeline\n\n- 10:00 It began\n"
    ),
    "postmortems/2024/2024-05-02-flush.png": PNG + b"beside",
    "postmortems/2024/2024-05-02-flush.log": "log lines\n",
    "postmortems/2024/unlinked.png": PNG + b"unlinked",
    LATER: postmortem(
        "## Summary\n\n![own](graph.png) and ![raw](pictures/two%20words.png)\n\n"
        "[back](../2024-05-02-flush.md#timeline)\n",
        title="Later",
        started_at="2024-06-02T10:00:00Z",
        resolved_at=None,
    ),
    "postmortems/2024/2024-06-02-later/graph.png": PNG + b"graph",
    "postmortems/2024/2024-06-02-later/pictures/two words.png": PNG + b"two",
    "postmortems/2024/2024-06-02-later/notes.txt": "raw notes\n",
    "postmortems/2023/2023-01-01-older.md": postmortem(
        title="Older", started_at="2023-01-01T10:00:00Z", resolved_at=None
    ),
}


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(request, tmp_path_factory) -> Site:
    root = write(
        tmp_path_factory.mktemp("links"),
        FILES,
        use_directory_urls=request.param,
        markdown_extensions=EXTENSIONS,
    )
    return Site(build(root))


def _target(site: Site, address: str, text: str) -> tuple[str, str]:
    """The file and the anchor that the link of a text leads to."""
    page = site.page(address)
    (link,) = [one for one in page.links if one.text == text]
    href = link.attributes["href"]
    return site.resolve(page, href), href.partition("#")[2]


@pytest.mark.parametrize(
    ("address", "text", "target", "anchor"),
    [
        ("", "home to postmortem", "postmortems/2024-05-02-flush", "timeline"),
        ("guide/deep", "to a folder", "postmortems/2024-06-02-later", ""),
        ("guide/deep", "to an overview", "incidents", ""),
        ("postmortems/2024-05-02-flush", "to docs", "guide/deep", "part"),
        ("postmortems/2024-05-02-flush", "to a folder", "postmortems/2024-06-02-later", "summary"),
        ("postmortems/2024-05-02-flush", "into another year", "postmortems/2023-01-01-older", ""),
        ("postmortems/2024-05-02-flush", "by reference", "", ""),
        ("postmortems/2024-06-02-later", "back", "postmortems/2024-05-02-flush", "timeline"),
    ],
)
def test_a_link_of_the_repository_leads_to_its_page(site, address, text, target, anchor):
    """Docs, postmortems and folders reach each other by the paths that their files have."""
    assert _target(site, address, text) == (site.page(target).path, anchor)


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("postmortems/2024-05-02-flush", b"beside"),
        ("postmortems/2024-06-02-later", b"graph"),
        ("postmortems/2024-06-02-later", b"two"),
        ("guide/deep", b"graph"),
    ],
)
def test_an_image_is_shown_from_where_it_lies(site, address, content):
    """A picture beside a postmortem, in its folder or below it is on the site and on the page."""
    page = site.page(address)
    shown = [
        site.bytes_of[site.resolve(page, one.attributes["src"])] for one in page.main.all("img")
    ]

    assert PNG + content in shown


def test_files_go_out_with_their_postmortem_only(site):
    """What a postmortem links to or keeps in its folder is published, and nothing beside it."""
    everything = b"\n".join(site.bytes_of.values())

    assert b"log lines" in everything
    assert b"raw notes" in everything
    assert b"unlinked" not in everything


def test_no_link_is_broken_and_code_is_left_alone(site):
    """Every link holds; what looks like one in a fence is printed as written."""
    assert site.broken_links() == []
    assert "[in code](../../docs/nowhere.md)" in site.page("postmortems/2024-05-02-flush").main.text


@pytest.mark.parametrize(
    ("path", "link", "expected"),
    [
        (FLUSH, "[x](../../docs/nowhere.md)", "nowhere.md"),
        (FLUSH, "[x](../../docs/guide/deep.md#nowhere)", "#nowhere"),
        (FLUSH, "[x](2024-01-01-nowhere.md)", "2024-01-01-nowhere.md"),
        (FLUSH, "![x](nowhere.png)", "nowhere.png"),
        (FLUSH, "[x](2024-06-02-later/index.md#item-000000)", "#item-000000"),
        ("docs/index.md", "[x](../postmortems/2024/2024-01-01-nowhere.md)", "nowhere.md"),
        ("docs/index.md", "[x](../postmortems/2024/2024-05-02-flush.md#nowhere)", "#nowhere"),
    ],
)
def test_a_broken_link_stops_a_strict_build(tmp_path, path, link, expected):
    """A link to a page, picture or anchor that is not there is named with the file that has it."""
    files = {**FILES, path: f"{FILES[path]}\n\n{link}\n"}
    root = write(tmp_path, files, markdown_extensions=EXTENSIONS)

    with pytest.raises(RefusedError) as refused:
        build(root)

    assert expected in str(refused.value)
    assert path.removeprefix("docs/") in str(refused.value)

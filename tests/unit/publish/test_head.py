"""The lines of a page's head, and Markdown that goes out."""

from __future__ import annotations

import json

import pytest

from helpers import read
from mkdocs_postmortems.model.field import FRONT_MATTER
from mkdocs_postmortems.publish.head import LONGEST, Head, data_block
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.markdown_pages import body_without_comments, fields
from mkdocs_postmortems.publish.redirects import publish, redirects
from told import corpus, told

HOST = Host(name="Base", url="https://example.org/kb/")


def head(host: Host = HOST) -> Head:
    return Head(host=host, corpus=corpus())


@pytest.mark.parametrize(
    "text",
    ["</script><script>x", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", '"\\', "{{ 7*7 }}"],
)
def test_data_ends_where_we_end_it(text: str) -> None:
    """No sign that HTML reads is in it, and the words come back as they were."""
    block = str(data_block({"headline": text}))

    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"headline": text}


def test_a_long_description_ends_at_a_word() -> None:
    """A preview is a few lines."""
    lines = head().write("x/", "T", description="many words " * 100)
    (shown,) = [line for line in lines.splitlines() if "og:description" in line]

    assert len(shown) < LONGEST + 80
    assert shown.endswith(('many …">', 'words …">'))


def test_without_an_address_no_line_has_one() -> None:
    """A guess would send readers elsewhere."""
    lines = head(Host(name="Base")).write("x/", "T", postmortem=told("2024-03-08-a"))

    assert "og:url" not in lines
    assert '"url"' not in lines


def test_every_field_is_shown_or_stays_at_home() -> None:
    """A new field of the front matter is decided on here before it goes out."""
    stays = {
        *("owner", "incident_commander", "authors", "responders", "teams", "late_because"),
        *("tracker_ids", "links", "aliases", "imported_from", "visibility", "time_zone"),
        *("related", "recurrence_of"),
    }
    known = {one.name for one in FRONT_MATTER}
    full = dict.fromkeys(("title", "severity", "status", "kind", "account", "trigger"), "x")
    out = set(fields(told("2024-03-08-a", **full, tags=("t",), published_at="2024-03-09")))

    assert out <= known - stays
    assert stays <= known


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a <!-- x --> b", "a  b"),
        ("a\n\n<!--\nx\n-->\n\nb", "a\n\n\n\nb"),
        ("a <!-- x", "a "),
        ("```\n<!-- y -->\n```\n", "```\n<!-- y -->\n```\n"),
        ("```\n<!-- y\n```\n\n<!-- x -->b\n", "```\n<!-- y\n```\n\nb\n"),
        ("- a\n\n    ~~~\n    <!-- y -->\n    ~~~\n", "- a\n\n    ~~~\n    <!-- y -->\n    ~~~\n"),
        ("<!--\n```\nx\n```\n-->\nb", "\nb"),
        ("    <!-- x -->\n", "    \n"),
    ],
)
def test_comments_stay_at_home(body: str, left: str) -> None:
    """They are on no page; what a fence quotes is."""
    document = read(f"---\ntitle: T\n---\n{body}")

    assert body_without_comments(document) == left


@pytest.mark.parametrize("has_folders", [True, False])
def test_a_redirect_is_written_once_and_escaped(has_folders: bool) -> None:
    """The first of an address holds; a title stays words."""
    host = Host(name="Base", has_folders=has_folders)
    first = told("2024-03-08-a", title="<script>x</script>", aliases=("old", "old", "../x"))
    second = told("2024-03-09-b", aliases=("old",))
    found = list(redirects((second, first), host))
    (asset,) = publish(found, host)

    assert [(one.alias, one.postmortem.id) for one in found] == [
        ("old", "2024-03-08-a"),
        ("old", "2024-03-09-b"),
    ]
    assert asset.uri == ("postmortems/old/index.html" if has_folders else "postmortems/old.html")
    assert b"<script" not in asset.data
    target = b"../2024-03-08-a/" if has_folders else b"2024-03-08-a.html"
    assert b'href="' + target + b'"' in asset.data
    assert b"canonical" not in asset.data

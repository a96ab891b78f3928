"""Confluence's exports: a space as HTML, a page as Word."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from exported import FOREIGN, given, missing, on_disk, packed, read_all, read_one
from mkdocs_postmortems.model.foreign import Foreign, Refused
from mkdocs_postmortems.read.foreign import confluence, html, kinds
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.mime import open_mail
from mkdocs_postmortems.read.foreign.soup import parse

SPACE = FOREIGN / "confluence" / "space"
PAGE = SPACE / "Labels-printed-twice-after-broker-failover_65612.html"
WORD = FOREIGN / "confluence" / "Gate+opens+for+everyone+at+Quay+4.doc"


def page(body, around=""):
    return given(
        "A-page_12.html",
        '<html><body><ol id="breadcrumbs"><li><a href="index.html">SRE</a></li></ol>'
        '<h1 id="title-heading"><span id="title-text"> SRE : A page </span></h1>'
        f'<div id="main-content" class="wiki-content group">{body}</div>{around}</body></html>',
        {"attachments/12/34.png": b"\x89PNG", "attachments/12/35.txt": b"x"},
    )


def text(body, around=""):
    return read_one(confluence.KIND, page(body, around)).text


def test_every_word_of_a_page_comes_over():
    """Body, properties, comments and attachments: none of their words is lost."""
    soup = parse(PAGE.read_text())
    for one in soup.select(
        ".toc-macro, #footer, time, .pageSectionTitle, .issue-placeholder, title"
    ):
        one.decompose()
    source = soup.get_text(" ").replace("Getting issue details...", "")

    found = read_one(confluence.KIND, on_disk(PAGE))

    said_twice = ("site", "reliability", "relabelled")  # in the breadcrumbs and before the title
    # The attachments' list says the kind of each file; the day beside the metadata is written 2024-03-14.
    assert not missing(
        source,
        found,
        ["image", "png", "csv", "text", "labels", "per", "minute", "mar", "on", "14", *said_twice],
    )


def test_every_word_of_a_page_exported_as_word_comes_over():
    """The page in the mail is read like any other."""
    soup = parse(open_mail(WORD.read_bytes()).html)
    for one in soup.select("title, style, xml"):
        one.decompose()

    assert not missing(soup.get_text(" "), read_one(confluence.KIND, on_disk(WORD)))


def test_a_space_gives_its_pages_and_says_what_it_passes_over():
    """The index and a page that only lists others are no documents; a zip is as good as a folder."""
    found = list(kinds.read_sources(SPACE))

    assert [one.source for one in found if isinstance(one, Foreign)] == [PAGE.name]
    assert [one.source for one in found if isinstance(one, Refused)] == [
        "Postmortems_65601.html",
        "index.html",
    ]


def test_a_zipped_space_is_read_without_being_unpacked(tmp_path):
    """What Confluence sends is a zip file."""
    (tmp_path / "space.zip").write_bytes(packed(SPACE))

    (found,) = [
        one for one in kinds.read_sources(tmp_path / "space.zip") if isinstance(one, Foreign)
    ]

    assert found == read_one(confluence.KIND, on_disk(PAGE))


def test_what_stands_around_the_page_is_stated():
    """Space, parents, people and days of the head; the pairs of the page's properties."""
    found = read_one(confluence.KIND, on_disk(PAGE))

    assert found.title == "Labels printed twice after broker failover"
    assert {one.name: one.values for one in found.stated} == {
        "space": ("Site Reliability",),
        "parents": ("Postmortems",),
        "created by": ("Ines Marlow",),
        "last modified by": ("Tobias Renn",),
        "last modified": ("2024-03-14",),
        "Severity": ("SEV-2",),
        "Date": ("2024-03-11",),
        "Services": ("label-service", "print-broker"),
        "Owner": ("Tobias Renn",),
        "Ticket": ("OPS-2291 - Duplicate labels in hub North Done",),
    }


def test_files_are_held_by_the_targets_in_the_text():
    """Pictures, linked files and those that are only attached; icons are none."""
    found = read_one(confluence.KIND, on_disk(PAGE))

    assert set(found.files) == {
        f"attachments/65612/{one}" for one in ("65640.png", "65641.png", "65642.csv")
    }
    assert all(f"]({target})" in found.text for target in found.files)
    assert "images/icons" not in found.text


def test_a_link_to_another_page_keeps_its_path():
    """Whoever imports the space can lead it to the new place."""
    assert (
        "[Broker runbook](Broker-runbook_65633.html)"
        in read_one(confluence.KIND, on_disk(PAGE)).text
    )


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (
            '<p><span class="status-macro aui-lozenge">IN PROGRESS</span> since Monday</p>',
            "IN PROGRESS since Monday\n",
        ),
        (
            '<ul class="inline-task-list"><li class="checked"><span>a</span></li><li>b</li></ul>',
            "- [x] a\n- [ ] b\n",
        ),
        (
            '<div class="confluence-information-macro"><p class="title">Mind</p><span class="aui-icon"></span><div class="confluence-information-macro-body"><p>a</p></div></div>',
            "> **Mind**\n>\n> a\n",
        ),
        (
            '<div class="expand-container"><div class="expand-control"><span class="expand-control-text">Click here to expand...</span></div><div class="expand-content"><p>a</p></div></div>',
            "a\n",
        ),
        (
            '<div class="expand-container"><div class="expand-control"><span class="expand-control-text">Logs</span></div><div class="expand-content"><p>a</p></div></div>',
            "**Logs**\n\na\n",
        ),
        (
            '<div class="code panel pdl"><div class="codeContent"><pre class="syntaxhighlighter-pre" data-syntaxhighlighter-params="brush: sql; gutter: false">select 1\n  from a &lt; b</pre></div></div>',
            "```sql\nselect 1\n  from a < b\n```\n",
        ),
        (
            '<p><span class="jira-issue"><a href="https://j.example/browse/A-1" class="jira-issue-key">A-1</a> - <span class="summary">Getting issue details...</span> <span class="aui-lozenge issue-placeholder">STATUS</span></span></p>',
            "[A-1](https://j.example/browse/A-1)\n",
        ),
        (
            '<p><a class="confluence-userlink user-mention" href="/display/~x">Noor</a> looks</p>',
            "Noor looks\n",
        ),
        (
            '<p>ok <img class="emoticon" alt="(tick)" src="images/icons/emoticons/check.png"></p>',
            "ok ✔\n",
        ),
        (
            '<p>ok <img class="emoticon" data-emoji-fallback="🎉" alt="(x)" src="a.png"></p>',
            "ok 🎉\n",
        ),
        ('<p>a</p><div class="toc-macro"><ul><li><a href="#a">A</a></li></ul></div>', "a\n"),
        (
            '<p><img class="confluence-embedded-image" src="attachments/thumbnails/12/34" data-image-src="attachments/12/34.png" data-linked-resource-default-alias="graph.png"></p>',
            "![graph](attachments/12/34.png)\n",
        ),
        (
            '<p><a class="confluence-embedded-file" href="attachments/12/35.txt" data-linked-resource-default-alias="log.txt"><img src="images/icons/contenttypes/text.png"></a></p>',
            "[log.txt](attachments/12/35.txt)\n",
        ),
    ],
)
def test_a_macro_becomes_what_it_stands_for(body, markdown):
    """Marks, tasks, panels, code, issues, people and files in plain Markdown."""
    assert text(body) == markdown


def test_a_table_of_properties_leaves_the_text_where_its_pairs_say_all_of_it():
    """A row with a link stays, because a pair would lose where it leads."""
    found = read_one(
        confluence.KIND,
        page(
            "<table><tr><th>Owner</th><td>Noor</td></tr>"
            "<tr><th>Chat</th><td><a href='https://c.example/1'>incident</a></td></tr></table><p>x</p>"
        ),
    )

    assert [(one.name, one.values) for one in found.stated[1:]] == [
        ("Owner", ("Noor",)),
        ("Chat", ("incident",)),
    ]
    assert "Owner" not in found.text
    assert "[incident](https://c.example/1)" in found.text


def test_a_table_below_a_heading_states_nothing():
    """Only the head of a page says what the page is about."""
    found = read_one(
        confluence.KIND, page("<h2>Actions</h2><table><tr><th>A1</th><td>x</td></tr></table>")
    )

    assert [one.name for one in found.stated] == ["space"]
    assert "A1" in found.text


def test_what_an_app_drew_is_named():
    """Diagrams of apps are no part of an export; a note says that there was one."""
    found = read_one(
        confluence.KIND,
        page('<p>a</p><div class="ap-container" id="ap-com.gliffy__x1"><script>1</script></div>'),
    )

    assert found.notes == ("What an app shows could not be carried over: com.gliffy",)


@pytest.mark.parametrize(
    "file",
    [
        given("a.html", "<html><body><main>Our main-content and Confluence</main></body></html>"),
        given("a.doc", b"\xd0\xcf\x11\xe0"),
        given("a.md", PAGE.read_bytes()),
        given("65640.png", b"\x89PNG"),
    ],
)
def test_other_files_are_not_taken_for_it(file):
    """A kind that says yes reads; so it is sure."""
    assert not confluence.KIND.recognises(file)


def test_its_pages_are_not_taken_for_any_page():
    """The particular kind is asked before the general one."""
    assert kinds.KINDS.index(confluence.KIND) < kinds.KINDS.index(html.KIND)
    assert confluence.KIND.recognises(on_disk(PAGE))
    assert confluence.KIND.recognises(on_disk(WORD))


@settings(max_examples=60)
@holds_for(
    st.binary(max_size=400),
    st.sampled_from([b"", b'<div id="main-content">', b"Subject: Exported From Confluence\n"]),
)
def test_any_bytes_are_read_or_refused(data, before):
    """No file whatever ends the import."""
    for name in ("a.html", "a.doc"):
        with suppress(RefusedError):
            read_all(confluence.KIND, given(name, before + data))

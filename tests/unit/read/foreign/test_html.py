"""Web pages, and the pivot from HTML to Markdown."""

from __future__ import annotations

import http.server
import re
import sys
import threading
from contextlib import suppress

import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from exported import FOREIGN, given, missing, on_disk, read_one, shown
from mkdocs_postmortems.read.foreign import html
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.html import from_html
from mkdocs_postmortems.read.foreign.soup import MAX_DEPTH, parse

PAGE = FOREIGN / "html" / "dns-outage.html"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def test_every_word_of_a_page_comes_over():
    """Nothing that a reader sees in the article is lost, in tables and boxes as elsewhere."""
    soup = parse(PAGE.read_text())
    for one in soup.select("script, style, nav, footer, title, [role=doc-backlink]"):
        one.decompose()

    found = read_one(html.KIND, on_disk(PAGE))

    assert not missing(soup.get_text(" "), found)


def test_a_page_says_its_title_its_head_and_its_files():
    """What stands in the head is stated; pictures and attachments are held by their targets."""
    found = read_one(html.KIND, on_disk(PAGE))

    assert found.title == "DNS outage of 11 June 2022"
    assert {one.name: one.values for one in found.stated} == {
        "title": ("DNS outage of 11 June 2022 | Harbor Blog",),
        "author": ("Platform team",),
        "article:published_time": ("2022-06-20T08:00:00Z",),
    }
    assert set(found.files) == {"share-of-answers.png", "attachments/zone-diff.txt"}
    assert all(f"]({target})" in found.text for target in found.files)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<h2><strong>Impact</strong></h2><h3> </h3>", "## Impact\n"),
        ("<h2>What <b>we</b> saw</h2>", "## What we saw\n"),
        ("<p>a<br>b</p>", "a  \nb\n"),
        ("<p>a<br><br>b<br></p>", "a\n\nb\n"),
        ("<div>a</div><div>b</div>", "a\n\nb\n"),
        ("<p>a<p>b<ul><li>c<li>d</ul>", "a\n\nb\n\n- c\n- d\n"),
        ("<ul><li><p>a</p><ol><li>b</li></ol></li></ul>", "- a\n    1. b\n"),
        ("<p><b>What went wrong</b></p>", "**What went wrong**\n"),
        ("<p><b>a</b><b>b</b><b> </b>c</p>", "**ab** c\n"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "&lt;script\\>alert(1)&lt;/script\\>\n"),
        ("<p>costs $5 and $6, 10<sup>6</sup> times</p>", "costs $5 and $6, 10⁶ times\n"),
        ("<pre>a\n  b</pre>", "```text\na\n  b\n```\n"),
        ("<ul><li><input type=checkbox checked> a</li><li>[ ] b</li></ul>", "- [x] a\n- [ ] b\n"),
        ("<time datetime='2024-03-01'>1 Mar 2024</time>", "2024-03-01\n"),
        ("<time datetime='2024-03-01'>last Friday</time>", "last Friday (2024-03-01)\n"),
        ("<hr><p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
        ("<dl><dt>Owner<dd>Ines</dl>", "- **Owner**: Ines\n"),
        ("<details><summary>Log</summary>a</details>", "**Log**\n\na\n"),
        (
            "<iframe src='https://e.example/v' title='Video'></iframe>",
            "[Video](https://e.example/v)\n",
        ),
        ("<span style='font-weight:700'>a</span> b", "**a** b\n"),
        ("<blockquote>a</blockquote>", "> a\n"),
        ("", ""),
    ],
)
def test_html_becomes_plain_markdown(source, markdown):
    """Each form of HTML has one form of Markdown, which GitHub and MkDocs read alike."""
    assert from_html(source).text == markdown


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("<td><p>a</p><p>b</p></td><td>c</td>", "| a · b | c |"),
        ("<td><ul><li>a</li><li>b</li></ul></td><td>c</td>", "| a; b | c |"),
        (
            "<td>Why:<ul><li><p>a</p></li><li><p>b</p></li></ul>so</td><td>c</td>",
            "| Why: a; b · so | c |",
        ),
        ("<td>a<br>b</td><td><h3>c</h3></td>", "| a · b | **c** |"),
        ("<td>a|b</td><td><code>c|d</code></td>", r"| a\|b | `c\|d` |"),
        ("<td><pre>ls\npwd</pre></td><td>c</td>", "| `ls` · `pwd` | c |"),
        ("<td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td>", "| a, b | c |"),
        ("<td colspan=2>a</td>", "| a | |"),
        ("<td><strong>a<br>b</strong></td><td>c</td>", "| **a** · **b** | c |"),
    ],
)
def test_a_cell_is_one_line(cells, row):
    """Whatever stands in a cell stands in one line of it, and a bar in it is no border."""
    found = from_html(f"<table><tr><td>H</td><td>I</td></tr><tr>{cells}</tr></table>")

    assert found.text.splitlines() == ["| H | I |", "| --- | --- |", row]


def test_what_spans_rows_is_said_in_each():
    """A day beside three rows belongs to three events."""
    found = from_html(
        "<table><tr><th>Day</th><th>Event</th></tr><tr><td rowspan=3>Monday</td><td>a</td></tr>"
        "<tr><td>b</td></tr><tr><td>c</td></tr></table>"
    )

    assert found.text.count("| Monday |") == 3


def test_a_table_that_only_places_things_is_none():
    """One cell around headings and paragraphs is a box, not data."""
    found = from_html("<table><tr><td><h2>Impact</h2><p>a</p></td></tr></table>")

    assert found.text == "## Impact\n\na\n"


def test_rows_of_markup_cannot_multiply_it():
    """Spans of a million cells, and long cells over many rows, stay as small as they are."""
    rows = "<tr><td>x</td></tr>" * 500
    found = from_html(
        f"<table><tr><td rowspan=9999999 colspan=9999999>{'long ' * 2000}</td></tr>{rows}</table>"
    )

    assert found.text.count("long") == 2000
    assert len(found.text) < 200_000


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " java\tscript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "vbscript:x",
        "data:text/html,x",
    ],
)
def test_a_link_that_runs_something_is_text(target):
    """Its words stay, and a note says what was taken off."""
    found = from_html(f"<p><a href='{target}'>the log</a></p>")

    assert found.text == "the log\n"
    assert "A link was taken off `the log`" in found.notes[0]


@pytest.mark.parametrize(
    "target", ["https://e.example/a_(b)", "other_12.html", "mailto:a@b.example", "a/b.html#c"]
)
def test_other_links_stay_as_they_are(target):
    """A link to another page of the export keeps its path."""
    assert f"]({target})" in from_html(f"<p><a href='{target}'>x</a></p>").text.replace("\\", "")


@pytest.mark.parametrize(
    "source", ["file:///etc/passwd", "/etc/passwd", "../../../../../../etc/passwd", "C:\\x.png", ""]
)
def test_a_picture_from_elsewhere_on_the_disk_is_not_read(source, tmp_path):
    """Only files of the source itself come along; the text says that there was a picture."""
    page = tmp_path / "a" / "page.html"
    page.parent.mkdir()
    page.write_text(f"<h1>x</h1><p>Look: <img src='{source}' alt='graph'></p>")

    found = read_one(html.KIND, on_disk(page))

    assert found.files == {}
    assert "*\\[picture: graph\\]*" in found.text
    assert "root:" not in found.text


def test_a_picture_of_a_server_is_linked_and_not_fetched():
    """Importing reads no network: the server is never asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        found = from_html(
            f"<p><img src='{address}' alt='x'></p><link rel=stylesheet href='{address}'>"
        )
        server.shutdown()

    assert found.text == f"![x]({address})\n"
    assert asked == []


def test_two_pictures_of_one_name_are_two_files():
    """The second gets a number; the same picture twice is one file."""
    other = PIXEL.replace("AQABAA", "AQACAA")
    found = from_html(
        "".join(f"<p><img alt='Graph' src='{one}'></p>" for one in (PIXEL, other, PIXEL))
    )

    assert set(found.files) == {"graph.gif", "graph-2.gif"}
    assert found.text.count("](graph.gif)") == 2


@pytest.mark.parametrize("inside", ["<script>x</script>", "<g onload='x'/>", "<!ENTITY a 'b'>"])
def test_a_drawing_that_runs_something_is_left_out(inside):
    """An SVG is a program where it has one in it."""
    found = from_html(
        f'<p><img alt=a src="data:image/svg+xml;utf8,<svg>{inside.replace(chr(34), "")}</svg>"></p>'
    )

    assert found.files == {}
    assert found.notes


def test_scripts_frames_and_handlers_leave_nothing():
    """No markup of the page reaches the Markdown."""
    found = from_html(
        "<script>steal()</script><p onclick='steal()'>a<iframe src='javascript:steal()'></iframe></p>"
        "<svg onload='steal()'></svg><object data='x.swf'></object><style>p{}</style>"
    )

    assert "steal" not in found.text
    assert "<" not in found.text


def test_deep_nesting_is_refused():
    """A page of ten thousand nested boxes was made to stop whoever reads it."""
    with pytest.raises(RefusedError, match=f"nested more than {MAX_DEPTH} deep"):
        from_html("<div>" * 10_000)


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    """BeautifulSoup is no dependency of the command as such."""
    monkeypatch.setitem(sys.modules, "bs4", None)

    with pytest.raises(RefusedError) as refused:
        from_html("<p>a</p>")

    assert refused.value.help == "pip install 'mkdocs-postmortems[import]'"


def test_an_old_page_is_read_in_its_own_encoding():
    """What a page says of its letters holds."""
    page = '<meta charset="windows-1252"><p>Öl für 5 €</p>'.encode("cp1252")

    assert read_one(html.KIND, given("a.html", page)).text == "Öl für 5 €\n"


def test_a_page_without_text_is_refused():
    """An empty document would be one more thing to look through."""
    with pytest.raises(RefusedError, match="no text"):
        read_one(html.KIND, given("a.html", "<html><body><nav>Home</nav></body></html>"))


NAMES = st.sampled_from(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "b",
        "i",
        "a",
        "code",
        "pre",
        "h2",
        "br",
        "img",
        "span",
        "dl",
        "dt",
        "dd",
        "hr",
    ]
)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
PIECES = st.one_of(
    TEXTS.map(lambda text: text.replace("<", "&lt;").replace("&", "&amp;")),
    NAMES.map(lambda name: f"<{name}>"),
    NAMES.map(lambda name: f"</{name}>"),
)


@settings(max_examples=60)
@holds_for(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_comes_over_without_a_table_left_out(source):
    """However tags are opened and closed, the words stay and no `[TABLE]` stands for them."""
    found = from_html(source)
    letters = re.findall(r"[a-z]+", parse(source).get_text(" "))

    assert "[TABLE]" not in found.text
    assert not [one for one in letters if one not in shown(found.text)]


@settings(max_examples=40)
@holds_for(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    """No file whatever ends the import."""
    with suppress(RefusedError):
        list(html.KIND.read(given("a.html", data)))

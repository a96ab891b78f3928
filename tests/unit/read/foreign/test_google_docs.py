"""Google Docs: what is downloaded as Markdown, and what as Word."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from exported import FOREIGN, given, missing, on_disk, packed, read_all, read_one
from mkdocs_postmortems.read.foreign import google_docs, kinds, markdown, word
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.google_markdown import eased

DOCUMENT = FOREIGN / "google-docs" / "Payments stuck in review.md"
PARTS = FOREIGN / "google-docs" / "queue-of-the-night-batch"


def eased_line(line):
    (found,) = eased([line])
    return found


def test_every_word_of_a_document_comes_over():
    """But for the ids of headings, the pictures' own letters and the table of contents."""
    source = DOCUMENT.read_text()
    source = re.sub(r"^\[image\d+\]:.*|\{#.*\}$|^\[\*\*.*\t.*$", "", source, flags=re.MULTILINE)

    found = read_one(google_docs.KIND, on_disk(DOCUMENT))

    assert not missing(source.replace("\\", ""), found)


def test_every_line_stays_where_it_was():
    """A finding about the import names the line of the source."""
    source = DOCUMENT.read_text().split("\n")
    found = read_one(google_docs.KIND, on_disk(DOCUMENT)).text.split("\n")

    for word_ in ("goes live", "Rollback", "limit: 200 ", "Unit in the name"):
        lines = [
            [number for number, line in enumerate(text) if word_ in line]
            for text in (source, found)
        ]
        assert lines[0] == lines[1] != []


def test_pictures_below_the_text_become_files():
    """The long lines of letters go, and the text shows the file."""
    found = read_one(google_docs.KIND, on_disk(DOCUMENT))

    assert set(found.files) == {"image1.png"}
    assert found.files["image1.png"].startswith(b"\x89PNG")
    assert "![](image1.png)" in found.text
    assert "base64" not in found.text


def test_a_picture_that_cannot_be_carried_is_named():
    """A kind of data that is no picture leaves a word in the text and a note."""
    found = read_one(
        google_docs.KIND,
        given("a.md", "# **A**\n\n![][image1]\n\n[image1]: <data:text/html;base64,AAAA>\n"),
    )

    assert found.text == "# A\n\n*\\[picture: image1\\]*\n"
    assert found.notes == ("A picture could not be carried over: image1",)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("## **Impact** {#impact}", "## Impact"),
        ("### **1\\. Root cause**  ", "### 1. Root cause"),
        ("## **A** and *b*", "## A and *b*"),
        ("##  ", ""),
        ("\\[08:47\\] Deploy", "[08:47] Deploy"),
        ("\\[2024-03-01 08:47 UTC\\] Deploy", "[2024-03-01 08:47 UTC] Deploy"),
        ("SEV\\-1 \\+ more \\= a lot\\!", "SEV-1 + more = a lot!"),
        ("in 2030\\. Then 42\\)", "in 2030. Then 42)"),
        ("fraud\\_rules\\_v41", "fraud_rules_v41"),
        ("2 \\* 3 \\~ 6 \\#4 \\& co \\> x", "2 * 3 ~ 6 #4 & co > x"),
        ("a \\<b\\> \\&lt; c", "a &lt;b> &amp;lt; c"),
        ("[Impact](#impact) and [x](#heading=h.12ab)", "Impact and x"),
        ("* \\[x\\] done", "* [x] done"),
        ("as noted[^2]", "as noted\\[2\\]"),
        ("[^2]:  a note", "\\[2\\]:  a note"),
    ],
)
def test_needless_marks_go(line, plain):
    """Bold headings, ids and backslashes that Google writes and nobody else needs."""
    assert eased_line(line) == plain


@pytest.mark.parametrize(
    "line",
    [
        "\\- no item",
        "\\# no heading",
        "1\\. no list",
        "\\> no quote",
        "\\*not slanted\\*",
        "\\_not slanted\\_",
        "\\[a\\](b)",
        "\\[latency\\] was high",
        "\\!\\[a\\](b)",
        "a \\| b",
        "`a \\- b`",
        "c:\\\\temp",
        "Plain words, nothing else.",
        "| :---- | :---- |",
        "![](image1.png)",
        "[a](https://e.example/a_b#c)",
    ],
)
def test_needed_marks_stay(line):
    """Without them the line would be something else."""
    assert eased_line(line) == line


def test_code_is_not_touched():
    """In code a backslash is a backslash."""
    lines = ["```", "## **a** {#b}", "\\- c", "```"]

    assert eased(lines) == lines


def test_lists_are_indented_so_that_every_renderer_nests_them():
    """Two blanks are enough for GitHub and too few for MkDocs."""
    assert eased(["* a  ", "  * b  ", "    1. c", "* d"]) == [
        "* a",
        "    * b",
        "        1. c",
        "* d",
    ]


def test_a_table_of_contents_leaves_empty_lines():
    """It says the headings again, with pages that there are none of."""
    assert eased(["[Impact	2](#impact)", "", "## **Impact**"]) == ["", "", "## Impact"]
    assert eased(["[Others	2](#impact)", "", "## **Impact**"])[0] == "Others	2"


def test_a_word_download_is_read_as_word_and_called_google_docs():
    """The title by its style, a box of one cell as its paragraphs."""
    file = given("batch.docx", packed(PARTS))
    found = read_one(google_docs.KIND, file)

    assert google_docs.KIND.recognises(file)
    assert (found.kind, found.title) == ("google-docs", "Night batch waits behind itself")
    assert "lock: batch-nightly\n\nttl: none\n" in found.text
    assert "~~Send the invoices of 1 June~~" in found.text


@pytest.mark.parametrize(
    "file",
    [
        given("a.md", "# Outage\n\n## Impact\n\n* a\n"),
        given("a.md", "---\ntitle: x\n---\n\n# **A**\n\na \\- b\n"),
        given("a.md", "| a | b |\n| --- | :---: |\n"),
        given("a.md", "# **A**\n\nbold heading and no escapes\n"),
        given("a.docx", packed(FOREIGN / "word" / "certificate-of-the-gateway")),
        given("a.docx", b"PK\x03\x04 broken"),
        given("a.html", DOCUMENT.read_bytes()),
    ],
)
def test_other_files_are_not_taken_for_it(file):
    """Markdown of any hand stays Markdown, and a document of Word stays one of Word."""
    assert not google_docs.KIND.recognises(file)


def test_it_is_asked_before_the_general_kinds():
    """Its downloads are Markdown and Word too."""
    assert google_docs.KIND.recognises(on_disk(DOCUMENT))
    order = [kinds.KINDS.index(one) for one in (google_docs.KIND, word.KIND, markdown.KIND)]
    assert order == sorted(order)


@holds_for(
    st.lists(st.text(st.sampled_from("ab1 \\*_#-[](){}<>|`~!.+=&^:\t"), max_size=30), max_size=6)
)
def test_easing_loses_no_letter_and_no_line(lines):
    """Whatever the marks are, letters and digits and the number of lines stay."""
    found = eased(lines)

    assert len(found) == len(lines)
    if not any("#" in line or "\t" in line for line in lines):
        kept = re.sub(r"&(?:lt|amp|#126);", "", "".join(found))
        assert re.sub(r"[^ab1]", "", kept) == re.sub(r"[^ab1]", "", "".join(lines))


@settings(max_examples=60)
@holds_for(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    """No file whatever ends the import."""
    for name in ("a.md", "a.docx"):
        file = given(name, data)
        google_docs.KIND.recognises(file)
        with suppress(RefusedError):
            read_all(google_docs.KIND, file)

"""Word documents: what comes over, and what harms nobody."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from exported import FOREIGN, given, missing, packed, read_all, read_one
from mkdocs_postmortems.read.foreign import kinds, word
from mkdocs_postmortems.read.foreign.docx_parts import Parts
from mkdocs_postmortems.read.foreign.files import RefusedError

PARTS = FOREIGN / "word" / "certificate-of-the-gateway"
DOCUMENT = (PARTS / "word" / "document.xml").read_bytes()
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def document(changed=None):
    return given("certificate.docx", packed(PARTS, changed))


def body(paragraphs):
    """The document with other paragraphs in it."""
    head, _, rest = DOCUMENT.partition(b"<w:body>")
    return document(
        {
            "word/document.xml": head
            + b"<w:body>"
            + paragraphs.encode()
            + rest[rest.index(b"<w:sectPr") :]
        }
    )


def test_every_word_of_a_document_comes_over():
    """Body, tables, footnotes, comments, header: none of their words is lost."""
    parts = ("document", "footnotes", "comments", "header1")
    source = " ".join(
        "\n".join(
            one.text or ""
            for one in ET.fromstring((PARTS / "word" / f"{part}.xml").read_bytes()).iter(TEXT)
        )
        for part in parts
    )

    assert not missing(source, read_one(word.KIND, document()))


def test_title_headings_lists_and_tables_keep_their_form():
    """The style Title is the title; headings, nested lists and merged cells are Markdown's."""
    found = read_one(word.KIND, document())

    assert found.kind == "word"
    assert found.title == "Certificate of the gateway expired"
    assert re.findall(r"^#+ .*$", found.text, re.MULTILINE) == [
        "# Summary",
        "# Timeline",
        "# Lessons learned",
        "## Where we got lucky",
        "# Action items",
        "## Footnotes",
        "## Comments",
    ]
    assert "- It was a night without a show\n    - the day before, *three* were on\n" in found.text
    assert "| 04/09/2023 | 00:09 | A customer writes to the desk |" in found.text
    assert "2. [x] Renew by machine" in found.text


def test_properties_and_headers_are_stated():
    """Who wrote it and when, and what stands above every page."""
    stated = {one.name: one.values for one in read_one(word.KIND, document()).stated}

    assert stated["creator"] == ("Jonas Lindqvist",)
    assert stated["created"] == ("2023-09-05T07:30:00Z",)
    assert stated["header"] == ("Northgate Tickets – internal",)


def test_comments_stand_at_the_end_with_what_they_are_on():
    """A remark in the margin is part of what was learned."""
    found = read_one(word.KIND, document()).text

    assert found.endswith(
        "## Comments\n\n- Amara Osei · 2023-09-11 14:01 on “nobody was told”:"
        " Who else has certificates of this kind? / Payments has \\*two\\*.\n"
    )


def test_tracked_changes_are_accepted_and_said():
    """An insertion is text, a deletion is none, and both stand in the notes."""
    found = read_one(word.KIND, document())

    assert "Box offices sold on paper." in found.text
    assert "Box offices were closed." not in found.text
    assert found.notes == (
        "Suggested insertions are in the text as if they were accepted (1×)",
        "Suggested deletions are left out as if they were accepted: “Box offices were closed.”",
    )


def test_a_document_without_changes_has_no_notes():
    """Silence where there is nothing to say."""
    assert read_one(word.KIND, body("<w:p><w:r><w:t>Plain.</w:t></w:r></w:p>")).notes == ()


def test_pictures_come_from_the_document_itself():
    """A picture is held by the target that the text has."""
    found = read_one(word.KIND, document())

    assert found.files == {"media/image1.png": (PARTS / "word/media/image1.png").read_bytes()}
    assert "![Failed requests a minute](media/image1.png)" in found.text


def test_without_the_style_the_only_first_heading_is_the_title():
    """Many write the title as heading 1 and the sections as heading 2."""
    found = read_one(
        word.KIND,
        body(
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Outage</w:t></w:r></w:p>'
            '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Impact</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>Some.</w:t></w:r></w:p>"
        ),
    )

    assert found.title == "Outage"
    assert found.text.startswith("## Impact\n\nSome.\n")


DECLARATIONS = {
    "an external entity": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "a bomb of entities": '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>',
    "a declaration in small letters": '<!doctype w SYSTEM "http://e.example/x.dtd">',
}


@pytest.mark.parametrize("declared", DECLARATIONS.values(), ids=DECLARATIONS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/comments.xml", "_rels/.rels", "word/media/image1.png"]
)
def test_a_document_that_declares_entities_is_refused(declared, encoding, part):
    """Whatever the encoding and the part, nothing is expanded and no file is read."""
    evil = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<w>&x;</w>'.encode(encoding)

    with pytest.raises(RefusedError, match="declares entities") as refused:
        read_all(word.KIND, document({part: evil}))

    assert "root:" not in str(refused.value)


def test_a_picture_outside_of_the_document_is_not_read():
    """A relationship may name any file; only parts of the document are looked up."""
    relations = (PARTS / "word/_rels/document.xml.rels").read_text()
    evil = relations.replace(
        'Target="media/image1.png"', 'Target="file:///etc/passwd" TargetMode="External"'
    )

    found = read_one(word.KIND, document({"word/_rels/document.xml.rels": evil.encode()}))

    assert found.files == {}
    assert "root:" not in found.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        (b"PK\x03\x04 and no more", "no zip file"),
        (b"just text", "no zip file"),
        (packed(PARTS.parent / "none", {"mimetype": b"application/epub+zip"}), "no Word document"),
    ],
)
def test_what_is_no_word_document_is_refused(data, reason):
    """The reason says what it is instead, as far as that can be told."""
    with pytest.raises(RefusedError, match=reason):
        read_all(word.KIND, given("a.docx", data))


def test_parts_that_no_word_document_has_do_not_reach_pandoc():
    """Pandoc gets the checked parts and none beside them."""
    parts = Parts(
        packed(PARTS, {"evil/word/document.xml": b"<!DOCTYPE x>", "word/.hidden.xml": b"<!ENTITY"})
    )

    assert not [name for name in parts.names if "evil" in name or "hidden" in name]


def test_it_is_recognised_by_its_name():
    """Documents and templates of Word, and old files, so that somebody says what to do."""
    assert word.KIND.recognises(document())
    assert word.KIND.recognises(given("a.doc", b"\xd0\xcf\x11\xe0"))
    assert not word.KIND.recognises(given("a.doc", b"Subject: Exported From Confluence"))
    assert not word.KIND.recognises(given("a.xlsx", b"PK\x03\x04"))
    assert kinds.KINDS.index(word.KIND) > [one.name for one in kinds.KINDS].index("google-docs")


@settings(max_examples=40)
@holds_for(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_any_damage_is_read_or_refused(at, damage):
    """A document with bytes overwritten anywhere, zip structure or XML, ends no import."""
    whole = packed(PARTS)
    for changed in (
        document(
            {
                "word/document.xml": DOCUMENT[: at % len(DOCUMENT)]
                + damage
                + DOCUMENT[at % len(DOCUMENT) :]
            }
        ),
        given("a.docx", whole[: at % len(whole)] + damage + whole[at % len(whole) + len(damage) :]),
    ):
        with suppress(RefusedError):
            read_all(word.KIND, changed)

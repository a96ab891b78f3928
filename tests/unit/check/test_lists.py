"""PM418 says what Python-Markdown really does, and its fixes change nothing for CommonMark."""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace

import markdown
import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortems.check.lists import check_lists
from mkdocs_postmortems.check.page import page_of
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.sections import read_sections
from mkdocs_postmortems.read.structure import read_structure

KINDS = packaged.vocabularies(Settings()).sections
EXTENSIONS = ["tables", "pymdownx.superfences", "toc"]
"""As users of Material have them."""

WORDS = (
    "- ",
    "* ",
    "1. ",
    "2. ",
    "10. ",
    "1) ",
    "-   ",
    "",
    "> ",
    "```\n```\n",
    "| a |\n|---|\n| ",
)
LINES = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from(WORDS), st.sampled_from(("\n", "\n\n"))),
    min_size=2,
    max_size=7,
)


class Nesting(HTMLParser):
    """The lists, items and tables of a page, each with what it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in {"ul", "ol", "li", "table"}:
            self.open.append(tag + dict(attrs).get("start", ""))
            self.found.append("/".join(self.open))

    def handle_endtag(self, tag):
        if tag in {"ul", "ol", "li", "table"} and self.open:
            self.open.pop()


def by_commonmark(text):
    return Nesting(pyromark.html(text, options=pyromark.Options.ENABLE_TABLES)).found


def by_python_markdown(text):
    return Nesting(markdown.markdown(text, extensions=EXTENSIONS)).found


def problems(text):
    sections = read_sections(read_structure(text, 0).blocks, KINDS)
    return list(check_lists(SimpleNamespace(text=text, sections=sections), None))


def fixed(text):
    for _ in range(6):
        edits = {edit for one in problems(text) if one.fix for edit in one.fix.edits}
        end = len(text)
        for edit in sorted(edits, key=lambda one: one.span, reverse=True):
            if edit.span.end <= end:
                text = text[: edit.span.start] + edit.text + text[edit.span.end :]
                end = edit.span.start
    return text


@pytest.mark.parametrize("number", range(len(page_of("PM418").examples("Fails"))))
def test_readers_disagree_on_what_fails_and_agree_on_what_is_fixed(number):
    text = page_of("PM418").examples("Fails")[number][0].text.replace(" ◀", "")
    assert by_commonmark(text) != by_python_markdown(text)
    if any(one.fix for one in problems(text)):
        assert by_commonmark(text) == by_commonmark(fixed(text)) == by_python_markdown(fixed(text))


@pytest.mark.parametrize("number", range(len(page_of("PM418").examples("Passes"))))
def test_readers_agree_on_what_passes(number):
    text = page_of("PM418").examples("Passes")[number][0].text
    if "> - " not in text:  # quotes are left alone
        assert by_commonmark(text) == by_python_markdown(text)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_fix_changes_nothing_for_commonmark(lines):
    text = "".join(" " * indent + mark + "word" + end for indent, mark, end in lines)
    assert by_commonmark(fixed(text)) == by_commonmark(text)

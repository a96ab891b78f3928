"""Plain text as Markdown: its words are shown, and none of them becomes markup."""

from __future__ import annotations

import re
from html import unescape

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.read.foreign.headings import below, count_headings
from mkdocs_postmortems.read.foreign.prose import cell, inline, plain, prose, table


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with (brackets) [and these], 2 * 3 = 6, a_b_c, C# & more; it's 5 % > 4.",
        "- an item\n- another",
        "1. first\n2. second",
        "R&D at 10:05 – done!",
    ],
)
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 3 of them", r"\# 3 of them"),
        ("> 5 minutes", r"\> 5 minutes"),
        ("2024. A year", r"2024\. A year"),
        ("<b>x</b>", "&lt;b>x&lt;/b>"),
        ("a &lt; b", "a &amp;lt; b"),
        ("*x* __init__ `y`", r"\*x\* \__init_\_ \`y\`"),
        ("[a](b)", r"\[a](b)"),
        ("[started] now", r"\[started] now"),
        ("=====", "&#61;===="),
        ("one\ntwo", "one  \ntwo"),
        ("• one\n• two", "- one\n- two"),
        ("text\n- item\nmore", "text\n\n- item\n\nmore"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_cell_is_one_line_without_a_border() -> None:
    assert table(["A"], [[cell("x | y\nz")]]) == "| A |\n| --- |\n| x \\| y z |"


def test_text_with_markdown_in_it_is_taken_as_that() -> None:
    assert prose("**Big** news\n") == "**Big** news"
    assert prose("2 ** 3") == r"2 \*\* 3"


@given(st.text(alphabet=r"ab1.)#>*-+_`~[]()<>&;:!|=\ ", max_size=30))
def test_a_line_shows_exactly_its_words(text: str) -> None:
    shown = unescape(re.sub(r"^<p>|</p>\n$", "", pyromark.html(inline(text))))

    assert shown == " ".join(text.split())


def test_headings_move_down_together_and_code_stays() -> None:
    text = "# A\n\nB\n===\n\n```\n# no\n```\n## C\n"

    assert below(text, 3) == "### A\n\n### B\n\n\n```\n# no\n```\n#### C\n"
    assert below(text, 1) == text
    assert count_headings(text) == 3

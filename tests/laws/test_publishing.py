"""The author's Markdown is published with insertions and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import cases, good, read
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.publish.body import publish_body
from pieces import Pieces, without_pieces
from rendering import joined, render, see

CHIP = "[chip](../trends/themes/x.md)"
LESSONS = [case.values[0] for case in cases("lessons.yml")]
ANCHOR = re.compile(r'<a id="item-[0-9a-f]{6}(?:-\d+)?"></a>')

WORDS = st.sampled_from(
    [
        "The cache was cold",
        "é😀漢",
        "**bold** text",
        "`code` x",
        "[a](b) c",
        "x → A1",
        "→ A1",
        "none",
        "*em*",
        "a\n  b",
    ]
)
THEMES = st.sampled_from(
    [
        "",
        "[monitoring-coverage] ",
        "**[monitoring-coverage]** ",
        "[none] ",
        "[sic] ",
        "[ ] ",
        "[x] [none] ",
    ]
)
ITEMS = st.lists(
    st.tuples(st.sampled_from(["- ", "* ", "1. ", ""]), THEMES, WORDS), max_size=5
).map(lambda items: "\n\n".join(f"{sign}{themes}{words}" for sign, themes, words in items))
HEADINGS = st.sampled_from(
    [
        "## What went wrong",
        "## Where we got lucky",
        "**What went well**",
        "## Summary",
        "Lessons learned\n---",
    ]
)
BODIES = st.lists(st.tuples(HEADINGS, ITEMS), max_size=4).map(
    lambda parts: "\n\n".join(f"{heading}\n\n{items}" for heading, items in parts)
)


def chips(lesson: Lesson) -> str:
    return CHIP if lesson.themes and not lesson.is_deliberately_unfiled else ""


@given(BODIES)
@settings(max_examples=200, deadline=None)
def test_without_chips_taking_out_the_anchors_gives_the_source_back(body: str) -> None:
    document = read(good(body))
    unfiled = any(one.is_deliberately_unfiled for one in document.postmortem.lessons)
    published = publish_body(document, Pieces())

    if not unfiled:
        assert ANCHOR.sub("", published) == body.strip("\n")


@given(BODIES)
@settings(max_examples=200, deadline=None)
def test_every_lesson_s_address_is_in_what_is_published_once(body: str) -> None:
    document = read(good(body))
    published = publish_body(document, Pieces(chips))

    found = ANCHOR.findall(published)
    assert found == [f'<a id="{one.address}"></a>' for one in document.postmortem.lessons]


@given(BODIES)
@settings(max_examples=200, deadline=None)
def test_a_reader_sees_the_same_words_with_chips_in_place_of_brackets(body: str) -> None:
    document = read(good(body))
    published = see(render(publish_body(document, Pieces(chips))))
    text = document.text
    for one in sorted(document.postmortem.lessons, key=lambda one: one.words, reverse=True):
        if one.bracket:
            text = text[: one.bracket.start] + text[one.bracket.end :]
    source = see(render(text[document.body.start :].replace("****", "")))

    plain = joined(re.sub(r"\bchip\b", "", published.text))
    assert plain.replace(" ", "") == joined(source.text).replace(" ", "")
    assert [tag for tag in published.tags if tag not in {"a", "strong"}] == [
        tag for tag in source.tags if tag not in {"a", "strong"}
    ]


@pytest.mark.parametrize("case", LESSONS, ids=lambda case: case["name"].replace(" ", "-"))
def test_anchors_are_elements_of_the_page_and_change_no_other(case: dict[str, str]) -> None:
    document = read(good(case["body"]))
    plain = see(render(case["body"]))
    published = see(render(publish_body(document, Pieces())))

    addresses = [one.address for one in document.postmortem.lessons]
    assert [id for id in published.ids if id.startswith("item-")] == addresses
    ordinary = [tag for tag in published.tags if tag not in {"a", "i", "span"}]
    if not any(one.is_deliberately_unfiled for one in document.postmortem.lessons):
        assert ordinary == [tag for tag in plain.tags if tag not in {"a", "i", "span"}]
        assert joined(re.sub(r" [+−][\dhmin ]+ min\b", "", published.text)) == joined(plain.text)


BODIES_OF_CASES = [
    case.values[0]["body"]
    for name in ("timelines.yml", "lessons.yml", "actions.yml")
    for case in cases(name)
]


@pytest.mark.parametrize("body", BODIES_OF_CASES)
def test_no_insertion_changes_a_word_of_the_author(body: str) -> None:
    """Taking every piece out of any shape of timeline, lessons and actions gives the source back."""
    document = read(good(body))
    published = publish_body(document, Pieces(tickets={"PAY-1": "https://t.example/1"}))

    if not any(one.is_deliberately_unfiled for one in document.postmortem.lessons):
        assert without_pieces(published) == body.strip("\n")


LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["- ", "* ", "1. ", "", "### ", "| ", "> ", "    "]),
    st.sampled_from(["14:05", "**14:20**", "`14:21`", "(14:05 UTC)", "[14:30](x)", "14:05–14:10",
                     "2024-03-08 15:00", "T+5m", "~14:40", "*14:05 *", "", "é 14:05", "0:10"]),
    st.sampled_from([" ", " - ", " | ", ": ", " – "]),
    st.sampled_from(["[detected] Page", "Ada joins", "`x` [mitigated] b", "[a](b)", "**[started]** a",
                     "[resolved](x) c", "漢 [acknowledged] <b>d</b>", "x | y |"]),
)  # fmt: skip


@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=300, deadline=None)
def test_no_timeline_however_odd_loses_or_gains_a_word(lines: list[str], between: str) -> None:
    """The source comes back, and what is rendered has the elements that it had without pieces."""
    body = "## Timeline\n\n" + between.join(lines)
    published = publish_body(read(good(body)), Pieces())
    plain, seen = see(render(body)), see(render(published))

    assert without_pieces(published) == body.strip("\n")
    for tag in ("h3", "li", "td", "code", "pre", "p", "ul", "table"):
        assert seen.tags.count(tag) == plain.tags.count(tag), published
    assert "<i" not in seen.text, published

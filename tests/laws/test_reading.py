"""Reading never fails, whatever a file holds, and what it finds lies inside the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import (
    NAME,
    TODAY,
    check,
    front_matter,
    good,
    open_base,
    read,
    surroundings,
    write_tree,
)
from mkdocs_postmortems.check.engine import check_documents
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.document import Block, Document

LINES = st.sampled_from(
    [
        "---",
        "...",
        "title: A",
        "title: a: b",
        'title: "open',
        "severity: sev-l",
        "services: [checkout, chekout",
        "services:\n  - checkout",
        "started_at: 9999-12-31T23:59:59Z",
        "started_at: 0001-01-01T00:00:00+14:00",
        "started_at: 2024-03",
        "time_zone: Asia/Kathmandu",
        "status: published",
        "visibility: *x",
        "tags: &x [a]",
        "impact: {summary: é😀",
        "\timpact: x",
        "? [a, b]",
        ": x",
        "!!binary x",
        "{",
        "]",
        "&a",
        "*a",
        "|",
        "'",
        '"',
        "## Timeline",
        "### 23:50 heading",
        "- 00:10 [detected] x",
        "- 23:59 y",
        "| Time (PST) | x |\n|--|--|\n| 14:05 | [resolved] é |",
        "Jan 1, 00:10 z",
        "Feb 29, 00:10 z",
        "9999-12-31 23:59 +14:00 w",
        "## What went wrong",
        "- [ ] [monitoring-coverage] **é** → A1",
        "- [x] (accepted: é, until 9999-12)",
        "[a-b-c] paragraph (accepted: x, until 0000-00)",
        "**Where we got lucky**",
        "1. é\n\n   loose",
        "## Action items",
        "| Id | Action | Due |\n|--|--|--|\n| A1 | x | 2024-99-99 |",
        "- A1: x",
        "[link](http://[ 'x')",
        "![é](<a b>)",
        "```\ncode",
        "<div>\n<b>",
        "> quote",
        "===",
        "",
        "\u2028 \x85 \x0c",
        "é😀漢\u0301",
    ]
)
PIECES = st.lists(LINES | st.text(max_size=20), max_size=14).map("\n".join)
FAST = settings(max_examples=150, deadline=None)


def _spans(document: Document) -> list[tuple[int, int]]:
    one = document.postmortem
    found = [problem.span for problem in document.problems]
    found += [span for problem in document.problems for span, _ in problem.related]
    found += [
        edit.span for problem in document.problems if problem.fix for edit in problem.fix.edits
    ]
    found += [part for lesson in one.lessons for part in (lesson.span, lesson.words)]
    found += [lesson.bracket for lesson in one.lessons if lesson.bracket]
    found += [entry.span for entry in one.timeline]
    found += [item.span for item in one.action_items]
    found += [link.span for link in document.links]
    found += [document.body]

    def blocks(these: tuple[Block, ...]) -> None:
        for block in these:
            found.extend((block.span, block.words))
            blocks(block.children)

    for section in document.sections:
        blocks(section.blocks)
        blocks((section.heading,) if section.heading else ())
    return [(span.start, span.end) for span in found]


def _assert_lawful(data: bytes) -> None:
    document = read(data)
    for start, end in _spans(document):
        assert 0 <= start <= end <= len(document.text)
    for finding in check(document):
        assert finding.code != "PM999", finding.message
        assert 1 <= finding.place.line <= len(document.lines.starts)
        row = document.lines.line(finding.place.line)
        assert 1 <= finding.place.column <= len(row) + 1


@given(st.binary(max_size=400))
@FAST
def test_any_bytes_are_read(data: bytes) -> None:
    _assert_lawful(data)


@given(PIECES, PIECES)
@example("title: A\nstarted_at: 9999-12-31T23:59:59Z", "## Timeline\n- 23:50 a\n- 00:10 b")
@example("title: é\x07", "")
@settings(max_examples=400, deadline=None)
def test_any_pieces_of_documents_are_read(front: str, body: str) -> None:
    _assert_lawful(f"---\n{front}\n---\n{body}".encode("utf-8", errors="replace"))


@given(PIECES, st.binary(max_size=6))
@FAST
def test_any_damage_is_read(text: str, damage: bytes) -> None:
    data = bytearray(text.encode("utf-8", errors="replace"))
    middle = len(data) // 2
    _assert_lawful(bytes(data[:middle] + damage + data[middle + 1 :]))


@given(PIECES)
@FAST
def test_line_ends_change_nothing(text: str) -> None:
    text = text.replace("\r", "")
    plain, windows = read(text), read(text.replace("\n", "\r\n"))

    assert plain.text == windows.text
    assert [one.span for one in plain.problems] == [one.span for one in windows.problems]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_findings_do_not_depend_on_the_order_of_files(shuffle: random.Random) -> None:
    documents = [
        read(good(severity="SEV1"), "a.md"),
        read(good(related="[2024-03-08-b, x]"), "2024-03-08-b.md"),
        read(good(), f"one/{NAME}"),
        read(good(), f"two/{NAME}"),
        read(b"\xff", "c.md"),
        read(front_matter(add="oops: 1\n"), "2024-03-08-d.md"),
    ]
    around = surroundings(documents)
    expected = check_documents(documents, around)
    shuffle.shuffle(documents)

    assert check_documents(documents, around) == expected


def test_findings_and_pages_do_not_depend_on_the_order_of_the_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    files = {
        f"2024-03-0{n}-x.md": good(started_at=f"2024-03-0{n}", resolved_at=None)
        for n in range(1, 8)
    }
    first = open_base(tmp_path_factory.mktemp("a"), files)
    second_root = tmp_path_factory.mktemp("b")
    write_tree(second_root / "postmortems", dict(reversed(files.items())))
    second = KnowledgeBase(second_root / "postmortems", second_root, TODAY)

    assert first.findings == second.findings
    assert first.corpus == second.corpus


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("blanks in a lesson", "## What went wrong\n\n- [none] a" + " " * 60_000 + "b\n"),
        ("blanks in front matter", "x:" + " " * 60_000 + "\n"),
        ("brackets in the body", "[" * 200_000),
        ("backticks in the body", "`" * 100_000),
        ("stars in the body", "*a" * 50_000),
        ("quotes in the body", "> " * 20_000 + "x"),
        ("lists in the body", "- " * 20_000 + "x"),
        ("cells in the body", "|" * 50_000 + "\n" + "|-" * 50_000 + "|\n"),
        ("open accepted risks", "## What went wrong\n\n" + "- x (accepted: " * 5_000),
        ("ties", "## What went wrong\n\n" + "- x → A1, " * 5_000),
        ("lines of code in a timeline", "## Timeline\n\n" + "- 14:05 `x` [detected] y\n" * 3_000),
        (
            "lessons and actions",
            "## What went wrong\n\n"
            + "".join(f"- x{n} → A{n}\n" for n in range(2_000))
            + "\n## Action items\n\n"
            + "".join(f"- A{n}: x\n" for n in range(2_000)),
        ),
        ("dates", "## Timeline\n\n- " + "2024-03-08 " * 10_000),
    ],
)
def test_no_text_of_some_hundred_kilobytes_takes_longer_than_a_blink(name: str, text: str) -> None:
    import time

    from mkdocs_postmortems.publish.body import publish_body
    from pieces import Pieces

    started = time.process_time()
    document = read(good(text) if "front" not in name else f"---\ntitle: A\n{text}y: [\n---\n")
    publish_body(document, Pieces(lambda lesson: "[chip](x)"))

    assert time.process_time() - started < 3

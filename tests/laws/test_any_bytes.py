"""Whatever the bytes of a file are, it is read, and no rule gives up on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.unit.check.examples import BASE, ID, TODAY

GOOD = (BASE / f"{ID}.md").read_bytes()
LINES = GOOD.splitlines(keepends=True)
SNIPPETS = [
    *(line.rstrip() for line in LINES),
    *(
        b"---",
        b"- ",
        b"\t",
        b": ",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b"&a ",
        b"*a",
        b"!",
        b"<<: ",
    ),
    *(
        b"| ",
        b"#",
        b"> ",
        b"```",
        b"<!-- postmortems: ignore PM601",
        b"-->",
        b"\r\n",
        b"\0",
        b"\xff",
    ),
    *(
        b"2024-13-45T99:99",
        b"0000-01",
        b"14:05",
        b"25:99 PM",
        "🔥é\u2028".encode(),
        b"[^1]: ",
        b"1. ",
    ),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    root = tmp_path_factory.mktemp("laws") / "postmortems"
    root.mkdir()
    for name in ("settings.yml", "services.yml"):
        (root / name).write_bytes((BASE / name).read_bytes())
    return KnowledgeBase(root, root.parent, TODAY, audience="restricted")


def check(base: KnowledgeBase, data: bytes) -> None:
    findings = base.check_file(base.root / f"{ID}.md", data)
    assert [one.message for one in findings if one.code == "PM999"] == []
    assert all(one.place >= (1, 1) for one in findings)


@given(data=st.binary(max_size=500))
@settings(deadline=None, max_examples=150)
def test_any_bytes(base, data):
    check(base, data)


@given(parts=st.lists(st.sampled_from(SNIPPETS), max_size=40), glue=st.sampled_from([b"", b"\n"]))
@settings(deadline=None, max_examples=300)
def test_pieces_of_postmortems_in_any_order(base, parts, glue):
    check(base, glue.join(parts))


@given(
    at=st.integers(0, len(LINES)),
    length=st.integers(0, 5),
    parts=st.lists(st.sampled_from(SNIPPETS), max_size=4),
)
@settings(deadline=None, max_examples=300)
def test_a_postmortem_with_a_hole_and_something_else_in_it(base, at, length, parts):
    check(base, b"".join(LINES[:at] + parts + LINES[at + length :]))

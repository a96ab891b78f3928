"""Fixes as edits of bytes: what they are not about stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mkdocs_postmortems.model.finding import Edit, Finding, Fix, Level
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.read.source import decode
from mkdocs_postmortems.write.fix import ROUNDS, apply_fixes, fix_bytes

Check = Callable[[bytes], list[Finding]]


def finding(text: str, span: Span, fix: Fix | None, level: Level = Level.WARNING) -> Finding:
    return Finding("a.md", Lines(text).place(span), "PM109", "alias-for-id", level, "m", fix=fix)


def replacing(old: str, new: str, *, safe: bool = True, level: Level = Level.WARNING) -> Check:
    """A check that wants every `old` to be `new`."""

    def check(data: bytes) -> list[Finding]:
        text = decode(data)[0]
        return [
            finding(
                text,
                Span(*match.span()),
                Fix("t", (Edit(Span(*match.span()), new),), safe),
                level,
            )
            for match in re.finditer(old, text)
        ]

    return check


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a: OLD\nb: OLD\n", b"a: NEW\nb: NEW\n"),
        (
            b"a: OLD  # a comment, 'quoted'\n\n\nb:   \"x\"\n",
            b"a: NEW  # a comment, 'quoted'\n\n\nb:   \"x\"\n",
        ),
        (b"\xef\xbb\xbfa: OLD\n", b"\xef\xbb\xbfa: NEW\n"),
        (b"a: OLD\r\nb: OLD\r\n", b"a: NEW\r\nb: NEW\r\n"),
        (b"a: x\r\nb: OLD\nc: y\rd: OLD\r\n\r\r\n", b"a: x\r\nb: NEW\nc: y\rd: NEW\r\n\r\r\n"),
        (b"\xef\xbb\xbf\r\n\r\nOLD\r\n", b"\xef\xbb\xbf\r\n\r\nNEW\r\n"),
        ("é漢😀\r\nOLD\t \r\n".encode(), "é漢😀\r\nNEW\t \r\n".encode()),
        (b"OLD", b"NEW"),
        (b"OLD\0\x0c\x85".replace(b"\x85", b"\xc2\x85"), b"NEW\0\x0c\xc2\x85"),
    ],
)
def test_all_other_bytes_stay(before: bytes, after: bytes) -> None:
    assert fix_bytes(before, replacing("OLD", "NEW")).data == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"OLD\n", b"x\ny\n"),
        (b"OLD\r\n", b"x\r\ny\r\n"),
        (b"a\rOLD\r", b"a\rx\ry\r"),
        (b"OLD", b"x\ny"),
    ],
)
def test_a_new_line_ends_as_the_files_own_do(before: bytes, after: bytes) -> None:
    assert fix_bytes(before, replacing("OLD", "x\ny")).data == after


@pytest.mark.parametrize("data", [b"", b"nothing here\r\n", b"\xef\xbb\xbf", b"\r", b"OLD \xff\n"])
def test_what_has_no_fix_and_what_is_no_utf_8_is_not_touched(data: bytes) -> None:
    fixed = fix_bytes(data, replacing("OLD", "NEW"))

    assert (fixed.data, fixed.applied) == (data, ())


def test_utf_16_is_not_touched() -> None:
    data = "OLD\n".encode("utf-16")

    assert fix_bytes(data, replacing("OLD", "NEW")).data == data


def test_a_finding_without_a_fix_stays_as_it_is() -> None:
    def check(data: bytes) -> list[Finding]:
        return [finding("OLD", Span(0, 3), None)]

    assert fix_bytes(b"OLD", check).data == b"OLD"


def test_an_unsafe_fix_waits_for_leave() -> None:
    check = replacing("OLD", "NEW", safe=False)

    assert fix_bytes(b"OLD\n", check).data == b"OLD\n"
    assert fix_bytes(b"OLD\n", check, unsafe=True).data == b"NEW\n"


def test_a_fix_that_makes_the_next_one_possible_is_followed() -> None:
    def check(data: bytes) -> list[Finding]:
        return replacing("a", "b")(data) + replacing("b$", "c")(data)

    fixed = fix_bytes(b"a", check)

    assert fixed.data == b"c"
    assert len(fixed.applied) == 2


def test_fixes_that_touch_are_made_one_after_another() -> None:
    def check(data: bytes) -> list[Finding]:
        return (
            replacing("ab", "AB")(data) + replacing("bc", "BC")(data) + replacing("Bc", "BC")(data)
        )

    assert fix_bytes(b"abc", check).data == b"ABC"


def test_a_rule_that_disagrees_with_itself_ends() -> None:
    calls = []

    def check(data: bytes) -> list[Finding]:
        calls.append(data)
        return replacing("x", "xx")(data)

    fix_bytes(b"x", check)

    assert len(calls) == ROUNDS + 1


def test_a_fix_is_dropped_where_the_result_has_more_errors() -> None:
    def check(data: bytes) -> list[Finding]:
        return replacing("OLD", "BAD")(data) + replacing("BAD", "BAD", level=Level.ERROR)(data)

    fixed = fix_bytes(b"OLD\n", check)

    assert (fixed.data, fixed.applied) == (b"OLD\n", ())


def test_a_fix_that_only_turns_one_error_into_another_is_kept() -> None:
    def check(data: bytes) -> list[Finding]:
        return replacing("OLD", "BAD", level=Level.ERROR)(data) + [
            finding("BAD", Span(0, 3), None, Level.ERROR) for _ in range(data.count(b"BAD"))
        ]

    assert fix_bytes(b"OLD\n", check).data == b"BAD\n"


def test_a_fix_of_several_edits_is_made_whole() -> None:
    fix = Fix("t", (Edit(Span(0, 0), "["), Edit(Span(3, 3), "]")), safe=True)

    assert apply_fixes(b"abc\r\n", [fix]) == b"[abc]\r\n"


def test_an_insertion_at_a_windows_line_end_stands_before_it() -> None:
    fix = Fix("t", (Edit(Span(1, 1), "X"), Edit(Span(2, 2), "Y")), safe=True)

    assert apply_fixes(b"a\r\nb\r\n", [fix]) == b"aX\r\nYb\r\n"


def test_the_byte_order_mark_goes_only_where_that_is_the_fix() -> None:
    remove = Fix("t", (Edit(Span(0, 0), ""),), safe=True)

    assert apply_fixes(b"\xef\xbb\xbfa", [remove]) == b"a"
    assert apply_fixes(b"a", [remove]) == b"a"

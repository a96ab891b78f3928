"""Findings as people read them: the exact layout."""

from __future__ import annotations

import pytest

from helpers import check, good, read
from mkdocs_postmortems.model.finding import Finding, Level, Related
from mkdocs_postmortems.model.span import Lines, Place, Span
from mkdocs_postmortems.report.summary import summarise
from mkdocs_postmortems.report.text import render, visible


def finding(text: str, span: Span, **changes: object) -> Finding:
    values: dict[str, object] = {
        "path": "postmortems/a.md",
        "place": Lines(text).place(span),
        "code": "PM104",
        "name": "invalid-value",
        "level": Level.ERROR,
        "message": "it is wrong",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def shown(text: str, span: Span, **changes: object) -> str:
    return render([finding(text, span, **changes)], lambda path: Lines(text))


def test_a_finding_shows_its_code_its_place_the_line_and_what_to_write() -> None:
    text = "---\nseverity: sev-9\n---\n"

    assert shown(text, Span(14, 19), help="write one of sev-1, sev-2") == (
        "error[PM104] invalid-value: it is wrong\n"
        " --> postmortems/a.md:2:11\n"
        "  |\n"
        "2 | severity: sev-9\n"
        "  |           ^^^^^\n"
        "  = help: write one of sev-1, sev-2\n"
        "\n"
    )


def test_a_second_place_is_a_note() -> None:
    related = (Related("postmortems/b.md", Place(3, 1, 3, 4), "it is first written here"),)

    assert shown("x\n", Span(0, 1), related=related) == (
        "error[PM104] invalid-value: it is wrong\n"
        " --> postmortems/a.md:1:1\n"
        "  |\n"
        "1 | x\n"
        "  | ^\n"
        "  = note: it is first written here (postmortems/b.md:3:1)\n"
        "\n"
    )


def test_the_gutter_is_as_wide_as_the_number_of_the_line() -> None:
    text = "\n" * 99 + "owner: x\n"

    assert shown(text, Span(106, 107)) == (
        "error[PM104] invalid-value: it is wrong\n"
        "   --> postmortems/a.md:100:8\n"
        "    |\n"
        "100 | owner: x\n"
        "    |        ^\n"
        "\n"
    )


def test_an_empty_line_and_an_empty_file_have_no_excerpt() -> None:
    head = "error[PM104] invalid-value: it is wrong\n --> postmortems/a.md:1:1\n\n"

    assert shown("\nx\n", Span(0, 0)) == head
    assert shown("", Span(0, 0)) == head


def test_a_finding_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert shown("abc\ndef\n", Span(1, 6)).splitlines()[3:5] == ["1 | abc", "  |  ^^"]


def test_a_finding_at_the_end_of_a_line_has_one_caret_behind_it() -> None:
    assert shown("abc\n", Span(3, 3)).splitlines()[3:5] == ["1 | abc", "  |    ^"]


def test_a_long_line_is_cut_around_the_caret() -> None:
    text = "a" * 150 + "X" + "b" * 150
    row, carets = shown(text, Span(150, 151)).splitlines()[3:5]

    assert row == f"1 | …{'a' * 33}X{'b' * 66}…"
    assert carets == f"  | {' ' * 34}^"
    assert row[carets.index("^")] == "X"


@pytest.mark.parametrize("at", [0, 5, 99, 100, 101, 250, 299])
def test_the_caret_is_under_its_character_wherever_it_stands(at: int) -> None:
    text = "a" * at + "X" + "b" * (299 - at)
    row, carets = shown(text, Span(at, at + 1)).splitlines()[3:5]

    assert row[carets.index("^")] == "X"
    assert len(row) <= len("1 | ……") + 100


@pytest.mark.parametrize(
    ("before", "columns"),
    [("é", 1), ("e\u0301", 1), ("漢", 2), ("😀", 2), ("\t", 1), ("\u200b", 8), ("ｱ", 1), ("Ａ", 2)],
)
def test_carets_count_the_columns_of_a_terminal(before: str, columns: int) -> None:
    carets = shown(f"{before}X", Span(len(before), len(before) + 1)).splitlines()[4]

    assert carets == f"  | {' ' * columns}^"


def test_a_wide_character_is_underlined_in_its_whole_width() -> None:
    assert shown("漢字", Span(0, 2)).splitlines()[4] == "  | ^^^^"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain é漢😀", "plain é漢😀"),
        ("a\tb", "a b"),
        ("a\nb", "a⏎b"),
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\x07b", "a<U+0007>b"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u2066b", "a<U+2066>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\rb", "a<U+000D>b"),
        ("a\x9bb", "a<U+009B>b"),
        ("a\u2028b", "a<U+2028>b"),
        ("a\udcffb", "a<U+DCFF>b"),
        ("a\xa0b", "a\xa0b"),
    ],
)
def test_what_could_deceive_is_shown_as_what_it_is(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_nothing_in_a_report_moves_the_cursor_or_turns_the_text() -> None:
    text = "x\x1b]8;;http://evil\x07\u202e\r\n"
    report = render(
        [finding(text, Span(0, 1), path="a\x1bb.md", message="m\x1b\u202e\r", help="h\x1b\n")],
        lambda path: Lines(text),
    )

    assert all(character.isprintable() or character == "\n" for character in report)
    assert len(report.splitlines()) == 7


def test_a_whole_report_of_a_document() -> None:
    document = read(good(severity="SEV1", resolved_at="2024-03-08T13:10:00Z"))
    report = render(check(document), lambda path: document.lines)

    assert report == (
        "warning[PM109] [*] alias-for-id: `SEV1` is another way to write `sev-1`\n"
        " --> 2024-03-08-checkout-refused-orders.md:3:11\n"
        "  |\n"
        "3 | severity: SEV1\n"
        "  |           ^^^^\n"
        "  = help: write `sev-1`\n"
        "\n"
        "error[PM201] time-order: `resolved_at` 2024-03-08T13:10:00+00:00 is before `started_at` "
        "2024-03-08T14:05:00+00:00 (line 6)\n"
        " --> 2024-03-08-checkout-refused-orders.md:7:14\n"
        "  |\n"
        "7 | resolved_at: 2024-03-08T13:10:00Z\n"
        "  |              ^^^^^^^^^^^^^^^^^^^^\n"
        "  = note: `started_at` is here (2024-03-08-checkout-refused-orders.md:6:13)\n"
        "  = help: correct one of the two\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("count", "paths", "sentence"),
    [
        (0, [], "no postmortems here yet"),
        (1, [], "1 postmortem, no problems"),
        (26, [], "26 postmortems, no problems"),
        (1200, ["a"], "1,200 postmortems, 1 problem in 1 file"),
        (26, ["a", "a", "b"], "26 postmortems, 3 problems in 2 files"),
        (0, ["settings.yml"], "0 postmortems, 1 problem in 1 file"),
    ],
)
def test_the_summary_is_one_sentence(count: int, paths: list[str], sentence: str) -> None:
    findings = [finding("x", Span(0, 1), path=path) for path in paths]

    assert summarise(count, findings) == sentence

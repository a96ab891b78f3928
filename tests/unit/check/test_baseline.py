"""Old debt: written once, left out until its line changes."""

from __future__ import annotations

import json

import pytest

from mkdocs_postmortems.check.baseline import (
    BaselineError,
    read_baseline,
    without_baseline,
    write_baseline,
)
from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.span import Lines, Place

TEXT = "title: a\nseverity: SEV2\nseverity: SEV2\n"


def at(line: int, code: str = "PM109", path: str = "a.md") -> Finding:
    return Finding(path, Place(line, 1, line, 2), code, "name", Level.WARNING, "words")


def left(found: list[Finding], text: str, old: list[Finding], old_text: str = TEXT) -> list[int]:
    """The lines of what a baseline of `old` leaves of `found`."""
    written = write_baseline(old, lambda _: Lines(old_text))
    kept = without_baseline(found, read_baseline(written), lambda _: Lines(text))
    return [one.place.line for one in kept]


def test_what_is_written_down_is_left_out() -> None:
    found = [at(1), at(2), at(3), at(2, "PM201"), at(1, path="b.md"), at(99)]

    assert left(found, TEXT, found) == []


def test_nothing_written_down_leaves_everything() -> None:
    assert left([at(1), at(2)], TEXT, []) == [1, 2]


def test_lines_that_moved_or_were_indented_are_still_old() -> None:
    assert left([at(4), at(5)], "x\ny\n" + TEXT, [at(2), at(3)]) == []
    assert left([at(2)], "title: a\n  severity:   SEV2\n", [at(2)]) == []


def test_a_line_that_changed_is_new() -> None:
    assert left([at(2)], "title: a\nseverity: SEV3\n", [at(2)]) == [2]


def test_another_code_and_another_file_are_new() -> None:
    assert left([at(2, "PM201")], TEXT, [at(2)]) == [2]
    assert left([at(2, path="b.md")], TEXT, [at(2)]) == [2]


def test_of_equal_lines_as_many_are_old_as_were_written_down() -> None:
    text = TEXT + "severity: SEV2\n"

    assert left([at(2), at(3), at(4)], text, [at(2), at(3)]) == [4]
    assert left([at(2)], TEXT, [at(2), at(3)]) == []


def test_a_baseline_is_a_line_a_finding_and_the_same_each_time() -> None:
    written = write_baseline([at(2), at(3)], lambda _: Lines(TEXT))

    assert json.loads(written)["version"] == 1
    assert len(written.splitlines()) == 4
    assert written == write_baseline([at(2), at(3)], lambda _: Lines(TEXT))
    assert "SEV2" not in written


def test_a_name_that_is_no_utf_8_comes_back() -> None:
    odd = at(2, path="caf\udce9.md")
    written = write_baseline([odd], lambda _: Lines(TEXT)).encode("utf-8").decode("utf-8")

    assert without_baseline([odd], read_baseline(written), lambda _: Lines(TEXT)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "null",
        "3",
        "{}",
        '{"version": 2, "findings": []}',
        '{"version": 1}',
        '{"version": 1, "findings": 3}',
        '{"version": 1, "findings": [3]}',
        '{"version": 1, "findings": [{"path": "a.md"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(BaselineError):
        read_baseline(text)


def test_an_empty_baseline_is_one() -> None:
    assert not read_baseline('{"version": 1, "findings": []}')

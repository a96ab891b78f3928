"""Rules: as many cases on which they are silent as cases they find."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from helpers import DATA, HERE, NAME, cases, check, good, read, say, text_of, words

CASES = [
    case for path in sorted((DATA / "rules").glob("*.yml")) for case in cases(f"rules/{path.name}")
]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_finds_what_it_is_for_and_nothing_else(case: Any) -> None:
    document = read(text_of(case), case.get("file", NAME))
    others = [read(good(), name) for name in case.get("others", ())]

    found = [one for one in check(document, *others) if one.path == document.path]

    assert [say(one) for one in found] == case["finds"]
    for expected in case.get("says", ()):
        assert expected in words(found)


def test_every_rule_here_has_loud_and_silent_cases() -> None:
    loud = Counter(case.values[0]["code"] for case in CASES if case.values[0]["finds"])
    silent = Counter(case.values[0]["code"] for case in CASES if not case.values[0]["finds"])

    for code in HERE:
        assert loud[code] > 0, code
        assert silent[code] > 0, code
    assert sum(silent.values()) * 1.5 > sum(loud.values())


def test_two_files_of_one_name_cite_each_other() -> None:
    here, there = read(good(), f"a/{NAME}"), read(good(), f"b/{NAME}")

    found = check(here, there)

    assert [(one.path, one.related[0].path) for one in found] == [
        (f"a/{NAME}", f"b/{NAME}"),
        (f"b/{NAME}", f"a/{NAME}"),
    ]


def test_a_finding_about_two_lines_cites_both() -> None:
    (found,) = check(read(good(resolved_at="2024-03-08T13:00Z")))

    assert (found.place.line, found.related[0].place.line) == (7, 6)

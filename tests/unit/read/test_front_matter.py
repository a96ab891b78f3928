"""Bad files: every mistake at its line and column, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import cases, check, good, read, say, text_of, words
from mkdocs_postmortems.read import nodes

FRONT_MATTER = cases("files/front_matter.yml")
WHOLE = cases("files/whole.yml")


@pytest.mark.parametrize("case", [*FRONT_MATTER, *WHOLE])
def test_every_mistake_is_found_at_its_place_and_nothing_else_is(case: Any) -> None:
    document = read(text_of(case))
    found = check(document)

    assert [say(one) for one in found] == case["finds"]
    for expected in case.get("says", ()):
        assert expected in words(found)
    for name, value in case.get("values", {}).items():
        read_value = getattr(document.postmortem, name)
        assert (list(read_value) if isinstance(read_value, tuple) else read_value) == value


@pytest.mark.parametrize("case", [one for one in FRONT_MATTER if "alone" not in one.values[0]])
def test_the_rest_of_the_front_matter_is_still_reported(case: Any) -> None:
    """A second mistake on the last line is found whatever the first one is."""
    changed = {**case, "add": case.get("add", "") + "colr: blue\n"}
    line = text_of(changed).count(b"\n", 0, text_of(changed).index(b"colr: blue")) + 1

    found = [say(one) for one in check(read(text_of(changed)))]

    assert found == [*case["finds"], f"{line}:1 PM102"]


def test_aliases_that_multiply_are_refused_without_expanding_them() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    text = "---\ntitle: *a8\n" + "\n".join(rows) + "\ntitle2: *a8\n---\n"

    codes = {one.code for one in check(read(text))}

    assert codes <= {"PM005", "PM008", "PM101", "PM102"}
    assert "PM008" in codes or "PM005" in codes


def test_half_a_megabyte_of_brackets_in_front_matter_is_one_finding() -> None:
    text = f"---\ntitle: {'[' * 400_000}\n---\n"

    assert [say(one) for one in check(read(text))] == ["2:1 PM008"]


def test_brackets_just_below_the_limit_of_size_are_refused_before_the_parser() -> None:
    text = f"---\ntitle: A\ntags: {'[' * 20_000}\n---\n"

    assert [one.code for one in check(read(text))] == ["PM008"]


def test_deeply_indented_lists_do_not_exhaust_the_stack() -> None:
    text = f"---\ntitle: A\ntags:\n  {'- ' * 15_000}x\n---\n"

    assert len(check(read(text))) == 1


def test_too_many_values_are_one_finding() -> None:
    text = "---\ntitle: A\ntags:\n" + "- a\n" * (nodes.MAX_NODES + 500) + "---\n"

    assert [one.code for one in check(read(text))] == ["PM008"]


def test_too_deep_a_nesting_is_one_finding() -> None:
    depth = nodes.MAX_DEPTH + 5
    text = f"---\ntitle: A\ntags: {'[' * depth}x{']' * depth}\n---\n"

    assert [one.code for one in check(read(text))].count("PM008") == 1


def test_a_value_of_a_thousand_words_is_fine() -> None:
    assert check(read(good(late_because="word " * 1000))) == ()


@pytest.mark.parametrize(
    "front",
    [
        "visibility: public\nvisibility: restricted\n",
        "visibility: restricted\nvisibility: public\n",
        "visibility: restrcted\n",
        "visibilty: restricted\n",
        "Visibility: restricted\n",
        "visibility: [restricted]\n",
        "title: a: b\n'visibility': restricted\n",
        "title: a: b\nvisibility : restricted\n",
        "owner: &who restricted\nvisibility: *who\n",
        "tags: [a, b\nvisibility: restricted\n",
        'title: "a\nvisibility: restricted\n',
        'visibility: "restricted\n',
        "visibility: |\n\trestricted\n",
    ],
)  # fmt: skip
def test_a_visibility_that_is_in_doubt_counts_as_restricted(front: str) -> None:
    for text in (f"---\n{front}---\n", f"---\n{front}\n\nBody\n", f"{front}---\n\nBody\n"):
        assert read(text).postmortem.visibility == "restricted", text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n\nvisibility: restricted\n",
        "---\n- visibility: restricted\n---\n",
        "---\ntitle: A\na stray line\nvisibility: restricted\n\nBody\n",
        "---\n{visibility: restricted, title: [}\n---\n",
        "---\n" + "x: [" * 200 + "\nvisibility: restricted\n---\n",
    ],
)
def test_front_matter_that_cannot_be_read_counts_as_restricted(text: str) -> None:
    assert read(text).postmortem.visibility == "restricted"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", "internal"),
        ("visibility:\n", "internal"),
        ("visibility: public\n", "public"),
        ("visibility: Public\n", "public"),
        ("severty: sev-1\nvisibility: public\n", "public"),
    ],
)
def test_a_visibility_that_is_clear_holds(front: str, expected: str) -> None:
    assert read(f"---\ntitle: A\n{front}---\n").postmortem.visibility == expected

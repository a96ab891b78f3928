"""Every rule's page is its test."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.check.page import SECTIONS, page_of
from mkdocs_postmortems.check.registry import RULES
from tests.unit.check.examples import Example, example_of

SPECIAL = frozenset({"PM999"})
"""No file can bring about a fault of the tool itself, so its page has examples in words only."""


def examples(section: str) -> list[tuple[str, int]]:
    """Codes with the numbers of their examples; a rule without a page has none."""
    found = []
    for code in sorted(set(RULES) - SPECIAL):
        try:
            number = len(page_of(code).examples(section))
        except FileNotFoundError:
            continue
        found += [(code, one) for one in range(number)]
    return found


def example(code: str, section: str, number: int) -> Example:
    return example_of(page_of(code).examples(section)[number])


@pytest.mark.parametrize(("code", "number"), examples("Fails"))
def test_a_failing_example_yields_its_code_at_the_marked_line(code, number, tmp_path):
    failing = example(code, "Fails", number)
    found = [(one.code, one.path, one.place.line) for one in failing.findings(tmp_path)]
    assert {one for one, _, _ in found} == {code}, found
    assert (failing.marked or (failing.main, 1)) in {(path, line) for _, path, line in found}, found


@pytest.mark.parametrize(("code", "number"), examples("Passes"))
def test_a_passing_example_yields_nothing(code, number, tmp_path):
    passing = example(code, "Passes", number)
    assert [(one.code, one.place.line, one.message) for one in passing.findings(tmp_path)] == []


@pytest.mark.parametrize("code", RULES)
def test_a_page_has_its_sections_in_order_and_as_many_passing_as_failing_examples(code):
    page = page_of(code)
    assert page.name == RULES[code].name
    assert [title for title in page.sections if title in SECTIONS] == list(page.sections)
    assert list(page.sections)[:5] == list(SECTIONS[:5])
    if code not in SPECIAL:
        assert len(page.examples("Passes")) >= len(page.examples("Fails")) >= 1

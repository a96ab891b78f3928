"""Every rule's page is its test."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.check.page import SECTIONS, page_of
from mkdocs_postmortems.check.registry import RULES
from tests.unit.check.examples import example_of

FAILS = [(code, number) for code in RULES for number in range(len(page_of(code).examples("Fails")))]
PASSES = [
    (code, number) for code in RULES for number in range(len(page_of(code).examples("Passes")))
]


@pytest.mark.parametrize(("code", "number"), FAILS)
def test_a_failing_example_yields_its_code_at_the_marked_line(code, number, tmp_path):
    example = example_of(page_of(code).examples("Fails")[number])
    found = [(one.code, one.path, one.place.line) for one in example.findings(tmp_path)]
    line = example.marked or 1
    places = {path for _, path, _ in found}
    assert {one for one, _, _ in found} == {code}, found
    assert example.main in places or "settings.yml" in str(places) or "services.yml" in str(places)
    if example.marked is not None:
        assert line in {at for _, _, at in found}, found


@pytest.mark.parametrize(("code", "number"), PASSES)
def test_a_passing_example_yields_nothing(code, number, tmp_path):
    example = example_of(page_of(code).examples("Passes")[number])
    assert [(one.code, one.place.line, one.message) for one in example.findings(tmp_path)] == []


@pytest.mark.parametrize("code", RULES)
def test_a_page_has_its_sections_in_order_and_as_many_passing_as_failing_examples(code):
    page = page_of(code)
    assert page.name == RULES[code].name
    assert [title for title in page.sections if title in SECTIONS] == list(page.sections)
    assert list(page.sections)[:5] == list(SECTIONS[:5])
    assert len(page.examples("Passes")) >= len(page.examples("Fails")) >= 1

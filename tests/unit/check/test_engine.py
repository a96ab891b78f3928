"""The engine: levels, order, rules that raise, documents that are withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from helpers import SETTINGS, check, good, read, say, surroundings
from mkdocs_postmortems.check.engine import check_documents
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.settings import Settings

BROKEN = read(good(severity="SEV1", resolved_at="2024-03-08T13:00Z"))


def _levels(**levels: Level) -> Settings:
    return replace(SETTINGS, levels={name.replace("_", "-"): one for name, one in levels.items()})


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (_levels(), {"PM109": Level.WARNING, "PM201": Level.ERROR}),
        (_levels(PM109=Level.ERROR), {"PM109": Level.ERROR, "PM201": Level.ERROR}),
        (_levels(alias_for_id=Level.INFO), {"PM109": Level.INFO, "PM201": Level.ERROR}),
        (_levels(PM201=Level.OFF), {"PM109": Level.WARNING}),
        (_levels(time_order=Level.OFF, PM109=Level.OFF), {}),
        (_levels(PM410=Level.OFF), {"PM109": Level.WARNING, "PM201": Level.ERROR}),
    ],
)
def test_settings_set_the_level_of_a_rule_by_code_or_name(
    settings: Settings, expected: dict[str, Level]
) -> None:
    assert {one.code: one.level for one in check(BROKEN, settings=settings)} == expected


def test_a_rule_that_raises_is_a_finding_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(document: Document, around: Surroundings) -> Iterator[Problem]:
        yield Problem("PM104", document.body, "found before it failed")
        raise KeyError(document.path)

    rule = Rule(code="PM000", name="always-fails", level=Level.ERROR, check=fails)
    monkeypatch.setitem(RULES, "PM000", rule)
    around = replace(surroundings((BROKEN,)), rules=(rule, *surroundings((BROKEN,)).rules))

    found = check_documents((BROKEN,), around)

    assert {one.code for one in found} == {"PM104", "PM109", "PM201", "PM999"}
    assert "PM000 raised KeyError" in next(one.message for one in found if one.code == "PM999")


def test_a_rule_is_skipped_where_a_field_it_needs_cannot_be_read() -> None:
    document = read(good(started_at="2024-13-01"), "2024-03-09-of-another-day.md")

    assert [one.code for one in check(document)] == ["PM104"]


def test_findings_are_in_the_order_of_their_places() -> None:
    text = good(severity="sev-9", services="[chekout]", resolved_at="14:05")
    first, second = read(text, "b.md"), read(text, "a.md")

    found = check(first, second)

    assert [one.path for one in found] == sorted(one.path for one in found)
    for path in ("a.md", "b.md"):
        places = [one.place for one in found if one.path == path]
        assert places == sorted(places)


def test_of_a_withheld_document_no_word_is_shown() -> None:
    settings = Settings(audience="public", default_visibility="public")
    text = good(visibility="restricted", severity="canary", owner="[canary]")
    document = read(text, settings=settings)

    found = check(document, settings=settings)

    assert document.is_withheld
    assert [say(one) for one in found] == ["3:11 PM105", "9:8 PM104"]
    assert "canary" not in repr([(one.message, one.help, one.fix, one.related) for one in found])


def test_codes_and_names_of_rules_are_unique_and_well_formed() -> None:
    names = [rule.name for rule in RULES.values()]

    assert len(names) == len(set(names))
    for code, rule in RULES.items():
        assert code == rule.code
        assert re.fullmatch(r"PM\d{3}", code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), rule.name
        assert rule.level is not Level.OFF


def test_every_code_that_readers_and_rules_write_is_registered() -> None:
    """A code that no rule has would end the check with a KeyError."""
    from pathlib import Path

    import mkdocs_postmortems

    folder = Path(mkdocs_postmortems.__file__).parent
    written = {
        code
        for path in folder.rglob("*.py")
        for code in re.findall(r"\"(PM\d{3})\"", path.read_text("utf-8"))
    }

    assert written - {"PM100", "PM900"} == set(RULES)

"""An organisation's own fields: declared and typed in settings.yml, checked in documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import NAME, front_matter, open_base

FIELDS = """\
fields:
  - {name: cost_centre, type: integer}
  - {name: regulated, type: boolean}
  - {name: product, type: choice, values: [till, shop, back-office]}
  - {name: reported_at, type: moment}
  - {name: reviewed_on, type: date}
  - {name: ticket, type: url}
  - {name: note}
  - {name: countries, type: choice, values: [de, fr], many: true}
  - {name: shifts, type: integer, many: true}
"""


def findings(root: Path, lines: str, settings: str = FIELDS) -> list[tuple[int, str]]:
    """Line and code of what is wrong with a document that has these lines at line 8."""
    files = {
        "settings.yml": "rules: {PM207: off, PM401: off}\n" + settings,
        "services.yml": "- id: checkout\n",
        NAME: front_matter(add=lines),
    }
    base = open_base(root, files, "restricted")
    return [(one.place.line, one.code) for one in (*base.config_findings, *base.findings)]


@pytest.mark.parametrize(
    "line",
    [
        "cost_centre: 4711",
        "cost_centre: -3",
        "cost_centre: '12'",
        "regulated: true",
        "regulated: false",
        "product: back-office",
        "reported_at: 2024-03-08T14:05:00Z",
        "reported_at: 2024-03",
        "reviewed_on: 2024-03-09",
        "ticket: https://example.com/1",
        "note: any words at all",
        "note: '14:05'",
        "countries: [de, fr]",
        "countries: []",
        "shifts: [1, 2]",
        "cost_centre:",
    ],
)
def test_a_value_of_its_type_is_fine(tmp_path: Path, line: str) -> None:
    assert findings(tmp_path, line + "\n") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("cost_centre: 4_711", "PM104"),
        ("cost_centre: 12.5", "PM104"),
        ("cost_centre: many", "PM104"),
        ("cost_centre: [1]", "PM104"),
        ("regulated: yes", "PM104"),
        ("regulated: True", "PM104"),
        ("product: tills", "PM105"),
        ("product: Back Office", "PM109"),
        ("reported_at: 14:05", "PM108"),
        ("reported_at: 2024-13-01", "PM104"),
        ("reviewed_on: 2024-02-30", "PM104"),
        ("ticket: example.com/1", "PM104"),
        ("countries: de", "PM107"),
        ("countries: [de, xx]", "PM105"),
        ("shifts: [1, x]", "PM104"),
        ("cost_center: 4711", "PM102"),
    ],
)
def test_a_value_of_another_type_is_one_finding_at_its_line(
    tmp_path: Path, line: str, code: str
) -> None:
    assert findings(tmp_path, line + "\n") == [(8, code)]


def test_a_field_that_is_not_declared_is_unknown(tmp_path: Path) -> None:
    assert findings(tmp_path, "cost_centre: 4711\n", "") == [(8, "PM102")]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ("fields:\n  - {name: severity}\n", 3),
        ("fields:\n  - {name: a1}\n  - {name: a1}\n", 4),
        ("fields:\n  - {type: text}\n", 3),
        ("fields:\n  - {name: a1, type: number}\n", 3),
        ("fields:\n  - {name: a1, type: choice}\n", 3),
        ("fields:\n  - {name: a1, many: sometimes}\n", 3),
        ("fields:\n  - {name: a1, colour: red}\n", 3),
        ("fields:\n  - a1\n", 3),
        ("fields: a1\n", 2),
    ],
)
def test_a_declaration_that_cannot_be_is_told_in_the_settings(
    tmp_path: Path, settings: str, line: int
) -> None:
    found = findings(tmp_path, "", settings)

    assert [one for one, _ in found] == [line]
    assert found[0][1].startswith("PM90")


def test_a_choice_of_nothing_takes_any_word(tmp_path: Path) -> None:
    found = findings(tmp_path, "a1: word\n", "fields:\n  - {name: a1, type: choice}\n")

    assert found == [(3, "PM903")]


@pytest.mark.parametrize("name", ["severities", "kinds", "statuses", "triggers", "visibilities"])
def test_a_field_named_like_a_packaged_list_takes_nothing_away(tmp_path: Path, name: str) -> None:
    settings = f"fields:\n  - {{name: {name}, type: choice, values: [one, two]}}\n"

    assert findings(tmp_path, f"{name}: one\n", settings) == []
    assert findings(tmp_path, f"{name}: sev-2\n", settings) == [(8, "PM105")]

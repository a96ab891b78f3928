"""A tracker's export: ids and severities out of whatever columns it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import open_base
from mkdocs_postmortems.read.tracker import read_tracker

GOOD = {
    "a.csv": "Issue key,Summary,Priority\nINC-1,Down,P1\n\nINC-2,Slow,\n",
    "b.csv": "\ufeffSeverity,ID\nP1,INC-1\n,INC-2\n",
    "c.json": '[{"id": "INC-1", "severity": "P1"}, {"id": "INC-2"}]',
    "d.json": '{"incidents": [{"key": "INC-1", "severity": {"name": "P1"}}, {"key": "INC-2"}]}',
}


@pytest.mark.parametrize("name", GOOD)
def test_ids_and_severities_are_found_by_their_usual_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(GOOD[name], "utf-8")

    found, file = read_tracker(path, name)

    assert found == (("INC-1", "P1"), ("INC-2", ""))
    assert file.problems == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Summary,Priority\nDown,P1\n"),
        ("a.csv", 'id\n"open'),
        ("a.json", "{"),
        ("a.json", '{"id": 1}'),
        ("a.json", '[{"title": "Down"}]'),
    ],
)
def test_what_is_no_export_is_a_problem_and_not_no_incidents(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")

    found, file = read_tracker(path, name)

    assert found == ()
    assert [one.code for one in file.problems] == ["PM903"]


@pytest.mark.parametrize(("name", "text"), [("a.csv", ""), ("a.csv", "id\n"), ("a.json", "[]")])
def test_an_empty_export_has_no_incident(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")

    found, file = read_tracker(path, name)
    assert (found, file.problems) == ((), ())


def test_a_missing_file_is_told_where_settings_name_it(tmp_path: Path) -> None:
    base = open_base(tmp_path, {"settings.yml": "tracker_export: gone.csv\n"})

    assert [(one.path, one.code) for one in base.config_findings] == [
        ("postmortems/gone.csv", "PM903")
    ]
    assert base.learned.tracked is not None


def test_an_incident_that_this_audience_may_not_read_is_told(tmp_path: Path) -> None:
    secret = "---\ntitle: S\nstatus: published\nvisibility: restricted\ntracker_ids: [INC-1]\n---\n"
    base = open_base(
        tmp_path,
        {
            "settings.yml": "audience: public\ndefault_visibility: public\ntracker_export: t.csv\n",
            "t.csv": "id,severity\nINC-1,P1\nINC-2,P1\n",
            "2024-03-08-s.md": secret,
        },
    )

    tracked = base.learned.tracked
    assert tracked is not None
    assert (tracked.told, [one.id for one in tracked.untold]) == (1, ["INC-2"])


def test_a_wide_audience_learns_nothing_of_the_tracker(tmp_path: Path) -> None:
    """An incident without a postmortem is as visible as one that names no visibility."""
    files = {
        "settings.yml": "audience: public\ndefault_visibility: internal\ntracker_export: t.csv\n",
        "t.csv": "id,severity\nINC-2,P1\n",
    }

    assert open_base(tmp_path, files).learned.tracked is None

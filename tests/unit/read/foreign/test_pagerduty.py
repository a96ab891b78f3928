"""PagerDuty: incidents of the REST API with their log and notes, and reports as text."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN, leaves, read_all, read_files, refusals, stated, words, words_of
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.pagerduty import KIND, UNSHOWN

SOURCE = FOREIGN / "pagerduty"
INCIDENT: dict[str, Any] = {
    "id": "P1", "type": "incident", "incident_number": 7, "title": "Down", "status": "resolved",
}  # fmt: skip


def entry(kind: str, at: str, **more: Any) -> dict[str, Any]:
    return {"type": f"{kind}_log_entry", "created_at": at, "incident": {"id": "P1"}, **more}


@pytest.mark.parametrize("name", ["incidents.json", "log_entries.json", "Q4TIDE9C3M.json"])
def test_every_word_that_pagerduty_shows_is_in_the_result(name: str) -> None:
    left_out = UNSHOWN | {"html_url", "message_id"}
    shown = leaves(json.loads((SOURCE / name).read_text("utf-8")), left_out)

    missing = words(" ".join(shown)) - words_of(read_all(SOURCE))

    assert missing == {"customers_affected"} & missing  # shown as "Customers affected"


def test_a_log_in_a_file_beside_becomes_the_timeline_of_its_incident() -> None:
    first, second = read_all(SOURCE / "incidents.json")

    rows = [line for line in first.text.split("\n") if line.startswith("| 2024")]
    assert rows[0].startswith(
        "| 2024-03-08T14:07:31Z | Triggered through the API (Harbourlight monitoring)"
    )
    assert rows[-1] == "| 2024-03-08T15:12:04Z | Resolved by Ana Ruiz (on the website) |"
    assert stated(first)["acknowledged_at"] == ("2024-03-08T14:19:02Z",)
    assert stated(first)["Customers affected"] == ("1840",)
    assert (first.title, first.source) == ("Booking API p99 above 5 s", "Q2TIDE7A1K")
    assert "Timeline" not in second.text
    assert second.notes == ("its log entries are not in the export, so it has no timeline",)


def test_what_the_monitoring_sent_is_a_table_and_names_no_field_twice() -> None:
    text = read_all(SOURCE / "incidents.json")[0].text

    assert "## Alert details\n\n| Field | Value |\n| --- | --- |\n| p99_ms | 7420 |" in text
    assert text.count("threshold_ms") == 1


def test_a_note_that_the_log_has_too_stands_once(tmp_path: Path) -> None:
    note = {"id": "N", "user": {"summary": "Ana"}, "content": "Cache was\ncold", "created_at": "2"}
    logged = entry("annotate", "2", channel={"type": "note", "summary": "Cache was cold"})
    with_both = {"incident": INCIDENT, "log_entries": [logged], "notes": [note]}

    (document,) = read_files(tmp_path, {"a.json": with_both})
    assert document.text.count("cold") == 1

    (document,) = read_files(tmp_path, {"a.json": {"incident": INCIDENT, "notes": [note]}})
    assert "| 2 | Note by Ana: Cache was cold |" in document.text


def test_text_of_a_note_stays_text(tmp_path: Path) -> None:
    said = "a|b <script> `x` *y*"
    logged = entry("annotate", "1", channel={"type": "note", "summary": said})

    (document,) = read_files(tmp_path, {"a.json": {"incident": INCIDENT, "log_entries": [logged]}})

    assert r"a\|b &lt;script> \`x\` \*y\*" in document.text


def test_unknown_entries_and_channels_are_worded_by_their_own_names(tmp_path: Path) -> None:
    logged = entry("stakeholder_update", "1", channel={"type": "carrier_pigeon"}, extra="seen")

    (document,) = read_files(tmp_path, {"a.json": {"incident": INCIDENT, "log_entries": [logged]}})

    assert "| 1 | Stakeholder update (through carrier pigeon): extra: seen |" in document.text


def test_pages_of_answers_behind_each_other_are_one_export(tmp_path: Path) -> None:
    pages = [{"incidents": [INCIDENT | {"id": f"P{at}"}]} for at in range(3)]

    found = read_files(tmp_path, {"a.json": "\n".join(map(json.dumps, pages))})

    assert [one.source for one in found] == ["P0", "P1", "P2"]


def test_an_unchanged_incident_has_an_unchanged_fingerprint(tmp_path: Path) -> None:
    (before,) = read_files(tmp_path, {"a.json": {"incident": INCIDENT}})
    moved = dict(reversed(INCIDENT.items()))
    (after,) = read_files(tmp_path, {"a.json": {"incidents": [moved], "limit": 25}})
    (changed,) = read_files(tmp_path, {"a.json": {"incident": INCIDENT | {"urgency": "low"}}})

    assert before.sha256 == after.sha256 != changed.sha256


def test_a_log_without_its_incident_is_refused(tmp_path: Path) -> None:
    log = {"log_entries": [entry("trigger", "1")]}

    assert refusals(tmp_path, {"log.json": log}) == [
        "log.json: it holds the log of incidents that are in no file beside it"
    ]
    assert refusals(tmp_path, {"log.json": log, "a.json": {"incident": INCIDENT}}) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"incidents": [INCIDENT, 3]}, "a.json[1]: `incidents[1]` is a number, not an object"),
        ({"incidents": []}, "a.json: it holds no incident"),
        ("[{", "a.json: it is no JSON: Expecting property name enclosed in double quotes"),
        ('{"incident": {"id": "a", "id": "b"}}', "a.json: an object in it has the key `id` twice"),
        ('{"incident": NaN}', "a.json: it holds the value NaN, which JSON does not have"),
        ("[" * 5000, "a.json: its values are nested deeper than 100 levels"),
        ("[" * 200 + "]" * 200, "a.json: its values are nested deeper than 100 levels"),
        ('{"a": ' + "9" * 5000 + "}", "a.json: it holds a number with thousands of digits"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: Any, reason: str
) -> None:
    (found,) = refusals(tmp_path, {"a.json": content}, "pagerduty")
    assert found.startswith(reason)


def test_a_report_as_text_has_its_sections_and_facts() -> None:
    (report,) = read_all(SOURCE / "report.txt")

    assert report.title == "Ticket scanner certificate expired"
    assert stated(report)["Owner of Review Process"] == ("Ana Ruiz",)
    assert [one.line for one in report.stated] == [3, 4, 5]
    assert report.text.count("\n## ") == 8
    assert words((SOURCE / "report.txt").read_text("utf-8")) <= words_of([report])


def test_other_texts_and_other_json_are_nobodys(tmp_path: Path) -> None:
    others = {
        "notes.txt": "Timeline\n\nImpact\n",
        "package.json": {"incident": "none", "name": "x"},
    }

    assert read_files(tmp_path, others) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["incident", "incidents", "log_entries", "notes", "id", "type", "title", "channel",
             "agent", "details", "created_at", "incident_number", "status", "body", "contexts"]
        )
        | st.text(max_size=4),
        inner | st.sampled_from(["incident", "trigger_log_entry", "annotate_log_entry"]),
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@given(value=_JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    data = json.dumps({"incidents": [INCIDENT | {"x": value}, value], "log_entries": value})
    for content in (data, json.dumps(value)):
        source = Given(name="a.json", data=content.encode(), files=Folder(Path("nowhere")))
        with suppress(RefusedError):
            list(KIND.read(source))


def test_an_archive_is_read_as_its_folder_is(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "export"), "zip", SOURCE)

    assert read_all(Path(archive)) == read_all(SOURCE)

"""What a postmortem may begin with: records, channels and lists of entries."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers import DATA
from mkdocs_postmortems.read.foreign.beginnings import read_beginning
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.slack import is_marked

FOREIGN = DATA / "foreign"
SLACK = FOREIGN / "slack" / "export"
CHANNEL = "inc-1042-boards-dark"


def rows(path: Path, pick: str | None = None, *, all_messages: bool = False) -> list[str]:
    """The rows of the timeline that a source gives."""
    text = read_beginning(path, pick, all_messages=all_messages).text
    return [row for row in text.split("\n") if row.startswith("|")][2:]


def refused(path: Path, pick: str | None = None) -> str:
    with pytest.raises(RefusedError) as raised:
        read_beginning(path, pick, all_messages=False)
    return f"{raised.value.reason}; {raised.value.help}"


BOARDS = (
    "| 2024-05-02T13:02:00Z | Ana: Boards at pier 3 are dark, @Jon Okafor looks & #ops knows \\| see"
    " [the dashboard](https://dash.tidewater.example/d/boards?a=1&b=2) |"
)
MARKED = [
    BOARDS,
    "| 2024-05-02T13:15:00Z | Jon Okafor: Rolled back to \\*v41\\*, \\`boardd\\` &lt;3.2> |",
    "| 2024-05-02T22:15:00Z | monitor: @here all boards answer |",
]


def test_marked_messages_of_a_channel_are_its_timeline():
    """Starred, pinned or with a pin for a reaction; who joined is nobody's words."""
    assert rows(SLACK, CHANNEL) == MARKED


def test_all_messages_are_taken_on_demand():
    """In their order, with people by the names they chose."""
    found = rows(SLACK, CHANNEL, all_messages=True)
    assert [row for row in found if row not in MARKED] == [
        "| 2024-05-02T13:05:00Z | Jon Okafor: lunch? |",
        "| 2024-05-02T22:20:00Z | U09NEW: thanks |",
    ]


def test_a_zip_file_is_read_as_the_folder_is(tmp_path):
    """As Slack hands it out; nothing is unpacked."""
    path = shutil.make_archive(str(tmp_path / "export"), "zip", SLACK)
    assert rows(Path(path), CHANNEL) == MARKED


def test_a_channel_alone_is_read_without_the_names_of_people(tmp_path):
    """One file of a day, or one folder; what is not known stays the id."""
    (row,) = (one for one in rows(SLACK / CHANNEL / "2024-05-03.json"))
    assert "monitor: @here" in row
    assert "U02JON" in rows(SLACK / CHANNEL)[1]


def test_several_channels_are_named_and_an_unmarked_one_is_told(tmp_path):
    """Which of them is meant is never guessed."""
    shutil.copytree(SLACK, tmp_path / "two")
    copied = tmp_path / "two" / "inc-1043"
    shutil.copytree(SLACK / CHANNEL, copied)
    assert "it holds 2 incidents" in refused(tmp_path / "two")
    assert "say which with --pick" in refused(tmp_path / "two")
    assert "none of its 1 messages is starred" in refused(SLACK / "general")
    assert "it holds no `nowhere`" in refused(SLACK, "nowhere")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"is_starred": True}, True),
        ({"pinned_to": ["C1"]}, True),
        ({"pinned_info": {"channel": "C1"}}, True),
        ({"reactions": [{"name": "star"}]}, True),
        ({"reactions": [{"name": "pushpin::skin-tone-2"}]}, True),
        ({"reactions": [{"name": "eyes"}]}, False),
        ({"is_starred": False, "pinned_to": []}, False),
        ({"is_starred": "yes", "reactions": "star"}, False),
        ({}, False),
    ],
)
def test_what_marks_a_message(message, expected):
    """A star, a pin, or a reaction that says so."""
    assert is_marked(message) is expected


def test_entries_of_json_are_a_timeline_with_what_stands_beside():
    """Times as written; people before their words; the rest is stated."""
    found = read_beginning(FOREIGN / "entries/timeline.json", None, all_messages=False)
    assert rows(FOREIGN / "entries/timeline.json") == [
        "| 2024-05-02T15:15:00+02:00 | Jon: Rolled back to v41 |",
        "| 2024-05-02T15:02:00+02:00 | Ana: Boards at pier 3 are dark |",
    ]
    assert found.title == "Departure boards went dark"
    assert {one.name: one.values for one in found.stated}["severity"] == ("P2",)


def test_entries_of_csv_are_a_timeline():
    """Seconds since 1970 become a time; a bar in a cell stays in it."""
    assert rows(FOREIGN / "entries/timeline.csv") == [
        "| 2024-05-02T13:02:00Z | Ana: Boards at pier 3 are dark |",
        "| 2024-05-02 15:15 | Jon: Rolled back; v41 \\| again |",
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", "[]", "postmortems import"),
        ("a.json", "{", "postmortems import"),
        ("a.json", '[{"a": 1}]', "postmortems import"),
        ("a.json", '{"events": [{"at": "10:00"}]}', "postmortems import"),
        ("a.csv", "a,b\n1,2\n", "postmortems import"),
        ("a.md", "# Old\n", "postmortems import"),
        ("a.zip", "no archive", "it is no zip file"),
        ("a.pdf", "%PDF", ".pdf is not read"),
    ],
)
def test_what_begins_nothing_is_refused(name, content, words, tmp_path):
    """With where to go instead."""
    path = tmp_path / name
    path.write_text(content)
    assert words in refused(path)


def test_of_several_records_one_is_picked():
    """By its key, or by a part of it that only one has."""
    path = FOREIGN / "pagerduty/incidents.json"
    assert "Q2TIDE7A1K, Q3TIDE8B2L; say which with --pick" in refused(path)
    assert read_beginning(path, "Q3TIDE8B2L", all_messages=False).source == "Q3TIDE8B2L"
    assert read_beginning(path, "Q3", all_messages=False).source == "Q3TIDE8B2L"


@pytest.mark.parametrize(
    "ts", ["1714654920", "x", "", "-5", "99999999999999999999", None, 1714654920.5]
)
def test_a_broken_stamp_is_no_message(ts, tmp_path):
    """What has no time is left out, and the others are read."""
    broken = {"type": "message", "text": "broken", "ts": ts, "is_starred": True}
    fine = {"type": "message", "text": "fine", "ts": "1714654920.1", "is_starred": True}
    (tmp_path / "2024-05-02.json").write_text(json.dumps([broken, fine]))
    assert any("fine" in row for row in rows(tmp_path))

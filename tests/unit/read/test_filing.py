"""filing.yml is read as far as it can be, with places for what is wrong."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.read.filing import read_filing
from mkdocs_postmortems.read.packaged import vocabularies

THEMES = vocabularies(Settings()).themes
KEY = "2024-01-08-one#item-0a1b2c"


def read(tmp_path, text: str | bytes):
    path = tmp_path / "filing.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    entries, file = read_filing(path, "postmortems/filing.yml", THEMES)
    found = [(file.lines.place(one.span).line, one.code, one.message) for one in file.problems]
    return {one.key: one.themes for one in entries}, found


@pytest.mark.parametrize(
    ("value", "themes"),
    [
        ("[timing]", ("timing",)),
        ("timing", ("timing",)),
        ("[monitoring, rollback]", ("monitoring-coverage", "rollback")),
        ("[timing, timing]", ("timing",)),
        ("none", ("none",)),
        ("[none]", ("none",)),
    ],
)
def test_entries(tmp_path, value, themes):
    """A list or one word; aliases become ids; `none` is an answer."""
    assert read(tmp_path, f"{KEY}: {value}\n") == ({KEY: themes}, [])


def test_a_second_equal_lesson(tmp_path):
    """The address of a second equal lesson has a number at its end."""
    assert read(tmp_path, f"{KEY}-2: timing\n") == ({f"{KEY}-2": ("timing",)}, [])


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "{}\n"])
def test_nothing_in_it(tmp_path, text):
    """An empty file files nothing and is no mistake."""
    assert read(tmp_path, text) == ({}, [])


def test_no_file(tmp_path):
    """Without the file nothing is filed by it."""
    entries, file = read_filing(tmp_path / "filing.yml", "filing.yml", THEMES)
    assert (entries, file.problems) == ((), ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("one: [timing]", "`one` is no lesson's address"),
        ("2024-01-08-one: [timing]", "`2024-01-08-one` is no lesson's address"),
        ("2024-01-08-one#item-xyz: [timing]", "`2024-01-08-one#item-xyz` is no lesson's address"),
        (f"{KEY}: [timming]", "`timming` is no theme"),
        (f"{KEY}: [timing, none]", "`none` stands beside a theme"),
        (f"{KEY}: [[timing]]", "must be a theme"),
        (f"{KEY}:", "must be a theme"),
    ],
)
def test_a_wrong_line_hides_no_other(tmp_path, line, message):
    """What is wrong has its line and a sentence; the entries around it hold."""
    other, third = "2024-02-08-two#item-000000", "2024-03-08-three#item-000000"
    entries, found = read(tmp_path, f"{other}: timing\n{line}\n{third}: rollback\n")
    assert entries == {other: ("timing",), third: ("rollback",)}
    assert found == [(2, "PM903", message)]


@pytest.mark.parametrize("text", ["- a\n- b\n", "timing\n", b"\xff\xfe\x00", "a: 'b\n", "[" * 600])
def test_no_filing_at_all(tmp_path, text):
    """A file that is something else is one problem or more, and no entry."""
    entries, found = read(tmp_path, text)
    assert entries == {}
    assert found


def test_an_unknown_theme_beside_a_known_one(tmp_path):
    """The known theme of an entry holds, the unknown one is named."""
    entries, found = read(tmp_path, f"{KEY}: [timing, zzz]\n")
    assert entries == {KEY: ("timing",)}
    assert [message for _, _, message in found] == ["`zzz` is no theme"]

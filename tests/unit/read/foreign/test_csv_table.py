"""CSV: one incident a row, with the columns that there are or that are named."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN, read_all, read_files, refusals, stated, words, words_of
from mkdocs_postmortems.read.foreign.csv_table import KIND
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given

SOURCE = FOREIGN / "csv"
HEAD = "Id,Name,Severity,Started at,Notes\n"


@pytest.mark.parametrize(("name", "encoding"), [("tracker.csv", "utf-8"), ("excel.csv", "cp1252")])
def test_every_word_of_every_cell_is_in_the_result(name: str, encoding: str) -> None:
    text = (SOURCE / name).read_bytes().decode(encoding)
    head, _, rows = text.partition("\n")
    documents = read_all(SOURCE / name, "csv")

    assert words(rows) <= words_of(documents)
    # The title has no heading over it, and it is a title whatever its column is called.
    assert words(head) - {"name"} <= words_of(documents) | {"incident"}


def test_a_row_is_a_document_with_sections_and_facts() -> None:
    first, second, third = read_all(SOURCE / "tracker.csv")

    assert (first.source, first.title) == ("tracker.csv#INC-88", "Search returned nothing")
    assert first.text.startswith("## Summary\n\nSearch answered with empty lists")
    assert "## Root cause\n\nAn index alias pointed nowhere." in first.text
    assert "## Timeline\n\n- 08:03 alias moved\n- 08:20 first message" in first.text
    assert stated(first)["Reported at"] == ("2024-02-11T08:03:00Z",)
    assert [one.stated[0].line for one in (first, second, third)] == [2, 5, 7]
    assert second.title == 'Invoices sent twice, "copy" missing'
    assert "&lt;b>1,130&lt;/b>" in second.text
    assert third.text == ""


def test_a_file_of_a_spreadsheet_is_read_as_it_is_saved_there() -> None:
    gate, till = read_all(SOURCE / "excel.csv")

    assert gate.source == "excel.csv#row 1"
    assert stated(gate)["Labels"] == ("gates", "winter")
    assert (
        "Gate 4 did not open.  \nCars queued to the road.\n\n- The key was at gate 2" in gate.text
    )
    assert till.title == "Café till offline"
    assert gate.notes == ("it is no UTF-8; read as Windows-1252",)


def test_named_columns_are_fields_and_sections_under_their_own_names() -> None:
    columns = {"title": "What happened?", "started_at": "opened", "got-lucky": "Lucky"}

    gate, _ = read_all(SOURCE / "excel.csv", "csv", **columns)

    assert gate.title.startswith("Gate 4 did not open.")
    assert stated(gate)["started_at"] == ("12.01.2024 07:30",)
    assert stated(gate)["Incident"] == ("Gate 4 stuck",)
    assert gate.text == "## Got lucky\n\nThe guard had a spare key.\n"


def test_a_field_stays_a_field_however_long_it_is(tmp_path: Path) -> None:
    text = f"{HEAD}1,Down,{'high ' * 80},now,\n"

    (document,) = read_files(tmp_path, {"a.csv": text}, severity="Severity")

    assert len(stated(document)["severity"][0]) > 300


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    from mkdocs_postmortems.model.foreign import Refused
    from mkdocs_postmortems.read.foreign.kinds import read_sources

    (tmp_path / "a.csv").write_text(f"{HEAD}1,Down,,,\n", "utf-8")
    (refused,) = read_sources(tmp_path / "a.csv", "csv", {"title": "Headline"})

    assert isinstance(refused, Refused)
    assert refused.reason == "it has no column `Headline`"
    assert refused.help == "its columns are `Id`, `Name`, `Severity`, `Started at`, `Notes`"


def test_a_row_is_known_again_by_its_id_wherever_it_stands(tmp_path: Path) -> None:
    rows = ["7,Down,SEV-1,x,\n", "8,Slow,SEV-2,y,\n"]
    before = read_files(tmp_path, {"a.csv": HEAD + "".join(rows)})
    after = read_files(tmp_path, {"a.csv": HEAD + "9,New,,,\n" + "".join(reversed(rows))})

    hashes = {one.source: one.sha256 for one in after}
    assert {one.source: one.sha256 for one in before}.items() <= hashes.items()


def test_ids_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    found = read_files(tmp_path, {"a.csv": f"{HEAD}7,Down,,,\n7,Slow,,,\n"})

    assert [one.source for one in found] == ["a.csv#7", "a.csv#7 (2)"]


def test_cells_beyond_the_header_and_unnamed_columns_are_kept(tmp_path: Path) -> None:
    (document,) = read_files(tmp_path, {"a.csv": "Name,Severity,Opened,\nDown,1,2,3,4\n"})

    assert stated(document) | {"Column 4": ("3",), "Column 5": ("4",)} == stated(document)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_header(tmp_path: Path, mark: str) -> None:
    text = f"\ufeffName{mark}Severity{mark}Resolved\nDown, again; x{mark}1{mark}2\n".replace(
        f"Down, again; x{mark}1", f'"Down, again; x"{mark}1'
    )

    (document,) = read_files(tmp_path, {"a.csv": text})

    assert document.title == "Down, again; x"


def test_cells_that_are_markdown_stay_so(tmp_path: Path) -> None:
    text = f'{HEAD}1,Down,,,"# Impact\n\n**Big** [link](https://a.example)\n"\n'

    (document,) = read_files(tmp_path, {"a.csv": text})

    assert "## Notes\n\n### Impact\n\n**Big** [link](https://a.example)" in document.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f'{HEAD}1,"Down,,,\n', "a.csv: the row that begins in line 2 cannot be read"),
        (f'{HEAD}1,"Do"wn,,,\n', "a.csv: the row that begins in line 2 cannot be read"),
        ("", "a.csv: it has no header"),
        (HEAD, "a.csv: it has a header and no rows"),
        (f"{HEAD}1,{'x' * 200_000},,,\n", "a.csv: the row that begins in line 2 cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, content: str, reason: str
) -> None:
    (found,) = refusals(tmp_path, {"a.csv": content}, "csv")
    assert found.startswith(reason)


def test_tables_of_other_things_are_nobodys(tmp_path: Path) -> None:
    others = {"latency.csv": "time,p99\n10:00,1\n", "teams.csv": "name,severity\nx,1\n"}

    assert read_files(tmp_path, others) == []


@given(text=st.text(alphabet='a,;"\n\t|\x00\ufeff<#', max_size=60), data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(text: str, data: bytes) -> None:
    for content in (text.encode(), data, HEAD.encode() + data):
        source = Given(name="a.csv", data=content, files=Folder(Path("nowhere")))
        with suppress(RefusedError):
            list(KIND.read(source))

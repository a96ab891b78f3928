"""Notion: pages, their properties, databases and files of an export "Markdown & CSV"."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN, read_all, read_files, stated, words, words_of, write_files
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.notion import KIND

SOURCE = FOREIGN / "notion"
ID = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


def page(folder: Path, text: str) -> Foreign:
    (found,) = read_files(folder, {f"Page {ID}.md": text}, "notion")
    return found


def tide_maps() -> Foreign:
    return next(one for one in read_all(SOURCE) if one.title == "Tide maps blank")


def test_every_word_of_pages_and_databases_is_in_the_result() -> None:
    documents = read_all(SOURCE)
    source = " "
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".md" and not path.name.startswith("Engineering"):
            source += re.sub(
                r"\(https?://\S+\)|\(\S+\.csv\)|</?(?:aside|details|summary)>",
                "",
                path.read_text("utf-8"),
            )
        elif path.suffix == ".csv":
            rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
            source += re.sub(
                r"\(https?://\S+\)", "", " ".join(cell for row in rows[1:] for cell in [*row, ""])
            )

    # A row of nothing but a title is no document.
    assert words(source) - {"untitled", "row"} <= words_of(documents)


def test_a_zip_and_a_zip_in_a_zip_are_read_as_the_folder_is(tmp_path: Path) -> None:
    inner = Path(shutil.make_archive(str(tmp_path / "Export-Part-1"), "zip", SOURCE))
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, inner.name)

    assert read_all(inner) == read_all(outer) == read_all(SOURCE)


def test_properties_are_stated_and_the_text_begins_below_them() -> None:
    document = tide_maps()
    path = SOURCE / document.source

    assert [(one.name, one.line) for one in document.stated[:3]] == [
        ("Date", 3), ("Owner", 4), ("Services", 5),
    ]  # fmt: skip
    assert stated(document)["Services"] == ("Map tiles",)
    assert stated(document)["Lead time"] == ("3 h",)
    lines = path.read_text("utf-8").split("\n")
    at = document.text.split("\n").index("## Timeline")
    assert lines[document.first_line - 1 + at] == "# Timeline"


def test_a_property_that_the_page_lacks_comes_from_the_database() -> None:
    ferry = next(one for one in read_all(SOURCE) if one.title == "Ferry times frozen")

    assert stated(ferry)["Services"] == ("Timetable",)
    assert "Note: boards kept showing the 18:30 ferry." in ferry.text


def test_rows_without_a_page_are_documents_where_they_say_more_than_a_title() -> None:
    rows = [one for one in read_all(SOURCE) if "#" in one.source]

    assert [one.title for one in rows] == ["Login slow, cause unknown"]
    assert stated(rows[0])["Tags"] == ("never written up",)


def test_callouts_and_folded_parts_are_text_that_every_reader_shows() -> None:
    text = tide_maps().text

    assert "> 💡 Harbour masters were called by phone.\n>\n> Nobody went aground." in text
    assert "**Raw log**" in text
    assert "```\n<aside> is no callout here\n```" in text
    assert "- What the graph shows\n\n    Requests to the origin rise 40-fold." in text


def test_a_database_in_a_page_is_a_table_where_it_stood() -> None:
    text = tide_maps().text

    assert "| Task | Assignee | Due | State |" in text
    assert "| Write a runbook | Ines Duarte |  | Open |" in text
    assert "## Write a runbook" not in text
    assert "## Alert on blank tiles\n\nPages when more than 2 %" in text


def test_sub_pages_are_sections_and_their_images_come_along() -> None:
    document = tide_maps()

    assert "[Call notes](#call-notes)" in document.text
    assert "## Call notes\n\nTaken on the bridge; times are UTC.\n\n### Decisions" in document.text
    assert len(document.files) == 2
    assert all(f"]({target})" in document.text for target in document.files)


def test_a_link_to_another_document_stays() -> None:
    assert "[Ferry times frozen](Ferry%20times%20frozen%203a4b5c6d" in tide_maps().text


def test_a_page_that_only_lists_others_is_no_document() -> None:
    assert "Engineering" not in {one.title for one in read_all(SOURCE)}


def test_a_paragraph_with_a_colon_is_no_property(tmp_path: Path) -> None:
    document = page(tmp_path, "# Down\n\nNote: we know this.\nThe rest is open.\n")

    assert document.stated == ()
    assert document.text == "\nNote: we know this.\nThe rest is open.\n"
    assert document.first_line == 2


def test_properties_of_a_page_that_was_exported_alone_are_read(tmp_path: Path) -> None:
    document = page(tmp_path, "# Down\n\nSeverity: SEV-2\nOwner: Ana\nURL:\n\nIt was.\n")

    assert stated(document) == {"Severity": ("SEV-2",), "Owner": ("Ana",)}
    assert (document.text, document.first_line) == ("\nIt was.\n", 6)


def test_a_property_of_several_lines_is_one(tmp_path: Path) -> None:
    files = {
        f"DB {ID}.csv": 'Name,Impact,Owner\nDown,"a\nb",Ana\n',
        f"DB {ID}/Down {OTHER}.md": "# Down\n\nImpact: a\nb\nOwner: Ana\n\nText\n",
    }

    (document,) = read_files(tmp_path, files)

    assert stated(document) == {"Impact": ("a\nb",), "Owner": ("Ana",)}


def test_rows_with_the_same_title_are_told_apart_by_their_properties(tmp_path: Path) -> None:
    files = {
        f"DB {ID}.csv": "Name,Day,Note\nDown,1,first\nDown,2,second\n",
        f"DB {ID}/Down {OTHER}.md": "# Down\n\nDay: 2\n\nText\n",
    }

    (document,) = read_files(tmp_path, files)

    assert stated(document)["Note"] == ("second",)


def wiki(text: str, head: str = "Name,Owner") -> dict[str, str]:
    """A page over a database of one page with sections, and one page beside it without."""
    return {
        f"Wiki {ID}.md": f"# Wiki\n\n{text}\n\n[DB](Wiki%20{ID}/DB%20{ID}.csv)\n",
        f"Wiki {ID}/DB {ID}.csv": f"{head}\nDown,Ana\nOnly a row,Ben\n",
        f"Wiki {ID}/DB {ID}/Down {OTHER}.md": "# Down\n\n## Summary\n\nIt was.\n\n## Timeline\n\nNo.\n",
        f"Wiki {ID}/Log {OTHER}.md": "# Log\n\nraw\n",
    }


def test_pages_below_an_introduction_are_documents(tmp_path: Path) -> None:
    found = read_files(tmp_path, wiki("All of our incidents."))

    assert [one.title for one in found] == ["Wiki", "Only a row", "Down", "Log"]


def test_below_a_page_with_sections_only_what_has_none_is_a_part(tmp_path: Path) -> None:
    found = read_files(tmp_path, wiki("## How we write\n\nSo.\n\n## Incidents"))

    assert [one.title for one in found] == ["Wiki", "Down"]
    assert "## Log\n\nraw" in found[0].text
    assert "| Only a row | Ben |" in found[0].text


def test_a_database_of_incidents_is_never_a_part(tmp_path: Path) -> None:
    found = read_files(tmp_path, wiki("Owner: x\n\n## A\n\n## B", "Name,Severity"))

    assert [one.title for one in found] == ["Wiki", "Only a row", "Down"]


def test_a_list_of_links_with_parts_below_it_is_kept(tmp_path: Path) -> None:
    found = read_files(tmp_path, wiki("## One\n\n## Two"))

    assert found[0].title == "Wiki"
    assert "raw" in found[0].text


@pytest.mark.parametrize("name", ["Page.md", "notes.csv", f"Page {ID}.txt"])
def test_files_that_notion_would_not_name_so_are_not_its(tmp_path: Path, name: str) -> None:
    path = write_files(tmp_path, {name: "# Down\n"})
    source = Given(name=name, data=path.read_bytes(), files=Folder(tmp_path))

    assert not KIND.recognises(source)


@given(text=st.text(alphabet="aA:# \n<>/sideumry`-[]()%.md\x00", max_size=80), data=st.binary())
def test_any_bytes_are_read_or_refused(text: str, data: bytes) -> None:
    for content in (text.encode(), data, b"# T\n\nA: b\n" + data):
        source = Given(name=f"P {ID}.md", data=content, files=Folder(Path("nowhere")))
        with suppress(RefusedError):
            list(KIND.read(source))

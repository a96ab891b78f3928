"""Comments that silence a rule: where they hold, where they do not, and those that do nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from helpers import NAME, good, open_base
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.write.fix import fix_bytes

SETTINGS = "select: [ALL]\nrules: {PM207: off, PM4: off, PM3: off}\n"
TOKEN = "AKIA" + "QYLPMN5HHHFPZAM2"  # in two parts, so that no scanner of ours finds it here


def findings(root: Path, text: str, settings: str = SETTINGS) -> tuple[Finding, ...]:
    files = {"settings.yml": settings, "services.yml": "- id: checkout\n", NAME: text}
    return open_base(root, files, "restricted").findings


def codes(root: Path, text: str, settings: str = SETTINGS) -> list[str]:
    return [one.code for one in findings(root, text, settings)]


def mended(root: Path, text: str) -> str:
    """The text with its safe fixes made."""
    findings(root, text)
    base = open_base(root, {}, "restricted")
    path = base.root / NAME
    return fix_bytes(text.encode(), partial(base.check_file, path)).data.decode()


def with_line(line: str, *, before: str = "") -> str:
    """A good document with lines in its summary."""
    return good().replace("Orders were refused", f"{before}{line}Orders were refused")


def with_severity(value: str, before: str = "") -> str:
    return good(severity=value).replace("severity:", f"{before}severity:")


SECRET = f"The key was {TOKEN}."
LINK = "See [it](nowhere.md)."


def test_what_these_tests_silence_is_found_without_a_comment(tmp_path: Path) -> None:
    assert codes(tmp_path, with_severity("SEV2")) == ["PM109"]
    assert codes(tmp_path, with_line(f"{LINK}\n\n")) == ["PM501"]
    assert codes(tmp_path, with_line(f"{SECRET}\n\n")) == ["PM701"]
    assert codes(tmp_path, good()) == []


@pytest.mark.parametrize(
    "text",
    [
        with_severity("SEV2 # postmortems: ignore PM109"),
        with_severity("SEV2  # postmortems:ignore PM109 -- the tracker writes it so"),
        with_severity("SEV2", before="# postmortems: ignore PM109\n"),
        with_severity("SEV2", before="# postmortems: ignore alias-for-id -- so be it\n"),
        with_severity("SEV2", before="# postmortems: ignore-file PM109\n"),
        with_severity("SEV2 # postmortems: ignore PM109").replace("\n", "\r\n"),
        with_line(f"{LINK} <!-- postmortems: ignore PM501 -->\n\n"),
        with_line(f"{LINK} <!--postmortems:ignore PM501 -- it moves-->\n\n"),
        with_line(f"{LINK} <!-- postmortems: ignore broken-link -->\n\n"),
        with_line(f"{LINK}\n\n", before="<!-- postmortems: ignore PM501 -->\n"),
        with_line(f"{LINK}\n\n", before="<!-- postmortems: ignore-file PM501 -->\n\n\n"),
        good() + f"\n{LINK}\n\n<!-- postmortems: ignore-file PM501 -- old -->\n",
        with_line(f"{LINK} {SECRET} <!-- postmortems: ignore PM501, PM701 -->\n\n"),
        with_line(f"{LINK} {SECRET} <!-- postmortems: ignore PM501 PM701 -- both -->\n\n"),
        with_line(f"{SECRET} <!-- postmortems: ignore PM701 -- an example of AWS -->\n\n"),
        with_line(f"{SECRET}\n\n", before="<!-- postmortems: ignore PM701 -->\n"),
    ],
)
def test_a_comment_silences_its_line_the_next_one_or_the_file(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (with_severity("SEV2", before="# postmortems: ignore PM109\n\n"), "PM109"),
        (with_line(f"{LINK}\n\n", before="<!-- postmortems: ignore PM501 -->\n\n"), "PM501"),
        (with_line(f"{LINK}\n\n", before="x <!-- postmortems: ignore PM501 -->\n"), "PM501"),
        (with_line(f"{LINK} <!-- postmortems: ignore PM502 -->\n\n"), "PM501"),
        (with_line(f"{SECRET}\n\n", before="<!-- postmortems: ignore-file PM701 -->\n"), "PM701"),
        (with_line(f"{SECRET} <!-- postmortems: ignore-file PM701 -->\n\n"), "PM701"),
        (with_line(f"{SECRET}\n\n", before="<!-- postmortems: ignore-file secret -->\n"), "PM701"),
    ],
)
def test_a_comment_elsewhere_silences_nothing_and_is_unused(
    tmp_path: Path, text: str, left: str
) -> None:
    assert sorted(codes(tmp_path, text)) == sorted([left, "PM910"])


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- postmortem: ignore PM501 -->",
        "<!-- postmortems ignore PM501 -->",
        "<!-- postmortems: allow PM501 -->",
        "# postmortems: ignore PM501",
    ],
)
def test_a_comment_of_another_form_is_none(tmp_path: Path, comment: str) -> None:
    assert codes(tmp_path, with_line(f"{LINK} {comment}\n\n")) == ["PM501"]


@pytest.mark.parametrize("word", ["PM999x", "PM5", "ALL", "brokenlink", "pm501"])
def test_a_word_that_names_no_rule_is_told(tmp_path: Path, word: str) -> None:
    found = findings(tmp_path, with_line(f"{LINK} <!-- postmortems: ignore {word} -->\n\n"))

    assert [one.code for one in found] == ["PM501", "PM911"]
    assert f"`{word}`" in found[1].message


def test_a_comment_without_a_rule_silences_nothing(tmp_path: Path) -> None:
    text = with_line(f"{LINK} <!-- postmortems: ignore -- all of it -->\n\n")

    assert codes(tmp_path, text) == ["PM501", "PM911"]


def test_what_stands_behind_two_hyphens_is_no_rule(tmp_path: Path) -> None:
    text = with_line(f"{LINK} <!-- postmortems: ignore PM501 -- as PM502 and time-order -->\n\n")

    assert codes(tmp_path, text) == []


def test_one_unused_code_of_two_is_told_at_its_place(tmp_path: Path) -> None:
    (one,) = findings(tmp_path, with_line(f"{LINK} <!-- postmortems: ignore PM501, PM601 -->\n\n"))

    assert one.code == "PM910"
    assert "`PM601`" in one.message
    assert one.place.end_column - one.place.column == len("PM601")


def test_a_comment_for_a_rule_that_does_not_run_is_not_unused(tmp_path: Path) -> None:
    text = with_line("<!-- postmortems: ignore PM601 -->\n\n")

    assert codes(tmp_path, text) == ["PM910"]
    assert codes(tmp_path, text, "rules: {PM6: off, PM207: off, PM4: off}\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x <!-- postmortems: ignore PM601 -->\ny\n\n", "x\ny\n\n"),
        ("x  <!-- postmortems: ignore PM601 -- why -->  \ny\n\n", "x\ny\n\n"),
        ("x <!-- postmortems: ignore PM601 --> z\n\n", "x  z\n\n"),
        ("<!-- postmortems: ignore PM601 -->\nx\n\n", "x\n\n"),
        ("  <!-- postmortems: ignore PM601 -->  \nx\n\n", "x\n\n"),
        ("x <!-- postmortems: ignore PM601, PM602 -->\n\n", "x\n\n"),
        (
            f"{LINK} <!-- postmortems: ignore PM501, PM601 -- why -->\n\n",
            f"{LINK} <!-- postmortems: ignore PM501 -- why -->\n\n",
        ),
        (
            f"{LINK} <!-- postmortems: ignore PM601, PM501 -->\n\n",
            f"{LINK} <!-- postmortems: ignore PM501 -->\n\n",
        ),
    ],
)
def test_the_safe_fix_takes_out_what_is_unused_and_no_more(
    tmp_path: Path, before: str, after: str
) -> None:
    assert mended(tmp_path, with_line(before)) == with_line(after)


def test_in_front_matter_the_fix_takes_out_the_comment_and_its_line(tmp_path: Path) -> None:
    assert mended(tmp_path, with_severity("sev-2 # postmortems: ignore PM109")) == good()
    assert (
        mended(tmp_path, with_severity("sev-2", before="# postmortems: ignore PM109\n")) == good()
    )

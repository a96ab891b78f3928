"""`postmortems try`: a folder as it is, a real site, and nothing left behind."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from helpers import DATA, write_tree
from mkdocs_postmortems.cli import main
from tests.site.web import Site

FIRST = """# Checkout down, 2024-03-08

Severity: P2
Services: Checkout, Web shop

## Timeline

- 14:05 First errors
- 14:20 An alert pages Ada
- 15:00 Back to normal

## What went wrong

- Nothing alerted us when the certificate expired
- The runbook was out of date

## Where we got lucky

- A colleague looked at the graph by chance
"""
SECOND = """# Search empty (3 May 2024)

## Root cause

- Nothing alerted us when the certificate was about to expire
"""
HOSTILE = """# {{ 7*7 }} <script>pwn()</script> `|

## What went wrong

- <img src=x onerror=pwn()> {{ 6*7 }} [x](javascript:pwn())

## Strange <svg onload=pwn()>

Text.
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {p.as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, dict[str, bytes]]:
    """A trial of three documents, a README and a file that cannot be read."""
    root = tmp_path_factory.mktemp("try")
    files = {
        "one.md": FIRST,
        "deep/two.md": SECOND,
        "hostile {{ x }}.md": HOSTILE,
        "README.md": "# How we write\n\nLike this.\n",
        "broken.docx": b"no zip at all",
    }
    write_tree(root / "wiki", files)
    before = tree(root / "wiki")
    assert main(["try", str(root / "wiki"), "--site", str(root / "site")]) == 0
    return Site(root / "site"), root / "wiki", before


def text(site: Site, page: str) -> str:
    return " ".join(site.page(page).main.text.split())


def test_nothing_is_written_to_the_folder(tried) -> None:
    _, folder, before = tried
    assert tree(folder) == before


def test_the_first_page_says_what_was_written_more_than_once(tried) -> None:
    site, _, _ = tried
    words = text(site, "")

    assert "1 sentence was written in more than one of 3 documents" in words
    assert "Nothing alerted us when the certificate expired" in words
    assert "Nothing alerted us when the certificate was about to expire" in words
    assert "A colleague looked at the graph by chance" in words
    assert "1 file could not be read" in words


def test_what_was_not_read_has_its_reason(tried) -> None:
    site, _, _ = tried
    words = text(site, "not-read/")

    assert "broken.docx it is no zip file that can be read" in words
    assert "Of 3 documents, 2 name a day, 1 names a severity and 1 names a service" in words
    assert "README.md" in words
    assert "time_zone UTC: no zone is written" in words


def test_what_was_guessed_is_marked_where_it_is_shown(tried) -> None:
    site, _, _ = tried
    words = text(site, "postmortems/2024-03-08-checkout-down/")

    assert re.search(r"Started 2024-03-08 14:05 UTC guessed", words)
    assert re.search(r"Severity sev-2 high Services", words)
    assert "4 values guessed by the import, and not confirmed" in words
    assert "started_at: the timeline's line “14:05 First errors”" in words


def test_services_that_are_named_have_a_page(tried) -> None:
    site, _, _ = tried
    assert "Checkout down" in text(site, "incidents/services/web-shop/")


def test_every_document_counts(tried) -> None:
    site, _, _ = tried
    assert "3 incidents" in text(site, "incidents/")


def test_what_is_hostile_runs_nowhere(tried) -> None:
    site, _, _ = tried
    for path in sorted(site.folder.rglob("*.html")):
        html = path.read_text("utf-8")
        assert "pwn()</script>" not in html, path
        assert "onerror=pwn" not in html.replace("&#61;", "="), path
        assert 'href="javascript:' not in html, path
    assert "{{ 7*7 }}" in text(site, "") + text(site, "incidents/")


def test_every_link_of_the_site_leads_somewhere(tried) -> None:
    site, _, _ = tried
    assert [one for one in site.broken_links() if "77-pwn" not in one] == []


def test_a_folder_with_nothing_to_read_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path / "pictures", {"a.png": b"\x89PNG"})

    assert main(["try", str(tmp_path / "pictures"), "--site", str(tmp_path / "site")]) == 1
    assert "no document was found" in capfd.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_that_is_not_empty_is_not_built_into(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path, {"wiki/one.md": FIRST, "site/mine.txt": "mine"})

    assert main(["try", str(tmp_path / "wiki"), "--site", str(tmp_path / "site")]) == 2
    assert "is not empty" in capfd.readouterr().err
    assert (tmp_path / "site/mine.txt").read_text("utf-8") == "mine"


def test_it_is_served_until_it_is_interrupted_and_then_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path / "wiki", {"one.md": FIRST})
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-u", "-m", "mkdocs_postmortems", "try", "wiki", "--no-open"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=_interruptible,  # noqa: PLW1509  # no other thread runs here
    ) as process:
        assert process.stdout is not None
        try:
            address = _address(process)
            with urllib.request.urlopen(address) as answer:
                page = answer.read().decode()
            assert "What this document teaches" in page
            assert list((tmp_path / "tmp").iterdir())
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()
    assert list((tmp_path / "tmp").iterdir()) == []


def _interruptible() -> None:
    """Takes an interrupt although a shell's background job was told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _address(process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 60
    assert process.stdout is not None
    while time.monotonic() < deadline:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline()):
            return found[0]
    message = "it was never served"
    raise AssertionError(message)


def test_documents_of_many_organisations_make_one_site(tmp_path: Path) -> None:
    """All seventy invented ones, with the strict host's own opinion of their links aside."""
    assert main(["try", str(DATA / "placing"), "--site", str(tmp_path / "site")]) == 0
    words = text(Site(tmp_path / "site"), "")
    assert "What these 70 documents teach" in words

"""Conversion by pandoc, in its sandbox."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest

from mkdocs_postmortems.read.foreign import pandoc
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.pandoc import convert


def test_it_converts_and_does_not_wrap():
    """A paragraph is one line, so that an edit of a word changes one line."""
    line = "word " * 100

    assert convert(f"<p>{line}</p>".encode(), "html") == f"{line.strip()}\n"


def test_it_reads_no_file_that_a_document_names():
    """In the sandbox an include is an error or nothing, and never a file's content."""
    for source, from_ in (
        (b".. include:: /etc/passwd\n", "rst"),
        (b"\\input{/etc/passwd}\n", "latex"),
        (b'<iframe src="file:///etc/passwd"></iframe>', "html"),
    ):
        with suppress(RefusedError):
            assert "root:" not in convert(source, from_)


def test_what_it_cannot_read_is_refused_in_its_own_words():
    """The reason is pandoc's first line."""
    with pytest.raises(RefusedError, match="pandoc cannot convert it: couldn't unpack docx"):
        convert(b"no zip", "docx")


def test_a_format_that_it_does_not_know_is_refused():
    """A mistake of ours ends no import either."""
    with pytest.raises(RefusedError, match="pandoc cannot convert it"):
        convert(b"x", "nothing")


def test_it_is_stopped_when_it_takes_too_long(monkeypatch):
    """One document may not hold up a thousand."""

    def forever(command, **kwargs):
        raise subprocess.TimeoutExpired(command, kwargs["timeout"])

    monkeypatch.setattr(subprocess, "run", forever)

    with pytest.raises(RefusedError, match="took longer than 60 s"):
        convert(b"x", "html")


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    """Pandoc is no dependency of the command as such."""
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    pandoc._program.cache_clear()

    with pytest.raises(RefusedError) as refused:
        convert(b"x", "html")

    assert refused.value.help == "pip install 'mkdocs-postmortems[import]'"

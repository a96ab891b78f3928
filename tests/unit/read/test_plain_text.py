"""The words of a body without markup."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.vocabulary import Vocabulary
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.document import read_document
from mkdocs_postmortems.read.packaged import vocabularies
from mkdocs_postmortems.read.plain_text import MOST_CODE

SETTINGS = Settings(audience="restricted")
CONTEXT = Context(SETTINGS, vocabularies(SETTINGS), Vocabulary((), "service"))


def text_of(body: str) -> str:
    data = f"---\ntitle: T\n---\n\n{body}\n".encode()
    return read_document(data, "2024-01-08-one.md", CONTEXT).postmortem.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Plain **bold** and [a link](https://example.org).", "Plain bold and a link."),
        ("## Summary\n\nWords.", "Words."),
        ("## Storage layer\n\nWords.", "Storage layer\nWords."),
        ("## What went wrong\n\n- [rollback] No way back\n  - at all", "No way back\nat all"),
        ("| Time | Event |\n|---|---|\n| 10:00 | [detected] Page |", "Time\nEvent\n10:00\nPage"),
        ("> quoted", "quoted"),
        ("<!-- hidden -->\n\nSeen.", "Seen."),
        ("```\nError:   no space\n left\n```", "Error: no space left"),
        ("- [ ] todo\n- [x] done", "todo\ndone"),
        ("[See](x.md) it", "See it"),
        ("", ""),
    ],
)
def test_text(body, text):
    """Words stay in their order; template headings, comments, themes and marks are none."""
    assert text_of(body) == text


def test_a_log_is_cut():
    """Of a long log only the beginning is read."""
    assert len(text_of("```\n" + "word " * 1_000 + "\n```")) <= MOST_CODE


def test_withheld_text_is_not_read():
    """Of a document that the audience may not read there is no text."""
    public = Context(Settings(audience="public"), CONTEXT.vocabularies, CONTEXT.services)
    data = b"---\ntitle: T\nvisibility: internal\n---\n\nSecret.\n"
    assert read_document(data, "2024-01-08-one.md", public).postmortem.text == ""

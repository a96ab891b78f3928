"""Bytes of another tool's file to text, without losing a character."""

from __future__ import annotations

import codecs

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode_foreign(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text with `\\n` line ends, and a note where its encoding had to be assumed.

    What is no UTF-8 is read as Windows-1252, in which old exports of office programs are.
    """
    notes: tuple[str, ...] = ()
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        notes = ("it is no UTF-8; read as Windows-1252",)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text, notes

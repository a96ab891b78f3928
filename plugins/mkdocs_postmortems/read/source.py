"""Bytes to text, whatever the bytes are."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.span import Span

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAX_BYTES = 2_000_000
"""A postmortem of a hundred thousand words has about 700 KB; more is no postmortem."""


def read_bytes(path: Path) -> tuple[bytes, Problem | None]:
    """The file's bytes, or why there are none: folders, broken links and huge files."""
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not a file that can be read"
            return b"", Problem("PM001", Span(0, 0), f"this is {what}, not a postmortem")
        if path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            message = f"the file has {size}; a postmortem has at most {MAX_BYTES / 1e6:.0f} MB"
            return b"", Problem("PM008", Span(0, 0), message, "keep logs and dumps beside it")
        return path.read_bytes(), None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return b"", Problem("PM001", Span(0, 0), f"the file cannot be read: {reason}")


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """The text with `\\n` line ends and without a byte-order mark, and what was odd about it.

    Bytes that are no UTF-8 become U+FFFD, so that everything else can still be read.
    """
    problems: list[Problem] = []
    if data[:2] in _UTF_16:
        text = _plain(data.decode("utf-16", errors="replace"))
        message = "this is UTF-16, not UTF-8"
        return text, [Problem("PM001", Span(0, 0), message, "save it as UTF-8")]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        fix = Fix("remove the byte-order mark", (Edit(Span(0, 0), ""),), safe=True)
        message = "the file starts with a byte-order mark"
        problems.append(Problem("PM002", Span(0, 0), message, "save it as UTF-8 without", fix=fix))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        before = data[: error.start].decode("utf-8", errors="replace")
        offset = len(before.replace("\r\n", "\n").replace("\r", "\n"))
        message = f"this is not UTF-8: byte 0x{data[error.start]:02x}"
        help = "it looks like Windows-1252 or Latin-1; save it as UTF-8"
        problems.append(Problem("PM001", Span(offset, offset + 1), message, help))
    text = _plain(text)
    if "\0" in text:
        offset = text.index("\0")
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        problems.append(
            Problem(
                "PM001",
                Span(offset, offset + 1),
                "a NUL character",
                "this is no text file",
            )
        )
    return text, problems


def _plain(text: str) -> str:
    """Line ends as `\n`, so that places are the same on every system."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

"""A page and its pictures in one file, as mail holds them: what Confluence exports as Word."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email import policy
from email.message import Message

from mkdocs_postmortems.read.foreign.carried import Find
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.html import decode_page


@dataclass(frozen=True, kw_only=True)
class Mailed:
    """The page of such a file, and what is beside it."""

    html: str
    find: Find
    notes: tuple[str, ...]


def open_mail(data: bytes) -> Mailed:
    """The first page in it; raises `RefusedError` where there is none."""
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        reason = "it is damaged"
        raise RefusedError(reason, "export it again") from error
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        reason = "there is no page in it"
        raise RefusedError(reason, "export it again")
    beside = {_location(part): _bytes(part) for part in parts if part is not page}
    html, notes = decode_page(_in_utf8(page))
    return Mailed(html=html, find=lambda target: beside.get(target.lstrip("./")), notes=notes)


def _location(part: Message) -> str:
    """The name under which the page links to a part: its own is `file:///C:/exported.html`."""
    location = str(part.get("Content-Location") or part.get_filename() or "")
    return location.removeprefix("file:///C:/").strip()


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _in_utf8(part: Message) -> bytes:
    data, charset = _bytes(part), part.get_content_charset() or "utf-8"
    try:
        return data if charset in {"utf-8", "us-ascii"} else data.decode(charset).encode()
    except (LookupError, UnicodeError):
        return data

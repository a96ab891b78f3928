"""Google Docs: documents downloaded as Markdown or as Word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.model.foreign import Foreign, Read
from mkdocs_postmortems.read.foreign.carried import Carried
from mkdocs_postmortems.read.foreign.docx_parts import Parts
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.google_markdown import eased
from mkdocs_postmortems.read.foreign.text import decode_foreign
from mkdocs_postmortems.read.foreign.word import is_docx, read_docx

SUFFIXES = frozenset({".md", ".markdown"})
_PICTURE = re.compile(r"\[(image\d+)\]:[ ]<(data:[^>]*)>[ \t]*", re.DOTALL)
_SHOWN = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\[(image\d+)\]")
_EMBEDDED = re.compile(rb"^\[image\d+\]: <data:image/", re.MULTILINE)
_RULE = re.compile(rb"^\|(?: (?::----:?|----:) \|)+[ \t]*\r?$", re.MULTILINE)
_BOLD_HEADING = re.compile(rb"^#{1,6} \*\*.+\*\*(?: \{#[\w.-]+\})?[ \t]*\r?$", re.MULTILINE)
_NAMED_HEADING = re.compile(rb"^#{1,6} .+ \{#[\w.-]+\}[ \t]*\r?$", re.MULTILINE)
_ESCAPED = re.compile(rb"\w ?\\[-+=.&~#!>]|^\d+\\\. ", re.MULTILINE)


def _recognises(given: Given) -> bool:
    if is_docx(given):
        try:
            return Parts(given.data).is_googles
        except RefusedError:
            return False  # whoever reads Word documents says why
    if given.suffix not in SUFFIXES or given.data.startswith(b"---"):
        return False
    if _EMBEDDED.search(given.data) or _RULE.search(given.data):
        return True
    headings = _BOLD_HEADING.search(given.data) or _NAMED_HEADING.search(given.data)
    return headings is not None and _ESCAPED.search(given.data) is not None


def _read(given: Given) -> Iterator[Read]:
    if is_docx(given):
        yield from read_docx(given, KIND.name)
        return
    text, notes = decode_foreign(given.data)
    carried = Carried(lambda _: None)
    lines = text.split("\n")
    targets = _take_pictures(lines, carried)
    for name, target in targets.items():
        if target is None:
            carried.note(f"A picture could not be carried over: {name}")
    lines = [_SHOWN.sub(lambda match: _shown(match, targets), line) for line in lines]
    body = "\n".join(eased(lines)).rstrip()
    if not body:
        message = "there is no text in it"
        raise RefusedError(message)
    yield Foreign(
        kind=KIND.name,
        source=given.name,
        sha256=given.sha256,
        text=f"{body}\n",
        files=carried.files,
        notes=(*notes, *carried.sentences()),
    )


def _take_pictures(lines: list[str], carried: Carried) -> dict[str, str | None]:
    """The pictures below the text, by name; their lines become empty."""
    targets: dict[str, str | None] = {}
    for number, line in enumerate(lines):
        if line.startswith("[image") and (match := _PICTURE.fullmatch(line)):
            targets[match[1]] = carried.data(match[2], match[1])
            lines[number] = ""
    return targets


def _shown(match: re.Match[str], targets: dict[str, str | None]) -> str:
    alt, name = match[1], match[2]
    if name not in targets:
        return match[0]
    target = targets[name]
    return f"![{alt}]({target})" if target else f"*\\[picture: {alt or name}\\]*"


KIND = Kind(
    name="google-docs",
    about="a Google document, downloaded as Markdown or as Word",
    recognises=_recognises,
    read=_read,
)

"""Every kind of source, the particular ones before the general, and which one a file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused
from mkdocs_postmortems.read.foreign import (
    confluence,
    csv_table,
    github,
    google_docs,
    html,
    jira,
    markdown,
    notion,
    pagerduty,
    word,
)
from mkdocs_postmortems.read.foreign.files import Archive, Files, Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind

KINDS: tuple[Kind, ...] = (
    notion.KIND,
    pagerduty.KIND,
    jira.KIND,
    github.KIND,
    csv_table.KIND,
    confluence.KIND,
    google_docs.KIND,
    word.KIND,
    html.KIND,
    markdown.KIND,
)
"""Asked in this order."""

_MEDIA = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico", "mp4", "mov", "webm"}
    | {"mp3", "wav", "css", "js", "mjs", "map", "woff", "woff2", "ttf"}
)
"""Never a document, and often too big to be worth a look."""

_UNREAD = frozenset({"pdf", "odt", "rtf", "pages", "pptx", "xlsx"})
"""May be a document, of a kind that is not read."""


def read_sources(
    path: Path,
    kind: str | None = None,
    columns: Mapping[str, str] | None = None,
    without: Path | None = None,
    kinds: tuple[Kind, ...] = KINDS,
) -> Iterator[Read]:
    """Every document at a path: a file, a folder, or a zip file.

    `kind` is the word of `--from`; without it each file says by itself what it is, and files that
    are no documents (images, style sheets) are passed over in silence, and so is the folder
    `without`. Only `kinds` are tried.
    """
    try:
        files, names, anchor = opened(path, without)
    except RefusedError as refused:
        yield Refused(source=path.name, reason=refused.reason, help=refused.help)
        return
    wanted = kinds if kind is None else tuple(one for one in kinds if one.name == kind)
    for name in names:
        for one in _read_one(name, files, wanted, columns or {}, is_alone=len(names) == 1):
            is_file = isinstance(one, Foreign) and one.source.startswith(name)
            yield replace(one, anchor=anchor) if is_file and isinstance(one, Foreign) else one


def opened(path: Path, without: Path | None = None) -> tuple[Files, tuple[str, ...], str]:
    """The files, those that may be documents, and the folder by which they are known again.

    The name of a zip file is another one with every export.
    """
    if path.is_dir():
        folder = Folder(path, without)
        return folder, folder.names, path.resolve().name
    beside = Folder(path.parent)
    if path.suffix.lower() == ".zip":
        archive = Archive(beside.read(path.name))
        return archive, archive.names, ""
    return beside, (path.name,), path.resolve().parent.name


def _read_one(
    name: str,
    files: Files,
    kinds: tuple[Kind, ...],
    columns: Mapping[str, str],
    *,
    is_alone: bool,
) -> Iterator[Read]:
    suffix = name.rsplit(".", 1)[-1].lower()
    if suffix in _MEDIA and not is_alone:
        return
    if suffix in _UNREAD:
        why, help = f".{suffix} is not read", "export it as Word or HTML if it is a postmortem"
        if is_alone:
            yield Refused(source=name, reason=why, help=help)
        else:
            yield Refused.passed_over(name, f"{why}; {help}")
        return
    try:
        given = Given(name=name, data=files.read(name), files=files, columns=columns)
        found = _kind_of(given, kinds, is_alone=is_alone)
        if found is not None:
            yield from found.read(given)
        elif is_alone:
            told = "what this is cannot be told"
            yield Refused(source=name, reason=told, help="say it with --from")
    except RefusedError as refused:
        yield Refused(source=name, reason=refused.reason, help=refused.help)


def _kind_of(given: Given, kinds: tuple[Kind, ...], *, is_alone: bool) -> Kind | None:
    """The kind that was asked for: of one file it is believed, of many those that look like it."""
    if is_alone and len(kinds) == 1:
        return kinds[0]
    return next((one for one in kinds if one.recognises(given)), None)

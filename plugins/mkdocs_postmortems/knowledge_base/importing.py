"""Foreign documents to postmortems of a knowledge base: read, placed, named, linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.model.foreign import Foreign, Read, Refused
from mkdocs_postmortems.model.imported import Draft, Imported, Outcome, Report
from mkdocs_postmortems.model.vocabulary import slugify
from mkdocs_postmortems.read.document import id_of, read_document
from mkdocs_postmortems.read.foreign.files import beside
from mkdocs_postmortems.read.placing.place import place
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.imported import is_untouched, render

MOST_WORDS = 8
"""Of a title, in the name of a file."""


def draft_id(draft: Draft) -> str:
    """`2024-05-02-what-happened`; without a day where none is known."""
    words = re.sub(r"[^a-z0-9]+", "-", slugify(draft.title)).strip("-").split("-")
    slug = "-".join(words[:MOST_WORDS]).strip("-") or "incident"
    when = re.match(r"\d{4}-\d{2}(?:-\d{2})?", draft.started_at)
    return f"{when[0]}-{slug}" if when else slug


def path_of(id: str, *, has_files: bool) -> str:
    """Where a postmortem lies below the knowledge base: by year, in a folder with its images."""
    year = id[:4] if re.match(r"\d{4}-", id) else "undated"
    return f"{year}/{id}/index.md" if has_files else f"{year}/{id}.md"


@dataclass(frozen=True)
class Earlier:
    """What an earlier import has written, or somebody has made of it."""

    id: str
    path: str
    text: str
    sha256: str | None

    @property
    def is_untouched(self) -> bool:
        return is_untouched(self.text)


def import_all(
    foreigns: Iterable[Foreign],
    base: KnowledgeBase,
    *,
    time_zone: str | None = None,
    tick: Callable[[Foreign], None] = lambda _: None,
) -> tuple[Report, ...]:
    """Every document with its id, its attachments and the links between them mended.

    One that was imported before keeps its id and place, by its source's name or else its hash.
    Nothing is written.
    """
    before = _earlier(base)
    used = {id_of(base.shown(path)) for path in base.paths}
    drafts: list[tuple[str, Draft, Earlier | None]] = []
    for foreign in foreigns:
        draft = place(foreign, base.context, time_zone)
        earlier = before.get(key_of(foreign)) or before.get(foreign.sha256)
        id = earlier.id if earlier else _free(draft_id(draft), used)
        used.add(id)
        drafts.append((id, draft, earlier))
        tick(foreign)
    ids = {draft.foreign.source: id for id, draft, _ in drafts}
    paths = {id: _path(id, draft, earlier) for id, draft, earlier in drafts}
    return tuple(
        _reported(_finished(id, draft, ids, paths, base), earlier, base)
        for id, draft, earlier in drafts
    )


def without_repeats(read: Iterable[Read]) -> tuple[tuple[Foreign, ...], tuple[Refused, ...]]:
    """Documents, each record once, and what was not read. Of two exports the first holds."""
    foreigns: dict[str, Foreign] = {}
    refused: list[Refused] = []
    for one in read:
        if isinstance(one, Refused):
            refused.append(one)
        elif key_of(one) in foreigns:
            why = "the same record stands in another file"
            refused.append(Refused.passed_over(one.source, why))
        else:
            foreigns[key_of(one)] = one
    return tuple(foreigns.values()), tuple(refused)


def key_of(foreign: Foreign) -> str:
    """What `imported_from.source` says: the kind and the place."""
    return f"{foreign.kind}: {foreign.source}"


def _earlier(base: KnowledgeBase) -> dict[str, Earlier]:
    """By source, and by hash for a source that has been moved."""
    found: dict[str, Earlier] = {}
    for document in base.documents:
        origin = document.postmortem.imported_from
        if origin is None:
            continue
        one = Earlier(document.postmortem.id, document.relative, document.text, origin.sha256)
        if origin.sha256:
            found.setdefault(origin.sha256, one)
        if origin.source:
            found[origin.source] = one
    return found


def _path(id: str, draft: Draft, earlier: Earlier | None) -> str:
    """Where somebody has moved it to, unless images now ask for a folder of its own."""
    if earlier and earlier.path.endswith("/index.md") == bool(draft.files):
        return earlier.path
    return path_of(id, has_files=bool(draft.files))


def _reported(imported: Imported, earlier: Earlier | None, base: KnowledgeBase) -> Report:
    if earlier is None:
        outcome = Outcome.NEW
    elif not earlier.is_untouched:
        outcome = Outcome.EDITED
    elif earlier.text == imported.text:
        outcome = Outcome.UNCHANGED
    else:
        outcome = Outcome.UPDATED
    return Report(imported=imported, outcome=outcome, replaces=earlier.path if earlier else None)


def _free(id: str, used: set[str]) -> str:
    if id not in used:
        return id
    return next(
        f"{id}-{number}" for number in range(2, len(used) + 3) if f"{id}-{number}" not in used
    )


def _finished(
    id: str, draft: Draft, ids: Mapping[str, str], paths: Mapping[str, str], base: KnowledgeBase
) -> Imported:
    names = _names(draft.files)
    targets = {target: quote(name) for target, name in names.items()}
    draft = replace(draft, files={name: draft.files[target] for target, name in names.items()})
    own = PurePosixPath(paths[id]).parent
    rows = tuple(
        (_relinked(text, targets, draft, ids, paths, own), line) for text, line in draft.rows
    )
    draft = replace(draft, rows=rows)
    text, lines = render(draft)
    document = read_document(text.encode(), paths[id], base.context)
    return Imported(
        draft=draft, id=id, path=paths[id], text=text, document=document, source_lines=lines
    )


def _names(files: Mapping[str, bytes]) -> dict[str, str]:
    """A name beside the document for each target, no two alike."""
    names: dict[str, str] = {}
    for target in files:
        last = unquote(urlsplit(target).path).rsplit("/", 1)[-1]
        stem, dot, suffix = last.rpartition(".")
        plain = re.sub(r"[^\w.-]+", "-", stem if dot else last).strip("-.") or "file"
        ending = f".{re.sub(r'[^A-Za-z0-9]+', '', suffix).lower()}" if dot and suffix else ""
        # A Markdown file beside an index.md would be a postmortem of its own.
        ending = ".md.txt" if ending == ".md" else ending
        name, number = f"{plain}{ending}", 2
        while name in names.values():
            name, number = f"{plain}-{number}{ending}", number + 1
        names[target] = name
    return names


_TARGET = re.compile(
    r"(?P<before>\]\(\s*<?|^\s{0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)"
)


def _relinked(
    text: str,
    targets: Mapping[str, str],
    draft: Draft,
    ids: Mapping[str, str],
    paths: Mapping[str, str],
    own: PurePosixPath,
) -> str:
    """A row whose links lead to the copies and to the other documents of the import."""
    if "](" not in text and "]:" not in text:
        return text

    def mended(match: re.Match[str]) -> str:
        target = match["target"]
        if target in targets:
            return match["before"] + targets[target]
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return match[0]
        other = ids.get(beside(draft.foreign.source, unquote(parts.path)))
        if other is None:
            return match[0]
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return match["before"] + _relative(own, paths[other]) + fragment

    return _TARGET.sub(mended, text)


def _relative(own: PurePosixPath, path: str) -> str:
    up = "../" * len(own.parts)
    return f"{up}{path}"


def write_all(
    reports: Sequence[Report], base: KnowledgeBase, *, checked: bool = True
) -> tuple[Report, ...]:
    """Write what is new or untouched, and add what `check` now says of each document."""
    for report in reports:
        if report.outcome in {Outcome.NEW, Outcome.UPDATED}:
            _write(report, base.root)
    if not checked:
        return tuple(reports)
    after = KnowledgeBase(base.root, base.shown_from, base.today, base.audience)
    return tuple(
        replace(one, findings=tuple(after.check_file(base.root / _read_at(one)))) for one in reports
    )


def _write(report: Report, root: Path) -> None:
    imported = report.imported
    target = root / imported.path
    target.parent.mkdir(parents=True, exist_ok=True)
    for name, data in imported.draft.files.items():
        beside_it = target.parent / name
        if not beside_it.is_file() or beside_it.read_bytes() != data:
            write_atomically(beside_it, data)
    write_atomically(target, imported.text.encode("utf-8"))
    if report.replaces and report.replaces != imported.path:
        (root / report.replaces).unlink(missing_ok=True)


def _read_at(report: Report) -> str:
    """Where the document lies: one that somebody has edited stays where it is."""
    is_left = report.outcome is Outcome.EDITED and report.replaces
    return report.replaces if is_left and report.replaces else report.imported.path

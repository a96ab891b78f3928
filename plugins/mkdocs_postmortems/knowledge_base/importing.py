"""Foreign documents to postmortems of a knowledge base: read, placed, named, linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.earlier import Earlier, claim, earlier_imports, key_of
from mkdocs_postmortems.knowledge_base.naming import (
    TARGET,
    free_id,
    id_for,
    names_beside,
    path_of,
)
from mkdocs_postmortems.model.foreign import Foreign, Read, Refused
from mkdocs_postmortems.model.imported import Draft, Imported, Outcome, Report
from mkdocs_postmortems.read.document import id_of, read_document
from mkdocs_postmortems.read.foreign.files import beside
from mkdocs_postmortems.read.placing.place import place
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.imported import render

REPORT_IT = "please report this as a bug of the tool; the other documents are imported"


def draft_id(draft: Draft) -> str:
    """`2024-05-02-what-happened`; without a day where none is known."""
    return id_for(draft.title, draft.started_at)


def import_all(
    foreigns: Iterable[Foreign],
    base: KnowledgeBase,
    *,
    time_zone: str | None = None,
    tick: Callable[[Foreign], None] = lambda _: None,
) -> tuple[tuple[Report, ...], tuple[Refused, ...]]:
    """Every document with its id, its attachments and the links between them mended.

    One that was imported before keeps its id and its place. A document over which the tool itself
    fails is refused, and the others come in. Nothing is written.
    """
    drafts: list[Draft] = []
    refused: list[Refused] = []
    for foreign in foreigns:
        try:
            drafts.append(place(foreign, base.context, time_zone))
        except Exception as error:  # noqa: BLE001  # one document must not cost the others
            reason = f"the tool failed over it: {type(error).__name__}: {error}"
            refused.append(Refused(source=foreign.source, reason=reason, help=REPORT_IT))
        tick(foreign)
    claimed = claim(drafts, earlier_imports(base), draft_id)
    used = {id_of(base.shown(path)).lower() for path in base.paths}
    ids: list[str] = []
    for number, draft in enumerate(drafts):
        id = claimed[number].id if number in claimed else free_id(draft_id(draft), used, base.root)
        used.add(id.lower())
        ids.append(id)
    named = tuple(zip(ids, drafts, strict=True))
    paths = {id: _path(id, draft, claimed.get(at)) for at, (id, draft) in enumerate(named)}
    by_source = {draft.foreign.source: id for id, draft in named}
    reports = tuple(
        _reported(_finished(id, draft, by_source, paths, base), claimed.get(number))
        for number, (id, draft) in enumerate(named)
    )
    return reports, tuple(refused)


def without_repeats(read: Iterable[Read]) -> tuple[tuple[Foreign, ...], tuple[Refused, ...]]:
    """Documents, each record once, and what was not read. Of two exports the first holds."""
    foreigns: dict[str, Foreign] = {}
    refused: list[Refused] = []
    for one in read:
        if isinstance(one, Refused):
            refused.append(one)
        elif key_of(one) in foreigns and _is_record(one, foreigns[key_of(one)]):
            why = "the same record stands in another file"
            refused.append(Refused.passed_over(one.source, why))
        else:
            key = key_of(one)
            while key in foreigns:
                key += "+"
            foreigns[key] = one
    return tuple(foreigns.values()), tuple(refused)


def _is_record(one: Foreign, other: Foreign) -> bool:
    """The same content, or the same key of a tracker's; two files of one name are two."""
    return one.sha256 == other.sha256 or not one.anchor


def _path(id: str, draft: Draft, earlier: Earlier | None) -> str:
    """Where somebody has moved it to; images that are new give it a folder of its own there."""
    if earlier is None:
        return path_of(id, has_files=bool(draft.files))
    if draft.files and not earlier.path.endswith("/index.md"):
        return f"{earlier.path.removesuffix('.md')}/index.md"
    return earlier.path


def _reported(imported: Imported, earlier: Earlier | None) -> Report:
    if earlier is None:
        outcome = Outcome.NEW
    elif not earlier.is_untouched:
        outcome = Outcome.EDITED
    elif earlier.text == imported.text:
        outcome = Outcome.UNCHANGED
    else:
        outcome = Outcome.UPDATED
    replaces = (earlier.path, *_beside(earlier)) if earlier else ()
    return Report(imported=imported, outcome=outcome, replaces=replaces)


def _beside(earlier: Earlier) -> tuple[str, ...]:
    folder = PurePosixPath(earlier.path).parent
    return tuple((folder / name).as_posix() for name in earlier.beside)


def _finished(
    id: str, draft: Draft, ids: Mapping[str, str], paths: Mapping[str, str], base: KnowledgeBase
) -> Imported:
    names = names_beside(draft.files)
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

    return TARGET.sub(mended, text)


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
    """The document with its files, and nothing left of what it was before."""
    imported = report.imported
    target = root / imported.path
    target.parent.mkdir(parents=True, exist_ok=True)
    written = {imported.path}
    for name, data in imported.draft.files.items():
        beside_it = target.parent / name
        written.add(PurePosixPath(imported.path).with_name(name).as_posix())
        if not beside_it.is_file() or beside_it.read_bytes() != data:
            write_atomically(beside_it, data)
    write_atomically(target, imported.text.encode("utf-8"))
    for old in report.replaces:
        if old not in written:
            (root / old).unlink(missing_ok=True)


def _read_at(report: Report) -> str:
    """Where the document lies: one that somebody has edited stays where it is."""
    is_left = report.outcome is Outcome.EDITED and report.replaces
    return report.replaces[0] if is_left else report.imported.path

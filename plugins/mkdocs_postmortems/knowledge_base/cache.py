"""What was found the last time, kept beside mkdocs.yml; safe to delete.

JSON and nothing that runs: a cache may come with somebody else's branch.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.model.finding import Edit, Finding, Fix, Level, Related
from mkdocs_postmortems.model.span import Place, Span
from mkdocs_postmortems.write.files import write_atomically

if TYPE_CHECKING:
    from mkdocs_postmortems.knowledge_base.base import KnowledgeBase

FOLDER = Path(".cache") / "postmortems"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file's findings, and the paths whose existence or content they rest on."""

    findings: tuple[Finding, ...]
    asked: tuple[str, ...] = ()


@dataclass
class FindingCache:
    """Entries by path as shown; an entry holds while the file and all it asked for are the same."""

    base: KnowledgeBase
    file: Path
    key: str
    known: dict[str, Any] = field(default_factory=dict)
    opened: int = field(default_factory=time.time_ns)
    """Nanoseconds. A file that was written since may have been read before that: it is not kept."""

    @classmethod
    def open(cls, base: KnowledgeBase) -> FindingCache:
        project = _project(base.root)
        folder = project / FOLDER
        key = _key(base)
        # Two knowledge bases beside one mkdocs.yml have one each.
        place = _hash(base.root.absolute().relative_to(project).as_posix())
        name = f"check-{place[:8]}-{key[:16]}.json"
        cache = cls(base, folder / name, key)
        try:
            raw = json.loads(cache.file.read_text("utf-8"))
            if raw["key"] == key:
                cache.known = dict(raw["files"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        return cache

    def get(self, path: Path) -> Entry | None:
        """The entry of a file that is still as it was."""
        raw = self.known.get(self.base.shown(path))
        try:
            if raw is None or raw[0] != _stamp(path):
                return None
            if any(_stamp(self.base.shown_from / one) != stamp for one, stamp in raw[1]):
                return None
            shown = self.base.shown(path)
            return Entry(
                tuple(_finding(one, shown) for one in raw[2]), tuple(one for one, _ in raw[1])
            )
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            return None

    def put(self, entries: Mapping[Path, Entry]) -> None:
        """Keep these entries beside the others. A cache that cannot be written is none."""
        for path, entry in entries.items():
            if any(finding.is_secret for finding in entry.findings):
                # A fix may hold the line a secret stands on; it must not be written anywhere.
                self.known.pop(self.base.shown(path), None)
                continue
            stamp = _stamp(path)
            if not stamp or stamp[0] >= self.opened:
                self.known.pop(self.base.shown(path), None)
                continue
            asked = [[one, _stamp(self.base.shown_from / one)] for one in entry.asked]
            findings = [_raw(one) for one in entry.findings]
            self.known[self.base.shown(path)] = [stamp, asked, findings]
        text = json.dumps({"key": self.key, "files": self.known}, separators=(",", ":"))
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            (self.file.parent / ".gitignore").write_text("*\n", "utf-8")
            for old in self.file.parent.glob(f"{self.file.name[:15]}*.json"):
                old.unlink(missing_ok=True)
            write_atomically(self.file, text.encode("utf-8"))
        except OSError:
            return


def _project(root: Path) -> Path:
    """The folder of mkdocs.yml; without one, the knowledge base's parent."""
    found = (folder for folder in root.absolute().parents if (folder / "mkdocs.yml").is_file())
    return next(found, root.absolute().parent)


def _stamp(path: Path) -> list[int]:
    try:
        stat = path.stat()
    except OSError:
        return []
    return [stat.st_mtime_ns, stat.st_size]


def _key(base: KnowledgeBase) -> str:
    """Changes with all that any file's findings rest on: the tool, settings, day, set of files."""
    parts = [
        version("mkdocs-postmortems"),
        str(_package_stamp()),
        base.today.isoformat(),
        repr(base.settings),
        repr(base.services.terms),
        repr(base.vocabularies.themes.terms),
        repr(sorted(base.surroundings.guidance)),
        *map(base.shown, base.paths),
    ]
    return _hash("\0".join(parts))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", errors="replace")).hexdigest()


def _package_stamp() -> int:
    """The newest change of the rules themselves, for those who are writing them."""
    package = Path(__file__).parents[1]
    files = (*package.rglob("*.py"), *package.rglob("*.yml"))
    return max(path.stat().st_mtime_ns for path in files)


def _raw(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.path,
        list(finding.place),
        finding.code,
        finding.name,
        finding.level.value,
        finding.message,
        finding.help,
        [[one.path, list(one.place), one.message] for one in finding.related],
        [fix.title, [[list(edit.span), edit.text] for edit in fix.edits], fix.safe]
        if fix
        else None,
        finding.is_secret,
    ]


def _finding(raw: list[Any], shown: str) -> Finding:
    """A finding as written. Raises `ValueError` for what no check of that file can have written."""
    path, place, code, _, level, message, help, related, fix, is_secret = raw
    if path != shown or not isinstance(help, str | None):
        raise ValueError
    return Finding(
        path=path,
        place=_place(place),
        code=code,
        name=RULES[code].name,
        level=Level(level),
        message=_word(message),
        help=help,
        related=tuple(Related(_word(one[0]), _place(one[1]), _word(one[2])) for one in related),
        fix=Fix(fix[0], tuple(Edit(Span(*at), text) for at, text in fix[1]), fix[2])
        if fix
        else None,
        is_secret=bool(is_secret),
    )


def _place(raw: list[Any]) -> Place:
    if any(type(number) is not int or number < 1 for number in raw):
        raise ValueError
    return Place(*raw)


def _word(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError
    return raw

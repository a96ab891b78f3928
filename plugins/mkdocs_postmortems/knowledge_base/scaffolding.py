"""A knowledge base set up in a folder: what is written there, what is kept, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.schemas import schema_of
from mkdocs_postmortems.read.folder import NAME
from mkdocs_postmortems.read.shipped import shipped_templates
from mkdocs_postmortems.write.editor import editor_files
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.scaffold import Answers, ignored, scaffold, to_add

_REQUEST_TEMPLATE = ".github/PULL_REQUEST_TEMPLATE.md"
_REQUEST_TEMPLATES = (
    "pull_request_template.md",
    "docs/pull_request_template.md",
    ".github/pull_request_template.md",
    ".github/pull_request_template",
)
"""Where GitHub looks for one, letters aside."""

_UPDATES = ".github/dependabot.yml"
_UPDATERS = (
    *(".github/dependabot.yaml", ".renovaterc", ".renovaterc.json"),
    *(f"{folder}renovate.{kind}" for folder in ("", ".github/") for kind in ("json", "json5")),
)
"""What moves pins already, where it is there."""


class Outcome(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    REPLACED = "replaced"
    EXTENDED = "extended"
    KEPT = "kept"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file as it shall be, and what that means for what is there."""

    path: str
    text: str
    outcome: Outcome
    to_add: str = ""
    """The lines that somebody's own file lacks."""


def plan_base(folder: Path, answers: Answers, *, force: bool = False) -> tuple[Planned, ...]:
    """The files of a knowledge base in a folder; nothing is written yet."""
    files = scaffold(answers, shipped_templates())
    if (folder / "mkdocs.yml").exists() and not force:
        del files[f"docs/{answers.home}"]  # the front page is that site's own affair
    if _has_request_template(folder):
        files.pop(_REQUEST_TEMPLATE, None)
    if any((folder / one).exists() for one in _UPDATERS):
        files.pop(_UPDATES, None)
    planned = [_planned(folder, path, text, answers, force=force) for path, text in files.items()]
    path = folder / ".gitignore"
    before = path.read_text("utf-8") if path.is_file() else ""
    after = ignored(before)
    outcome = Outcome.UNCHANGED if after == before else Outcome.EXTENDED
    outcome = outcome if path.exists() else Outcome.NEW
    return (*planned, Planned(path=".gitignore", text=after, outcome=outcome))


def plan_editor(folder: Path, today: date, *, force: bool = False) -> tuple[Planned, ...]:
    """The set-up of VS Code with the words of the knowledge base in a folder."""
    base = KnowledgeBase(folder / NAME, folder, today, audience="restricted")
    lists = base.vocabularies
    words = {
        "severities": lists["severities"].ids,
        "services": base.services.ids,
        "themes": lists.themes.ids,
        "types": lists["action_types"].ids,
    }
    schemas = {what: schema_of(base, what) for what in ("settings", "services", "themes")}
    files = editor_files(words, schemas)
    return tuple(_planned(folder, path, text, None, force=force) for path, text in files.items())


def write_planned(folder: Path, planned: tuple[Planned, ...]) -> None:
    """Write what is new, replaced or extended."""
    for one in planned:
        if one.outcome in {Outcome.NEW, Outcome.REPLACED, Outcome.EXTENDED}:
            path = folder / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, one.text.encode("utf-8"))


def _planned(
    folder: Path, path: str, text: str, answers: Answers | None, *, force: bool
) -> Planned:
    target = folder / path
    if not target.exists():
        return Planned(path=path, text=text, outcome=Outcome.NEW)
    if target.is_dir():
        return Planned(path=path, text=text, outcome=Outcome.KEPT)
    there = target.read_bytes().decode("utf-8", errors="replace")
    if there == text:
        return Planned(path=path, text=text, outcome=Outcome.UNCHANGED)
    if force:
        return Planned(path=path, text=text, outcome=Outcome.REPLACED)
    lacks = to_add(path, there, answers) if answers else ""
    return Planned(path=path, text=text, outcome=Outcome.KEPT, to_add=lacks)


def _has_request_template(folder: Path) -> bool:
    """Whether there is one under another name than ours."""
    there = {
        path.relative_to(folder).as_posix().lower()
        for parent in (folder, folder / ".github", folder / "docs")
        if parent.is_dir()
        for path in parent.iterdir()
    }
    own = (folder / _REQUEST_TEMPLATE).is_file()
    return not own and any(one in there for one in _REQUEST_TEMPLATES)

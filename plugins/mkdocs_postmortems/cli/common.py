"""What several commands need: where the knowledge base is, what day it is, colour."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.read.folder import NAME, find_root
from mkdocs_postmortems.report.text import Paint, plain

_STYLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "quiet": {"fg": "blue", "bold": True},
}


def open_knowledge_bases(
    paths: tuple[Path, ...], today: date
) -> list[tuple[KnowledgeBase, tuple[Path, ...]]]:
    """The knowledge base of each path with the paths that belong to it.

    Without paths it is `./postmortems`, else the one that the current folder lies in. A path in no
    knowledge base is read with default settings.
    """
    here = Path.cwd()
    if not paths:
        root = here / NAME if (here / NAME).is_dir() else find_root(here)
        if root is None:
            message = f"there is no folder `{NAME}` here; give a path, or run `postmortems init`"
            raise click.UsageError(message)
        return [(_open(root, here, today), ())]
    grouped: dict[Path, list[Path]] = {}
    for path in paths:
        root = find_root(path) or (path if path.is_dir() else path.parent)
        grouped.setdefault(root.absolute(), []).append(path)
    return [(_open(root, here, today), tuple(own)) for root, own in grouped.items()]


def open_folder(folder: Path | None, today: date) -> KnowledgeBase:
    """The knowledge base of `--folder`, else the one that is here."""
    return open_knowledge_bases((folder,) if folder else (), today)[0][0]


def _open(root: Path, here: Path, today: date) -> KnowledgeBase:
    return KnowledgeBase(root, here, today, audience="restricted")


def resolve_today(text: str | None) -> date:
    """`--today`, else SOURCE_DATE_EPOCH, else the clock; in UTC."""
    if text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            message = f"`{text}` is not a day; write 2024-05-02"
            raise click.BadParameter(message, param_hint="--today") from None
    return resolve_now().date()


def resolve_now() -> datetime:
    """SOURCE_DATE_EPOCH, else the clock; in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (OverflowError, OSError, ValueError):
            message = f"SOURCE_DATE_EPOCH is `{epoch}`, which is no day"
            raise click.UsageError(message) from None
    return datetime.now(UTC)


def paint() -> Paint:
    """Colour on a terminal, none in pipes or under NO_COLOR."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return plain
    return lambda text, style: click.style(text, **_STYLES.get(style, {}))  # type: ignore[arg-type]

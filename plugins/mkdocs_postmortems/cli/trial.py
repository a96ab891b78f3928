"""A throwaway project around somebody's documents, and its site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import click
import yaml

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.importing import import_all, write_all
from mkdocs_postmortems.model.foreign import Foreign, Refused
from mkdocs_postmortems.model.imported import Report
from mkdocs_postmortems.model.vocabulary import slugify
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.trial_pages import publish
from mkdocs_postmortems.read.folder import NAME


@dataclass(frozen=True)
class Trial:
    """What was read of a folder, written below `project`."""

    project: Path
    base: KnowledgeBase
    reports: tuple[Report, ...]
    refused: tuple[Refused, ...]


def write_trial(  # noqa: PLR0913  # each is a word of its own
    project: Path,
    foreigns: Sequence[Foreign],
    refused: Sequence[Refused],
    folder: str,
    *,
    today: date,
    zone: str | None,
    tick: Callable[[Foreign], None],
) -> Trial:
    """A knowledge base, a configuration and the two pages of a trial.

    Services that the documents name are its catalogue: nobody has written one yet.
    """
    root = project / NAME
    root.mkdir(parents=True)
    (root / "settings.yml").write_text("version: 1\nfail_on: off\n", "utf-8")
    base = _open(project, today)
    reports, failed = import_all(foreigns, base, time_zone=zone, tick=tick)
    named = sorted({name for one in reports for name in one.imported.draft.unknown_services})
    if named:
        _write_services(root / "services.yml", named)
        base = _open(project, today)
        reports, failed = import_all(foreigns, base, time_zone=zone)
    refused = (*refused, *failed)
    write_all(reports, base, checked=False)
    base = _open(project, today)
    docs = project / "docs"
    docs.mkdir()
    uris = {one.imported.id: f"{NAME}/{one.imported.path}" for one in reports}
    for page in publish(Writer(base.learned, uris), reports, refused, folder):
        hidden = "hide: [navigation, toc]" if page.uri == "index.md" else "hide: [navigation]"
        head = f"---\n{hidden}\nsearch:\n  exclude: true\n---\n\n"
        (docs / page.uri).write_text(head + page.markdown, "utf-8")
    config = files("mkdocs_postmortems.publish").joinpath("assets/trial.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    return Trial(project, base, reports, tuple(refused))


def build_site(project: Path, site: Path) -> None:
    """Run MkDocs over a trial; raises where it is not installed or fails."""
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(  # noqa: S603  # our own words
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        if "No module named mkdocs" in done.stderr:
            message = "a site needs MkDocs: pip install 'mkdocs-postmortems[site]'"
            raise click.UsageError(message)
        message = f"MkDocs could not build the site: {done.stderr.strip()[-400:]}"
        raise click.ClickException(message)


def _open(project: Path, today: date) -> KnowledgeBase:
    return KnowledgeBase(project / NAME, project, today, audience="restricted")


def _write_services(path: Path, named: Sequence[str]) -> None:
    """One service an id, every way to write it an alias."""
    by_id: dict[str, list[str]] = {}
    for name in named:
        by_id.setdefault(slugify(name).replace("_", "-") or "service", []).append(name)
    entries = [
        {"id": id, "name": names[0], **({"aliases": names[1:]} if names[1:] else {})}
        for id, names in by_id.items()
    ]
    path.write_text(yaml.safe_dump(entries, sort_keys=False, allow_unicode=True), "utf-8")

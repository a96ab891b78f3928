"""What the commands that show what was learned have in common: which documents, which options."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_knowledge_bases
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.read.cues import packaged_cues
from mkdocs_postmortems.read.folder import find_root

Command = Callable[..., Any]


@dataclass(frozen=True)
class Opened:
    """A knowledge base with the files of it that were asked for."""

    base: KnowledgeBase
    files: tuple[Path, ...]
    documents: tuple[Document, ...]
    learned: Learned


def open_documents(paths: Sequence[Path], today: date) -> tuple[Opened, ...]:
    """The documents at or below these paths, all of `./postmortems` without any.

    A file that is named is read whatever it is called and wherever it lies. Outside of a knowledge
    base nothing is read but what was asked for.
    """
    absolute = tuple(Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100  # links stay
    return tuple(_opened(base, own) for base, own in open_knowledge_bases(absolute, today))


def _opened(base: KnowledgeBase, own: tuple[Path, ...]) -> Opened:
    files = tuple(dict.fromkeys(_files(base, own)))
    documents = tuple(base.read(path) for path in files)
    if find_root(base.root) is not None:
        return Opened(base, files, documents, base.learned)
    alone = Corpus(
        postmortems=tuple(one.postmortem for one in documents),
        services=base.services,
        vocabularies=base.vocabularies,
        settings=base.settings,
    )
    learned = Learned(corpus=alone, today=base.today, cues=packaged_cues(), entries=())
    return Opened(base, files, documents, learned)


def _files(base: KnowledgeBase, own: tuple[Path, ...]) -> Iterable[Path]:
    if not own:
        yield from base.paths
    for path in own:
        if path.is_dir():
            yield from (one for one in base.paths if path in one.parents)
        else:
            yield path


def shown_document(base: KnowledgeBase, id: str) -> Document:
    """The document of this id, if the settings' audience may read it and no secret is in it."""
    known = {one.postmortem.id: one for one in base.documents if not one.is_withheld}
    if id not in known:
        hint = meant(id, known, "`postmortems list` names them")
        raise click.ClickException(f"there is no postmortem `{id}`\n{hint}")
    document = known[id]
    if any(finding.is_secret for finding in base.check_document(document)):
        raise click.ClickException(
            f"{document.path} holds what looks like a secret, so nothing of it is written\n"
            f"see `postmortems check {document.path}`, and take it out before"
        )
    return document


def exit_code(bases: Iterable[KnowledgeBase]) -> int:
    """2 where settings have problems, with a sentence: what was printed may be incomplete."""
    if any(base.config_findings for base in bases):
        click.echo("the settings have problems; `postmortems check` shows them", err=True)
        return 2
    return 0


def form_option(*forms: str) -> Callable[[Command], Command]:
    """`--format`, text unless told otherwise."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", *forms)),
        default="text",
        show_default=True,
        help="How it is printed.",
    )


today_option = click.option("--today", metavar="DAY", help="The day to count to, as 2024-05-02.")

files_argument = click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))

folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The knowledge base; ./postmortems without it.",
)

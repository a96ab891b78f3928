"""What the shell completes: ids, severities and services of the knowledge base here, and rules.

A completion that fails says nothing: somebody is in the middle of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.vocabulary import Term
from mkdocs_postmortems.read.document import id_of

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _of(words: Callable[[KnowledgeBase], Iterable[tuple[str, str]]]) -> Completer:
    """A completer of words with what each means; behind a comma the next one begins."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        folder = context.params.get("folder")
        paths = (folder,) if isinstance(folder, Path) and folder.is_dir() else ()
        try:
            base = open_knowledge_bases(paths, resolve_today(None))[0][0]
            found = list(words(base))
        except (click.ClickException, OSError):
            return []
        before, comma, begun = incomplete.rpartition(",")
        return [
            CompletionItem(f"{before}{comma}{word}", help=about)
            for word, about in found
            if word.startswith(begun)
        ]

    return complete


def _terms(terms: Iterable[Term]) -> Iterable[tuple[str, str]]:
    return ((one.id, one.name) for one in terms)


def _rules(base: KnowledgeBase) -> Iterable[tuple[str, str]]:
    for one in sorted(RULES.values(), key=lambda one: one.code):
        yield one.code, one.name
        yield one.name, one.code


complete_severities = _of(lambda base: _terms(base.vocabularies["severities"]))
complete_services = _of(lambda base: _terms(base.services))
complete_themes = _of(lambda base: _terms(base.vocabularies.themes))
complete_ids = _of(lambda base: ((id_of(base.shown(one)), "") for one in reversed(base.paths)))
complete_rules = _of(_rules)

"""`postmortems similar`: incidents like this one, for the person on call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_knowledge_bases, resolve_today
from mkdocs_postmortems.cli.completing import complete_ids
from mkdocs_postmortems.cli.printing import print_json, print_lines
from mkdocs_postmortems.cli.reading import exit_code, folder_option, form_option, today_option
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.similar import Similar
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.postmortem import ActionItem, Postmortem

_ID = re.compile(r"\d{4}-\d{2}-\S+")


@click.command(epilog="Exit codes: 0, also where nothing is similar; 2 usage, bad settings.")
@click.argument("query", nargs=-1, required=True, shell_complete=complete_ids)
@click.option(
    "--limit", type=click.IntRange(1), default=5, show_default=True, help="At most so many."
)
@form_option("json")
@folder_option
@today_option
def similar(
    query: tuple[str, ...], limit: int, form: str, folder: Path | None, today: str | None
) -> int:
    """Find the incidents most like symptom words, a FILE, or the ID of a postmortem.

    It tells which words made it similar, what mitigated it then, and what is still open of it.

    \b
    Examples:
      postmortems similar "connection pool exhausted after deploy"
      postmortems similar 2024-03-08-checkout-refused-orders
      postmortems similar drafts/today.md --limit 3 --format json
    """
    words = " ".join(query)
    path = Path(words)
    is_file = path.suffix == ".md" and path.is_file()
    if path.suffix == ".md" and not is_file:
        raise click.BadParameter(f"the file `{words}` does not exist", param_hint="QUERY")
    paths = (folder,) if folder else (path.absolute(),) if is_file else ()
    base = open_knowledge_bases(paths, resolve_today(today))[0][0]
    asked = _asked(base, words, path.absolute() if is_file else None)
    found = base.learned.index.similar(asked, limit)
    if isinstance(asked, Postmortem):
        for one in base.learned.index.duplicates(asked):
            click.echo(f"{one.id} may tell of the same incident", err=True)
    if form == "json":
        print_json("incidents", [_row(one) for one in found])
    elif found:
        print_lines(similar_lines(found, base))
    else:
        count = len(base.learned.index.postmortems)
        click.echo(f"nothing similar found in {count} postmortems", err=True)
    return exit_code((base,))


def _asked(base: KnowledgeBase, words: str, path: Path | None) -> Postmortem | str:
    if path is not None:
        is_inside = base.root.absolute() in path.parents
        data = path.read_bytes()
        return base.read(path if is_inside else base.root / path.name, data).postmortem
    known = {one.id: one for one in base.corpus.postmortems}
    if words in known:
        return known[words]
    if _ID.fullmatch(words):
        told = (f"there is no postmortem `{words}`", meant(words, known))
        raise click.BadParameter("; ".join(filter(None, told)), param_hint="QUERY")
    return words


def _row(one: Similar) -> dict[str, Any]:
    return {
        "id": one.postmortem.id,
        "score": one.score,
        "because": list(one.because),
        "same_services": list(one.same_services),
        "open_actions": [_action(item) for item in one.open_actions],
    }


def _action(item: ActionItem) -> dict[str, Any]:
    return {"id": item.id, "text": item.text, "ticket": item.ticket}


def similar_lines(found: tuple[Similar, ...], base: KnowledgeBase) -> Iterator[str]:
    ways = base.vocabularies["mitigations"]
    for one in found:
        yield f"{one.score:.2f} {one.postmortem.id}"
        yield f"     {one.postmortem.title}"
        yield f"     because: {', '.join(one.because)}"
        if one.same_services:
            yield f"     same services: {', '.join(one.same_services)}"
        way = ways.name(one.postmortem.mitigated_by) if one.postmortem.mitigated_by else None
        if then := one.mitigation or way:
            yield f"     mitigated by: {then}"
        for item in one.open_actions:
            yield f"     still open: {f'{item.id} ' if item.id else ''}{item.text}"

"""`postmortems review`: what a branch changes, beside what is known already."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.lessons import line_of
from mkdocs_postmortems.cli.output import write_output
from mkdocs_postmortems.cli.printing import print_json, print_lines
from mkdocs_postmortems.cli.reading import Opened, folder_option, today_option
from mkdocs_postmortems.cli.suggest import pasted, suggested
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.changed import GitError, changed_files
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.seen_again import Pair
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.publish.change_review import Paste, Review, write_review
from mkdocs_postmortems.report.json import dumps
from mkdocs_postmortems.report.summary import plural

SIMILAR = 3


@click.command(epilog="Exit codes: 0, whatever is found; 2 usage, or git cannot tell.")
@click.option("--base", "start", default="main", show_default=True, help="The branch it goes to.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="How it is printed.",
)
@click.option("--sticky", is_flag=True, help="With --format markdown: begin with a hidden marker.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there, not to stdout."
)
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
@folder_option
@today_option
def review(folder: Path | None, today: str | None, **options: Any) -> int:
    """Review the postmortems that a branch changes.

    For each its findings; for each new one the incidents like it; where the same condition has hurt
    before; luck without an action; themes to paste; the deadline. Advice only: `check` decides.
    Nothing of the branch is run, and nothing is told of what the settings' audience may not read.

    \b
    Examples:
      postmortems review
      postmortems review --base origin/main --format markdown >> "$GITHUB_STEP_SUMMARY"
      postmortems review --format markdown --sticky --output comment.md
    """
    form, output = options["form"], options["output"]
    if form != "markdown" and options["sticky"]:
        raise click.UsageError("--sticky is for comments; add --format markdown")
    if form == "text" and output:
        raise click.UsageError("--output is for files; add --format markdown or json")
    # As a build of its audience would read it: a comment is read by more people than a file.
    base = open_folder(folder, resolve_today(today)).for_its_audience()
    try:
        changed = changed_files(base.root, options["start"])
    except GitError as error:
        raise click.ClickException(str(error)) from None
    chosen = tuple(_changed(base, changed))
    learned = _as_counted(base, {document.postmortem.id for _, document, _ in chosen})
    reviews = tuple(_review(base, learned, *one) for one in chosen)
    if form == "markdown":
        text = write_review(reviews, base.config_findings, learned, sticky=options["sticky"])
        _deliver(text, output)
    elif form == "json" and output:
        write_output(output, dumps({"version": 1, "reviews": [_row(one) for one in reviews]}))
    elif form == "json":
        print_json("reviews", [_row(one) for one in reviews])
    else:
        print_lines(line for one in reviews for line in _lines(one))
    if base.config_findings:
        click.echo("the settings have problems; `postmortems check` shows them", err=True)
    if not options["quiet"]:
        count = sum(len(one.findings) for one in reviews)
        told = f"{plural(len(reviews), 'changed postmortem')}, {plural(count, 'finding')}"
        click.echo(told, err=True)
    return 0


def _deliver(text: str, output: Path | None) -> None:
    if output:
        write_output(output, text)
    else:
        click.echo(text, nl=False)


def _changed(
    base: KnowledgeBase, changed: Mapping[Path, bool]
) -> Iterator[tuple[Path, Document, bool]]:
    for path, document in zip(base.paths, base.documents, strict=True):
        real = Path(os.path.realpath(path.parent)) / path.name
        if real in changed and not document.is_withheld:
            yield path, document, changed[real]


def _as_counted(base: KnowledgeBase, ids: set[str]) -> Learned:
    """What would be known with these merged: a draft is compared as if it were in review."""
    told = (
        replace(one, status="in-review") if one.id in ids and not one.is_counted else one
        for one in base.corpus.postmortems
    )
    return replace(base.learned, corpus=replace(base.corpus, postmortems=tuple(told)))


def _review(
    base: KnowledgeBase, learned: Learned, path: Path, document: Document, is_new: bool
) -> Review:
    one = document.postmortem
    deadline = learned.writing.writing(one) if one.status != "published" else None
    told = Review(
        postmortem=one,
        path=document.path,
        is_new=is_new,
        findings=tuple(base.check_document(document)),
        deadline=deadline,
        days_left=(deadline - base.today).days if deadline else None,
    )
    if told.has_secret:
        return told
    return replace(
        told,
        similar=learned.index.similar(one, SIMILAR) if is_new else (),
        again=learned.seen_again.before(one.id),
        lucky=learned.luck.without_action(one.id),
        pastes=tuple(_pastes(Opened(base, (path,), (document,), learned))),
    )


def _pastes(opened: Opened) -> Iterator[Paste]:
    for one in suggested(opened):
        if one.is_open and one.suggestions:
            theme = one.suggestions[0].theme
            yield Paste(
                line=line_of(one.document, one.lesson),
                theme=theme,
                text=pasted(one.document.text, one.lesson, theme),
            )


def _lines(one: Review) -> Iterator[str]:
    yield f"{one.path}{' (new)' if one.is_new else ''}: {one.postmortem.title}"
    for finding in one.findings:
        place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
        yield f"    {place} {finding.level.value}[{finding.code}] {finding.message}"
    if one.has_secret:
        yield "    holds what looks like a secret; nothing else is told of it until that is gone"
    for pair in one.again:
        yield f"    seen again: {pair.earlier.id}, {', '.join(pair.themes)}; {_then(pair)}"
    for like in one.similar:
        yield f"    similar: {like.postmortem.id}, because: {', '.join(like.because)}"
        for item in like.open_actions:
            yield f"        still open: {f'{item.id} ' if item.id else ''}{item.text}"
    for risk in one.lucky:
        yield f"    luck without an action: {risk.quote.lesson.text}"
    for paste in one.pastes:
        yield f"    line {paste.line}, paste: {paste.text}"
    if one.days_left is not None:
        yield f"    to be published by {one.deadline}"


def _then(pair: Pair) -> str:
    if pair.open_then:
        return "open then: " + "; ".join(
            f"{one.item.id or one.item.number} {one.item.text}" for one in pair.open_then
        )
    return f"its actions: {pair.known.value}" if pair.items else "it has no action items"


def _row(one: Review) -> dict[str, Any]:
    return {
        "id": one.postmortem.id,
        "path": one.path,
        "is_new": one.is_new,
        "findings": [
            {
                "code": it.code,
                "level": it.level.value,
                "line": it.place.line,
                "message": it.message,
            }
            for it in one.findings
        ],
        "similar": [
            {
                "id": it.postmortem.id,
                "score": it.score,
                "because": list(it.because),
                "open_actions": [
                    {"id": item.id, "text": item.text, "ticket": item.ticket}
                    for item in it.open_actions
                ],
            }
            for it in one.similar
        ],
        "seen_again": [
            {
                "earlier": it.earlier.id,
                "themes": list(it.themes),
                "services": list(it.services),
                "actions": it.known.name.lower(),
                "open_then": [then.item.id or then.item.number for then in it.open_then],
            }
            for it in one.again
        ],
        "lucky_without_action": [it.quote.lesson.address for it in one.lucky],
        "suggestions": [{"line": it.line, "theme": it.theme, "text": it.text} for it in one.pastes],
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "days_left": one.days_left,
    }

"""`postmortems suggest`: themes for lessons that nobody has filed, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.lessons import filed_rows, line_of
from mkdocs_postmortems.cli.printing import print_json, print_lines
from mkdocs_postmortems.cli.reading import (
    Opened,
    exit_code,
    files_argument,
    form_option,
    open_documents,
    today_option,
)
from mkdocs_postmortems.learn.suggestions import Suggestion
from mkdocs_postmortems.learn.themes import FILED, Filed
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.report.summary import plural
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.themes import write_themes


@dataclass(frozen=True)
class Suggested:
    """A lesson, what it is filed under, and what it may be filed under."""

    document: Document
    lesson: Lesson
    filed: tuple[Filed, ...]
    is_open: bool
    """Of a kind that is filed, and neither under a theme nor deliberately under none."""
    suggestions: tuple[Suggestion, ...]


@click.command(epilog="Exit codes: 0; 2 usage, a path that does not exist, bad settings.")
@files_argument
@form_option("json")
@click.option("--apply", "applies", is_flag=True, help="Write the first suggestion into the files.")
@click.option(
    "--min",
    "least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="With --apply: only suggestions of at least this score.",
)
@today_option
def suggest(
    files: tuple[Path, ...], form: str, applies: bool, least: float, today: str | None
) -> int:
    """Suggest three themes for each lesson that is not filed, with the line to paste.

    A suggestion is never counted. --apply writes the first of every lesson above --min as
    `[theme]` before its words; look at the diff, a part of them is wrong. JSON has every lesson,
    the filed ones too.

    \b
    Examples:
      postmortems suggest
      postmortems suggest postmortems/2024 --format json
      postmortems suggest --apply --min 0.7 && git diff
    """
    opened = open_documents(files, resolve_today(today))
    found = [(one, tuple(suggested(one))) for one in opened]
    everything = [one for _, several in found for one in several]
    if form == "json":
        print_json("lessons", [_row(one) for one in everything])
    elif not applies:
        waiting = [one for one in everything if one.is_open]
        print_lines(_lines(waiting))
        count = plural(len(waiting), "lesson")
        click.echo(f"{count} not filed, of {len(everything)}", err=True)
    if applies:
        for one, several in found:
            _apply(one, several, least)
    return exit_code(one.base for one in opened)


def suggested(one: Opened) -> Iterator[Suggested]:
    filing, suggester = one.learned.filing, one.learned.suggester
    for document in one.documents:
        for lesson in document.postmortem.lessons:
            filed = filing.file(document.postmortem, lesson)
            is_deliberate = filing.is_deliberate(document.postmortem, lesson)
            yield Suggested(
                document=document,
                lesson=lesson,
                filed=filed,
                is_open=lesson.kind in FILED and not filed and not is_deliberate,
                suggestions=suggester.suggest(lesson.text, lesson.kind),
            )


def _row(one: Suggested) -> dict[str, Any]:
    return {
        "path": one.document.path,
        "line": line_of(one.document, one.lesson),
        "kind": one.lesson.kind.value,
        "text": one.lesson.text,
        "address": one.lesson.address,
        "filed": filed_rows(one.filed),
        "suggestions": [{"theme": it.theme, "score": it.score} for it in one.suggestions],
    }


def _lines(waiting: list[Suggested]) -> Iterator[str]:
    for one in waiting:
        line = line_of(one.document, one.lesson)
        yield f"{one.document.path}:{line} {one.lesson.kind}"
        yield f"    {one.lesson.text}"
        if not one.suggestions:
            yield "    no theme is near"
            continue
        yield "    " + ", ".join(f"{it.theme} {it.score:.2f}" for it in one.suggestions)
        yield "    paste: " + pasted(one.document.text, one.lesson, one.suggestions[0].theme)


def pasted(text: str, lesson: Lesson, theme: str) -> str:
    """The lesson's first line as it would stand in its file."""
    at = lesson.words.start
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return f"{text[start:at].lstrip()}[{theme}] {text[at : end if end != -1 else len(text)]}"


def _apply(opened: Opened, several: tuple[Suggested, ...], least: float) -> None:
    chosen: dict[str, list[tuple[Lesson, str]]] = {}
    for one in several:
        if one.is_open and one.suggestions and one.suggestions[0].score >= least:
            pair = (one.lesson, one.suggestions[0].theme)
            chosen.setdefault(one.document.path, []).append(pair)
    count = files = 0
    for path, document in zip(opened.files, opened.documents, strict=True):
        pairs = chosen.get(document.path)
        data, problem = read_bytes(path)
        if not pairs or problem is not None:
            continue

        def lessons_of(data: bytes, path: Path = path) -> tuple[Lesson, ...]:
            return opened.base.read(path, data).postmortem.lessons

        written = write_themes(data, pairs, lessons_of)
        if written.data != data:
            write_atomically(path, written.data)
            files += 1
        count += written.count
    click.echo(f"filed {plural(count, 'lesson')} in {plural(files, 'file')}", err=True)

"""`postmortems lessons`: every lesson, where it stands, and what it is filed under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.filtering import Filter, filter_options
from mkdocs_postmortems.cli.printing import print_csv, print_json, print_lines, print_markdown
from mkdocs_postmortems.cli.reading import (
    Opened,
    exit_code,
    files_argument,
    form_option,
    open_documents,
    today_option,
)
from mkdocs_postmortems.learn.themes import Filed
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.postmortem import Lesson, LessonKind
from mkdocs_postmortems.report.summary import plural

KINDS = tuple(kind.value for kind in LessonKind)


@click.command(epilog="Exit codes: 0; 2 usage, a path that does not exist, bad settings.")
@files_argument
@form_option("json", "csv", "markdown")
@click.option(
    "--kind", type=click.Choice(KINDS), multiple=True, help="Only these; may be repeated."
)
@filter_options("service", "severity", "status", "theme", "since", "until")
@today_option
def lessons(
    files: tuple[Path, ...], form: str, kind: tuple[str, ...], chosen: Filter, today: str | None
) -> int:
    """Print what went well, wrong, was lucky, contributed or was learned.

    FILES are Markdown files or folders, with or without front matter; all of ./postmortems by
    default. A theme is followed by who filed it there: its author, filing.yml, or a rule with the
    words that it found.

    \b
    Examples:
      postmortems lessons
      postmortems lessons --kind lucky --format csv > luck.csv
      postmortems lessons --theme rollback --service checkout
      postmortems lessons notes/outage.md --format json
    """
    opened = open_documents(files, resolve_today(today))
    told = [
        (one, asked, document)
        for one, asked in ((one, chosen.known_to(one.base)) for one in opened)
        for document in one.documents
        if asked.keeps(document.postmortem, one.learned)
    ]
    rows = [
        row
        for one, asked, document in told
        for lesson in document.postmortem.lessons
        if not kind or lesson.kind in kind
        for row in (_row(one, document, lesson),)
        if not asked.themes or _is_under(row, asked.themes)
    ]
    if form == "json":
        print_json("lessons", rows)
    elif form == "csv":
        flat = ({**row, "themes": [one["theme"] for one in row["themes"]]} for row in rows)
        print_csv(("path", "line", "kind", "text", "address", "themes"), flat)
    elif form == "markdown":
        print_markdown(
            ("Where", "List", "Lesson", "Themes"),
            (
                (f"{row['path']}:{row['line']}", row["kind"], row["text"], _names(row))
                for row in rows
            ),
        )
    else:
        print_lines(_lines(rows))
        click.echo(f"{plural(len(rows), 'lesson')} in {plural(len(told), 'file')}", err=True)
    return exit_code(one.base for one in opened)


def _names(row: dict[str, Any]) -> list[str]:
    return [one["theme"] for one in row["themes"]]


def _is_under(row: dict[str, Any], themes: tuple[str, ...]) -> bool:
    return not set(themes).isdisjoint(_names(row))


def line_of(document: Document, lesson: Lesson) -> int:
    """The line on which a lesson's words begin, from 1."""
    return document.text.count("\n", 0, lesson.words.start) + 1


def filed_rows(filed: tuple[Filed, ...]) -> list[dict[str, Any]]:
    return [{"theme": one.theme, "by": one.by.value, "phrase": one.phrase} for one in filed]


def _row(one: Opened, document: Document, lesson: Lesson) -> dict[str, Any]:
    return {
        "path": document.path,
        "line": line_of(document, lesson),
        "kind": lesson.kind.value,
        "text": lesson.text,
        "address": lesson.address,
        "themes": filed_rows(one.learned.filing.file(document.postmortem, lesson)),
    }


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        themes = ", ".join(map(said_by, row["themes"]))
        yield f"{row['path']}:{row['line']} {row['kind']}{': ' if themes else ''}{themes}"
        yield f"    {row['text']}"


def said_by(filed: dict[str, Any]) -> str:
    """`rollback`, `rollback (filing.yml)` or `rollback (rule: "took it back")`."""
    match filed["by"]:
        case "author":
            return str(filed["theme"])
        case "file":
            return f"{filed['theme']} (filing.yml)"
        case _:
            return f'{filed["theme"]} (rule: "{filed["phrase"]}")'

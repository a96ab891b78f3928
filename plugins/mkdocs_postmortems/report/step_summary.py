"""The Markdown that GitHub shows under a step: all findings, not only the ten it annotates."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.report.summary import summarise
from mkdocs_postmortems.report.text import visible

MOST = 500
"""Rows; GitHub takes up to a mebibyte."""


def render(count: int, findings: Sequence[Finding]) -> str:
    """A heading with the counts and a table, errors first, every cell escaped."""
    head = f"### {summarise(count, findings)}\n"
    if not findings:
        return head
    rows = [
        f"| {_cell(f'{one.path}:{one.place.line}:{one.place.column}')} | {one.level.value} "
        f"| {one.code} {one.name} | {_cell(one.message)} | {_cell(one.help or '')} |"
        for one in sorted(findings, key=lambda one: -one.level.weight)[:MOST]
    ]
    table = "\n".join(("| Place | Level | Rule | What | Instead |", "|:--|:--|:--|:--|:--|", *rows))
    rest = len(findings) - MOST
    return f"{head}\n{table}\n" + (f"\nand {rest:,} more\n" if rest > 0 else "")


def _cell(text: str) -> str:
    """Words as they are: no Markdown, no HTML, no mention of anybody in them takes effect."""
    return "".join(
        character if character.isalnum() or character in " .,:;/-'()" else f"&#{ord(character)};"
        for character in visible(text)
    )

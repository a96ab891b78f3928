"""The first line: how much was read, how much is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortems.model.finding import Finding


def summarise(count: int, findings: Sequence[Finding]) -> str:
    """`26 postmortems, no problems` or `26 postmortems, 3 problems in 2 files`."""
    if not count and not findings:
        return "no postmortems here yet"
    read = plural(count, "postmortem")
    if not findings:
        return f"{read}, no problems"
    files = len({finding.path for finding in findings})
    return f"{read}, {plural(len(findings), 'problem')} in {plural(files, 'file')}"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """`1 file`, `2 files`; `many` for a noun that takes more than an s."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"

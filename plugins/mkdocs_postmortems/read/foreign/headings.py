"""Headings of Markdown moved down, so that one document can stand in another."""

from __future__ import annotations

import re

_ATX = re.compile(r"( {0,3})(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_NO_TITLE = re.compile(r"[ \t]*(?:$|[>|*+-] |\d+[.)] |#| {4})")
DEEPEST = 6


def below(text: str, level: int) -> str:
    """The text with every heading moved down so far that its highest is at `level`.

    What has no higher heading stays as it is, and the number of lines does in any case.
    """
    lines = text.split("\n")
    found = _headings(lines)
    by = level - min(found.values(), default=level)
    if by <= 0:
        return text
    for at, was in found.items():
        marks = "#" * min(was + by, DEEPEST)
        if match := _ATX.match(lines[at]):
            lines[at] = f"{match[1]}{marks}{lines[at][match.end() :]}"
        else:
            lines[at], lines[at + 1] = f"{marks} {lines[at].strip()}", ""
    return "\n".join(lines)


def count_headings(text: str) -> int:
    """How many headings the text has."""
    return len(_headings(text.split("\n")))


def _headings(lines: list[str]) -> dict[int, int]:
    """The level of each line that is a heading or the text of one with a line below."""
    found: dict[int, int] = {}
    fence = ""
    for at, line in enumerate(lines):
        if match := _FENCE.match(line):
            mark = match[1]
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not line[match.end() :].strip():
                fence = ""
        elif fence:
            continue
        elif match := _ATX.match(line):
            found[at] = len(match[2])
        elif (
            (match := _UNDERLINE.match(line))
            and at
            and at - 1 not in found
            and not _NO_TITLE.match(lines[at - 1])
        ):
            found[at - 1] = 1 if match[1].startswith("=") else 2
    return found

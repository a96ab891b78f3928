"""Markdown as pandoc writes it, brought to the few forms that every renderer reads alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.read.foreign.cells import BAR

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}
"""Characters before which Python-Markdown knows no backslash."""
_DELIMITER = re.compile(r"\s*\|(?::?-+:?\|)+")
_TOKEN = re.compile(r"(?P<ticks>(?<!`)`+(?!`))|\\(?P<escaped>.)", re.DOTALL)


def evened(markdown: str) -> str:
    """The same document: lists indented by four, breaks of two blanks, entities for `<` and `&`.

    CommonMark and Python-Markdown differ in what they make of two blanks before a nested item and
    of a backslash before these characters and before a line's end; here they do not.
    """
    lines: list[str] = []
    for line, is_code in indented(markdown.replace("\xa0", " ").split("\n")):
        shown = line if is_code else _escapes(line)
        if shown.strip() == "&nbsp;":
            shown = ""  # it keeps a list and a code block apart, which has fences anyway
        if not is_code and not shown and not (lines and lines[-1]):
            continue
        if not is_code and set(shown) == {"-"} and len(shown) > 10:
            shown = "---"
        if not is_code and shown.lstrip().startswith("|"):
            shown = _row(shown)
        lines.append(shown)
    text = "\n".join(lines).replace(BAR, r"\|")
    text = re.sub(r"\A(?:\s*---\n)+", "", text)
    return text.strip("\n") + "\n" if text.strip() else ""


def indented(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line with four blanks for each list it is in, and whether it is code."""
    stack: list[int] = []
    fence = ""
    for line in lines:
        if not line.strip():
            yield "", bool(fence)
            continue
        blanks = len(line) - len(line.lstrip(" "))
        while stack and blanks < stack[-1] and not fence:
            stack.pop()
        indent = 4 * len(stack)
        rest = line[min(blanks, stack[-1] if stack else 0) :]
        marks = ""
        if not fence:
            start = stack[-1] if stack else 0
            while match := _MARKER.match(rest):
                start += match.end()
                stack.append(start)
                marks += match[0].rstrip() + " "
                rest = rest[match.end() :]
        shown = " " * indent + marks + rest
        opening = _FENCE.match(rest)
        if fence:
            yield shown, True
            if opening and rest.strip() == fence:
                fence = ""
        elif opening:
            fence = opening[1]
            yield shown.replace(f"{fence} ", fence).rstrip(), True
        else:
            yield shown, False


def _row(line: str) -> str:
    """A table's row without the blanks that align its columns."""
    if _DELIMITER.fullmatch(line):
        return re.sub(r"-+", "---", line).replace("|", " | ").strip()
    return re.sub(r" {2,}(?=\|)", " ", line)


def _escapes(line: str) -> str:
    found: list[str] = []
    at = 0
    while match := _TOKEN.search(line, at):
        found.append(line[at : match.start()])
        at = match.end()
        if ticks := match["ticks"]:
            end = re.compile(rf"(?<!`){ticks}(?!`)").search(line, at)
            found.append(line[match.start() : end.end() if end else at])
            at = end.end() if end else at
        else:
            found.append(_ENTITIES.get(match["escaped"], match[0]))
    text = "".join([*found, line[at:]])
    return f"{text[:-1]}  " if text.endswith("\\") and not text.endswith("\\\\") else text

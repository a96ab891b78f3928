"""Plain text as Markdown that shows its words and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_INLINE = re.compile(
    r"""
      [\\`<]                          # code, HTML; a backslash would hide what follows
    | &(?=\#?\w+;)                    # what HTML would read as one character
    | [*](?=\S) | (?<=\S)[*]          # emphasis; 2 * 3 is none
    | (?<!\w)_(?=\S) | (?<=\S)_(?!\w) # snake_case is none
    | ~(?=~) | (?<=~)~
    | \[(?=[^\]\n]*\](?:[(\[:]|$))    # a link or a definition
    """,
    re.VERBOSE | re.MULTILINE,
)
_ENTITY = frozenset("<&~=:")
"""Python-Markdown knows no backslash before these."""
_NAMED = {"<": "&lt;", "&": "&amp;"}
_START = re.compile(r"(?:[#>+!\[=:-]|\d+(?=[.)](?:\s|$)))")
"""A heading, a quote, a list, a line below a heading, `[theme]`, an admonition."""
_LIST = re.compile(r"(?:[-*+•–]|\d{1,2}[.)])[ \t]+(?=\S)")
_MARKDOWN = re.compile(
    r"^\#{1,6}[ ]\S|^```|^\|?[ ]*:?-{3,}:?[ ]*\||\*\*\S[^*\n]*\*\*|\]\((?:https?:|[\w./%-]+\))",
    re.MULTILINE,
)


def inline(text: str) -> str:
    """One line of text, for a paragraph or a list item."""
    return guarded(_escaped(text))


def run(text: str) -> str:
    """A piece of a line, with the blanks at its ends."""
    return _INLINE.sub(lambda match: _shown(match[0]), re.sub(r"\s+", " ", text))


def guarded(line: str) -> str:
    """A line of Markdown that begins as a paragraph does, whatever its first characters are."""
    match = _START.match(line) or re.match(r"[*](?= |$)", line)
    if match is None:
        return line
    if match[0].isdigit():
        return f"{match[0]}\\{line[match.end() :]}"
    return _shown(match[0]) + line[match.end() :]


def cell(text: str) -> str:
    """Text for a table's cell; its lines become one."""
    return _escaped(text).replace("|", r"\|")


def plain(text: str) -> str:
    """Text of several lines: its paragraphs, line ends and lists stay."""
    shown: list[str] = []
    for raw in text.strip("\n").split("\n"):
        line = _line(raw)
        before = shown[-1] if shown else ""
        if (
            before
            and line
            and not raw.startswith((" ", "\t"))
            and _is_item(before) != _is_item(line)
        ):
            shown.append("")  # a list begins or ends here, which a blank line says everywhere
        elif before and line and not _is_item(line):
            shown[-1] += "  "
        shown.append(line)
    return "\n".join(shown)


def prose(text: str) -> str:
    """Text of which nobody knows whether it is Markdown: it is where it has Markdown's marks."""
    return text.strip("\n") if _MARKDOWN.search(text) else plain(text)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def heading(text: str, level: int = 2) -> str:
    """A line that is a heading; an empty one where there is no text."""
    line = _escaped(text)
    return f"{'#' * min(level, 6)} {line}" if line else ""


def quoted(text: str) -> str:
    """Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def joined(*parts: str) -> str:
    """Blocks with a blank line between them; empty ones left out."""
    found = [part.strip("\n") for part in parts]
    return "\n\n".join(part for part in found if part.strip()) + "\n"


def _escaped(text: str) -> str:
    return run(text).strip()


def _shown(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    return f"&#{ord(character)};" if character in _ENTITY else f"\\{character}"


def _line(line: str) -> str:
    """A line of a paragraph or a list, with no more than a list's indentation."""
    words = " ".join(line.split())
    if match := _LIST.match(words):
        indent = "    " * min((len(line) - len(line.lstrip())) // 2, 1)
        mark = match[0].strip()
        mark = mark if mark[0].isdigit() else "-"
        rest = words[match.end() :]
        return f"{indent}{mark} {inline(rest)}"
    return inline(line)


def _is_item(line: str) -> bool:
    return bool(_LIST.match(line.lstrip()))

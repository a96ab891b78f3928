"""Markdown as Google Docs writes it, eased line by line: no line is added or taken away."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_postmortems.read.foreign.written import indented

NEAR = 40
"""Characters around a backslash that tell whether it is needed."""
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?[ \t]*(?:\{#[^}\s]*\})?[ \t]*$")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IN_PAGE = re.compile(r"(?<!!)\[((?:[^\[\]\\\n]|\\.)*)\]\(#[^)\s]*\)")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(\w+)\]")
_BRACKETED = re.compile(
    r"\\\[((?:[\dTZ:.,+/ –-]|UTC|GMT|[ECMP][SD]T|[AaPp]\.?[Mm])+)\\\](?![(\[:])"
)
_BOX = re.compile(r"(\s*(?:[-*+]|\d+[.)]) +)\\\[([ xX])\\\](?= )")
_LISTED = re.compile(r"\s*(?:[-*+]|\d+\\?[.)])\s")


def eased(lines: list[str]) -> list[str]:
    """The same lines, with headings plain, lists indented by four and no needless backslash."""
    found = [line if is_code else _line(line) for line, is_code in indented(lines)]
    headings = {_bare(line) for line in found if line.startswith("#")}
    shown = ["" if _lists(line, headings) else line for line in found]
    for number, line in enumerate(shown):
        following = shown[number + 1] if number + 1 < len(shown) else ""
        # Every item ends with two blanks, which ask for a break where there is nothing to break.
        if line.endswith("  ") and (not following.strip() or _LISTED.match(following)):
            shown[number] = line.rstrip()
    return shown


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading and not heading[2]:
        return ""
    if heading:
        text = heading[2].replace("**", "") if "\\**" not in heading[2] else heading[2]
        numbered = re.sub(r"^(\d+)\\(?=[.)])", r"\1", text.strip())  # after `##` it begins no list
        return f"{heading[1]} {_outside_code(numbered, _inline)}"
    line = _BOX.sub(r"\1[\2]", line)
    line = _outside_code(line, _inline)
    return _outside_code(line, lambda text: _FOOTNOTE.sub(r"\\[\1\\]", text))


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    """Change a line but for its code, in which a backslash is a backslash."""
    parts: list[str] = []
    at = 0
    for match in _CODE.finditer(line):
        parts += [change(line[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, change(line[at:])])


def _inline(text: str) -> str:
    text = _IN_PAGE.sub(r"\1", text)
    text = _BRACKETED.sub(r"[\1]", text)
    return _ESCAPE.sub(_needed, text)


def _needed(match: re.Match[str]) -> str:
    """A character with its backslash where Markdown would read more into it, without elsewhere."""
    character, text = match[1], match.string
    before = text[max(match.start() - NEAR, 0) : match.start()]
    after = text[match.end() : match.end() + NEAR]
    begins = match.start() < NEAR and not before.strip(" >")
    if character == "<":
        return "&lt;"
    if character == "&":
        return "&amp;" if re.match(r"#?\w+;", after) else "&"
    if character == "~":
        return "&#126;" if after.startswith(("~", "\\~")) or before.endswith("~") else "~"
    if character in "\\`|[]{}*_":
        return _kept(character, before, after)
    if begins and character in "#>+-=":
        return match[0]
    if character in ".)" and re.fullmatch(r"[ >]*\d{1,9}", before):
        return match[0]
    if (character == "!" and after.startswith(("[", "\\["))) or before.endswith("]"):
        return match[0]
    return character


def _kept(character: str, before: str, after: str) -> str:
    if character == "_" and before[-1:].isalnum() and after[:1].isalnum():
        return character
    if character == "*" and before[-1:] in {"", " "} and before.strip() and after[:1] in {"", " "}:
        return character
    return f"\\{character}"


def _lists(line: str, headings: set[str]) -> bool:
    """Whether a line is one of a table of contents: a heading's words, a tab, a page."""
    words, tab, page = line.strip(" *").rpartition("\t")
    return bool(tab) and page.isdecimal() and _bare(words) in headings


def _bare(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().lower()

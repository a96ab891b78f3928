"""Findings for people: what, where, the line itself, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from mkdocs_postmortems.model.finding import MASK, Finding
from mkdocs_postmortems.model.span import Lines, Place

WIDTH = 100

Paint = Callable[[str, str], str]
"""(text, style) to text; styles are error, warning, info, code, quiet."""


def plain(text: str, style: str) -> str:
    """No colour: pipes, files, NO_COLOR."""
    return text


def render(
    findings: Iterable[Finding], lines_of: Callable[[str], Lines], paint: Paint = plain
) -> str:
    """One block a finding. `lines_of` gives the text of a path for the excerpt."""
    listed = list(findings)
    secrets: dict[str, list[Place]] = {one.path: [] for one in listed}
    for one in listed:
        if one.is_secret:
            secrets[one.path].append(one.place)
    texts = {path: Lines(masked(lines_of(path), places)) for path, places in secrets.items()}
    return "".join("\n".join(_block(one, texts[one.path], paint)) + "\n\n" for one in listed)


def masked(lines: Lines, places: Iterable[Place], text: str | None = None) -> str:
    """The text with its secrets covered, for every excerpt: a line may have two findings.

    `places` are those of the secrets in `lines`; another `text` loses the same words.
    """
    original, text = lines.text, lines.text if text is None else text
    for place in places:
        if place.end_line <= len(lines.starts):
            start = lines.starts[place.line - 1] + place.column - 1
            end = lines.starts[place.end_line - 1] + place.end_column - 1
            secret = original[start:end]
            text = text.replace(secret, re.sub(r"[^\n]", MASK, secret)) if secret else text
    return text


def _block(finding: Finding, lines: Lines, paint: Paint) -> Iterator[str]:
    place = finding.place
    head = paint(f"{finding.level.value}[{finding.code}]", finding.level.value)
    mark = " [*]" if finding.fix and finding.fix.safe else ""
    yield f"{head}{mark} {finding.name}: {visible(finding.message)}"
    width = len(str(place.line))
    at = f"{visible(finding.path)}:{place.line}:{place.column}"
    yield f"{' ' * width}{paint('-->', 'quiet')} {at}"
    bar = paint("|", "quiet")
    excerpt = _excerpt(finding, lines)
    if excerpt is not None:
        row, carets = excerpt
        yield f"{' ' * width} {bar}"
        yield f"{paint(str(place.line), 'quiet')} {bar} {row}"
        yield f"{' ' * width} {bar} {paint(carets, finding.level.value)}"
    for related in finding.related:
        where = f"{visible(related.path)}:{related.place.line}:{related.place.column}"
        yield f"{' ' * width} {paint('=', 'quiet')} note: {visible(related.message)} ({where})"
    if finding.help:
        yield f"{' ' * width} {paint('=', 'quiet')} help: {visible(finding.help)}"


def _excerpt(finding: Finding, lines: Lines) -> tuple[str, str] | None:
    """The line and its carets, cut to a window around them where the line is long."""
    place = finding.place
    if not lines.text or place.line > len(lines.starts):
        return None
    row = lines.line(place.line)
    if not row.strip():
        return None
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(row)
    first = max(0, min(start - WIDTH // 3, len(row) - WIDTH))
    shown = row[first : first + WIDTH]
    left = "…" if first else ""
    right = "…" if first + WIDTH < len(row) else ""
    before = visible(left + row[first:start])
    marked = visible(row[start : min(max(end, start + 1), first + WIDTH)])
    return left + visible(shown) + right, " " * _columns(before) + "^" * max(1, _columns(marked))


def visible(text: str) -> str:
    """Control and direction-changing characters as what they are, so that none can deceive."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if character == "\n":
        return "⏎"
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return f"<U+{ord(character):04X}>"
    return character


def _columns(text: str) -> int:
    """How wide a terminal shows a text."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in {"W", "F"}
        else 1
        for character in text
    )

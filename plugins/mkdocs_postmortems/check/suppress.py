"""Comments in a document that silence a rule for a line or the whole file, with their reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.check.rule import Rule
from mkdocs_postmortems.model.document import BlockKind, Document
from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.span import Span

_IN_BODY = re.compile(r"<!--\s*postmortems:\s*(ignore(?:-file)?)\b([^\n]*?)-->")
_IN_FRONT_MATTER = re.compile(r"#\s*postmortems:\s*(ignore(?:-file)?)\b([^\n]*)")
_NEVER = frozenset({"PM701", "PM702"})
"""A secret is silenced on its own line only, never for a whole file."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. It holds for its own line and, where it stands alone, for the next one."""

    span: Span
    selectors: tuple[tuple[str, Span], ...]
    lines: range
    is_for_file: bool


def read_suppressions(document: Document) -> tuple[Suppression, ...]:
    """All suppression comments, in order."""
    if "postmortems:" not in document.text:
        return ()
    body = document.body.start
    found = [_IN_FRONT_MATTER.finditer(document.text, 0, body)]
    found.append(_IN_BODY.finditer(document.text, body))
    return tuple(
        _suppression(match, document)
        for matches in found
        for match in matches
        if not _is_code(match.start(), document)
    )


def _is_code(at: int, document: Document) -> bool:
    """Whether a comment is only shown, in a fence or between backticks."""
    in_fence = any(
        block.span.start <= at < block.span.end
        for block in document.blocks
        if block.kind is BlockKind.CODE
    )
    return in_fence or any(
        start <= at < end and document.text[start] == "`" for start, end in document.no_prose
    )


def _suppression(match: re.Match[str], document: Document) -> Suppression:
    words = match[2].split("--", 1)[0]
    offset = match.start(2)
    selectors = tuple(
        (one[0], Span(offset + one.start(), offset + one.end()))
        for one in re.finditer(r"[A-Za-z][\w-]*", words)
    )
    line, _ = document.lines.position(match.start())
    alone = not document.lines.line(line).replace(match[0], "").strip()
    return Suppression(
        span=Span(match.start(), match.end()),
        selectors=selectors,
        lines=range(line, line + 2 if alone else line + 1),
        is_for_file=match[1] == "ignore-file",
    )


def apply_suppressions(
    document: Document,
    problems: Iterable[Problem],
    rules: dict[str, Rule],
    runs: Callable[[Rule], bool],
) -> Iterator[Problem]:
    """The problems that no comment silences, and those of the comments themselves.

    `runs` tells whether a rule looks at this document at all: a comment for one that does not is
    not unused.
    """
    suppressions = read_suppressions(document)
    if not suppressions:
        yield from problems
        return
    used: set[Span] = set()
    for problem in problems:
        line, _ = document.lines.position(problem.span.start)
        silencers = _silencers(problem, line, suppressions, rules)
        used |= silencers
        if not silencers:
            yield problem
    yield from _unused(document, suppressions, used, rules, runs)


def _silencers(
    problem: Problem, line: int, suppressions: tuple[Suppression, ...], rules: dict[str, Rule]
) -> set[Span]:
    rule = rules[problem.code]
    return {
        span
        for one in suppressions
        for selector, span in one.selectors
        if selector in {rule.code, rule.name}
        and (rule.code not in _NEVER if one.is_for_file else line in one.lines)
    }


def _unused(
    document: Document,
    suppressions: tuple[Suppression, ...],
    used: set[Span],
    rules: dict[str, Rule],
    runs: Callable[[Rule], bool],
) -> Iterator[Problem]:
    names = {name: rule for rule in rules.values() for name in (rule.code, rule.name)}
    for one in suppressions:
        if not one.selectors:
            message = "this comment names no rule"
            yield Problem("PM911", one.span, message, "write `ignore PM601 -- the reason`")
        for selector, span in one.selectors:
            if selector not in names:
                message = f"there is no rule `{selector}`"
                yield Problem("PM911", span, message, "`postmortems explain` lists them all")
            elif one.is_for_file and names[selector].code in _NEVER:
                message = f"`{selector}` is silenced on its own line only, never for a file"
                yield Problem("PM910", span, message, "write `ignore` on the line it is about")
            elif span not in used and runs(names[selector]):
                message = f"`{selector}` has nothing to silence here"
                fix = _removal(document, one, span)
                yield Problem("PM910", span, message, "remove it", fix=fix)


def _removal(document: Document, one: Suppression, span: Span) -> Fix:
    """Take out the selector; the whole comment where it is the only one."""
    if len(one.selectors) > 1:
        spans = [place for _, place in one.selectors]
        number = spans.index(span)
        cut = Span(spans[number - 1].end, span.end) if number else Span(span.start, spans[1].start)
        return Fix("remove the code", (Edit(cut, ""),), safe=True)
    start, end = one.span
    number, _ = document.lines.position(start)
    first = document.lines.starts[number - 1]
    last = first + len(document.lines.line(number))
    before, after = document.text[first:start], document.text[end:last]
    if not before.strip() and not after.strip():
        start, end = first, min(last + 1, len(document.text))
    elif not after.strip():
        # Two blanks at the end of a line would be a line break.
        start, end = first + len(before.rstrip()), last
    return Fix("remove the comment", (Edit(Span(start, end), ""),), safe=True)

"""Fixes as edits of a file's own bytes: comments, quotes, line ends and all other text stay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.model.finding import Edit, Finding, Fix, Level

ROUNDS = 10
"""A fix may make the next one possible; more rounds than this would be a rule that disagrees
with itself."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """The new bytes, and the findings that were settled on the way."""

    data: bytes
    applied: tuple[Finding, ...]


def fix_bytes(
    data: bytes, check: Callable[[bytes], Sequence[Finding]], *, unsafe: bool = False
) -> Fixed:
    """Apply fixes until nothing changes; none at all where the result has more errors than before.

    `check` gives the findings of a file's bytes. Bytes that are no UTF-8 are left alone, since
    they could not be written back as they were.
    """
    if not _is_text(data):
        return Fixed(data, ())
    before = check(data)
    applied: list[Finding] = []
    current, findings = data, before
    for _ in range(ROUNDS):
        chosen = _choose(findings, unsafe=unsafe)
        changed = apply_fixes(current, [one.fix for one in chosen if one.fix])
        if changed == current:
            break
        applied += chosen
        current, findings = changed, check(changed)
    if _errors(findings) > _errors(before):
        return Fixed(data, ())
    return Fixed(current, tuple(applied))


def _choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """Findings whose fixes may be made together: whole fixes, none touching another."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        if not any(_touch(mine, other) for mine in fix.edits for other in taken):
            chosen.append(finding)
            taken += fix.edits
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def apply_fixes(data: bytes, fixes: Sequence[Fix]) -> bytes:
    """The bytes with these fixes made. Their spans count in the text as the reader has it."""
    if not fixes:
        return data
    has_bom = data.startswith(_BOM)
    text = data[len(_BOM) if has_bom else 0 :].decode("utf-8")
    newline = _newline(text)
    to_original = _offsets(text)
    edits = sorted((edit for fix in fixes for edit in fix.edits), key=lambda edit: edit.span)
    parts: list[str] = []
    position = 0
    removes_bom = False
    for edit in edits:
        if edit.span.start == edit.span.end == 0 and not edit.text:
            removes_bom = True
            continue
        start, end = to_original(edit.span.start), to_original(edit.span.end)
        parts += (text[position:start], edit.text.replace("\n", newline))
        position = end
    parts.append(text[position:])
    return (_BOM if has_bom and not removes_bom else b"") + "".join(parts).encode("utf-8")


def _newline(text: str) -> str:
    if "\r\n" in text:
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"


def _offsets(text: str) -> Callable[[int], int]:
    """From offsets in the text with `\\n` line ends to offsets in the text as it is."""
    if "\r\n" not in text:
        return lambda at: at
    returns: list[int] = []
    position = text.find("\r\n")
    while position != -1:
        returns.append(position - len(returns))
        position = text.find("\r\n", position + 2)
    return lambda at: at + bisect_left(returns, at)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _errors(findings: Iterable[Finding]) -> int:
    return sum(one.level is Level.ERROR for one in findings)

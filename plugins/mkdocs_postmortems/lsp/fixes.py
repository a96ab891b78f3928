"""Findings as an editor shows them, and their fixes as it makes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Range,
    TextEdit,
    WorkspaceEdit,
)

from mkdocs_postmortems.lsp.positions import Positions, uri_of
from mkdocs_postmortems.lsp.session import Open
from mkdocs_postmortems.model.finding import Edit, Finding, Level, Related
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.write.fix import fix_bytes

SOURCE = "postmortems"
_SEVERITIES = {
    Level.ERROR: DiagnosticSeverity.Error,
    Level.WARNING: DiagnosticSeverity.Warning,
    Level.INFO: DiagnosticSeverity.Information,
}


def diagnostics(opened: Open, positions: Positions, uri: str, site: str = "") -> list[Diagnostic]:
    """Every finding at its place; its code leads to the rule's page where the site is known."""
    return [_diagnostic(finding, opened, positions, uri, site) for finding in opened.findings]


def _diagnostic(
    finding: Finding, opened: Open, positions: Positions, uri: str, site: str = ""
) -> Diagnostic:
    return Diagnostic(
        range=positions.range(finding.place),
        severity=_SEVERITIES[finding.level],
        code=finding.code,
        code_description=_page_of(finding, site),
        source=SOURCE,
        message=finding.message + (f"; {finding.help}" if finding.help else ""),
        related_information=[
            DiagnosticRelatedInformation(_location(one, opened, positions, uri), one.message)
            for one in finding.related
        ],
    )


def _location(related: Related, opened: Open, positions: Positions, uri: str) -> Location:
    if related.path == opened.document.path:
        return Location(uri, positions.range(related.place))
    there = positions.elsewhere(opened.base.lines_of(related.path))
    return Location(uri_of(opened.base.shown_from / related.path), there.range(related.place))


def _page_of(finding: Finding, site: str) -> CodeDescription | None:
    return CodeDescription(f"{site}/reference/rules/{finding.code}/") if site else None


def code_actions(
    opened: Open,
    asked: Range,
    positions: Positions,
    uri: str,
    only: Sequence[CodeActionKind | str] = (),
) -> list[CodeAction]:
    """The fixes of the findings in a range, and all safe ones of the file at once.

    Of some kinds alone with `only`; a kind holds for what stands under it too.
    """
    found: list[CodeAction] = []
    if _is_wanted(CodeActionKind.QuickFix, only):
        found += _quick_fixes(opened, asked, positions, uri)
    if _is_wanted(CodeActionKind.SourceFixAll, only):
        found += _fix_all(opened, positions, uri)
    return found


def _is_wanted(kind: CodeActionKind, only: Sequence[CodeActionKind | str]) -> bool:
    """`source` asks for `source.fixAll` too."""
    return not only or any((kind + ".").startswith(one + ".") for one in only)


def _quick_fixes(
    opened: Open, asked: Range, positions: Positions, uri: str
) -> Iterator[CodeAction]:
    for finding in opened.findings:
        fix, place = finding.fix, positions.range(finding.place)
        if fix is None or place.start > asked.end or place.end < asked.start:
            continue
        yield CodeAction(
            title=fix.title,
            kind=CodeActionKind.QuickFix,
            diagnostics=[_diagnostic(finding, opened, positions, uri)],
            is_preferred=fix.safe,
            edit=_edit(uri, positions.edits(fix.edits)),
        )


def _fix_all(opened: Open, positions: Positions, uri: str) -> Iterator[CodeAction]:
    """As `check --fix` would: round after round, and not at all where it would do harm."""
    text = opened.document.text

    def check(data: bytes) -> list[Finding]:
        return opened.base.check_file(opened.path, data)

    fixed = fix_bytes(text.encode("utf-8", "replace"), check)
    if fixed.applied:
        count = len(fixed.applied)
        edit = Edit(Span(0, len(text)), fixed.data.decode("utf-8"))
        yield CodeAction(
            title=f"Fix {count} {'problem' if count == 1 else 'problems'} of this file",
            kind=CodeActionKind.SourceFixAll,
            edit=_edit(uri, positions.edits((edit,))),
        )


def _edit(uri: str, edits: list[TextEdit]) -> WorkspaceEdit:
    return WorkspaceEdit(changes={uri: edits})

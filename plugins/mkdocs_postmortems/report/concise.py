"""One line a finding, for editors' problem matchers and for grep."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.report.text import visible


def render(findings: Iterable[Finding]) -> str:
    """`path:line:column: error PM105 the message; the help`."""
    return "".join(_line(finding) + "\n" for finding in findings)


def _line(finding: Finding) -> str:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    words = finding.message + (f"; {finding.help}" if finding.help else "")
    return f"{visible(place)}: {finding.level.value} {finding.code} {visible(words)}"

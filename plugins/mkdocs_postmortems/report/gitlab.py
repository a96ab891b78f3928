"""Findings as GitLab's code quality report."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.fingerprint import fingerprints
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.report.json import dumps

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(findings: Iterable[Finding], lines_of: Callable[[str], Lines]) -> str:
    """A JSON array; fingerprints are unique, because GitLab shows only the first of two equal."""
    report = [
        {
            "description": f"{finding.code} {finding.message}"
            + (f"; {finding.help}" if finding.help else ""),
            "check_name": finding.name,
            "fingerprint": mark,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": finding.path,
                "lines": {"begin": finding.place.line, "end": finding.place.end_line},
            },
        }
        for finding, mark in fingerprints(findings, lines_of)
    ]
    return dumps(report)

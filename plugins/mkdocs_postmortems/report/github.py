"""Findings as GitHub workflow commands, which show as annotations on a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_postmortems.model.finding import Finding, Level

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(findings: Iterable[Finding]) -> str:
    """Errors first: a step shows only the first ten of a level."""
    ordered = sorted(findings, key=lambda finding: (-finding.level.weight, finding.order))
    return "".join(_command(finding) + "\n" for finding in ordered)


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": finding.path,
        "line": str(place.line),
        "col": str(place.column),
    }
    if place.end_line == place.line:
        properties["endColumn"] = str(place.end_column)
    words = finding.message + (f"\n{finding.help}" if finding.help else "")
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {listed}::{_data(words)}"


def _data(text: str) -> str:
    """Escaped as @actions/core does; `##[` would start a command of the runner's older form."""
    text = text.encode("utf-8", errors="backslashreplace").decode("utf-8")
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "#%23[")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

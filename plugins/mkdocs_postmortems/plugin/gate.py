"""The same gate as `postmortems check`: findings go to MkDocs' log, and strict builds stop."""

from __future__ import annotations

import logging

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.plugin.build import Build
from mkdocs_postmortems.report.summary import plural
from mkdocs_postmortems.report.text import visible

log = get_plugin_logger("postmortems")


def hold(build: Build, *, strict: bool) -> None:
    """Log every finding; raise where some reach the gate of a strict build.

    Raising is needed: `mkdocs -q build --strict` counts no warning that it does not print. Under
    `serve` nothing stops; the page shows what is wrong.
    """
    base = build.base
    settings = base.config_findings
    gated = (*settings, *base.reaches_gate(base.findings))
    keys = {id(finding) for finding in gated}
    for finding in (*settings, *base.findings):
        _log(finding, _level(finding, stops=strict) if id(finding) in keys else logging.INFO)
    if gated and strict and not build.is_preview:
        problems = plural(len(gated), "problem")
        files = plural(len({finding.path for finding in gated}), "file")
        message = f"postmortems: {problems} in {files}; see above"
        raise PluginError(message)


def _level(finding: Finding, *, stops: bool) -> int:
    """What stops a build must be seen under `-q` too, which hides warnings."""
    return logging.ERROR if stops or finding.level is Level.ERROR else logging.WARNING


def _log(finding: Finding, level: int) -> None:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    words = f"{finding.message}" + (f"; {finding.help}" if finding.help else "")
    log.log(level, "%s: %s %s", visible(place), finding.code, visible(words))

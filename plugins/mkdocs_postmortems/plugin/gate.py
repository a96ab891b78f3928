"""The same gate as `postmortems check`: findings go to MkDocs' log, and strict builds stop."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.plugin.build import Build
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
    _log(settings, logging.WARNING)
    for finding in base.findings:
        level = logging.INFO
        if id(finding) in keys:
            level = logging.ERROR if finding.level is Level.ERROR else logging.WARNING
        _log((finding,), level)
    if gated and strict and not build.is_preview:
        files = len({finding.path for finding in gated})
        message = f"postmortems: {len(gated)} problems in {files} files; see above"
        raise PluginError(message)


def _log(findings: Iterable[Finding], level: int) -> None:
    for finding in findings:
        place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
        words = f"{finding.message}" + (f"; {finding.help}" if finding.help else "")
        log.log(level, "%s: %s %s", visible(place), finding.code, visible(words))

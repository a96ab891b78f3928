"""Findings for machines; the shape is documented in docs/reference/json.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.span import Place

VERSION = 1


def render(findings: Iterable[Finding]) -> str:
    return dumps({"version": VERSION, "findings": [_finding(one) for one in findings]})


def dumps(document: Any) -> str:
    """JSON that can be written as UTF-8 whatever a file is called, and that commands no runner.

    GitHub's runner reads `##[` anywhere in a line as a command of its older form.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    text = re.sub(r"[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.replace("##[", "#\\u0023[")


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "path": finding.path,
        **_place(finding.place),
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.value,
        "message": finding.message,
        "help": finding.help,
        "fix": {"title": fix.title, "safe": fix.safe} if fix else None,
        "related": [
            {"path": one.path, **_place(one.place), "message": one.message}
            for one in finding.related
        ],
    }


def _place(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }

"""Findings as SARIF 2.1.0, with what GitHub code scanning demands beside the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from mkdocs_postmortems.model.finding import Finding, Level
from mkdocs_postmortems.model.fingerprint import fingerprints
from mkdocs_postmortems.model.rule_page import RuleInfo
from mkdocs_postmortems.model.span import Lines, Place
from mkdocs_postmortems.report.json import dumps

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/example/mkdocs-postmortems"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}
_MOST_TEXT = 1024
"""GitHub cuts longer texts of a rule."""


def render(
    findings: Iterable[Finding],
    lines_of: Callable[[str], Lines],
    rules: Mapping[str, RuleInfo],
    version: str,
) -> str:
    """A whole log, also without any result: an empty one closes what was open."""
    listed = list(findings)
    codes = sorted({finding.code for finding in listed})
    index = {code: number for number, code in enumerate(codes)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "postmortems",
                "semanticVersion": version,
                "informationUri": HOME,
                "rules": [_rule(rules[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"uri": "file:///"}},
        "results": [
            _result(finding, mark, index[finding.code])
            for finding, mark in fingerprints(listed, lines_of)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumps(log)


def _rule(rule: RuleInfo) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "tags": ["postmortem"],
        "precision": "very-high" if rule.is_default else "medium",
        "problem.severity": _SEVERITIES[rule.level],
    }
    if rule.code in {"PM701", "PM702"}:
        properties |= {"tags": ["postmortem", "security"], "security-severity": "8.0"}
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary[:_MOST_TEXT]},
        "fullDescription": {"text": rule.summary[:_MOST_TEXT]},
        "help": {"text": rule.summary[:_MOST_TEXT], "markdown": rule.markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": properties,
    }


def _result(finding: Finding, mark: str, index: int) -> dict[str, Any]:
    words = finding.message + (f"; {finding.help}" if finding.help else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": words},
        "locations": [_location(finding.path, finding.place)],
        "partialFingerprints": {"primaryLocationLineHash": f"{mark[:16]}:1"},
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(one.path, one.place), "id": number, "message": {"text": one.message}}
            for number, one in enumerate(finding.related, start=1)
        ]
    return result


def _location(path: str, place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {
                "uri": quote(path.encode("utf-8", errors="surrogateescape")),
                "uriBaseId": "%SRCROOT%",
            },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": max(place.end_column, place.column)
                if place.end_line == place.line
                else place.end_column,
            },
        }
    }

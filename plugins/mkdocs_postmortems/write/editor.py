"""Set-up of an editor: tasks, snippets and schemas with an organisation's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

VSCODE = "vscode"
EDITORS = (VSCODE,)
PROBLEM = r"^(.+?):(\d+):(\d+): (error|warning|info) (PM\d{3}) (.*)$"
"""A line of `check --format concise`."""

_MARKS = ("started", "detected", "acknowledged", "mitigated", "resolved")


def editor_files(
    words: Mapping[str, Iterable[str]], schemas: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Text by path. `words` are ids by list: severities, services, themes and action types.

    `schemas` are those of settings, services and themes; no schema is tied to the postmortems,
    since editors validate whole files and not what stands before Markdown.
    """
    paths = {what: f".vscode/postmortems-{what}.schema.json" for what in schemas}
    settings = {"yaml.schemas": {paths[one]: f"postmortems/{one}.yml" for one in schemas}}
    return {
        ".vscode/tasks.json": _json({"version": "2.0.0", "tasks": _tasks()}),
        ".vscode/postmortems.code-snippets": _json(_snippets(words)),
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        **{paths[what]: _json(schema) for what, schema in schemas.items()},
    }


def _tasks() -> list[dict[str, Any]]:
    matcher = {
        "owner": "postmortems",
        "source": "postmortems",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {
            "regexp": PROBLEM,
            "file": 1,
            "line": 2,
            "column": 3,
            "severity": 4,
            "code": 5,
            "message": 6,
        },
    }
    check = ["check", "--format", "concise"]
    return [
        {
            "label": "postmortems: check",
            "type": "process",
            "command": "postmortems",
            "args": check,
            "problemMatcher": matcher,
            "group": {"kind": "test", "isDefault": True},
            "presentation": {"reveal": "silent"},
        },
        {
            "label": "postmortems: check this file",
            "type": "process",
            "command": "postmortems",
            "args": [*check, "${file}"],
            "problemMatcher": matcher,
            "group": "test",
            "presentation": {"reveal": "silent"},
        },
        {
            "label": "postmortems: new",
            "type": "process",
            "command": "postmortems",
            "args": ["new"],
            "problemMatcher": [],
            "presentation": {"focus": True},
        },
        {
            "label": "postmortems: site",
            "type": "process",
            "command": "mkdocs",
            "args": ["serve"],
            "problemMatcher": [],
            "isBackground": True,
        },
    ]


def _snippets(words: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Any]]:
    severities, services = _choice(1, words["severities"]), _choice(2, words["services"])
    themes, types = words["themes"], words["types"]
    return {
        "Postmortem: front matter": _snippet(
            "postmortem",
            "What stands before every postmortem",
            "---",
            "title: ${3:What happened, in one line}",
            f"severity: {severities}",
            f"services: [{services}]",
            "status: draft",
            "started_at: ${4:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}",
            "---",
            "$0",
        ),
        "Postmortem: lesson": _snippet(
            "postmortem-lesson",
            "One condition, filed under a theme, with what is done about it",
            f"- [{_choice(1, themes)}] ${{2:Which condition, in one sentence.}} → ${{3:A1}}",
        ),
        "Postmortem: luck that is accepted": _snippet(
            "postmortem-luck",
            "What saved you that nobody built, accepted with a reason",
            f"- [{_choice(1, themes)}] ${{2:What saved us.}} (accepted: ${{3:reason}}, until"
            " ${4:$CURRENT_YEAR-$CURRENT_MONTH})",
        ),
        "Postmortem: action item": _snippet(
            "postmortem-action",
            "A row of the table of action items",
            f"| ${{1:A1}} | ${{2:What is done}} | {_choice(3, types)} | ${{4:Owner}} |"
            " ${5:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE} | open |",
        ),
        "Postmortem: line of the timeline": _snippet(
            "postmortem-time",
            "A marked line fills a time of the front matter",
            f"| ${{1:14:05}} | [{_choice(2, _MARKS)}] ${{3:What was seen or done}} |",
        ),
    }


def _snippet(prefix: str, about: str, *body: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "description": about, "body": list(body)}


def _choice(number: int, words: Iterable[str]) -> str:
    """A place with a list to choose from; an empty list is a place to write."""
    escaped = [re.sub(r"([\\,|$}])", r"\\\1", one) for one in words]
    return f"${{{number}|{','.join(escaped)}|}}" if escaped else f"${number}"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

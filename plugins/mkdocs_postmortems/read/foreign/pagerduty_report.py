"""A postmortem report of PagerDuty as text: copied from its page, or written by its template."""

from __future__ import annotations

import re

from mkdocs_postmortems.model.foreign import Foreign, Stated
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.prose import heading, plain
from mkdocs_postmortems.read.foreign.text import decode_foreign

SECTIONS = frozenset({
    "action items", "contributing factors", "executive summary", "external message",
    "how'd we do", "impact", "internal email", "internal message", "messaging", "overview",
    "resolution", "responders", "root cause", "root causes", "timeline", "what didn't go so well",
    "what happened", "what went well",
})  # fmt: skip
"""The headings of PagerDuty's report and of its template, in lower case."""
FEW = 4
"""With fewer of them on lines of their own, a text is something else."""
_FACT = re.compile(r"([A-Z][\w /]{2,40}):[ \t]+(\S.*)$")
HEAD = 20_000


def is_report(data: bytes) -> bool:
    """Whether a text has the headings of a report on lines of their own."""
    text, _ = decode_foreign(data[:HEAD])
    return len({name for line in text.split("\n") if (name := _section(line))}) >= FEW


def read_report(given: Given) -> Foreign:
    """The report, with its section names as headings and the facts above them stated."""
    text, notes = decode_foreign(given.data)
    lines = text.split("\n")
    if not is_report(given.data):
        message = "it has no sections of a PagerDuty report, such as Overview or Root Causes"
        raise RefusedError(message, "export incidents as JSON, or import the report as markdown")
    first = next(at for at, line in enumerate(lines) if _section(line))
    title, stated, rest = _head(lines[:first])
    blocks: list[list[str]] = [rest]
    for line in lines[first:]:
        if _section(line):
            blocks.append([heading(line.strip().lstrip("# ")), ""])
        else:
            blocks[-1].append(line)
    shown = [plain("\n".join(blocks[0]))]
    shown += ["\n".join([one[0], "", plain("\n".join(one[2:]))]) for one in blocks[1:]]
    return Foreign(
        kind="pagerduty",
        source=given.name,
        sha256=given.sha256,
        text="\n\n".join(one.strip("\n") for one in shown if one.strip()) + "\n",
        title=title,
        stated=tuple(stated),
        notes=notes,
    )


def _section(line: str) -> str:
    words = line.strip().lstrip("# ").rstrip("?: ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return words if words.lower() in SECTIONS else ""


def _head(lines: list[str]) -> tuple[str, list[Stated], list[str]]:
    """The title, the facts, and what is neither of them."""
    title = ""
    stated: list[Stated] = []
    rest: list[str] = []
    for number, line in enumerate(lines, start=1):
        if match := _FACT.match(line.strip()):
            stated.append(Stated(name=match[1], values=(match[2].strip(),), line=number))
        elif line.strip() and not title:
            title = " ".join(line.lstrip("# ").split())
        else:
            rest.append(line)
    return title, stated, rest

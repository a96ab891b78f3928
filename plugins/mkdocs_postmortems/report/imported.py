"""What an import placed, guessed and could not place: for people, as Markdown, as values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mkdocs_postmortems.model.foreign import Refused
from mkdocs_postmortems.model.imported import Imported, Outcome, Report
from mkdocs_postmortems.model.postmortem import TimelineEntry
from mkdocs_postmortems.report.summary import plural

OUTCOMES = {
    Outcome.NEW: "new",
    Outcome.UNCHANGED: "as it was",
    Outcome.UPDATED: "updated",
    Outcome.EDITED: "edited since, left as it is",
}
MOST = 120
"""Characters of one line of words."""


def rows(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """One object a document, as `--format json` has it."""
    return [_row(one) for one in reports]


def refused_rows(refused: Sequence[Refused]) -> list[dict[str, Any]]:
    """What was not read, and what was passed over."""
    return [
        {
            "source": one.source,
            "reason": one.reason,
            "help": one.help,
            "passed_over": one.is_passed_over,
        }
        for one in refused
    ]


def _row(report: Report) -> dict[str, Any]:
    imported = report.imported
    postmortem, draft = imported.document.postmortem, imported.draft
    return {
        "source": draft.foreign.source,
        "kind": draft.foreign.kind,
        "target": imported.path,
        "outcome": report.outcome.value,
        "title": draft.title,
        "fields": [
            {
                "name": one.name,
                "value": one.value,
                "from": one.said,
                "line": one.line,
                "guessed": one.is_guess,
            }
            for one in draft.placed
        ],
        "sections": [
            {"text": title, "canonical": kind, "line": line}
            for title, kind, line in sections(imported)
        ],
        "timeline": [
            {"line": imported.line_of(one.span.start), "at": at(one, imported), "text": one.text}
            for one in postmortem.timeline
        ],
        "lessons": [
            {"line": imported.line_of(one.span.start), "kind": one.kind.value, "text": one.text}
            for one in postmortem.lessons
        ],
        "action_items": [
            {
                "line": imported.line_of(one.span.start),
                "text": one.text,
                "owner": one.owner,
                "due": one.due.isoformat() if one.due else None,
                "status": one.status,
                "ticket": one.ticket,
            }
            for one in postmortem.action_items
        ],
        "guessed": [
            {"what": one.what, "value": one.value, "from": one.said, "line": one.line}
            for one in draft.guessed
        ],
        "unplaced": [{"line": one.line, "text": one.text} for one in draft.unplaced],
        "files": list(draft.files),
        "notes": list(draft.foreign.notes),
        "findings": [
            {
                "code": one.code,
                "name": one.name,
                "level": str(one.level),
                "line": one.place.line,
                "message": one.message,
            }
            for one in report.findings
        ],
    }


def sections(imported: Imported) -> Iterator[tuple[str, str, int]]:
    """Heading, known kind or `other`, and line in the source; days and times are no sections."""
    for section in imported.document.sections:
        heading = section.heading
        line = imported.line_of(heading.span.start) if heading else 0
        if heading is None or not line or heading.text == imported.draft.title:
            continue
        if section.kind == "timeline" and not section.own and re.search(r"\d", heading.text):
            continue
        kind = section.kind if section.own and section.kind else "other"
        yield heading.text, kind, line


def at(entry: TimelineEntry, imported: Imported) -> str:
    """As far as known: without an offset where its zone had to be assumed, else the clock."""
    if entry.at is None:
        return entry.clock
    if entry.at.at is None or not imported.draft.zone_assumed:
        return entry.at.iso
    return entry.at.at.replace(tzinfo=None).isoformat()


def lines(reports: Sequence[Report]) -> Iterator[str]:
    """For a terminal."""
    for report in reports:
        imported, draft = report.imported, report.imported.draft
        yield f"{draft.foreign.source} → {imported.path} ({OUTCOMES[report.outcome]})"
        yield f"    placed    {_placed(imported)}"
        for guess in draft.guessed:
            told = f"{guess.what} {_short(guess.value)}: {_short(guess.said)}"
            yield f"    guessed   {told}{_line(guess.line)}"
        for one in draft.unplaced:
            yield f"    unplaced  {_short(one.text)}{_line(one.line)}"
        for note in draft.foreign.notes:
            yield f"    note      {_short(note)}"
        others = Counter(f"{one.code} {one.name}" for one in report.findings)
        if others:
            told = ", ".join(
                f"{name} × {n}" if n > 1 else name for name, n in sorted(others.items())
            )
            yield f"    check     {told}"


def markdown(reports: Sequence[Report], refused: Sequence[Refused]) -> Iterator[str]:
    """For a pull request or a wiki; what others have written stands in code spans."""
    yield from ("# Import report", "", summary(reports, refused) + ".")
    for report in reports:
        yield from _document(report)
    if refused:
        rows = ((_code(one.source), _code(one.told)) for one in refused)
        yield from ("", "## Not read", *_table(("Source", "Why"), rows))


def _document(report: Report) -> Iterator[str]:
    imported, draft = report.imported, report.imported.draft
    came = f"From {_code(draft.foreign.source)} ({draft.foreign.kind}), {OUTCOMES[report.outcome]}."
    yield from ("", f"## {_code(imported.path)}", "", f"{came} Placed: {_placed(imported)}.")
    guessed = (
        (one.what, _code(one.value), _code(one.said), str(one.line or "")) for one in draft.guessed
    )
    yield from _table(("Guessed", "Value", "From", "Line"), guessed)
    unplaced = ((_code(one.text), str(one.line or "")) for one in draft.unplaced)
    yield from _table(("Not placed", "Line"), unplaced)
    if draft.foreign.notes:
        yield from ("", *(f"- {_code(note)}" for note in draft.foreign.notes))
    findings = (
        (f"{one.code} {one.name}: {_code(one.message)}", str(one.place.line))
        for one in report.findings
    )
    yield from _table(("`check` says", "Line here"), findings)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Nothing without rows."""
    for number, row in enumerate(rows):
        if not number:
            yield from ("", f"| {' | '.join(titles)} |", "|---" * len(titles) + "|")
        yield f"| {' | '.join(row)} |"


def summary(reports: Sequence[Report], refused: Sequence[Refused]) -> str:
    """The answer in one line."""
    if not reports:
        return (
            f"nothing imported; {plural(len(refused), 'source')} not read"
            if refused
            else "there is nothing to import"
        )
    counts = Counter(one.outcome for one in reports)
    told = ", ".join(f"{counts[one]} {OUTCOMES[one]}" for one in Outcome if counts[one])
    guesses = sum(len(one.imported.draft.guessed) for one in reports)
    parts = [
        f"{plural(len(reports), 'document')}: {told}",
        plural(guesses, "guess", "guesses") + " to confirm",
    ]
    if refused:
        parts.append(f"{plural(len(refused), 'source')} not read")
    return "; ".join(parts)


def _placed(imported: Imported) -> str:
    postmortem = imported.document.postmortem
    known = [kind for _, kind, _ in sections(imported)]
    said = sum(not one.is_guess for one in imported.draft.placed)
    parts = (
        f"{sum(kind != 'other' for kind in known)} of {plural(len(known), 'section')}",
        plural(len(postmortem.timeline), "timeline entry", "timeline entries"),
        plural(len(postmortem.lessons), "lesson"),
        plural(len(postmortem.action_items), "action item"),
        plural(said, "field"),
        *((plural(len(imported.draft.files), "file"),) if imported.draft.files else ()),
    )
    return ", ".join(parts)


def _line(line: int) -> str:
    return f" (line {line})" if line else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST else line[: MOST - 1].rstrip() + "…"


def _code(text: str) -> str:
    """A code span that holds in a table: no backtick, no pipe, one line."""
    plain = " ".join(text.split()).replace("`", "'").replace("|", "¦")
    return f"`{plain}`" if plain else ""

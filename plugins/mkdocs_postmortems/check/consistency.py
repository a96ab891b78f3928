"""PM2xx: fields that must agree with each other, with the file, and with other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath

from mkdocs_postmortems.check.days import is_future
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem, Related
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.node import Scalar, Sequence
from mkdocs_postmortems.model.span import Place, Span

_ORDER = (
    ("acknowledged_at", "detected_at"),
    ("mitigated_at", "acknowledged_at"),
    ("resolved_at", "mitigated_at"),
)
"""Pairs in which the first must not be before the second."""

_LATER = ("acknowledged_at", "mitigated_at", "resolved_at")
_STEM = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?=-))?-(?!\d{2}$)[a-z0-9]+(?:-[a-z0-9]+)*$")


def check_time_order(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Later steps that are before earlier ones; both lines are cited."""
    pairs = [(later, "started_at") for later in _LATER]
    pairs += [pair for pair in _ORDER if pair != ("mitigated_at", "acknowledged_at")]
    told: set[str] = set()
    for later, earlier in pairs:
        problem = _out_of_order("PM201", document, later, earlier, around)
        if problem is not None and later not in told:
            told.add(later)
            yield problem
    started, published = document.postmortem.started_at, document.postmortem.published_at
    if started and started.date and published and "started_at" not in document.broken:
        day = Moment(published.year, published.month, published.day)
        # The day of the start is its author's, that of publishing may be another's.
        if published < started.date - timedelta(days=1) and not is_future(started, around.today):
            yield _disagreement("PM201", document, ("published_at", day), ("started_at", started))


def check_detected_before_start(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Detection before the start: possible, but mostly a slip."""
    problem = _out_of_order("PM202", document, "detected_at", "started_at", around)
    if problem is not None:
        yield problem


def _out_of_order(
    code: str, document: Document, later: str, earlier: str, around: Surroundings
) -> Problem | None:
    if not {later, earlier}.isdisjoint(document.broken):
        return None
    second, first = (getattr(document.postmortem, name) for name in (later, earlier))
    if second is None or first is None or not second.is_before(first):
        return None
    if is_future(first, around.today):
        return None  # one wrong year is one finding, and PM209 has it
    return _disagreement(code, document, (later, second), (earlier, first))


def _disagreement(
    code: str, document: Document, later: tuple[str, Moment], earlier: tuple[str, Moment]
) -> Problem:
    span = document.span_of(earlier[0])
    line, _ = document.lines.position(span.start)
    message = f"`{later[0]}` {later[1].iso} is before `{earlier[0]}` {earlier[1].iso} (line {line})"
    related = ((span, f"`{earlier[0]}` is here"),)
    return Problem(code, document.span_of(later[0]), message, "correct one of the two", related)


def check_file_name(document: Document, around: Surroundings) -> Iterator[Problem]:
    """An id that cannot be a permanent address, or whose day is not that of the start."""
    id = document.postmortem.id
    started = document.postmortem.started_at
    if not _STEM.match(id):
        message = f"the file name `{id}` is no permanent address"
        help = f"name it `{started.iso[:10] if started else '2024-05-02'}-what-happened.md`"
        yield Problem("PM204", Span(0, 0), message, help)
    elif started is not None and not (
        "started_at" in document.broken or is_future(started, around.today)
    ):
        day = started.iso[:10] if started.day else started.iso[:7]
        if not id.startswith(f"{day}-") or (not started.day and re.match(r"\d{4}-\d\d-\d\d-", id)):
            message = f"the file is `{id}`, but `started_at` has the day {day}"
            words = re.sub(r"^\d{4}-\d{2}(?:-\d{2})?-", "", id)
            span = document.span_of("started_at")
            yield Problem("PM204", span, message, f"name it `{day}-{words}.md`")


def check_duplicate_id(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Two files of one name in different folders would have one address."""
    id = document.postmortem.id
    others = [path for path in around.paths_by_id.get(id, ()) if path != document.path]
    if others:
        message = f"the id `{id}` is also that of {others[0]}"
        elsewhere = (Related(others[0], Place(1, 1, 1, 1), "the other file"),)
        stem = PurePosixPath(document.path).name
        help = f"rename one of the two, this one from `{stem}`"
        yield Problem("PM205", Span(0, 0), message, help, elsewhere=elsewhere)


def check_related(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Ids in `related` and `recurrence_of` that no file has."""
    for name in ("related", "recurrence_of"):
        listed = document.front_matter.get(name) if document.front_matter else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            if not isinstance(item, Scalar) or item.is_null:
                continue
            if item.text not in around.paths_by_id:
                message = f"`{name}` names `{item.text}`, which does not exist"
                yield Problem("PM208", item.span, message, _meant(item.text, around))


def _meant(id: str, around: Surroundings) -> str:
    day = id[:10]
    same = [one for one in around.paths_by_id if one.startswith(day)]
    return f"did you mean `{same[0]}`?" if len(same) == 1 else "write a file's name without `.md`"


RULES = (
    Rule(code="PM201", name="time-order", level=Level.ERROR, check=check_time_order),
    Rule(
        code="PM202",
        name="detected-before-start",
        level=Level.WARNING,
        check=check_detected_before_start,
    ),
    Rule(
        code="PM204",
        name="filename-mismatch",
        level=Level.ERROR,
        check=check_file_name,
    ),
    Rule(code="PM205", name="duplicate-id", level=Level.ERROR, check=check_duplicate_id),
    Rule(code="PM208", name="dangling-related", level=Level.ERROR, check=check_related),
)

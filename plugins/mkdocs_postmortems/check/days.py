"""PM2xx: days that cannot be, and days that come too late."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import MOMENTS
from mkdocs_postmortems.model.settings import Deadline

"""The moments of an incident, in the order in which they mostly come."""

_LONGEST = 30
"""Days. Incidents that last longer exist, and are rarer than a wrong year."""

_WESTERNMOST = time(12, tzinfo=UTC)
"""When a day ends at UTC-12, on the day after: no place has it later."""

_REASON = 120
"""Characters of `late_because` that a line of help has room for."""


def is_future(moment: Moment, today: date) -> bool:
    """Whether it is after today everywhere; a day may be tomorrow, for it is already somewhere."""
    tomorrow = today + timedelta(days=1)
    if moment.at:
        return moment.at >= datetime.combine(tomorrow, _WESTERNMOST)
    if moment.date:
        return moment.date > tomorrow
    return (moment.year, moment.month) > (tomorrow.year, tomorrow.month)


def known_steps(document: Document, today: date) -> Iterator[tuple[str, Moment]]:
    """The moments that are written, can be read and can be true, in the order of `MOMENTS`."""
    for name in MOMENTS:
        moment: Moment | None = getattr(document.postmortem, name)
        if moment and name not in document.broken and not is_future(moment, today):
            yield name, moment


def check_duration(document: Document, around: Surroundings) -> Iterator[Problem]:
    """The first step that is more than thirty days after the beginning."""
    steps = list(known_steps(document, around.today))
    for name, moment in steps[1:]:
        first, began = steps[0]
        days = _days_between(began, moment)
        if days > _LONGEST:
            span = document.span_of(first)
            line, _ = document.lines.position(span.start)
            message = f"`{name}` is {days} days after `{first}` (line {line}); is the year right?"
            related = ((span, f"`{first}` is here"),)
            help = "correct the one that is wrong"
            yield Problem("PM203", document.span_of(name), message, help, related)
            return


def _days_between(first: Moment, later: Moment) -> int:
    """Whole days that surely lie between; a month counts from its last day, or to its first."""
    if first.at and later.at:
        return (later.at - first.at).days
    last = calendar.monthrange(first.year, first.month)[1]
    start = first.date or date(first.year, first.month, last)
    return ((later.date or date(later.year, later.month, 1)) - start).days


def check_future(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Moments of the incident, or its publication, that have not come yet."""
    moments = {name: getattr(document.postmortem, name) for name in MOMENTS}
    published = document.postmortem.published_at
    if published:
        moments["published_at"] = Moment(published.year, published.month, published.day)
    for name, moment in moments.items():
        if moment and name not in document.broken and is_future(moment, around.today):
            message = f"`{name}` {moment.iso} is in the future; today is {around.today}"
            yield Problem("PM209", document.span_of(name), message, "is the year right?")


def check_published(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A postmortem that came after its deadline, or has not come though it is past."""
    postmortem = document.postmortem
    deadline = around.settings.deadlines.get(postmortem.severity or "")
    if deadline is None or postmortem.kind != "incident":
        return
    steps = dict(known_steps(document, around.today))
    begins = next((one for one in ("resolved_at", "started_at") if one in steps), None)
    if begins is None or not {"published_at", "resolved_at"}.isdisjoint(document.broken):
        return
    due = _due(_day(steps[begins], around.settings.time_zone), deadline)
    published = postmortem.published_at
    is_written_elsewhere = postmortem.status == "published" or postmortem.imported_from is not None
    if published is None:
        if is_written_elsewhere or around.today <= due:
            return
        name, late = "status", (around.today - due).days
        message = f"not published yet, {_count(late, 'day')} late: it was due on {due}"
    elif due < published <= around.today:
        name, late = "published_at", (published - due).days
        message = f"published {_count(late, 'day')} late: it was due on {due}"
    else:
        return
    kind = "business day" if deadline.is_business else "day"
    message += f", {_count(deadline.publish, kind)} after `{begins}`"
    related = ((document.span_of(begins), "the deadline is counted from here"),)
    help = _reason(postmortem.late_because, is_published=published is not None)
    yield Problem("PM206", document.span_of(name), message, help, related)


def _reason(words: str | None, *, is_published: bool) -> str:
    if not words:
        return "say why in `late_because`" if is_published else "publish it, or say why it waits"
    plain = " ".join(words.split())
    shown = plain if len(plain) <= _REASON else plain[: _REASON - 1].rstrip() + "…"
    return f"`late_because` says: {shown}"


def _day(moment: Moment, zone: ZoneInfo) -> date:
    """The day in the settings' zone; of a month its last, which is the most it can be."""
    if moment.at:
        try:
            return moment.at.astimezone(zone).date()
        except OverflowError:  # the year 1, in a zone west of the one it is written in
            return moment.at.date()
    last = calendar.monthrange(moment.year, moment.month)[1]
    return moment.date or date(moment.year, moment.month, last)


def _due(day: date, deadline: Deadline) -> date:
    if not deadline.is_business:
        return day + timedelta(days=deadline.publish)
    left = deadline.publish
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


RULES = (
    Rule(code="PM203", name="implausible-duration", level=Level.WARNING, check=check_duration),
    Rule(
        code="PM206",
        name="published-late",
        level=Level.INFO,
        check=check_published,
        needs=frozenset({"severity", "status", "kind", "account"}),
        only_own=True,
    ),
    Rule(code="PM209", name="date-in-the-future", level=Level.ERROR, check=check_future),
)

"""Everything that pages count, as files to compute with: docs/reference/data.md tells their form.

No file names a person unless settings say so, and none has a person beside lateness: where
`data_people` is on, incidents name people and leave out when their postmortem was published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.listings import by_service
from mkdocs_postmortems.learn.themes import Quote, ThemeTrend, Trends
from mkdocs_postmortems.learn.timing import Timing
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import MOMENTS, Lesson, Postmortem
from mkdocs_postmortems.model.vocabulary import Theme
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.data_files import COLUMNS, Row, as_csv, as_json
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Asset

_WORDS = ("trigger", "detected_by", "mitigated_by", "visibility")
NEWEST = 5
"""Incidents that a service's file tells apart, for a card or somebody on call."""

_PEOPLE = ("owner", "incident_commander", "authors", "responders", "teams")


def publish(learned: Learned, host: Host | None = None) -> Iterator[Asset]:
    """JSON and CSV of incidents, lessons, themes and action items, and one file a service."""
    themes, luck = _ids(learned.trends.read_for_themes), _ids(learned.trends.read_for_luck)
    incidents = [
        {
            **_incident(one, names_people=learned.corpus.settings.data_people),
            "read_for_themes": one.id in themes,
            "read_for_luck": one.id in luck,
        }
        for one in learned.corpus.counted
    ]
    lessons = list(_lessons(learned))
    actions = [action_row(item) for item in learned.items]
    yield from _both("incidents", incidents, {})
    yield from _both("lessons", lessons, {})
    yield from _both("trends", _themes(learned), _more_trends(learned))
    yield from _both("actions", actions, {"as_of": _day(learned.today)})
    yield from _services(learned, incidents, host or Host())


def _both(noun: str, rows: Sequence[Row], more: Row) -> Iterator[Asset]:
    key = "themes" if noun == "trends" else noun
    yield Asset(uri=addresses.data(f"{noun}.json"), data=as_json({**more, key: rows}))
    yield Asset(uri=addresses.data(f"{noun}.csv"), data=as_csv(rows, COLUMNS[noun]))


def _incident(one: Postmortem, *, names_people: bool) -> Row:
    took = lengths(one)
    row: dict[str, Any] = {
        "id": one.id,
        "title": one.title,
        "severity": one.severity,
        "services": list(one.services),
        "kind": one.kind,
        "status": one.status,
        "account": one.account,
        **{name: _moment(getattr(one, name)) for name in MOMENTS},
        "detect_seconds": _seconds(took.detect),
        "acknowledge_seconds": _seconds(took.acknowledge),
        "mitigate_seconds": _seconds(took.mitigate),
        "resolve_seconds": _seconds(took.resolve),
        **{name: getattr(one, name) for name in _WORDS},
        "tags": list(one.tags),
    }
    if not names_people:
        return row | {"published_at": _day(one.published_at)}
    people = {name: getattr(one, name) for name in _PEOPLE}
    return row | {k: list(v) if isinstance(v, tuple) else v for k, v in people.items()}


def _lessons(learned: Learned) -> Iterator[Row]:
    """Those that may be filed with who filed them, the others with no theme."""
    filed = {(one.postmortem.id, one.lesson.address): one for one in learned.trends.quotes}
    for one in learned.corpus.counted:
        for lesson in one.lessons:
            yield _lesson(one, lesson, filed.get((one.id, lesson.address)))


def _lesson(one: Postmortem, lesson: Lesson, quote: Quote | None) -> Row:
    return {
        "incident": one.id,
        "kind": lesson.kind.value,
        "text": lesson.text,
        "address": lesson.address,
        "themes": [
            {"theme": filed.theme, "by": filed.by.value, "phrase": filed.phrase}
            for filed in (quote.filed if quote else ())
        ],
        "is_counted": quote is not None,
        "is_deliberately_unfiled": bool(quote and quote.is_deliberate),
        "leads_to": list(lesson.leads_to),
        "accepted": lesson.accepted,
        "accepted_until": _day(lesson.accepted_until),
    }


def _themes(learned: Learned) -> list[Row]:
    return [theme_row(one, learned.trends) for one in learned.corpus.vocabularies.themes]


def theme_row(theme: Theme, trends: Trends) -> Row:
    """A theme with the incidents that it hurt, saved and helped, also where there is none."""
    trend = trends.get(theme.id) or ThemeTrend(theme=theme)
    return {
        "theme": theme.id,
        "name": theme.name,
        "group": theme.group,
        "counterparts": list(theme.counterparts),
        "hurt": _ids(trend.hurt_incidents),
        "lucky": _ids(trend.lucky_incidents),
        "well": _ids(trend.well_incidents),
        "read_for_themes": len(trends.read_for_themes),
        "read_for_luck": len(trends.read_for_luck),
    }


def _more_trends(learned: Learned) -> Row:
    found = learned.found
    return {
        "as_of": _day(learned.today),
        "period": learned.calendar.length.value,
        "timing": [_timing(one) for one in learned.timings],
        "found_by": {
            "monitoring": _ids(found.monitoring),
            "people": _ids(found.people),
            "chance": _ids(found.chance),
            "unknown": _ids(found.unknown),
        },
    }


def _timing(timing: Timing) -> Row:
    interval = timing.interval
    return {
        "measure": timing.measure.value,
        "n": timing.n,
        "missing": len(timing.missing),
        "median_seconds": _seconds(timing.median),
        "low_seconds": _seconds(interval.low) if interval else None,
        "high_seconds": _seconds(interval.high) if interval else None,
        "coverage": round(interval.coverage, 6) if interval else None,
        "p90_seconds": _seconds(timing.p90),
        "values_seconds": [_seconds(one.length) for one in timing.values],
    }


def action_row(item: Item) -> Row:
    """An item has no owner: it may be late."""
    return {
        "incident": item.incident.id,
        "number": item.number,
        "id": item.id,
        "text": item.text,
        "type": item.type,
        "ticket": item.ticket,
        "severity": item.incident.severity,
        "services": list(item.incident.services),
        "themes": list(item.themes),
        "state": item.state.value,
        "is_in_progress": item.is_in_progress,
        "reason": item.reason,
        "opened": _day(item.opened),
        "closed": _day(item.closed),
        "due": _day(item.due),
        "deadline": _day(item.deadline),
        "age_days": item.age,
        "overdue_days": item.overdue,
    }


def _services(learned: Learned, incidents: Sequence[Row], host: Host) -> Iterator[Asset]:
    """What a dashboard of one service needs, without reading all of the others."""
    rows = {row["id"]: row for row in incidents}
    is_open = Counter(item.incident.id for item in learned.items if item.state is State.OPEN)
    for found in by_service(learned.corpus):
        trends = learned.trends_of(found.all)
        items = [item for item in learned.items if found.id in item.incident.services]
        body = {
            "as_of": _day(learned.today),
            "id": found.id,
            "name": found.name,
            "address": host.path(addresses.service(found.id)),
            "newest": [
                {**_newest(one, learned, host), "open_actions": is_open[one.id]}
                for one in found.incidents[:NEWEST]
            ],
            "incidents": [rows[one.id] for one in found.all],
            "themes": [
                {
                    "theme": one.theme.id,
                    "hurt": _ids(one.hurt_incidents),
                    "lucky": _ids(one.lucky_incidents),
                    "well": _ids(one.well_incidents),
                }
                for one in trends.themes
            ],
            "read_for_themes": len(trends.read_for_themes),
            "read_for_luck": len(trends.read_for_luck),
            "open_actions": sum(item.state is State.OPEN for item in items),
            "overdue_actions": sum(item.is_overdue for item in items),
        }
        yield Asset(uri=addresses.service_data(found.id), data=as_json(body))


def _newest(one: Postmortem, learned: Learned, host: Host) -> Row:
    """What somebody on call asks first; the mitigation in the timeline's words where it has any."""
    said = next((line.text for line in one.timeline if line.mark == "mitigated"), None)
    mitigations = learned.corpus.vocabularies["mitigations"]
    return {
        "id": one.id,
        "title": one.title,
        "severity": one.severity,
        "day": one.started_at.iso[:10] if one.started_at else None,
        "address": host.postmortem(one.id),
        "mitigated_by": one.mitigated_by,
        "mitigation": said or (mitigations.name(one.mitigated_by) if one.mitigated_by else None),
    }


def _ids(postmortems: Iterable[Postmortem]) -> list[str]:
    """By id, so that a file changes where its content does and nowhere else."""
    return sorted({one.id for one in postmortems})


def _moment(moment: Moment | None) -> str | None:
    return moment.iso if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _seconds(length: timedelta | None) -> float | None:
    if length is None:
        return None
    seconds = length.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds

"""What a calendar can take: events as iCalendar text, the same bytes for the same events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A span of time, or whole days where `begins` is a date.

    Two of one `key` are the same event, written again.
    """

    key: str
    begins: datetime | date
    ends: datetime | date
    summary: str
    description: str = ""
    is_tentative: bool = False


def as_calendar(events: Iterable[Event], today: date) -> str:
    """The events in iCalendar's form. `today` is when they were written, so no clock is read."""
    try:
        from icalendar import Calendar  # noqa: PLC0415  # an extra
        from icalendar import Event as Component  # noqa: PLC0415
    except ImportError:
        raise click.ClickException(
            "a calendar needs icalendar\npip install 'mkdocs-postmortems[calendar]'"
        ) from None
    calendar = Calendar()
    calendar.add("prodid", "-//mkdocs-postmortems//EN")
    calendar.add("version", "2.0")
    for event in events:
        component = Component()
        component.add("uid", str(uuid5(NAMESPACE_URL, f"postmortem:{event.key}")))
        component.add("dtstamp", datetime.combine(today, time(), UTC))
        component.add("dtstart", event.begins)
        component.add("dtend", event.ends)
        component.add("summary", event.summary)
        if event.description:
            component.add("description", event.description)
        if not isinstance(event.begins, datetime):
            component.add("transp", "TRANSPARENT")  # a day on which something is due is not busy
        if event.is_tentative:
            component.add("status", "TENTATIVE")
        calendar.add_component(component)
    data: bytes = calendar.to_ical()
    return data.decode("utf-8")

"""Until when something is to be done, in days after it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many days; business days are Monday to Friday, holidays not known."""

    days: int
    is_business: bool = False

    def after(self, start: date) -> date:
        """The last day that is in time."""
        if not self.is_business:
            return start + timedelta(days=self.days)
        day, left = start, self.days
        while left > 0:
            day += timedelta(days=1)
            left -= day.weekday() < _SATURDAY
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """By severity; one that is not named has none. Days are those of `time_zone`."""

    by_severity: Mapping[str, Deadline] = field(default_factory=dict)
    time_zone: tzinfo = UTC

    def after(self, start: date | None, severity: str | None) -> date | None:
        """The last day in time for something of this severity that began on `start`."""
        deadline = self.by_severity.get(severity or "")
        return deadline.after(start) if deadline and start else None

    def longest_after(self, start: date) -> date:
        """The day on which the last of all deadlines ends."""
        return max((one.after(start) for one in self.by_severity.values()), default=start)

    def writing(self, one: Postmortem) -> date | None:
        """Until when a postmortem is to be published: from the day of resolution, else of start.

        None for retold ones, and where neither day or no deadline is known.
        """
        start = day_of(one.resolved_at or one.started_at, self.time_zone)
        return self.after(start, one.severity) if one.is_own else None


def day_of(moment: Moment | None, zone: tzinfo) -> date | None:
    """The day in `zone`; where only a day is known, that day; None where not even that."""
    if moment is None:
        return None
    return moment.at.astimezone(zone).date() if moment.at else moment.date

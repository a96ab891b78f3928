"""When it was: moments from fields, from the timeline's lines, from days that stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.model.imported import Placed, Unplaced
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import MOMENTS, TimelineEntry
from mkdocs_postmortems.read.placing.entries import guess_from
from mkdocs_postmortems.read.placing.loose import Loose, read_duration, read_loose

_FAR = timedelta(days=45)
"""An incident that would last longer than this was misread."""
_NEAR = timedelta(days=7)
_EITHER = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/\d{4}")
"""A date whose order had to be told by others of the document."""
_SPANS = {
    "time_to_detect": "detected_at",
    "duration": "mitigated_at",
    "time_to_mitigate": "mitigated_at",
    "time_to_resolve": "resolved_at",
}


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an incident, and from which words."""

    day: date
    said: str
    line: int
    is_guess: bool = True


@dataclass
class Times:
    """The moments of an incident as they are found, the surest first."""

    zone: tzinfo
    day: Day | None = None
    found: dict[str, tuple[Moment, Placed]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def started(self) -> Moment | None:
        return self.found["started_at"][0] if "started_at" in self.found else None

    @property
    def about(self) -> Moment | None:
        """The start, or the day as far as it is known: from what a timeline's clocks count."""
        if self.started is not None:
            return self.started
        if self.day is not None:
            return Moment(self.day.day.year, self.day.day.month, self.day.day.day)
        told = next((self.found[name][0] for name in MOMENTS if name in self.found), None)
        return Moment(told.year, told.month, told.day) if told else None

    def state(self, moments: Mapping[str, tuple[Loose, Stated]]) -> None:
        """What fields say; a time without a day is of the incident's, or of the next after it."""
        day = self.day.day if self.day else None
        for name in MOMENTS:
            if name not in moments:
                continue
            loose, one = moments[name]
            moment = loose.moment(self.zone, self._base(day))
            if moment is None:
                text = f"{one.name}: {', '.join(one.values)}"
                self.unplaced.append(Unplaced(text=text, line=one.line))
                continue
            if (
                loose.clock.day is None
                and self.started
                and moment.is_before(self.started)
                and moment.at
            ):
                moment = Moment.of(moment.at + timedelta(days=1))
            guessed = loose.clock.day is None and (self.day is None or self.day.is_guess)
            guessed |= self._contradicts(moment) or _EITHER.search(" ".join(one.values)) is not None
            self._put(name, moment, f"{one.name}: {', '.join(one.values)}", one.line, guess=guessed)

    def _contradicts(self, moment: Moment) -> bool:
        """Whether the document names another day as the incident's."""
        if self.day is None or self.day.is_guess or moment.date is None:
            return False
        return abs(moment.date - self.day.day) > _NEAR

    def _base(self, day: date | None) -> date | None:
        if self.started is not None and self.started.date is not None:
            return self.started.date
        return day

    def read(self, entries: Sequence[TimelineEntry], line_of: Mapping[int, int]) -> None:
        """What the timeline's lines say."""
        for name, moment, entry in guess_from(entries, self.started):
            words = entry.text if len(entry.text) <= 60 else entry.text[:57].rstrip() + "…"
            said = f"the timeline's line “{entry.clock} {words}”"
            self._put(name, moment, said, line_of.get(entry.span.start, 0), guess=True)

    def fall_back(self) -> None:
        """Only the day is known."""
        if self.day is not None:
            day = self.day.day
            moment = Moment(day.year, day.month, day.day)
            self._put("started_at", moment, self.day.said, self.day.line, guess=self.day.is_guess)
        first = next((self.found[name] for name in MOMENTS if name in self.found), None)
        if first is not None and first[0].day is not None:
            told, placed = first
            said = f"the day of {placed.name}, {placed.said}"
            only_day = Moment(told.year, told.month, told.day)
            self._put("started_at", only_day, said, placed.line, guess=True)

    def settle(self, hints: Mapping[str, Stated]) -> None:
        """When a ticket was opened and closed, where nothing better tells start and end."""
        for hint, name in (("created", "started_at"), ("closed", "resolved_at")):
            one = hints.get(hint)
            loose = read_loose(", ".join(one.values)) if one else None
            moment = loose.moment(self.zone) if loose else None
            if one is not None and moment is not None:
                self._put(
                    name, moment, f"{one.name}: {', '.join(one.values)}", one.line, guess=True
                )

    def add(self, hints: Mapping[str, Stated]) -> None:
        """Durations as moments, where the start is known to the minute and the end is not told."""
        start = self.started
        if start is None or start.at is None:
            return
        for hint, name in _SPANS.items():
            if hint not in hints:
                continue
            one = hints[hint]
            length = read_duration(" ".join(one.values))
            ends = {"mitigated_at", "resolved_at"} & self.found.keys()
            if length is None or (name != "detected_at" and ends):
                continue
            said = f"{one.name}: {', '.join(one.values)}, from the start"
            try:
                end = Moment.of(start.at + length)
            except OverflowError:
                continue
            self._put(name, end, said, one.line, guess=True)

    def in_order(self) -> Iterator[Placed]:
        """What is left when guesses that contradict a surer moment are dropped."""
        start = self.started
        for name in MOMENTS:
            if name not in self.found:
                continue
            moment, placed = self.found[name]
            before = [self.found[one][0] for one in _BEFORE[name] if one in self.found]
            contradicts = any(moment.is_before(one) for one in before) or any(
                self.found[one][0].is_before(moment) and not self.found[one][1].is_guess
                for one in MOMENTS
                if name in _BEFORE[one] and one in self.found
            )
            too_far = start is not None and _lasts(start, moment) > _FAR
            if placed.is_guess and (contradicts or too_far):
                del self.found[name]
                text = f"{name} {moment.iso}, from {placed.said}"
                self.unplaced.append(Unplaced(text=text, line=placed.line))
                continue
            yield placed

    def _put(self, name: str, moment: Moment, said: str, line: int, *, guess: bool) -> None:
        if name in self.found and not (
            name == "started_at" and self.found[name][0].at is None and moment.at is not None
        ):
            return
        value = (
            moment.iso.removesuffix("+00:00") + "Z" if moment.iso.endswith("+00:00") else moment.iso
        )
        placed = Placed(name=name, value=value, said=said, line=line, is_guess=guess)
        self.found[name] = (moment, placed)


_BEFORE: Mapping[str, tuple[str, ...]] = {
    "started_at": (),
    "detected_at": ("started_at",),
    "acknowledged_at": ("started_at", "detected_at"),
    "mitigated_at": ("started_at", "acknowledged_at"),
    "resolved_at": ("started_at", "mitigated_at", "acknowledged_at"),
}


def _lasts(start: Moment, end: Moment) -> timedelta:
    return (end.date - start.date) if start.date and end.date else timedelta()

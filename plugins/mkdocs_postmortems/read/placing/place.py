"""A foreign document to a draft: where everything in it belongs, and from which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.foreign import Foreign, Stated
from mkdocs_postmortems.model.imported import Draft, Guess, Placed, Unplaced
from mkdocs_postmortems.read.clock import read_clock
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.packaged import keys
from mkdocs_postmortems.read.placing.dates import Order, slash_order
from mkdocs_postmortems.read.placing.fields import Fields
from mkdocs_postmortems.read.placing.guessed_kinds import guess_kind
from mkdocs_postmortems.read.placing.headings import place_headings
from mkdocs_postmortems.read.placing.incident_day import Places, incident_day
from mkdocs_postmortems.read.placing.keys import key_of, read_keys
from mkdocs_postmortems.read.placing.lesson_tables import list_lessons
from mkdocs_postmortems.read.placing.levels import ADDED, below_title
from mkdocs_postmortems.read.placing.loose import Loose, read_end, read_loose, zone_of_offset
from mkdocs_postmortems.read.placing.markup import plain_markup
from mkdocs_postmortems.read.placing.outlines import list_timed_code, open_outline
from mkdocs_postmortems.read.placing.sheet import Sheet
from mkdocs_postmortems.read.placing.tasks import place_tasks
from mkdocs_postmortems.read.placing.timelines import find_timeline
from mkdocs_postmortems.read.placing.times import Times
from mkdocs_postmortems.read.placing.titles import Title, is_generic, named_in, read_title
from mkdocs_postmortems.read.placing.zones import Zone, needs_zone, read_zone
from mkdocs_postmortems.read.sections import kind_of
from mkdocs_postmortems.read.timeline import read_timeline

_ZERO = re.compile(r"\bT\s?[+±-]?\s?0\b\s*(?:=|:|is|was|\()\s*(?P<when>[^|·()]{5,40})")
"""`T0 = 2024-09-18 03:00 UTC`, from which `T+5m` counts."""


_MAIL = re.compile(r"^Subject: .+", re.MULTILINE)
"""The `Date:` of a mail is when it was sent."""


def place(foreign: Foreign, context: Context, time_zone: str | None = None) -> Draft:
    """Sections, times, fields and action items of a foreign document.

    `time_zone` is for clock times that name none, before the settings' own. The text keeps every
    word; what is concluded is a guess, what has no place is told.
    """
    return _Placing(foreign, context, time_zone).draft()


@dataclass
class _Placing:
    foreign: Foreign
    context: Context
    time_zone: str | None

    def draft(self) -> Draft:
        kinds = self.context.vocabularies.sections
        text, line = self.foreign.text.rstrip("\n"), self.foreign.first_line
        sheet, carried = plain_markup(Sheet.of(text, line), self.foreign.files)
        sheet = below_title(open_outline(sheet, kinds), kinds)
        fields = Fields(self.context, keys(), slash_order(self.foreign.text))
        fields.take(_without_seal(self.foreign.stated), in_text=False)
        fields.take(read_keys(sheet, sheet.sections(kinds), keys()), in_text=True)
        if _MAIL.search(self.foreign.text):
            fields.hints.pop("date", None)
        title, sheet = self._title(sheet, fields)
        sheet, headings = place_headings(sheet, kinds)
        sheet = list_timed_code(sheet, sheet.sections(kinds))
        sheet, timeline = find_timeline(sheet, kinds)
        sheet = list_lessons(sheet, sheet.sections(kinds), kinds)
        sections = sheet.sections(kinds)
        zone = read_zone(sheet, sections, self._zones_stated(title))
        times = self._times(sheet, sections, fields, title, zone)
        self._from_names(title, fields)
        placed = [*fields.placed.values(), *times.in_order()]
        in_zone, zone_guess = self._zone(zone, sheet, sections, fields)
        sheet = place_tasks(sheet, sections, self.context.vocabularies)
        concluded = (
            Guess(what=one.name, value=_shown(one), said=one.said, line=one.line)
            for one in placed
            if one.is_guess
        )
        return Draft(
            foreign=self.foreign,
            rows=tuple((row.text, row.line) for row in sheet.rows),
            title=title.text,
            placed=(*placed, *in_zone),
            guessed=(*concluded, *zone_guess, *headings, *timeline, *_carried(self.foreign.stated)),
            unplaced=(*fields.unplaced, *times.unplaced, *_topics(sheet, kinds)),
            details=self._details(title, fields),
            unknown_services=tuple(fields.unknown_services),
            zone_assumed=bool(zone_guess) and zone is None,
            files={**self.foreign.files, **carried},
        )

    def _details(self, title: Title, fields: Fields) -> tuple[tuple[str, str, int], ...]:
        details = tuple((one.name, ", ".join(one.values), one.line) for one in fields.left)
        if title.text == title.written:
            return details
        return (("Title as written", title.written, self.foreign.first_line), *details)

    def _title(self, sheet: Sheet, fields: Fields) -> tuple[Title, Sheet]:
        """The title, and the rows without the heading where it says the title only."""
        heading = _first_heading(sheet, self.context.vocabularies.sections)
        stated = fields.placed.pop("title", None)
        if stated is not None:
            written = str(stated.value)
        else:
            written = self.foreign.title or (heading.text if heading else "")
        if not re.search(r"[^\W_]", read_title(written).text) or is_generic(written):
            written = _second_heading(sheet, self.context.vocabularies.sections) or _stem(
                self.foreign
            )
        title = read_title(written)
        if heading is None or heading.text == title.text:
            return title, sheet
        if read_title(heading.text).text != title.text:
            return title, sheet
        first, last = sheet.rows_of(heading.span)
        row = sheet.rows[first]
        if set(row.text) & set("[<"):
            # What is more than words stays, as a paragraph.
            words = row._replace(text=row.text.lstrip("# "))
            return title, sheet.replaced([(first, first + 1, (words,))])
        return title, sheet.replaced([(first, last, ())])

    def _from_names(self, title: Title, fields: Fields) -> None:
        """What the title names, and the ticket that the file's name does."""
        for name, value, word in named_in(title.written, self.context):
            said, line = f"“{word}” in the title", self.foreign.first_line
            fields.put(Placed(name=name, value=value, said=said, line=line, is_guess=True))
        for name, value, word in named_in(PurePosixPath(self.foreign.source).name, self.context):
            if name == "tracker_ids":
                said = f"“{word}” in the file name"
                fields.put(Placed(name=name, value=value, said=said, line=0, is_guess=True))

    def _zones_stated(self, title: Title) -> tuple[Stated, ...]:
        found = (one for one in self.foreign.stated if key_of(one.name, keys()) == "time_zone")
        line = self.foreign.first_line
        clock = (title.clock.text,) if title.clock else ()
        return (*found, *(Stated(name="Title", values=(one,), line=line) for one in clock))

    @property
    def _fallback(self) -> str:
        return self.time_zone or self.context.settings.time_zone.key

    def _assumed(self) -> Zone:
        """The zone that was given, that of the record's own times, or that of the settings."""
        if self.time_zone is None:
            for one in self.foreign.stated:
                if found := zone_of_offset(" ".join(one.values)):
                    said = f"no zone is written; {one.name} has {found[1]}"
                    return Zone(found[0], said, one.line, is_certain=False)
        who = "the one that was given" if self.time_zone else "the one of the settings"
        return Zone(self._fallback, f"no zone is written; this is {who}", 0, is_certain=False)

    def _times(
        self,
        sheet: Sheet,
        sections: tuple[Section, ...],
        fields: Fields,
        title: Title,
        said: Zone | None,
    ) -> Times:
        zone = ZoneInfo((said or self._assumed()).name)
        times = Times(zone)
        date = fields.hints.get("date")
        times.day = incident_day(Places(self.foreign, title, date, sheet, sections, fields.order))
        times.state(fields.moments)
        _read_window(times, date, fields.order)
        _read_zero(times, sheet)
        if title.clock is not None and times.day is not None:
            loose = Loose(title.clock, title.clock.offset is not None)
            line = self.foreign.first_line
            stated = Stated(name="Title", values=(title.written,), line=line)
            times.state({"started_at": (loose, stated)})
        entries = read_timeline(sections, sheet.text, times.about, None, zone)
        lines = {entry.span.start: sheet.line_at(entry.span.start) for entry in entries}
        times.read(entries, lines)
        times.settle(fields.hints)
        times.fall_back()
        times.add(fields.hints)
        return times

    def _zone(
        self, said: Zone | None, sheet: Sheet, sections: tuple[Section, ...], fields: Fields
    ) -> tuple[tuple[Placed, ...], tuple[Guess, ...]]:
        """`time_zone`, where some clock time needs it; one that is not surely named is a guess."""
        bare = any(
            not loose.is_zoned and loose.clock.seconds is not None
            for loose, _ in fields.moments.values()
        )
        if not bare and not needs_zone(sheet, sections):
            return (), ()
        if said is None:
            said = self._assumed()
        placed = Placed(name="time_zone", value=said.name, said=said.said, line=said.line)
        guess = Guess(what="time_zone", value=said.name, said=said.said, line=said.line)
        return (placed,), () if said.is_certain else (guess,)


def _read_window(times: Times, date: Stated | None, order: Order | None) -> None:
    """A `Date:` that holds a clock time too, or two."""
    words = ", ".join(date.values) if date else ""
    loose = read_loose(words, order)
    if date is None or loose is None or loose.clock.seconds is None:
        return
    times.state({"started_at": (loose, date)})
    end = read_end(words, loose)
    if end is not None:
        times.state({"resolved_at": (end, date)})


def _read_zero(times: Times, sheet: Sheet) -> None:
    for row in sheet.rows:
        if (match := _ZERO.search(row.text)) and (loose := read_loose(match["when"])):
            said = Stated(name="T0", values=(match["when"].strip(),), line=row.line)
            times.state({"started_at": (loose, said)})


def _first_heading(sheet: Sheet, kinds: Mapping[str, str]) -> Block | None:
    """The document's own heading: the first one, unless it is a section's."""
    for block in sheet.structure.blocks:
        if block.kind is BlockKind.HEADING:
            is_own = block.level == 1 and read_clock(block.text) is None
            is_section = kind_of(read_title(block.text).text, kinds) is not None
            return block if (is_own or block.level <= 2) and not is_section else None
    return None


def _without_seal(stated: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """What another knowledge base wrote about its own import is none of the document's facts."""
    return tuple(one for one in stated if not one.name.startswith("imported_from."))


def _carried(stated: tuple[Stated, ...]) -> Iterator[Guess]:
    """Guesses of an earlier import that nobody has confirmed: they stay guesses."""
    for one in stated:
        for told in one.values if one.name == "imported_from.guessed" else ():
            what, _, said = told.partition(": ")
            yield Guess(what=what, value="", said=said or "an earlier import", line=one.line)


def _second_heading(sheet: Sheet, kinds: Mapping[str, str]) -> str:
    """`# Postmortem` and below it `## Search down`."""
    headings = [one for one in sheet.structure.blocks if one.kind is BlockKind.HEADING]
    if len(headings) < 2 or kind_of(headings[1].text, kinds) or guess_kind(headings[1].text):
        return ""
    return headings[1].text if read_clock(headings[1].text) is None else ""


def _stem(foreign: Foreign) -> str:
    """The words of a file's name."""
    stem = PurePosixPath(foreign.source).name
    if stem in {"index.md", "README.md"}:
        stem = PurePosixPath(foreign.place).parent.name
    written = re.sub(r"(?:\.html)?\.\w{1,8}(?:\.erb)?$", "", stem)
    return written.replace("_", " ").replace("-", " ")


def _topics(sheet: Sheet, kinds: Mapping[str, str]) -> list[Unplaced]:
    """Headings that are no known section and stand under none."""
    own = _first_heading(sheet, kinds)
    return [
        Unplaced(text=f"the section “{section.title}”", line=sheet.line_of(section.heading))
        for section in sheet.sections(kinds)
        if section.heading
        and section.kind is None
        and section.blocks
        and section.title not in ADDED
        and section.heading is not own
    ]


def _shown(one: Placed) -> str:
    return one.value if isinstance(one.value, str) else ", ".join(one.value)

"""What `new` needs to know: from options, from the record of the incident, else by asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.asking import ask, ask_for
from mkdocs_postmortems.cli.similar import similar_lines
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.starting import Begun, iso, recorded
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.model.imported import Draft
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.nearest import listing, meant
from mkdocs_postmortems.model.postmortem import MOMENTS
from mkdocs_postmortems.model.vocabulary import Term, Vocabulary
from mkdocs_postmortems.read.moments import MomentError
from mkdocs_postmortems.read.placing.place import place
from mkdocs_postmortems.read.repository import ask_git
from mkdocs_postmortems.read.said_times import Now, read_said_time
from mkdocs_postmortems.report.text import visible

_QUESTIONS = {
    "started_at": "When did it start?",
    "detected_at": "When was it noticed?",
    "mitigated_at": "When did the impact end?",
    "resolved_at": "When was all back?",
}
SHOWN = 3
"""So many similar incidents: somebody is waiting to write."""


@dataclass(frozen=True)
class Interview:
    """The questions in their order, each only where nothing answers it."""

    base: KnowledgeBase
    options: Mapping[str, Any]
    now: Now
    asks: bool
    foreign: Foreign | None
    said: list[str] = field(default_factory=list)

    def begun(self) -> Begun:
        """Everything a new postmortem begins with; what is wrong is a mistake of usage."""
        record = self._record()
        title = self._title(record)
        if not self.options["quiet"]:
            self._show_similar(title, record)
        severity = self._severity(record)
        services = self._services(record)
        moments = self._moments(record)
        owner = self._owner(record)
        for one in self.said if not self.options["quiet"] else ():
            click.echo(visible(one), err=True)
        return Begun(
            title=title,
            kind=self.options["kind"],
            severity=severity,
            services=services,
            owner=owner,
            moments=moments,
            zone=self.now.zone,
            record=record,
        )

    def _record(self) -> Draft | None:
        if self.foreign is None:
            return None
        record = place(self.foreign, self.base.context, self.now.zone.key)
        if record.unknown_services:
            names = ", ".join(record.unknown_services)
            self.said.append(f"not in services.yml, so left out: {names}")
        self.said.extend(f"{self.foreign.source}: {note}" for note in self.foreign.notes)
        return record

    def _title(self, record: Draft | None) -> str:
        given = " ".join((self.options["title"] or "").split())
        usual = record.title if record else ""
        if not given and self.asks:
            given = ask("What happened, in one line?", usual)
        if usual and not given and self.foreign and not self.foreign.title:
            self.said.append("the title is the source's name; write what happened")
        given = given or usual
        if not given:
            message = 'a title is needed: --title "What happened, in one line"'
            raise click.UsageError(message)
        return given

    def _show_similar(self, title: str, record: Draft | None) -> None:
        told = " ".join(row for row, _ in record.rows) if record else ""
        found = self.base.learned.index.similar(f"{title} {told}".strip(), SHOWN)
        if found:
            click.echo("\nbefore you write, these were like it:\n", err=True)
            for line in similar_lines(found, self.base):
                click.echo(visible(line), err=True)
            click.echo(err=True)

    def _severity(self, record: Draft | None) -> str | None:
        scale = self.base.vocabularies["severities"]
        if self.options["severity"]:
            return _found(self.options["severity"], scale, "--severity")
        usual = _placed(record, "severity")
        if not self.asks:
            return usual or None
        question = f"How bad was it? ({listing(scale.ids)})"
        convert = partial(_found_or_none, scale=scale, option="--severity")
        return ask_for(question, convert, usual, words=scale.ids)

    def _services(self, record: Draft | None) -> tuple[str, ...]:
        scale = self.base.services
        written = ",".join(self.options["services"])
        found = _value(record, "services")
        usual = (found,) if isinstance(found, str) and found else tuple(found)

        def chosen(text: str) -> tuple[str, ...]:
            parts = [part for one in text.split(",") if (part := one.strip())]
            return tuple(dict.fromkeys(_found(one, scale, "--services") for one in parts))

        if written:
            return chosen(written)
        if not self.asks:
            return usual
        question = f"What broke? ({listing(scale.ids, 6)})" if len(scale) else "What broke?"
        return ask_for(question, chosen, ", ".join(usual), words=scale.ids)

    def _moments(self, record: Draft | None) -> dict[str, Moment]:
        moments: dict[str, Moment] = {}
        for name in MOMENTS:
            option = name.removesuffix("_at")
            since = moments.get("started_at")
            given, told = self.options[option], recorded(record, name) if record else None
            if given:
                moments[name] = self._time(given, f"--{option}", since)
            elif self.asks and name in _QUESTIONS:
                usual = iso(told, self.now.zone) if told else ""
                read = partial(self._time_or_none, since=since)
                if found := ask_for(_QUESTIONS[name], read, usual):
                    moments[name] = found
            elif told:
                moments[name] = told
        if "started_at" not in moments:
            today = self.now.today
            moments["started_at"] = Moment(today.year, today.month, today.day)
            self.said.append(f"no start is known, so the file is named for today, {today}")
        return moments

    def _time(self, text: str, hint: str, since: Moment | None) -> Moment:
        try:
            return read_said_time(text, self.now, since)
        except MomentError as error:
            raise click.BadParameter(f"{error.message}; {error.help}", param_hint=hint) from None

    def _time_or_none(self, text: str, since: Moment | None) -> Moment | None:
        try:
            return read_said_time(text, self.now, since) if text.strip() else None
        except MomentError as error:
            message = f"{error.message}; {error.help}"
            raise click.UsageError(message) from None

    def _owner(self, record: Draft | None) -> str | None:
        given: str | None = self.options["owner"]
        told = _placed(record, "owner")
        if given or not self.asks:
            return given or told or None
        return (
            ask(
                "Who sees to it that it is written?",
                told or ask_git(Path.cwd(), "config", "user.name"),
            )
            or None
        )


def _placed(record: Draft | None, name: str) -> str:
    value = _value(record, name)
    return value if isinstance(value, str) else ""


def _value(record: Draft | None, name: str) -> str | tuple[str, ...]:
    """What the record says of a field; empty where it says nothing."""
    return next((one.value for one in record.placed if one.name == name), "") if record else ""


def _found(word: str, terms: Vocabulary[Any], option: str) -> str:
    term: Term | None = terms.find(word.strip())
    if term is not None:
        return term.id
    part = word.strip()
    begun = [id for id in terms.ids if part and id.startswith(part)]
    ended = [id for id in terms.ids if part and id.endswith(f"-{part}")]  # `2` of sev-2
    for ids in (begun, ended):
        if len(ids) == 1:
            return ids[0]
    or_else = ", or add it to services.yml" if option == "--services" else ""
    help = meant(word, terms.ids, f"write one of {listing(terms.ids)}{or_else}")
    raise click.BadParameter(f"there is no `{word.strip()}`; {help}", param_hint=option)


def _found_or_none(text: str, scale: Vocabulary[Any], option: str) -> str | None:
    return _found(text, scale, option) if text.strip() else None

"""Which postmortems a command tells of: the same options wherever there is something to choose."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import wraps
from typing import Any

import click

from mkdocs_postmortems.cli.completing import (
    complete_services,
    complete_severities,
    complete_themes,
)
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Vocabulary

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

KINDS = ("incident", "near-miss", "false-alarm")
STATUSES = ("draft", "in-review", "published")


@dataclass(frozen=True)
class Filter:
    """What every option asks for; one that was not given asks for nothing."""

    services: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filter()

    def keeps(self, one: Postmortem, learned: Learned) -> bool:
        """Whether it fits every option. A day that is not known fits no limit of days."""
        day = one.started_at.date if one.started_at else None
        return (
            _among(self.services, one.services)
            and _among(self.severities, (one.severity,))
            and _among(self.kinds, (one.kind,))
            and _among(self.statuses, (one.status,))
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
            and _among(self.themes, _themes(one, learned) if self.themes else ())
        )

    def known_to(self, base: KnowledgeBase) -> Filter:
        """The same in the ids of a knowledge base, which knows its words by aliases too."""
        lists = base.vocabularies
        return replace(
            self,
            services=_ids(self.services, base.services, "--service"),
            severities=_ids(self.severities, lists["severities"], "--severity"),
            themes=_ids(self.themes, lists.themes, "--theme"),
        )


def _among(wanted: Sequence[str], found: Iterable[str | None]) -> bool:
    return not wanted or not set(wanted).isdisjoint(found)


def _themes(one: Postmortem, learned: Learned) -> set[str]:
    filed = (learned.filing.file(one, lesson) for lesson in one.lessons)
    return {it.theme for found in filed for it in found}


def _ids(words: Iterable[str], terms: Vocabulary[Any], option: str) -> tuple[str, ...]:
    found = []
    for word in words:
        term = terms.find(word)
        if term is None:
            told = (f"`{word}` is not in use", meant(word, terms.ids))
            raise click.BadParameter("; ".join(filter(None, told)), param_hint=option)
        found.append(term.id)
    return tuple(found)


def _limit(last: bool) -> Callable[[click.Context, click.Parameter, str | None], date | None]:
    """A day, or the first or last one of a month or a year."""

    def read(context: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
        if text is None:
            return None
        match = _DAY.fullmatch(text.strip())
        year, month, day = match.groups() if match else ("", None, None)
        try:
            one = int(month) if month else 12 if last else 1
            end = monthrange(int(year), one)[1] if last else 1
            return date(int(year), one, int(day) if day else end)
        except ValueError:
            message = f"`{text}` is no day; write 2024-05-02, 2024-05 or 2024"
            raise click.BadParameter(message) from None

    return read


_OPTIONS = {
    "service": click.option(
        "--service",
        "services",
        multiple=True,
        shell_complete=complete_services,
        help="Only of these services; may be repeated.",
    ),
    "severity": click.option(
        "--severity",
        "severities",
        multiple=True,
        shell_complete=complete_severities,
        help="Only of these severities; may be repeated.",
    ),
    "kind": click.option(
        "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only of these kinds."
    ),
    "status": click.option(
        "--status",
        "statuses",
        type=click.Choice(STATUSES),
        multiple=True,
        help="Only those that are so far.",
    ),
    "theme": click.option(
        "--theme",
        "themes",
        multiple=True,
        shell_complete=complete_themes,
        help="Only with a lesson under these themes; may be repeated.",
    ),
    "since": click.option(
        "--since", metavar="DAY", callback=_limit(last=False), help="Started then or later."
    ),
    "until": click.option(
        "--until", metavar="DAY", callback=_limit(last=True), help="Started then or earlier."
    ),
}


def filter_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """These options, handed to the command as one `chosen`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)  # with the options that the command has by now
        def gathered(**given: Any) -> Any:
            asked = {one.name: given.pop(one.name) for one in fields(Filter) if one.name in given}
            return command(chosen=Filter(**asked), **given)

        for name in reversed(names):
            gathered = _OPTIONS[name](gathered)
        return gathered

    return decorate

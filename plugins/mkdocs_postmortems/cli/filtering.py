"""Which postmortems a command tells of: the same options wherever there is something to choose."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from mkdocs_postmortems.cli.completing import (
    complete_services,
    complete_severities,
    complete_themes,
)
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.nearest import nearest
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

    def choose(self, postmortems: Iterable[Postmortem], learned: Learned) -> list[Postmortem]:
        """Those that fit every option. A day that is not known fits no limit of days."""
        return [one for one in postmortems if self._fits(one, learned)]

    def _fits(self, one: Postmortem, learned: Learned) -> bool:
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
        return Filter(
            _ids(self.services, base.services, "--service"),
            _ids(self.severities, lists["severities"], "--severity"),
            self.kinds,
            self.statuses,
            _ids(self.themes, lists.themes, "--theme"),
            self.since,
            self.until,
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
            near = nearest(word, terms.ids)
            hint = f"; did you mean `{near}`?" if near else ""
            raise click.BadParameter(f"`{word}` is not in use{hint}", param_hint=option)
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
        def gathered(**given: Any) -> Any:
            keys = ("services", "severities", "kinds", "statuses", "themes", "since", "until")
            asked = {key: given.pop(key) for key in keys if key in given}
            return command(chosen=Filter(**asked), **given)

        gathered.__doc__ = command.__doc__
        gathered.__name__ = command.__name__
        # Options that were put on the command before stay on it.
        gathered.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        for name in reversed(names):
            gathered = _OPTIONS[name](gathered)
        return gathered

    return decorate

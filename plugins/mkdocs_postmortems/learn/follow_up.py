"""What became of action items: by state, by time, by service, type and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.survival import Survival, survival
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.vocabulary import Term


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A set of action items by state; each in the order a reader needs."""

    open: tuple[Item, ...] = ()
    """Overdue ones too; oldest first, those of unknown age last."""
    overdue: tuple[Item, ...] = ()
    """Longest overdue first."""
    done: tuple[Item, ...] = ()
    """Closed last first, those without a day last."""
    dropped: tuple[Item, ...] = ()
    unknown: tuple[Item, ...] = ()

    @property
    def n(self) -> int:
        return len(self.open) + len(self.done) + len(self.dropped) + len(self.unknown)

    @property
    def all(self) -> tuple[Item, ...]:
        return tuple(
            sorted(self.open + self.done + self.dropped + self.unknown, key=lambda item: item.order)
        )


@dataclass(frozen=True, kw_only=True)
class TimeToClose:
    """How many days items stay open, and the items that cannot tell."""

    curve: Survival
    missing: tuple[Item, ...]
    """Done or dropped on a day that is not known, of unknown state, or opened on no known day."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The items of one service, type or theme; `id` is None for those that name none."""

    id: str | None
    name: str
    follow_up: FollowUp


def follow_up(items: Iterable[Item]) -> FollowUp:
    chosen = sorted(items, key=lambda item: item.order)
    by_age = sorted(chosen, key=lambda item: item.opened or date.max)
    by_close = sorted(chosen, key=lambda item: item.closed or date.min, reverse=True)
    late = (item for item in chosen if item.is_overdue)

    def of(state: State, items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(item for item in items if item.state is state)

    return FollowUp(
        open=of(State.OPEN, by_age),
        overdue=tuple(sorted(late, key=lambda item: -item.overdue)),
        done=of(State.DONE, by_close),
        dropped=of(State.DROPPED, by_close),
        unknown=of(State.UNKNOWN, chosen),
    )


def time_to_close(items: Iterable[Item], today: date) -> TimeToClose:
    """Days from opening to done, by Kaplan and Meier.

    An open item is censored today, a dropped one on the day it was dropped: until then it was
    not done, and nobody can know how long it would have taken. So the curve tells how long items
    take that are not dropped. One done before it was opened took no time.
    """
    observed: list[tuple[float, bool]] = []
    missing: list[Item] = []
    for item in sorted(items, key=lambda item: item.order):
        end = today if item.state is State.OPEN else item.closed
        if item.state is State.UNKNOWN or end is None or item.opened is None:
            missing.append(item)
        else:
            days = max(0, (end - item.opened).days)
            observed.append((float(days), item.state is State.DONE))
    return TimeToClose(curve=survival(observed), missing=tuple(missing))


def items_by_service(items: Iterable[Item], corpus: Corpus) -> tuple[Group, ...]:
    """By name of the service; an item stands under each service of its incident."""
    return _grouped(items, _by_name(corpus.services), lambda item: item.incident.services)


def items_by_type(items: Iterable[Item], corpus: Corpus) -> tuple[Group, ...]:
    """In the order of the vocabulary: prevent, detect, mitigate, process."""
    terms = tuple(corpus.vocabularies["action_types"])
    return _grouped(items, terms, lambda item: (item.type,) if item.type else ())


def items_by_theme(items: Iterable[Item], corpus: Corpus) -> tuple[Group, ...]:
    """By name of the theme of a lesson that leads to the item."""
    return _grouped(items, _by_name(corpus.vocabularies.themes), lambda item: item.themes)


def items_by_owner(
    owned: Iterable[tuple[Item, str | None]],
) -> tuple[tuple[str | None, FollowUp], ...]:
    """By owner's name, nobody's last: for a terminal, never for a page or a data file."""
    found: dict[str | None, list[Item]] = {}
    for item, owner in owned:
        found.setdefault(owner, []).append(item)
    named = sorted((name for name in found if name is not None), key=lambda n: (n.casefold(), n))
    names = (*named, *(name for name in found if name is None))
    return tuple((name, follow_up(found[name])) for name in names)


def _grouped(
    items: Iterable[Item],
    terms: tuple[Term, ...],
    keys: Callable[[Item], tuple[str, ...]],
) -> tuple[Group, ...]:
    found: dict[str | None, list[Item]] = {}
    for item in items:
        for key in dict.fromkeys(keys(item)) or (None,):
            found.setdefault(key, []).append(item)
    groups = [
        Group(id=term.id, name=term.name, follow_up=follow_up(found[term.id]))
        for term in terms
        if term.id in found
    ]
    if None in found:
        groups.append(Group(id=None, name="", follow_up=follow_up(found[None])))
    return tuple(groups)


def _by_name(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.id)))

"""Whether a theme came up more or less often than before, as far as chance allows to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_postmortems.learn.periods import Calendar
from mkdocs_postmortems.learn.statistics import (
    SIGNIFICANT,
    Detectable,
    Share,
    detectable,
    fisher,
    holm,
)
from mkdocs_postmortems.learn.themes import Quote, Trends
from mkdocs_postmortems.learn.windows import SPAN, Window, compared_length, window
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary


class Change(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "no clear change"


class Silence(StrEnum):
    """Why nothing is compared."""

    FEW = "too few incidents"
    EMPTY = "no incidents in one of the two"
    UNFILED = "too few lessons filed by their authors"


@dataclass(frozen=True, kw_only=True)
class ThemeChange:
    """One theme in two windows: counts, test, verdict, and the lessons behind the counts."""

    theme: Theme
    before: Share
    after: Share
    lessons_before: tuple[Quote, ...]
    lessons_after: tuple[Quote, ...]
    p: float
    adjusted: float
    """Corrected for all themes (Holm)."""
    visible: Detectable
    """What the later count would have had to be."""

    @property
    def change(self) -> Change:
        if self.adjusted >= SIGNIFICANT:
            return Change.UNCLEAR
        rises = self.after.count * self.before.of > self.before.count * self.after.of
        return Change.ROSE if rises else Change.FELL


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The later window against the earlier one; without themes where there is a `silence`."""

    silence: Silence | None
    before: Window | None = None
    after: Window | None = None
    tests: int = 0
    """Of how many themes each verdict is corrected for, those never met included."""
    themes: tuple[ThemeChange, ...] = ()
    """Those met in either window, by name."""

    @property
    def clear(self) -> tuple[ThemeChange, ...]:
        return tuple(one for one in self.themes if one.change is not Change.UNCLEAR)


def learn_changes(
    trends: Trends,
    postmortems: Iterable[Postmortem],
    themes: Vocabulary[Theme],
    calendar: Calendar,
) -> Changes:
    """The last four complete periods against the four before.

    `trends` are those of `postmortems`, with lessons filed by their authors only. Periods that
    are still filling are in neither window. Each theme has Fisher's exact test on incidents read
    for themes; a word is said only where it holds after Holm's correction over all `themes`.
    """
    length = compared_length(postmortems, calendar)
    if length is None:
        return Changes(silence=Silence.FEW)
    last = calendar.last_complete(length)
    after = window(trends, last)
    before = window(trends, last.shifted(-SPAN))
    silence = _silence(before, after)
    return Changes(
        silence=silence,
        before=before,
        after=after,
        tests=len(themes),
        themes=() if silence else _compare(before, after, themes),
    )


def _silence(before: Window, after: Window) -> Silence | None:
    if not before.read or not after.read:
        return Silence.EMPTY
    if not before.is_filed or not after.is_filed:
        return Silence.UNFILED
    return None


def _compare(before: Window, after: Window, themes: Vocabulary[Theme]) -> tuple[ThemeChange, ...]:
    shares = {one.id: (before.share(one.id), after.share(one.id)) for one in themes}
    raw = {id: fisher(*pair) for id, pair in shares.items()}
    adjusted = dict(zip(raw, holm(tuple(raw.values())), strict=True))
    found = (
        ThemeChange(
            theme=theme,
            before=shares[theme.id][0],
            after=shares[theme.id][1],
            lessons_before=before.of(theme.id),
            lessons_after=after.of(theme.id),
            p=raw[theme.id],
            adjusted=adjusted[theme.id],
            visible=detectable(shares[theme.id][0], len(after.read), len(themes)),
        )
        for theme in themes
        if shares[theme.id][0].count or shares[theme.id][1].count
    )
    return tuple(sorted(found, key=lambda one: (one.theme.name.casefold(), one.theme.id)))

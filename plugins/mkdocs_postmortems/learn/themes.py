"""Lessons by theme: what went wrong, where luck helped, what is not filed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Lesson, LessonKind, Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary

HURT = frozenset({LessonKind.WRONG, LessonKind.FACTOR})
"""The kinds of lesson by which a theme counts as having hurt."""

FILED = HURT | {LessonKind.LUCKY, LessonKind.WELL}
"""The kinds that are filed; what was learned is quoted and not counted."""


class By(StrEnum):
    """Who filed a lesson. Only the author's own word and filing.yml are a person's judgement."""

    AUTHOR = "author"
    FILE = "file"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Filed:
    """A theme that a lesson counts under. `phrase` is what the rule found, as it stands there."""

    theme: str
    by: By
    phrase: str | None = None


class Files(Protocol):
    """Whatever files lessons."""

    def file(self, postmortem: Postmortem, lesson: Lesson) -> tuple[Filed, ...]: ...

    def is_deliberate(self, postmortem: Postmortem, lesson: Lesson) -> bool: ...


@dataclass(frozen=True, slots=True)
class Quote:
    """One lesson with the postmortem it stands in and the themes it is filed under."""

    postmortem: Postmortem
    lesson: Lesson
    themes: tuple[str, ...] = ()
    filed: tuple[Filed, ...] = ()
    """The same themes with who filed it under them; empty where only its author was asked."""
    is_deliberate: bool = False
    """Somebody said that it belongs under no theme."""

    @property
    def by_rule(self) -> tuple[Filed, ...]:
        return tuple(one for one in self.filed if one.by is By.RULE)


def one_each(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The first of each incident: how often a sentence was written says nothing."""
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.postmortem.id, quote)
    return tuple(first.values())


@dataclass(frozen=True, kw_only=True)
class ThemeTrend:
    """One theme's lessons, newest incident first."""

    theme: Theme
    hurt: tuple[Quote, ...] = ()
    lucky: tuple[Quote, ...] = ()
    well: tuple[Quote, ...] = ()

    @property
    def hurt_incidents(self) -> tuple[Postmortem, ...]:
        return incidents_of(self.hurt)

    @property
    def lucky_incidents(self) -> tuple[Postmortem, ...]:
        return incidents_of(self.lucky)

    @property
    def well_incidents(self) -> tuple[Postmortem, ...]:
        return incidents_of(self.well)


@dataclass(frozen=True, kw_only=True)
class Trends:
    """What a set of postmortems says by theme, with the denominators it is said of."""

    themes: tuple[ThemeTrend, ...]
    """Those with any lesson; by incidents hurt, then saved, then by name."""
    read_for_themes: tuple[Postmortem, ...]
    """Those with a section on what went wrong or contributed: the n of every share."""
    read_for_luck: tuple[Postmortem, ...]
    quotes: tuple[Quote, ...]
    """Every lesson that could be filed."""
    unfiled: tuple[Quote, ...]
    """Those of them that neither carry a theme nor say `[none]`."""

    def get(self, theme: str) -> ThemeTrend | None:
        return next((one for one in self.themes if one.theme.id == theme), None)

    @property
    def lucky(self) -> tuple[Quote, ...]:
        return tuple(one for one in self.quotes if one.lesson.kind is LessonKind.LUCKY)

    @property
    def hurt(self) -> tuple[Quote, ...]:
        return tuple(one for one in self.quotes if one.lesson.kind in HURT)


def learn_trends(
    corpus: Corpus,
    postmortems: Iterable[Postmortem] | None = None,
    filing: Files | None = None,
) -> Trends:
    """The trends of the counted incidents and near misses among these, of the corpus by default.

    Without a `filing` only the authors' own slugs count. A missing section is no absent theme: it
    leaves the denominator.
    """
    chosen = corpus.postmortems if postmortems is None else tuple(postmortems)
    read = sorted(
        (one for one in chosen if one.is_counted and one.kind != "false-alarm"),
        key=lambda one: one.sort_key,
        reverse=True,
    )
    quotes = tuple(
        _quote(one, lesson, corpus, filing)
        for one in read
        for lesson in one.lessons
        if lesson.kind in FILED
    )
    trends = (_trend(theme, quotes) for theme in corpus.vocabularies.themes)
    found = [one for one in trends if one.hurt or one.lucky or one.well]
    return Trends(
        themes=tuple(sorted(found, key=_weight)),
        read_for_themes=tuple(one for one in read if one.read_for & HURT),
        read_for_luck=tuple(one for one in read if LessonKind.LUCKY in one.read_for),
        quotes=quotes,
        unfiled=tuple(one for one in quotes if not one.themes and not one.is_deliberate),
    )


def _quote(one: Postmortem, lesson: Lesson, corpus: Corpus, filing: Files | None) -> Quote:
    if filing is None:
        themes = themes_of(lesson, corpus.vocabularies.themes)
        return Quote(one, lesson, themes, is_deliberate=lesson.is_deliberately_unfiled)
    filed = filing.file(one, lesson)
    themes = tuple(dict.fromkeys(entry.theme for entry in filed))
    return Quote(one, lesson, themes, filed, filing.is_deliberate(one, lesson))


def themes_of(lesson: Lesson, themes: Vocabulary[Theme]) -> tuple[str, ...]:
    """The ids of the themes its author filed a lesson under; aliases are resolved."""
    found = (themes.find(slug) for slug in lesson.themes)
    return tuple(dict.fromkeys(theme.id for theme in found if theme))


def incidents_of(quotes: Iterable[Quote]) -> tuple[Postmortem, ...]:
    """The postmortems of these lessons, each once, in order."""
    return tuple({one.postmortem.id: one.postmortem for one in quotes}.values())


def _trend(theme: Theme, quotes: tuple[Quote, ...]) -> ThemeTrend:
    mine = [one for one in quotes if theme.id in one.themes]
    return ThemeTrend(
        theme=theme,
        hurt=tuple(one for one in mine if one.lesson.kind in HURT),
        lucky=tuple(one for one in mine if one.lesson.kind is LessonKind.LUCKY),
        well=tuple(one for one in mine if one.lesson.kind is LessonKind.WELL),
    )


def _weight(trend: ThemeTrend) -> tuple[int, int, str]:
    return (-len(trend.hurt_incidents), -len(trend.lucky_incidents), trend.theme.name.casefold())

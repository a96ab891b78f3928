"""What went well, by theme, and where the same condition was missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.learn.themes import Quote, ThemeTrend, Trends, incidents_of
from mkdocs_postmortems.model.postmortem import LessonKind, Postmortem


@dataclass(frozen=True, kw_only=True)
class Strengths:
    """Themes that carried someone; a missing section is in no denominator."""

    themes: tuple[ThemeTrend, ...] = ()
    """Those with anything that went well; by incidents carried, then by name."""
    rest: tuple[Quote, ...] = ()
    """What went well under no theme."""
    read: tuple[Postmortem, ...] = ()
    """Those with a section on what went well, newest first."""

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """Those that say of anything that it went well."""
        quotes = [quote for one in self.themes for quote in one.well]
        return incidents_of((*quotes, *self.rest))


def learn_strengths(postmortems: Iterable[Postmortem], trends: Trends) -> Strengths:
    """The strengths in `trends`, which are those of `postmortems`."""
    chosen = (one for one in postmortems if one.is_counted and one.kind != "false-alarm")
    read = (one for one in chosen if LessonKind.WELL in one.read_for)
    well = (one for one in trends.quotes if one.lesson.kind is LessonKind.WELL)
    return Strengths(
        themes=tuple(sorted((one for one in trends.themes if one.well), key=_weight)),
        rest=tuple(one for one in well if not one.themes),
        read=tuple(sorted(read, key=lambda one: one.sort_key, reverse=True)),
    )


def _weight(trend: ThemeTrend) -> tuple[int, str, str]:
    return (-len(trend.well_incidents), trend.theme.name.casefold(), trend.theme.id)

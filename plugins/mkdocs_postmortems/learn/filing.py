"""Under which themes a lesson is filed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_postmortems.learn.cues import Cues, Match
from mkdocs_postmortems.learn.themes import By, Filed, themes_of
from mkdocs_postmortems.model.filing import FilingEntry
from mkdocs_postmortems.model.postmortem import Lesson, LessonKind, Postmortem
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary

LONG = 250
"""Above so many characters a lesson says several things, and half of what cues find in it is
beside its point: at most one theme is filed by rule."""

SECOND = 1.6
"""What a second theme must weigh to be filed by rule beside a first."""

NONE = ("none",)


class Filing:
    """Files lessons: first by their authors, then by filing.yml, then by a strong cue."""

    def __init__(
        self,
        themes: Vocabulary[Theme],
        cues: Cues,
        entries: Iterable[FilingEntry] = (),
        *,
        by_rule: bool = True,
    ) -> None:
        self.themes = themes
        self.cues = cues
        self.by_rule = by_rule
        self._matches: dict[tuple[str, LessonKind], tuple[Match, ...]] = {}
        self.entries: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            self.entries.setdefault(entry.key, entry.themes)

    def file(self, postmortem: Postmortem, lesson: Lesson) -> tuple[Filed, ...]:
        """The themes of a lesson, empty where it is not filed or deliberately under none."""
        if lesson.is_deliberately_unfiled:
            return ()
        if own := themes_of(lesson, self.themes):
            return tuple(Filed(theme, By.AUTHOR) for theme in own)
        if by_file := self.entries.get(key_of(postmortem, lesson)):
            return tuple(Filed(theme, By.FILE) for theme in by_file if theme in self.themes.ids)
        return tuple(
            Filed(match.theme, By.RULE, match.phrase)
            for match in (self.matches(lesson) if self.by_rule else ())
        )

    def matches(self, lesson: Lesson) -> tuple[Match, ...]:
        """What a rule would file a lesson under, whoever has filed it.

        Kept, because every service and every group asks again for the same lessons.
        """
        key = (lesson.text, lesson.kind)
        if key not in self._matches:
            self._matches[key] = self._match(*key)
        return self._matches[key]

    def _match(self, text: str, kind: LessonKind) -> tuple[Match, ...]:
        found = [one for one in self.cues.match(text, kind) if one.is_strong]
        found.sort(key=lambda one: (-one.strength, one.theme))
        first, second = found[:1], found[1:2]
        if len(text) > LONG or not second or second[0].strength < SECOND:
            return tuple(first)
        return (*first, *second)

    def is_deliberate(self, postmortem: Postmortem, lesson: Lesson) -> bool:
        """Whether somebody said that the lesson belongs under no theme."""
        own = lesson.is_deliberately_unfiled
        by_file = self.entries.get(key_of(postmortem, lesson)) == NONE
        return own or (by_file and not themes_of(lesson, self.themes))

    def examples(self, postmortems: Iterable[Postmortem]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The texts that people filed, with their themes: what suggestions may learn from."""
        for one in postmortems:
            for lesson in one.lessons:
                found = self.file(one, lesson)
                themes = tuple(filed.theme for filed in found if filed.by is not By.RULE)
                if themes:
                    yield lesson.text, themes


def key_of(postmortem: Postmortem, lesson: Lesson) -> str:
    """How filing.yml names a lesson."""
    return f"{postmortem.id}#{lesson.address}"


def stale(
    entries: Iterable[FilingEntry], postmortems: Iterable[Postmortem]
) -> tuple[FilingEntry, ...]:
    """The entries whose lesson is gone or worded anew, among postmortems that were read in full."""
    known = {key_of(one, lesson) for one in postmortems for lesson in one.lessons}
    return tuple(entry for entry in entries if entry.key not in known)

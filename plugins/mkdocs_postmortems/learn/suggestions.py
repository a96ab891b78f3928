"""Themes that a lesson may belong under, for a person to choose from. They are never counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.learn.cues import Cues
from mkdocs_postmortems.learn.vectors import Vectors
from mkdocs_postmortems.learn.words import terms, tokens
from mkdocs_postmortems.model.cue import GAP
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary

WORDS = 10.0
"""What the likeness of words, from 0 to 1, counts beside the cues' score."""

HALFWAY = 1.5
"""The raw score that is shown as 0.5: about half of the first suggestions there are right."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme and how well it fits, from 0 to 1; comparable between lessons."""

    theme: str
    score: float


class Suggester:
    """Adds two views of a lesson: the cues in it, and its likeness to each theme's own words.

    A theme's words are its definition, its cues and the lessons that people have filed under it
    (Rocchio's centroid, 1971): measured, these helped more than the nearest of those lessons, and
    adding scores more than fusing ranks.
    """

    def __init__(
        self,
        themes: Vocabulary[Theme],
        cues: Cues,
        examples: Iterable[tuple[str, Sequence[str]]] = (),
    ) -> None:
        """`examples` are texts with the themes that people filed them under."""
        self._themes = themes.ids
        self._cues = cues
        words = {theme.id: _definition(theme) for theme in themes}
        for cue in cues.cues:
            if cue.theme in words:
                phrase = [word.removesuffix("*") for word in cue.words if word != GAP]
                words[cue.theme].update(terms(phrase))
        for text, filed in examples:
            found = terms(tokens(text))
            for theme in filed:
                if theme in words:
                    words[theme].update(found)
        self._vectors = Vectors(tuple(words.values()))

    def suggest(self, text: str, kind: LessonKind, most: int = 3) -> tuple[Suggestion, ...]:
        """The best themes for a lesson's text, best first, ties by theme; none where none fits."""
        scores: dict[str, float] = {}
        vector = self._vectors.vector(Counter(terms(tokens(text))))
        for number, likeness in self._vectors.scores(vector).items():
            scores[self._themes[number]] = WORDS * likeness
        for match in self._cues.match(text, kind):
            if match.theme in self._themes:
                scores[match.theme] = scores.get(match.theme, 0.0) + match.score
        best = sorted(scores.items(), key=lambda one: (-round(one[1], 9), one[0]))[:most]
        return tuple(Suggestion(theme, round(raw / (raw + HALFWAY), 2)) for theme, raw in best)


def _definition(theme: Theme) -> Counter[str]:
    """The description, and the name twice."""
    found = Counter(terms(tokens(theme.description)))
    for term in terms(tokens(theme.name)):
        found[term] += 2
    return found

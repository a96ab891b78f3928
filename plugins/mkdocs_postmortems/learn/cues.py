"""Which themes a lesson's own words point to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mkdocs_postmortems.learn.words import is_end, plain, spans_of, stem, words_and_ends
from mkdocs_postmortems.model.cue import GAP, Cue
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary

MOST_BETWEEN = 4
"""How many words a gap may hold."""

STRONG = 1.25
"""From this weight on cues file a lesson: two words of which one is telling. Below it, 0.7 of what
would be filed is right on lessons that the cues' author had not seen; from it on, 0.8."""

HINT = 0.4
"""What a hint counts beside a cue."""


class Hit(NamedTuple):
    """One cue found: the phrase as it stands in the text, its place, and what it weighs."""

    cue: Cue
    phrase: str
    start: int
    weight: float

    @property
    def end(self) -> int:
        return self.start + len(self.phrase)


@dataclass(frozen=True, slots=True)
class Match:
    """A theme that a text points to. A strong one files; `phrase` is its weightiest one's words."""

    theme: str
    phrase: str
    score: float
    strength: float
    """The part of the score that cues have, hints left out."""

    @property
    def is_strong(self) -> bool:
        return self.strength >= STRONG


@dataclass(slots=True)
class _Node:
    """What may follow next: at once, or after a gap; and the cues that end here."""

    at_once: dict[int, _Node] = field(default_factory=dict)
    after_gap: dict[int, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class Cues:
    """All cue phrases as one trie over words, read in one pass whatever their number.

    A trie of words instead of a regular expression a theme: Aho and Corasick's idea (Efficient
    string matching, 1975) without failure links, which phrases with gaps do not allow.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues = tuple(cues)
        self.weights = _weights(self.cues)
        self._atoms = _Atoms()
        self._root = _Node()
        for number, cue in enumerate(self.cues):
            self._add(number, cue)

    @classmethod
    def of(cls, cues: Iterable[Cue], themes: Vocabulary[Theme]) -> Cues:
        """The cues of the themes in use, by their ids: a renamed theme keeps its cues."""
        found = ((themes.find(cue.theme), cue) for cue in cues)
        return cls(replace(cue, theme=theme.id) for theme, cue in found if theme)

    def _add(self, number: int, cue: Cue) -> None:
        node, has_gap = self._root, False
        for word in cue.words:
            if word == GAP:
                has_gap = True
                continue
            edges = node.after_gap if has_gap else node.at_once
            node, has_gap = edges.setdefault(self._atoms.number(word), _Node()), False
        node.ends.append(number)

    def hits(self, text: str, kind: LessonKind) -> list[Hit]:
        """Every cue that the text holds, each once, in order of place."""
        parts = words_and_ends(text)
        atoms = [self._atoms[part] for part in parts]
        atoms.append(None)
        found: dict[int, tuple[int, int]] = {}
        starts = self._root.at_once
        for start, here in enumerate(atoms):
            for atom in here or ():
                if atom in starts:
                    _walk(starts[atom], atoms, (start, start), found)
        spans = spans_of(text) if found else []
        return [
            Hit(
                self.cues[number],
                text[spans[first][0] : spans[last][1]],
                spans[first][0],
                self.weights[number],
            )
            for number, (first, last) in found.items()
            if self.cues[number].holds_for(kind)
        ]

    def match(self, text: str, kind: LessonKind) -> tuple[Match, ...]:
        """The themes that the text points to, highest score first, ties by theme."""
        by_theme: dict[str, list[Hit]] = {}
        for hit in self.hits(text, kind):
            by_theme.setdefault(hit.cue.theme, []).append(hit)
        matches = (_match(theme, hits) for theme, hits in by_theme.items())
        return tuple(sorted(matches, key=lambda one: (-one.score, one.theme)))


class _Atoms(dict[str, tuple[int, ...] | None]):
    """The words of cues that a word is: itself, and every beginning that is written with a `*`.

    Looked up once for each different word; a sentence's end is None.
    """

    def __init__(self) -> None:
        self.whole: dict[str, int] = {}
        self.begun: dict[str, int] = {}

    def number(self, word: str) -> int:
        atoms = self.begun if word.endswith("*") else self.whole
        return atoms.setdefault(word.removesuffix("*"), len(self.whole) + len(self.begun))

    def __missing__(self, part: str) -> tuple[int, ...] | None:
        self[part] = found = None if is_end(part) else self._find(plain(part))
        return found

    def _find(self, word: str) -> tuple[int, ...]:
        begun = (self.begun.get(word[:length]) for length in range(1, len(word) + 1))
        return tuple(atom for atom in (self.whole.get(word), *begun) if atom is not None)


def _match(theme: str, hits: list[Hit]) -> Match:
    """Cues before hints, weighty before light; what overlaps a better one says nothing new."""
    hits.sort(key=lambda hit: (hit.cue.is_hint, -hit.weight, hit.start, hit.phrase))
    chosen: list[Hit] = []
    for hit in hits:
        if all(hit.end <= one.start or one.end <= hit.start for one in chosen):
            chosen.append(hit)
    strength = _together(hit.weight for hit in chosen if not hit.cue.is_hint)
    hints = _together(hit.weight for hit in chosen if hit.cue.is_hint)
    return Match(theme, hits[0].phrase, strength + HINT * hints, strength)


def _together(weights: Iterable[float]) -> float:
    """The first whole, the second by half, the third by a third: ten weak words are no proof."""
    falling = sorted(weights, reverse=True)
    return math.fsum(weight / place for place, weight in enumerate(falling, start=1))


def _walk(
    node: _Node,
    atoms: list[tuple[int, ...] | None],
    span: tuple[int, int],
    found: dict[int, tuple[int, int]],
) -> None:
    """Note the cues that go on from here, each where it is first met; short gaps first."""
    for number in node.ends:
        found.setdefault(number, span)
    start, last = span
    if node.at_once:
        for atom in atoms[last + 1] or ():
            if atom in node.at_once:
                _walk(node.at_once[atom], atoms, (start, last + 1), found)
    if node.after_gap:
        for place in range(last + 1, last + 2 + MOST_BETWEEN):
            here = atoms[place]
            if here is None:
                break
            for atom in here:
                if atom in node.after_gap:
                    _walk(node.after_gap[atom], atoms, (start, place), found)


def _weights(cues: tuple[Cue, ...]) -> tuple[float, ...]:
    """Longer phrases and rarer words weigh more; a word that only one theme uses weighs 1.

    Rarity is read off the cues themselves (Sparck Jones's inverse frequency, 1972, with themes as
    the documents), so that a lesson's filing never depends on the other lessons. Hints say how
    rare their own words are, not how rare those of cues: a new hint files nothing anew.
    """
    themes = _themes_by_word(cue for cue in cues if cue.is_hint)
    themes |= _themes_by_word(cue for cue in cues if not cue.is_hint)
    size = len({cue.theme for cue in cues})
    rarity = {
        word: math.log1p(size / len(using)) / math.log1p(size) for word, using in themes.items()
    }
    return tuple(math.fsum(rarity[word] for word in _content(cue)) for cue in cues)


def _themes_by_word(cues: Iterable[Cue]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for cue in cues:
        for word in _content(cue):
            found.setdefault(word, set()).add(cue.theme)
    return found


def _content(cue: Cue) -> list[str]:
    return [stem(word.removesuffix("*")) for word in cue.words if word != GAP]

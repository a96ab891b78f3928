"""Texts as vectors of TF-IDF weights behind an inverted index."""

from __future__ import annotations

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Counts: TypeAlias = Mapping[str, float]
"""How often a text holds each term; a term in a weighty place counts more than once."""

Vector: TypeAlias = dict[str, float]
"""Weights by term."""

PAIR = 0.5
"""What a pair of words counts beside a word: there are as many pairs, and most are chance."""


class Vectors:
    """Log frequency times inverse document frequency, compared by cosine.

    The weighting is `ltc` of Salton and Buckley (Term-weighting approaches in automatic text
    retrieval, 1988). A pair of words that only one text holds is left out: it would take half of
    each vector's length and match nothing.
    """

    def __init__(self, texts: Sequence[Counts]) -> None:
        self.size = len(texts)
        frequency: Counter[str] = Counter()
        for counts in texts:
            frequency.update(counts.keys())
        self._rarity = _rarities(frequency, self.size)
        self._single: dict[str, tuple[int, float]] = {}
        self._shared: dict[str, tuple[array[int], array[float]]] = {}
        self._texts: list[tuple[tuple[str, ...], array[float]]] = []
        for number, counts in enumerate(texts):
            self._add(number, self.vector(counts))

    def _add(self, number: int, vector: Vector) -> None:
        self._texts.append((tuple(vector), array("d", vector.values())))
        shared, single = self._shared, self._single
        for term, weight in vector.items():
            if (posting := shared.get(term)) is not None:
                posting[0].append(number)
                posting[1].append(weight)
            elif (first := single.pop(term, None)) is not None:
                shared[term] = (array("I", (first[0], number)), array("d", (first[1], weight)))
            else:
                single[term] = (number, weight)

    def vector(self, counts: Counts) -> Vector:
        """The weights of a text, of length 1; terms that no text here holds are left out."""
        rarity, log = self._rarity, math.log
        raw = {
            term: (rarity[term] if count == 1 else rarity[term] * (1.0 + log(count)))
            for term, count in counts.items()
            if term in rarity
        }
        length = math.hypot(*sorted(raw.values()))
        return {term: weight / length for term, weight in raw.items()} if length else {}

    def scores(self, vector: Vector) -> dict[int, float]:
        """The cosine with each text that shares a term, by its number."""
        found: dict[int, float] = {}
        for term, weight in vector.items():
            if (posting := self._shared.get(term)) is not None:
                for number, other in zip(*posting, strict=True):
                    found[number] = found.get(number, 0.0) + weight * other
            elif (single := self._single.get(term)) is not None:
                number, other = single
                found[number] = found.get(number, 0.0) + weight * other
        return found

    def shared(self, vector: Vector, number: int) -> Vector:
        """What each term adds to the cosine with one text; together they are the cosine."""
        return {
            term: weight * vector[term]
            for term, weight in zip(*self._texts[number], strict=True)
            if term in vector
        }


def heaviest(vector: Vector, most: int) -> Vector:
    """The terms that weigh most, heaviest first, ties by the term."""
    return dict(heapq.nsmallest(most, vector.items(), key=lambda item: (-item[1], item[0])))


def best(scores: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    """The highest scores with their numbers, ties by the number."""
    return heapq.nsmallest(most, scores.items(), key=lambda item: (-item[1], item[0]))


def _rarities(frequency: Counter[str], size: int) -> dict[str, float]:
    """By term, the logarithm of one in how many texts holds it; half of it for a pair."""
    by_number = {number: math.log((1 + size) / number) for number in set(frequency.values())}
    return {
        term: by_number[number] * (PAIR if " " in term else 1.0)
        for term, number in frequency.items()
        if number > 1 or " " not in term
    }

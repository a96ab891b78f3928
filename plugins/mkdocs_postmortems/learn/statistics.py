"""The few methods that small numbers of incidents allow, each exact where it can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, floor, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
SIGNIFICANT = 0.05
"""A word of change is said below this, after the correction for all that was tested."""

SHARES_FROM = 5
"""Below so many, a page prints the fraction only."""

P90_FROM = 10

_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's, from five on; below, the fraction says all there is to say."""
        return wilson(self.count, self.of) if self.of >= SHARES_FROM else None


@dataclass(frozen=True, slots=True)
class MedianInterval:
    """Two of the values, between which the median lies with at least this coverage."""

    low: float
    high: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Detectable:
    """The nearest later counts that would have been called a change; None where none would."""

    rise_to: int | None
    fall_to: int | None


def wilson(count: int, of: int) -> Interval:
    """The score interval of a share at 95 % (Wilson, JASA 22, 1927)."""
    if not 0 <= count <= of or of == 0:
        message = f"{count} of {of} is no share"
        raise ValueError(message)
    share, square = count / of, _Z * _Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = sqrt(share * (1 - share) / of + square / (4 * of * of)) * _Z / (1 + square / of)
    # Exactly 0 and 1 at the ends, whatever rounding says.
    return Interval(
        0.0 if count == 0 else max(0.0, centre - half),
        1.0 if count == of else min(1.0, centre + half),
    )


def median_interval(values: Sequence[float]) -> MedianInterval | None:
    """The shortest symmetric pair of order statistics that covers the median with at least 95 %.

    Distribution-free, from the binomial (Conover, Practical Nonparametric Statistics, 3.2). None
    below six values, which cannot reach 95 %. Ties only make the coverage larger.
    """
    ordered, n = sorted(values), len(values)
    # `outside` of 2 ** n patterns, all as likely, leave the median below the rank-th value; a
    # fortieth a side makes 95 %.
    rank, outside, term = 0, 0, 1
    while 40 * (outside + term) <= 2**n:
        outside += term
        rank += 1
        term = term * (n - rank + 1) // rank
    if rank == 0:
        return None
    return MedianInterval(ordered[rank - 1], ordered[n - rank], 1 - 2 * outside / 2**n)


def percentile(values: Sequence[float], share: float) -> float:
    """By linear interpolation between order statistics (Hyndman and Fan's type 7)."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def p90(values: Sequence[float]) -> float | None:
    """The 90th percentile, from ten values on: with fewer it is the largest one in disguise."""
    return percentile(values, 0.9) if len(values) >= P90_FROM else None


def fisher(first: Share, second: Share) -> float:
    """Two-sided p of Fisher's exact test: all tables at most as likely as the one found.

    Counted in whole numbers, so that tables of equal likelihood never differ by rounding.
    """
    hits, size = first.count + second.count, first.of + second.of
    least = max(0, hits - second.of)
    ways = [comb(first.of, least) * comb(second.of, hits - least)]
    for count in range(least, min(first.of, hits)):
        # One more hit of the first, by a step from coefficient to coefficient: far cheaper.
        step = ways[-1] * (first.of - count) * (hits - count)
        ways.append(step // ((count + 1) * (second.of - hits + count + 1)))
    found = ways[first.count - least]
    return sum(one for one in ways if one <= found) / comb(size, hits)


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p in the order given: step-down (Holm, Scand. J. Statist. 6, 1979)."""
    adjusted, highest = [0.0] * len(values), 0.0
    for step, at in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        highest = max(highest, min(1.0, values[at] * (len(values) - step)))
        adjusted[at] = highest
    return tuple(adjusted)


def detectable(before: Share, after_of: int, tests: int) -> Detectable:
    """What the later count would have had to be, had this one alone of `tests` changed.

    That is Holm's first step; where others changed more, a little less would have done. The
    count is searched by halving: p falls as the shares move apart.
    """

    def is_seen(count: int) -> bool:
        return fisher(before, Share(count, after_of)) * tests < SIGNIFICANT

    same = before.count * after_of // before.of
    higher = range(same + 1, after_of + 1)
    lower = range(-(-before.count * after_of // before.of) - 1, -1, -1)
    return Detectable(_first(higher, is_seen), _first(lower, is_seen))


def _first(counts: range, is_seen: Callable[[int], bool]) -> int | None:
    at = bisect_left(counts, True, key=is_seen)
    return counts[at] if at < len(counts) else None

"""From a value to its place along a drawing's width, with the values that are worth a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

Tick = tuple[float, str]

_TIMES = (
    (60, "1 min"),
    (300, "5 min"),
    (900, "15 min"),
    (3600, "1 h"),
    (4 * 3600, "4 h"),
    (86400, "1 d"),
    (7 * 86400, "7 d"),
    (30 * 86400, "30 d"),
    (365 * 86400, "1 y"),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """From low to high, even or logarithmic."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    is_log: bool = False

    def place(self, value: float) -> float:
        """0 to 1; what lies outside stands at the end."""
        kept = min(max(value, self.low), self.high)
        if self.is_log:
            return log(kept / self.low) / log(self.high / self.low)
        return (kept - self.low) / (self.high - self.low)


def times(seconds: Iterable[float]) -> Scale:
    """A log scale between two round times. What took less than a minute stands at a minute."""
    found = [max(60.0, one) for one in seconds] or [60.0]
    marks = [float(one) for one, _ in _TIMES]
    low = max(mark for mark in marks if mark <= min(found))
    high = min((mark for mark in marks if mark >= max(found)), default=max(found))
    scale = Scale(low, high if high > low else low * 5, is_log=True)
    return _with(scale, [(one, text) for one, text in _TIMES if scale.low <= one <= scale.high])


def calendar(days: Sequence[date]) -> Scale:
    """From the first day of the first year to the last of the last."""
    first, last = min(days).year, max(days).year + 1
    scale = Scale(date(first, 1, 1).toordinal(), date(min(last, 9999), 1, 1).toordinal() or 1)
    if scale.high <= scale.low:
        scale = Scale(scale.low, scale.low + 366)
    marks = [(float(date(one, 1, 1).toordinal()), str(one)) for one in range(first, last)]
    return _with(scale, marks)


def _with(scale: Scale, marks: Iterable[tuple[float, str]]) -> Scale:
    ticks = tuple((scale.place(value), text) for value, text in marks)
    return Scale(scale.low, scale.high, ticks, is_log=scale.is_log)

"""How long things stay open, where some still are: Kaplan and Meier's curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from mkdocs_postmortems.learn.statistics import CONFIDENCE

_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)

# A half reached by products such as 4/5 x 5/8 is a half, as in R's survfit.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is known from this time on, until the next step.

    `low` and `high` are None once nothing is left: there Greenwood's variance does not exist.
    """

    time: float
    at_risk: int
    events: int
    left: float
    """The share that lasts longer than `time`."""
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """A curve that starts at 1 and falls at each event, and its median.

    `median` is None where the curve does not come down to a half, and so are its limits.
    """

    steps: tuple[Step, ...] = ()
    events: int = 0
    censored: int = 0
    median: float | None = None
    median_low: float | None = None
    median_high: float | None = None

    @property
    def n(self) -> int:
        return self.events + self.censored


def survival(observations: Iterable[tuple[float, bool]]) -> Survival:
    """The product-limit curve of (time, whether it ended then) (Kaplan and Meier, JASA 53, 1958).

    Bands are log-log with Greenwood's variance; the limits of the median are where the bands
    cross a half (Brookmeyer and Crowley, Biometrics 38, 1982).
    """
    times = tuple(observations)
    steps = tuple(_steps(times))
    events = sum(1 for _, ended in times if ended)
    return Survival(
        steps=steps,
        events=events,
        censored=len(times) - events,
        median=_first_half((step.time, step.left) for step in steps),
        median_low=_first_half((step.time, step.low) for step in steps),
        median_high=_first_half((step.time, step.high) for step in steps),
    )


def _steps(times: tuple[tuple[float, bool], ...]) -> Iterator[Step]:
    """One step a time at which something ended; what is censored then was still at risk."""
    ended = Counter(time for time, event in times if event)
    gone = Counter(time for time, _ in times)
    at_risk, left, variance = len(times), 1.0, 0.0
    for time in sorted(gone):
        if events := ended[time]:
            remain = at_risk - events
            left *= remain / at_risk
            variance += events / (at_risk * remain) if remain else 0.0
            low, high = _band(left, variance)
            yield Step(time=time, at_risk=at_risk, events=events, left=left, low=low, high=high)
        at_risk -= gone[time]


def _band(left: float, variance: float) -> tuple[float | None, float | None]:
    if left == 0:
        return None, None
    reach = _Z * sqrt(variance) / log(left)
    return left ** exp(-reach), left ** exp(reach)


def _first_half(curve: Iterable[tuple[float, float | None]]) -> float | None:
    crossed = (time for time, left in curve if left is not None and left <= 0.5 + _ROUNDING)
    return next(crossed, None)

"""What share is still open after so many days: a step curve with its band and its median."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_postmortems.learn.survival import Survival
from mkdocs_postmortems.publish.charts import drawing as draw

TALL, TOP, FOOT = 180, 22, 22
_STEPS = (1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730)
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Curve:
    found: Survival
    last: float

    def svg(self, id: str, *, title: str, about: str) -> Markup:
        """Up to `last` or the last step. The lines stretch, the letters do not."""
        found = self.found
        days = max(self.last, found.steps[-1].time if found.steps else 0.0, 1.0)
        steps = [(0.0, 1.0), *((step.time, step.left) for step in found.steps)]
        marks = [
            *_axes(days),
            (
                f'<svg x="{draw.percent(0)}" y="{TOP}" width="{draw.wide(1)}" height="{TALL}"'
                ' viewBox="0 0 1000 1000" preserveAspectRatio="none">'
            ),
            *_band(found, days),
            f'<path class="pm-line" d="M{_points(_corners(steps, days), days)}"/>',
            "</svg>",
        ]
        if found.median is not None:
            place = min(found.median / days, 1.0)
            marks.append(draw.line("pm-median", (place, place), (TOP + TALL / 2, TOP + TALL)))
        return draw.drawing(marks, TOP + TALL + FOOT, id=id, title=title, about=about)


def _band(found: Survival, days: float) -> Iterator[str]:
    """Nothing before the first step and after the last that has one."""
    known = [step for step in found.steps if step.low is not None and step.high is not None]
    if not known:
        return
    after = [step.time for step in found.steps if step.time > known[-1].time]
    end = min(after, default=days)
    upper = _corners([(step.time, step.high or 0.0) for step in known], end)
    lower = _corners([(step.time, step.low or 0.0) for step in known], end)
    yield f'<path class="pm-band" d="M{_points([*upper, *reversed(lower)], days)} Z"/>'


def _points(corners: list[tuple[float, float]], days: float) -> str:
    return " L".join(
        f"{draw.number(time / days * 1000)} {draw.number((1 - left) * 1000)}"
        for time, left in corners
    )


def _corners(steps: list[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """A staircase: each height holds until the next time, the last until `end`."""
    found: list[tuple[float, float]] = []
    for (time, left), (until, _) in zip(steps, [*steps[1:], (end, 0.0)], strict=True):
        found += [(time, left), (until, left)]
    return found


def _axes(days: float) -> Iterator[str]:
    for share, text in ((0.0, "none"), (0.5, "half"), (1.0, "all still open")):
        y = TOP + (1 - share) * TALL
        yield draw.line("pm-grid", (0, 1), (y, y))
        if share:
            yield draw.label("pm-tick", 0 if share == 1 else 1, y - 5, text)
    every = next((one for one in _STEPS if days / one <= _MOST_TICKS), _STEPS[-1])
    ticks = [(tick / days, f"{tick} d") for tick in range(0, int(days) + 1, every)]
    for place, text in draw.fitting(ticks):
        yield draw.label("pm-tick", place, TOP + TALL + 16, text)

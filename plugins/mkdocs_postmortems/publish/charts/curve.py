"""What share is still open after so many days: a step curve with its band and its median."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from mkdocs_postmortems.learn.survival import Survival
from mkdocs_postmortems.publish.escape import escape_html

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 48, 24, 12, 36
_STEPS = (1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730)
_MOST_TICKS = 8


def curve(found: Survival, last: float, *, id: str, title: str, about: str) -> Markup:
    """The figure without a blank line, up to `last` or its last step."""
    days = max(last, found.steps[-1].time if found.steps else 0.0, 1.0)
    lines = [
        (
            f'<svg class="pm-curve" role="img" viewBox="0 0 {WIDTH} {HEIGHT}"'
            f' aria-labelledby="{id}-title {id}-desc" xmlns="http://www.w3.org/2000/svg">'
        ),
        f'<title id="{id}-title">{escape_html(title)}</title>',
        f'<desc id="{id}-desc">{escape_html(about)}</desc>',
        *_axes(days),
        _band(found, days),
        f'<path class="pm-line" d="{_path([(0.0, 1.0), *_left(found)], days)}"/>',
    ]
    if found.median is not None:
        x = _x(found.median, days)
        lines.append(f'<line class="pm-median" x1="{x}" x2="{x}" y1="{_y(0.5)}" y2="{_y(0)}"/>')
    lines.append("</svg>")
    return Markup("\n".join(line for line in lines if line))  # noqa: S704  # texts are escaped


def _left(found: Survival) -> list[tuple[float, float]]:
    return [(step.time, step.left) for step in found.steps]


def _band(found: Survival, days: float) -> str:
    """Nothing before the first step and after the last that has one."""
    known = [step for step in found.steps if step.low is not None and step.high is not None]
    if not known:
        return ""
    after = [step.time for step in found.steps if step.time > known[-1].time]
    end = min(after, default=days)
    upper = _corners([(step.time, step.high or 0.0) for step in known], end)
    lower = _corners([(step.time, step.low or 0.0) for step in known], end)
    points = " L".join(f"{_x(time, days)} {_y(left)}" for time, left in (*upper, *reversed(lower)))
    return f'<path class="pm-band" d="M{points} Z"/>'


def _path(steps: list[tuple[float, float]], days: float) -> str:
    points = " L".join(f"{_x(time, days)} {_y(left)}" for time, left in _corners(steps, days))
    return f"M{points}"


def _corners(steps: list[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """A staircase: each height holds until the next time, the last until `end`."""
    found: list[tuple[float, float]] = []
    for (time, left), (until, _) in zip(steps, [*steps[1:], (end, 0.0)], strict=True):
        found += [(time, left), (until, left)]
    return found


def _axes(days: float) -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        yield f'<line class="pm-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        label = "all" if share == 1 else "half" if share else "none"
        yield f'<text class="pm-label" x="0" y="{round(y + 4, 1)}">{label}</text>'
    every = next((one for one in _STEPS if days / one <= _MOST_TICKS), _STEPS[-1])
    for tick in range(0, int(days) + 1, every):
        x = _x(tick, days)
        yield f'<text class="pm-tick" x="{x}" y="{HEIGHT - 12}">{tick} d</text>'


def _x(time: float, days: float) -> float:
    return round(LEFT + time / days * (WIDTH - LEFT - RIGHT), 1)


def _y(left: float) -> float:
    return round(TOP + (1 - left) * (HEIGHT - TOP - BOTTOM), 1)

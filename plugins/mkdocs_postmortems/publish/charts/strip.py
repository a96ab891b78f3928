"""Durations as dots on a log axis, a row a measure, the median and its interval drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from markupsafe import Markup

from mkdocs_postmortems.publish.escape import escape_html

WIDTH, ROW, TOP, LEFT, RIGHT = 640, 56, 8, 96, 24
RADIUS = 4
_LANES = (0, -9, 9, -18, 18)
_TICKS = (
    (60, "1 min"),
    (300, "5 min"),
    (900, "15 min"),
    (3600, "1 h"),
    (4 * 3600, "4 h"),
    (86400, "1 d"),
    (7 * 86400, "7 d"),
    (30 * 86400, "30 d"),
)


@dataclass(frozen=True, slots=True)
class Dot:
    seconds: float
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    dots: tuple[Dot, ...]
    """Shortest first."""
    median: float | None = None
    low: float | None = None
    high: float | None = None


def strip(rows: Sequence[Row], *, id: str, title: str, about: str) -> Markup:
    """The figure without a blank line; `id` begins the ids of its title and description.

    What took less than a minute stands at a minute: a log axis has no zero.
    """
    scale = _Scale.of(dot.seconds for row in rows for dot in row.dots)
    height = TOP + ROW * len(rows) + 28
    lines = [
        (
            f'<svg class="pm-strip" role="img" viewBox="0 0 {WIDTH} {height}"'
            f' aria-labelledby="{id}-title {id}-desc" xmlns="http://www.w3.org/2000/svg">'
        ),
        f'<title id="{id}-title">{escape_html(title)}</title>',
        f'<desc id="{id}-desc">{escape_html(about)}</desc>',
        *_axis(scale, TOP + ROW * len(rows)),
    ]
    for number, row in enumerate(rows):
        lines += _row(row, scale, TOP + ROW * number + ROW // 2)
    lines.append("</svg>")
    return Markup("\n".join(lines))  # noqa: S704  # every text is escaped above


class _Scale:
    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    @classmethod
    def of(cls, values: Iterator[float]) -> _Scale:
        """From the tick at or below the least value to the one at or above the greatest."""
        found = [max(60.0, value) for value in values] or [60.0]
        marks = [float(seconds) for seconds, _ in _TICKS]
        low = max(mark for mark in marks if mark <= min(found))
        high = min((mark for mark in marks if mark >= max(found)), default=max(found))
        return cls(low, high if high > low else low * 5)

    def x(self, seconds: float) -> float:
        share = log(max(self.low, seconds) / self.low) / log(self.high / self.low)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _axis(scale: _Scale, bottom: int) -> Iterator[str]:
    for seconds, label in _TICKS:
        if scale.low <= seconds <= scale.high:
            x = scale.x(seconds)
            yield f'<line class="pm-grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{bottom}"/>'
            yield f'<text class="pm-tick" x="{x}" y="{bottom + 18}">{label}</text>'


def _row(row: Row, scale: _Scale, y: int) -> Iterator[str]:
    yield f'<text class="pm-label" x="0" y="{y + 4}">{escape_html(row.name)}</text>'
    if row.low is not None and row.high is not None:
        low, high = scale.x(row.low), scale.x(row.high)
        width = round(max(1.0, high - low), 1)
        yield f'<rect class="pm-interval" x="{low}" y="{y - 25}" width="{width}" height="50"/>'
    if row.median is not None:
        x = scale.x(row.median)
        yield f'<line class="pm-median" x1="{x}" x2="{x}" y1="{y - 25}" y2="{y + 25}"/>'
    ends = dict.fromkeys(_LANES, -1.0e9)
    for dot in row.dots:
        x = scale.x(dot.seconds)
        lane = next((one for one in _LANES if x - ends[one] >= 2 * RADIUS + 1), 0)
        ends[lane] = x
        yield (
            f'<a href="{escape_html(dot.href)}"><circle class="pm-dot" cx="{x}" cy="{y + lane}"'
            f' r="{RADIUS}"><title>{escape_html(dot.title)}</title></circle></a>'
        )

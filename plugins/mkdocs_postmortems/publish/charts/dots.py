"""Incidents as dots along a scale, a row a measure, a severity or a state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_postmortems.publish.charts import drawing as draw
from mkdocs_postmortems.publish.charts.scales import Scale

HEAD, FOOT, RADIUS, STEP = 24, 22, 4, 9
_MOST_LANES = 20


@dataclass(frozen=True, slots=True)
class Dot:
    at: float
    title: str
    href: str
    is_hollow: bool = False
    """Of another kind than the rest: a near miss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    dots: tuple[Dot, ...]
    label: str = ""
    median: float | None = None
    low: float | None = None
    high: float | None = None
    kind: str = "pm-dot"


@dataclass(frozen=True, slots=True)
class Dots:
    rows: tuple[Row, ...]
    scale: Scale

    def svg(self, id: str, *, title: str, about: str) -> Markup:
        """A row is as high as its dots need so as not to hide each other."""
        marks: list[str] = []
        y = 0.0
        for row in self.rows:
            lanes = _lanes(row, self.scale)
            tall = STEP * (max(lanes, default=0) + 1) + 8
            marks.append(draw.label("pm-name", 0, y + 15, row.name))
            if row.label:
                marks.append(draw.label("pm-label", 1, y + 15, row.label))
            marks += _row(row, lanes, self.scale, (y + HEAD, y + HEAD + tall))
            y += HEAD + tall + 6
        grid = [draw.line("pm-grid", (place, place), (0, y)) for place, _ in self.scale.ticks]
        ticks = [
            draw.label("pm-tick", place, y + 16, text)
            for place, text in draw.fitting(self.scale.ticks)
        ]
        return draw.drawing([*grid, *marks, *ticks], y + FOOT, id=id, title=title, about=about)


def _lanes(row: Row, scale: Scale) -> list[int]:
    """For each dot the lowest lane where, on a phone, it covers no other."""
    room = (2 * RADIUS + 1) / draw.NARROW
    ends = [-1.0] * _MOST_LANES
    lanes: list[int] = []
    for dot in row.dots:
        place = scale.place(dot.at)
        free = (lane for lane, end in enumerate(ends) if place - end >= room)
        # Where all are taken, the one whose last dot is farthest away.
        lane = next(free, min(range(_MOST_LANES), key=ends.__getitem__))
        ends[lane] = place
        lanes.append(lane)
    return lanes


def _row(row: Row, lanes: list[int], scale: Scale, y: tuple[float, float]) -> Iterator[str]:
    if row.low is not None and row.high is not None:
        yield draw.box("pm-band", (scale.place(row.low), scale.place(row.high)), y)
    if row.median is not None:
        place = scale.place(row.median)
        yield draw.line("pm-median", (place, place), y)
    yield draw.line("pm-grid", (0, 1), (y[1], y[1]))
    for dot, lane in zip(row.dots, lanes, strict=True):
        at, height = draw.percent(scale.place(dot.at)), draw.number(y[1] - 8 - lane * STEP)
        kind = f"{row.kind} pm-hollow" if dot.is_hollow else row.kind
        mark = f'<circle class="{kind}" cx="{at}" cy="{height}" r="{RADIUS}"/>'
        yield draw.link(dot.href, dot.title, mark, is_stop=False)

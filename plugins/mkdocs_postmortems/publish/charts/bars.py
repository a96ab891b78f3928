"""Shares as bars, a row each: its name, its count, and a whisker for the interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_postmortems.publish.charts import drawing as draw

ROW, FOOT = 38, 22
_TOPS = {0.25: 5, 0.5: 5, 0.75: 3, 1.0: 4}
"""Where the axis may end, and into how many steps it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    name: str
    label: str
    """Its count in words: `15 of 57`."""
    title: str
    href: str
    value: float
    low: float | None = None
    high: float | None = None
    is_hatched: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    rows: tuple[Bar, ...]

    def svg(self, id: str, *, title: str, about: str) -> Markup:
        """Names and counts stand over the bars, so that both fit a phone."""
        reach = max((one.high or one.value for one in self.rows), default=1.0)
        top = next((one for one in _TOPS if reach <= one), 1.0)
        height = ROW * len(self.rows)
        marks = [*_axis(top, height)]
        if any(one.is_hatched for one in self.rows):
            marks.append(draw.hatching(id))
        for place, row in enumerate(self.rows):
            marks.append(draw.link(row.href, row.title, "".join(_row(row, top, ROW * place, id))))
        return draw.drawing(marks, height + FOOT, id=id, title=title, about=about)


def _row(row: Bar, top: float, y: int, id: str) -> Iterator[str]:
    yield f'<rect class="pm-target" width="100%" y="{y}" height="{ROW}"/>'
    yield draw.label("pm-name", 0, y + 15, row.name)
    yield draw.label("pm-label", 1, y + 15, row.label)
    end = min(row.value / top, 1.0)
    bar = draw.box("pm-bar", (0, end), (y + 21, y + 32))
    if row.is_hatched:
        bar = bar.replace('class="pm-bar"', f'class="pm-hatched" fill="url(#{id}-hatch)"')
    yield bar
    if row.low is not None and row.high is not None:
        ends = (row.low / top, min(row.high / top, 1.0))
        yield draw.line("pm-whisker", ends, (y + 26.5, y + 26.5))


def _axis(top: float, height: int) -> Iterator[str]:
    steps = _TOPS[top]
    ticks = [(one / steps, f"{round(one * top * 100 / steps)} %") for one in range(steps + 1)]
    for place, _ in ticks:
        yield draw.line("pm-grid", (place, place), (0, height))
    for place, text in draw.fitting(ticks):
        yield draw.label("pm-tick", place, height + 16, text)

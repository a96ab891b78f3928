"""What each period holds, as columns: counts or shares, one panel below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from mkdocs_postmortems.publish.charts import drawing as draw

HEAD, FOOT, GAP = 20, 16, 26
_FILL = 0.62
"""How much of its place a column takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    label: str
    """The count; it stands under the column."""
    title: str
    href: str
    value: float
    hatched: float = 0.0
    """The upper part of the value that is of another kind."""
    low: float | None = None
    high: float | None = None
    is_open: bool = False
    """Not over yet: drawn with an open outline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    name: str
    columns: tuple[Column, ...]
    kind: str = "pm-bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Panels that share the periods of `names` and one scale."""

    names: tuple[str, ...]
    panels: tuple[Panel, ...]
    tall: int = 56
    top: float | None = None
    """What a full height means; else the greatest value."""
    lines: tuple[tuple[float, str], ...] = ()
    """Values that have a line and, where it is the highest, a word."""

    def svg(self, id: str, *, title: str, about: str) -> Markup:
        every = [one for panel in self.panels for one in panel.columns]
        top = self.top or max([0.0, *(one.high or one.value for one in every)]) or 1.0
        marks: list[str] = []
        if any(one.hatched for one in every):
            marks.append(draw.hatching(id))
        y = 0
        for panel in self.panels:
            head = HEAD if panel.name or self.lines else 6
            if panel.name:
                marks.append(draw.label("pm-name", 0, y + 13, panel.name))
            for value, word in self.lines:
                at = y + head + (1 - min(value / top, 1.0)) * self.tall
                marks.append(draw.line("pm-grid", (0, 1), (at, at)))
                if word:
                    marks.append(draw.label("pm-tick", 1, at - 5, word))
            marks += _panel(panel, (y + head, y + head + self.tall), top, id)
            y += head + self.tall + GAP
        marks += (draw.label("pm-tick", place, y + 6, name) for place, name in _names(self.names))
        return draw.drawing(marks, y + FOOT, id=id, title=title, about=about)


def _panel(panel: Panel, y: tuple[int, int], top: float, id: str) -> Iterator[str]:
    count = len(panel.columns)
    yield draw.line("pm-grid", (0, 1), (y[1], y[1]))
    for place, column in enumerate(panel.columns):
        around = (place / count, (place + 1) / count)
        mark = "".join(_column(column, around, y, (top, panel.kind, id)))
        yield draw.link(column.href, column.title, mark)
    if count and draw.NARROW / count >= draw.LETTER * max(len(one.label) for one in panel.columns):
        for place, column in enumerate(panel.columns):
            yield draw.label("pm-count", (place + 0.5) / count, y[1] + 13, column.label)


def _column(
    column: Column,
    around: tuple[float, float],
    y: tuple[int, int],
    look: tuple[float, str, str],
) -> Iterator[str]:
    top, kind, id = look
    bottom, tall = y[1], y[1] - y[0]
    middle, half = sum(around) / 2, (around[1] - around[0]) * _FILL / 2
    x = (middle - half, middle + half)

    def at(value: float) -> float:
        return bottom - min(value / top, 1.0) * tall

    yield draw.box("pm-target", around, (y[0], bottom + 16))
    is_open = " pm-open" if column.is_open else ""
    plain = column.value - column.hatched
    if plain > 0:
        yield draw.box(kind + is_open, x, (at(plain), bottom))
    if column.hatched:
        hatched = draw.box("pm-hatched" + is_open, x, (at(column.value), at(plain)))
        yield hatched.replace("<rect ", f'<rect fill="url(#{id}-hatch)" ')
    if column.low is not None and column.high is not None:
        yield draw.line("pm-whisker", (middle, middle), (at(column.low), at(column.high)))


def _names(names: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Every so manyeth, so that they have room; the last one always."""
    if not names:
        return
    room = draw.NARROW / len(names)
    every = ceil((max(map(len, names)) + 1) * draw.LETTER / room)
    chosen = sorted(range(len(names) - 1, -1, -every))
    yield from draw.fitting([((place + 0.5) / len(names), names[place]) for place in chosen])

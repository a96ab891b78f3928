"""The course of one incident on a line: how long after the start each of its moments was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from markupsafe import Markup

from mkdocs_postmortems.publish.escape import escape_html

NARROWEST = 272
"""Pixels of the drawing on the narrowest phone; what has room there has room everywhere."""
LETTER, GAP, NEAR = 6.5, 6, 3
AXIS, FIRST, ROW = 10, 38, 20
_ENOUGH_ROWS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with its words; `href` leads to its line in the written timeline."""

    name: str
    label: str
    seconds: float
    """From the start; negative before it."""
    href: str = ""

    @property
    def width(self) -> float:
        return (len(self.name) + len(self.label) + 1) * LETTER + GAP


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    share: float
    anchor: str

    @property
    def x(self) -> float:
        return self.share * NARROWEST

    @property
    def low(self) -> float:
        return {"start": self.x + NEAR, "middle": self.x - self.mark.width / 2}.get(
            self.anchor, self.x - self.mark.width
        )

    @property
    def high(self) -> float:
        return {"end": self.x - NEAR, "middle": self.x + self.mark.width / 2}.get(
            self.anchor, self.x + self.mark.width
        )

    @property
    def fits(self) -> bool:
        return self.low >= -GAP and self.high <= NARROWEST + GAP

    def meets(self, other: _Placed) -> bool:
        return self.low < other.high and other.low < self.high

    def is_crossed_by(self, other: _Placed) -> bool:
        """Whether the other's thin line would go through these words, were it longer."""
        return self.low < other.x < self.high


def course(
    marks: Sequence[Mark], impact: tuple[float, float] | None, *, id: str, title: str, about: str
) -> Markup:
    """The figure without a blank line; `impact` is drawn as the thick part of the line.

    Places are shares of its width and letters keep their size, so that a phone can show it.
    """
    low, high = min(one.seconds for one in marks), max(one.seconds for one in marks)
    shares = [(one.seconds - low) / ((high - low) or 1.0) for one in marks]
    placed, rows = _place(marks, shares)
    height = FIRST + ROW * max(rows) + 8
    lines = [
        (
            f'<svg role="group" width="100%" height="{height}"'
            f' aria-labelledby="{id}-title {id}-desc" xmlns="http://www.w3.org/2000/svg">'
        ),
        f'<title id="{id}-title">{escape_html(title)}</title>',
        f'<desc id="{id}-desc">{escape_html(about)}</desc>',
        f'<line class="pm-span" x1="0%" x2="100%" y1="{AXIS}" y2="{AXIS}"/>',
    ]
    if impact is not None:
        first, last = (_percent((one - low) / ((high - low) or 1.0)) for one in impact)
        lines.append(f'<line class="pm-impact" x1="{first}" x2="{last}" y1="{AXIS}" y2="{AXIS}"/>')
    lines += [_line(one, FIRST + ROW * row) for one, row in zip(placed, rows, strict=True)]
    for one, row in zip(placed, rows, strict=True):
        lines += _words(one, FIRST + ROW * row)
    lines.append("</svg>")
    return Markup("\n".join(lines))  # noqa: S704  # every text is escaped above


def _place(marks: Sequence[Mark], shares: Sequence[float]) -> tuple[list[_Placed], list[int]]:
    """Words beside their moments in as few rows as can be, none on another or on a thin line.

    Where that cannot be, each has a row of its own, and the style lets no line through the words.
    """
    choices = [
        [one for anchor in ("start", "end", "middle") if (one := _Placed(mark, share, anchor)).fits]
        or [_Placed(mark, share, "middle")]
        for mark, share in zip(marks, shares, strict=True)
    ]
    best: tuple[list[_Placed], list[int]] | None = None
    for placed in product(*choices):
        rows = _rows(placed)
        if rows is not None and (best is None or max(rows) < max(best[1])):
            best = list(placed), rows
            if max(rows) < _ENOUGH_ROWS:
                break
    return best or ([one[0] for one in choices], list(range(len(marks))))


def _rows(placed: Sequence[_Placed]) -> list[int] | None:
    """A row for each; None where two lines would each cross the other's words."""
    above: dict[int, set[int]] = {number: set() for number in range(len(placed))}
    for a, b in combinations(range(len(placed)), 2):
        if placed[a].is_crossed_by(placed[b]):
            above[a].add(b)
        if placed[b].is_crossed_by(placed[a]):
            above[b].add(a)
    rows: dict[int, int] = {}
    while len(rows) < len(placed):
        ready = [number for number in above if number not in rows and above[number] <= rows.keys()]
        if not ready:
            return None
        number = ready[0]
        row = max((rows[other] + 1 for other in above[number]), default=0)
        taken = {rows[other] for other in rows if placed[number].meets(placed[other])}
        rows[number] = next(one for one in range(row, len(placed) + row + 1) if one not in taken)
    return [rows[number] for number in range(len(placed))]


def _line(one: _Placed, y: int) -> str:
    x, end = _percent(one.share), y - 13 if one.anchor == "middle" else y
    return f'<line class="pm-grid" x1="{x}" x2="{x}" y1="{AXIS}" y2="{end}"/>'


def _words(one: _Placed, y: int) -> Iterator[str]:
    """The mark and its words, in one link where there is one."""
    x, mark = _percent(one.share), one.mark
    beside = {"start": GAP, "end": -GAP}.get(one.anchor, 0)
    words = escape_html(mark.name)
    if mark.label:
        words += f' <tspan class="pm-quiet">{escape_html(mark.label)}</tspan>'
    # Material sets every `href` again when it changes pages, which a drawing's link refuses.
    yield f'<a xlink:href="{escape_html(mark.href)}">' if mark.href else "<g>"
    yield f'<circle class="pm-dot" cx="{x}" cy="{AXIS}" r="4"/>'
    yield f'<text x="{x}" dx="{beside}" y="{y}" text-anchor="{one.anchor}">{words}</text>'
    yield "</a>" if mark.href else "</g>"


def _percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"

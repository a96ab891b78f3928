"""What every drawing shares: its frame, links, places along its width, and labels that fit.

Places along the width are shares of it and heights are pixels: a drawing fills what room it has,
and its letters keep their size on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from mkdocs_postmortems.publish.escape import escape_html

NARROW = 280
"""Pixels that the narrowest phone leaves; labels that would not fit there are left out."""

LETTER = 7.5
"""Pixels of a letter, rather too many."""

_INSET = 1.5
"""Hundredths left free at both sides, for half a mark and half a letter."""

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def drawing(marks: Iterable[str], height: float, *, id: str, title: str, about: str) -> Markup:
    """The figure without a blank line; `id` begins the ids of its title and description.

    Not an image where it has links: a screen reader would pass over what is inside one.
    """
    inside = "\n".join(marks)
    role = "group" if "<a " in inside else "img"
    return Markup(  # noqa: S704  # every text goes through `words`
        f'<svg class="pm-chart" role="{role}" width="100%" height="{number(height)}"'
        f' aria-labelledby="{id}-title {id}-desc">\n'
        f'<title id="{id}-title">{words(title)}</title>\n'
        f'<desc id="{id}-desc">{words(about)}</desc>\n{inside}\n</svg>'
    )


def link(href: str, title: str, mark: str, *, is_stop: bool = True) -> str:
    """A mark that leads to its evidence, as Markdown would link there: the host resolves it.

    Where hundreds of marks stand for what is listed beside them, they are no stops of the Tab key.
    """
    named = f"<title>{words(title)}</title>{mark}"
    if not href:
        return f"<g>{named}</g>"
    stop = "" if is_stop else ' tabindex="-1"'
    return f'<a href="{words(href)}"{stop}>{named}</a>'


def label(kind: str, x: float, y: float, text: str) -> str:
    """Words at a share of the width; those at an end stay inside it."""
    side = " pm-start" if x <= 0 else " pm-end" if x >= 1 else ""
    return f'<text class="{kind}{side}" x="{percent(x)}" y="{number(y)}">{words(text)}</text>'


def line(kind: str, x: tuple[float, float], y: tuple[float, float]) -> str:
    return (
        f'<line class="{kind}" x1="{percent(x[0])}" x2="{percent(x[1])}"'
        f' y1="{number(y[0])}" y2="{number(y[1])}"/>'
    )


def box(kind: str, x: tuple[float, float], y: tuple[float, float]) -> str:
    """A rectangle between two places and two heights."""
    return (
        f'<rect class="{kind}" x="{percent(x[0])}" width="{wide(x[1] - x[0])}"'
        f' y="{number(y[0])}" height="{number(y[1] - y[0])}"/>'
    )


def hatching(id: str) -> str:
    """Stripes for what colour alone would tell apart; used as `url(#<id>-hatch)`."""
    return (
        f'<defs><pattern id="{id}-hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="pm-stripe" width="2" height="5"/>'
        "</pattern></defs>"
    )


def words(text: str) -> str:
    """Text for an element or an attribute, without what XML has no place for."""
    return escape_html(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def number(value: float) -> str:
    """As short as a tenth allows."""
    return f"{round(value, 1):g}" if abs(value) < 1e5 else str(round(value))


def percent(share: float) -> str:
    """A place along the width, half a mark away from its ends."""
    return f"{round(_INSET + share * (100 - 2 * _INSET), 2):g}%"


def wide(share: float) -> str:
    return f"{round(max(0.0, share) * (100 - 2 * _INSET), 2):g}%"


def fitting(ticks: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """The labels that have room on the narrowest phone; the last is kept before the others.

    One that would reach over an end stands at that end.
    """
    left = float("inf")
    for place, text in reversed(ticks):
        width = len(text) * LETTER
        half = width / 2 / NARROW
        kept = 0.0 if place < half else 1.0 if place > 1 - half else place
        begins = min(max(place * NARROW - width / 2, 0.0), NARROW - width)
        if begins + width <= left:
            left = begins - LETTER
            yield kept, text

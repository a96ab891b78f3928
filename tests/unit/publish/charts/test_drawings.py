"""Every drawing: well-formed, named, inside its frame, its labels apart, its marks links."""

from __future__ import annotations

import itertools
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_postmortems.learn.survival import survival
from mkdocs_postmortems.publish.charts import scales
from mkdocs_postmortems.publish.charts.bars import Bar, Bars
from mkdocs_postmortems.publish.charts.columns import Column, Columns, Panel
from mkdocs_postmortems.publish.charts.curve import Curve
from mkdocs_postmortems.publish.charts.dots import Dot, Dots, Row
from mkdocs_postmortems.publish.charts.drawing import LETTER, NARROW

HOSTILE = "</svg><script>\"'&{{ x }}\ud800\uffff\x00|`"


def bars(count: int, name: str = "Monitoring coverage") -> Bars:
    return Bars(
        tuple(
            Bar(
                name=f"{name} {one}",
                label=f"{one} of {count}",
                title=f"{name}: {one}",
                href=f"../a/{one}.md#went-wrong",
                value=one / count,
                low=max(0.0, one / count - 0.1),
                high=min(1.0, one / count + 0.2),
                is_hatched=bool(one % 2),
            )
            for one in range(count)
        )
    )


def columns(count: int, name: str = "sev-1, critical") -> Columns:
    panel = Panel(
        name=name,
        columns=tuple(
            Column(
                label=str(one % 12),
                title=f"{name} {one}",
                href=f"b.md#{one}" if one % 12 else "",
                value=one % 12,
                hatched=(one % 12) / 2,
                low=0.0,
                high=12.0,
                is_open=one == count - 1,
            )
            for one in range(count)
        ),
    )
    names = tuple(f"{2000 + one // 4} Q{one % 4 + 1}" for one in range(count))
    return Columns(names=names, panels=(panel, panel), lines=((12.0, "all"),))


def dots(count: int, name: str = "mitigate") -> Dots:
    row = Row(
        name=name,
        label="34 min · 12",
        dots=tuple(Dot(60.0 * 1.1**one, f"{name} {one}", f"{one}.md") for one in range(count)),
        median=600.0,
        low=300.0,
        high=9000.0,
    )
    return Dots((row, row), scales.times(dot.at for dot in row.dots))


def along_years(count: int, name: str = "sev-1") -> Dots:
    days = [date(2011 + one % 15, one % 12 + 1, one % 28 + 1) for one in range(count)]
    found = tuple(
        Dot(float(at.toordinal()), f"{name} {at}", f"{at}.md", is_hollow=at.day == 1)
        for at in sorted(days)
    )
    return Dots((Row(name=name, dots=found),), scales.calendar(days or [date(2024, 5, 2)]))


def curve(count: int, name: str = "") -> Curve:
    return Curve(survival([(float(one % 90), one % 3 > 0) for one in range(count)]), 0.0)


Maker = Callable[..., "Bars | Columns | Dots | Curve"]
ALL: list[Maker] = [bars, columns, dots, along_years, curve]
LINKED: list[Maker] = [bars, columns, dots, along_years]
SIZES = (0, 1, 2, 7, 24, 300)


def drawn(chart: Bars | Columns | Dots | Curve) -> tuple[Markup, ET.Element]:
    text = chart.svg("x", title="A title", about="What it is")
    return text, ET.fromstring(text)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("make", ALL)
def test_it_is_named_well_formed_and_of_numbers(make: Maker, count: int) -> None:
    """A title, a description, no blank line, no style, no script, no value that is none."""
    text, root = drawn(make(count))

    assert root.get("aria-labelledby") == "x-title x-desc"
    assert [one.get("id") for one in root[:2]] == ["x-title", "x-desc"]
    assert [one.text for one in root[:2]] == ["A title", "What it is"]
    assert not re.search(r"nan|inf|None|style=|<script|\n\n", text)
    assert float(root.get("height", "")) > 0
    assert root.get("role") == ("group" if "<a " in text else "img")


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("make", ALL)
def test_every_mark_lies_inside_the_frame(make: Maker, count: int) -> None:
    """Places are shares of the width, heights are pixels of the frame."""
    _, root = drawn(make(count))
    height = float(root.get("height", ""))
    for one in _own(root):
        for name in ("x", "x1", "x2", "cx"):
            place = one.get(name, "0%")
            assert place.endswith("%")
            assert 0 <= float(place[:-1]) <= 100
        for name in ("y", "y1", "y2", "cy"):
            assert -1 <= float(one.get(name, "0")) <= height
        assert float(one.get("height", "0")) >= 0
        assert float(one.get("width", "0").rstrip("%")) <= 100


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("make", ALL)
def test_labels_do_not_cover_each_other_on_a_phone(make: Maker, count: int) -> None:
    """On the narrowest screen each text has its own place."""
    _, root = drawn(make(count))
    boxes = sorted(_label(one) for one in root.iter("text"))
    for line in {height for height, _, _ in boxes}:
        on_it = [(left, right) for height, left, right in boxes if height == line]
        assert all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(on_it)), on_it
    assert all(left >= -1 and right <= NARROW + 6 for _, left, right in boxes)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("make", LINKED)
def test_every_mark_with_evidence_is_a_link_with_a_name(make: Maker, count: int) -> None:
    """As many links as marks that have any; each says what it leads to."""
    chart = make(count)
    text, root = drawn(chart)
    hrefs = re.findall(r"href='([^']+)'", repr(chart))

    assert [one.get("href") for one in root.iter("a")] == hrefs
    assert all(one[0].tag == "title" and one[0].text for one in root.iter("a"))
    assert "href" not in text.replace("<a href", "")


@pytest.mark.parametrize("make", LINKED)
def test_words_cannot_break_out(make: Maker) -> None:
    """Whatever a title holds, it is text, and the drawing stays well-formed."""
    text, root = drawn(make(3, HOSTILE))

    assert "<script" not in text
    assert "{" not in text
    assert not list(root.iter("script"))


@given(
    st.lists(st.floats(0, 1e9, allow_nan=False), max_size=60),
    st.text(max_size=12),
)
def test_any_durations_and_any_words_make_a_drawing(seconds: list[float], name: str) -> None:
    """No length of time and no text breaks it; all dots lie between the ends of the scale."""
    row = Row(name=name, dots=tuple(Dot(one, name, "a.md") for one in sorted(seconds)))
    _, root = drawn(Dots((row,), scales.times(seconds)))

    places = [float(one.get("cx", "")[:-1]) for one in root.iter("circle")]
    assert places == sorted(places)
    assert all(0 <= one <= 100 for one in places)


@given(st.lists(st.dates(), min_size=1, max_size=40))
def test_any_days_have_a_place_in_their_order(days: list[date]) -> None:
    """Also in the calendar's first and last year."""
    scale = scales.calendar(days)
    places = [scale.place(float(one.toordinal())) for one in sorted(days)]

    assert places == sorted(places)
    assert all(0 <= one <= 1 and math.isfinite(one) for one in places)
    assert all(0 <= place <= 1 for place, _ in scale.ticks)


@given(st.lists(st.floats(0, 1), max_size=40), st.integers(0, 40))
def test_bars_and_columns_are_as_long_as_their_shares(shares: list[float], open_: int) -> None:
    """Longer for more, and never past the end."""
    ordered = sorted(shares)
    rows = tuple(Bar(name="a", label="b", title="c", href="", value=one) for one in ordered)
    _, root = drawn(Bars(rows))
    widths = [
        float(one.get("width", "")[:-1])
        for one in root.iter("rect")
        if one.get("class") == "pm-bar"
    ]
    assert widths == sorted(widths)
    made = tuple(
        Column(label="1", title="c", href="", value=one, is_open=place == open_)
        for place, one in enumerate(ordered)
    )
    panel = Panel(name="", columns=made)
    _, root = drawn(Columns(names=("2024",) * len(made), panels=(panel,), top=1.0))
    heights = [
        float(one.get("height", ""))
        for one in root.iter("rect")
        if (one.get("class") or "").startswith("pm-bar")
    ]
    assert heights == sorted(heights)
    assert all(one <= 56 for one in heights)


def test_dots_of_one_place_do_not_hide_each_other() -> None:
    """Up to twenty stand over one another; more than that share the lanes."""
    row = Row(name="", dots=tuple(Dot(600.0, "a", "a.md") for _ in range(20)))
    _, root = drawn(Dots((row,), scales.times([600.0])))

    assert len({one.get("cy") for one in root.iter("circle")}) == 20


def test_a_drawing_of_a_dozen_marks_is_small() -> None:
    """A few kilobytes, whatever is drawn; a dot costs its title and its address."""
    sizes = {make.__name__: len(make(12).svg("x", title="t", about="a")) for make in ALL}
    assert max(sizes.values()) < 12_000, sizes
    assert sizes["bars"] < 7_000, sizes


def _own(root: ET.Element) -> Iterator[ET.Element]:
    """Without what has a system of coordinates of its own, and without patterns."""
    for one in root:
        if one.tag in {"defs", "svg"}:
            continue
        yield one
        yield from _own(one)


def _label(text: ET.Element) -> tuple[float, float, float]:
    """Its line, and from where to where it reaches on a narrow phone."""
    place = float(text.get("x", "")[:-1]) / 100 * NARROW
    width = len(text.text or "") * (LETTER - 1)
    kind = text.get("class") or ""
    left = 0.0 if "pm-start" in kind or kind.startswith("pm-name") else width / 2
    left = width if "pm-end" in kind else left
    return (float(text.get("y", "")), place - left, place - left + width)

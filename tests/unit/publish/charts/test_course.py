"""The course of one incident on a line."""

from __future__ import annotations

import re
from itertools import combinations, product
from xml.etree import ElementTree as ET

import pytest

from mkdocs_postmortems.publish.charts.course import FIRST, GAP, LETTER, NARROWEST, Mark, course

HOUR = 3600.0
NAMES = ("detected", "acknowledged", "mitigated", "resolved")
SVG = "{http://www.w3.org/2000/svg}"


def draw(marks: list[Mark], impact: tuple[float, float] | None = None) -> ET.Element:
    drawn = course(marks, impact, id="x", title="A & B", about="<told>")
    return ET.fromstring(str(drawn).replace("<svg ", '<svg xmlns:xlink="x" ', 1))


def boxes(drawn: ET.Element) -> list[tuple[float, float, float]]:
    """Left, right and height of every label on the narrowest phone, as wide as letters may be."""
    found = []
    for text in drawn.iter(f"{SVG}text"):
        x = float(text.get("x", "").rstrip("%")) / 100 * NARROWEST + float(text.get("dx", 0))
        width = len("".join(text.itertext())) * LETTER
        left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor", "")]
        found.append((left, left + width, float(text.get("y", 0))))
    return found


SPANS = (60.0, 300.0, HOUR, 5 * HOUR, 5.2 * HOUR, 90 * HOUR)
COURSES = [
    tuple(sorted(times)) for times in product(SPANS, repeat=4) if list(times) == sorted(times)
]


@pytest.mark.parametrize("times", COURSES[::3])
def test_no_two_labels_meet_on_the_narrowest_phone(times: tuple[float, ...]) -> None:
    """However unequal the spans are, every word can be read and none leaves the drawing."""
    labels = [f"+{int(one // 3600)} h {int(one % 3600 // 60)} min" for one in times]
    marks = [Mark("started", "", 0.0)]
    marks += [Mark(*one) for one in zip(NAMES, labels, times, strict=True)]
    found = boxes(draw(marks))

    assert len(found) == 5
    for a, b in combinations(found, 2):
        assert a[2] != b[2] or a[1] <= b[0] + 1 or b[1] <= a[0] + 1, (a, b)
    for left, right, _ in found:
        assert left >= -2 * GAP
        assert right <= NARROWEST + 2 * GAP


def test_places_are_shares_of_the_time() -> None:
    """A span that is a hundredth of the whole is drawn as one."""
    drawn = draw(
        [Mark("started", "", 0), Mark("detected", "+1 min", 60), Mark("resolved", "", 6000)]
    )

    assert [one.get("cx") for one in drawn.iter(f"{SVG}circle")] == ["0%", "1%", "100%"]


def test_what_was_detected_before_the_start_stands_before_it() -> None:
    """The thick part begins at the start, and not at the left edge."""
    marks = [
        Mark("detected", "−6 min", -360),
        Mark("started", "", 0),
        Mark("resolved", "+1 h", 3600),
    ]
    drawn = draw(marks, (0.0, 3600.0))
    (thick,) = [one for one in drawn.iter(f"{SVG}line") if one.get("class") == "pm-impact"]

    assert (thick.get("x1"), thick.get("x2")) == ("9.09%", "100%")
    assert [one.get("cx") for one in drawn.iter(f"{SVG}circle")] == ["0%", "9.09%", "100%"]


def test_equal_moments_have_a_label_each() -> None:
    """Mitigated and resolved at once: two words under one place."""
    drawn = draw(
        [Mark("started", "", 0), Mark("mitigated", "+1 h", 9), Mark("resolved", "+1 h", 9)]
    )

    assert len({y for _, _, y in boxes(drawn)}) >= 2
    assert {one.get("cx") for one in drawn.iter(f"{SVG}circle")} == {"0%", "100%"}


def test_a_mark_with_a_line_in_the_timeline_leads_to_it() -> None:
    """A link holds the mark and its words; without a line there is none."""
    drawn = draw([Mark("started", "", 0, "#at-started"), Mark("resolved", "+1 h", 3600)])
    (link,) = drawn.iter(f"{SVG}a")

    assert link.get("{x}href") == "#at-started"
    assert "".join(link.itertext()).strip() == "started"


def test_it_says_what_it_is_and_stays_small() -> None:
    """Title and description are text, there is no style, and five moments take 2 KB."""
    marks = [Mark("started", "", 0, "#at-started")]
    marks += [
        Mark(name, "+14 h 20 min", n * 7000.0, f"#at-{name}") for n, name in enumerate(NAMES, 1)
    ]
    drawn = course(marks, (0.0, 9.0), id="x", title="A & B", about="<told>")

    assert '<title id="x-title">A &#38; B</title>' in drawn
    assert '<desc id="x-desc">&#60;told&#62;</desc>' in drawn
    assert 'aria-labelledby="x-title x-desc"' in drawn
    assert not re.search(r"style|script|onload", drawn)
    assert len(drawn.encode()) < 2048
    assert FIRST < int(re.search(r'height="(\d+)"', drawn)[1]) < 150

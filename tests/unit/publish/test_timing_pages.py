"""The page on times: few values are listed, many have a median, and none has a mean."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET

from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import timing_pages
from planted import answer, learned, pages
from told import after, told


def took(number: int, minutes: float, **rest: object) -> Postmortem:
    id = f"2024-{number % 12 + 1:02}-{number // 12 + 1:02}-n{number}"
    return told(id, mitigated_at=after(f"{id[:10]}T12:00:00", minutes=minutes), **rest)


def page(*postmortems: Postmortem) -> str:
    (found,) = pages(timing_pages.publish, learned(postmortems)).values()
    return found


def test_without_an_incident_it_says_what_would_change_it() -> None:
    text = page()

    assert answer(text).startswith("No incident is counted yet")
    assert "|" not in text


def test_one_incident_is_told_with_its_length_and_without_a_median() -> None:
    text = page(took(1, 20))

    assert answer(text) == (
        "1 of 1 incident tells to the minute when it was mitigated: after 20 min. "
        "A median appears from six."
    )
    assert "svg" not in text


def test_twelve_have_a_median_with_its_exact_interval_and_no_drawing() -> None:
    text = page(*(took(number, number + 1) for number in range(12)))

    assert answer(text) == (
        "Half of the 12 of 12 incidents whose times are known to the minute were mitigated within "
        "6 min of their start; the median lies between 3 min and 10 min with 95 % confidence."
    )
    assert "svg" not in text


def test_a_drawing_has_a_dot_an_incident_that_leads_to_its_row() -> None:
    incidents = [took(number, 3 ** (number % 9)) for number in range(24)]
    text = page(*incidents)

    figure = re.search(r'<figure class="pm-figure">.*?</figure>', text, re.DOTALL)
    assert figure
    assert "\n\n" not in figure[0]
    assert "style=" not in figure[0]
    root = ET.fromstring(figure[0])  # it is well-formed
    space = "{http://www.w3.org/2000/svg}"
    dots = [one.get("href", "") for one in root.iter(f"{space}a")]
    assert sorted(dots) == sorted(f"#incident-{one.id}" for one in incidents)
    assert all(f'<a id="{href[1:]}"></a>' in text for href in dots)
    places = [float(one.get("cx", "")) for one in root.iter(f"{space}circle")]
    assert min(places) >= 96
    assert max(places) <= 640


def test_titles_cannot_break_out_of_the_drawing() -> None:
    text = page(*(took(number, 5, title='</svg><script>"&') for number in range(24)))

    assert "<script" not in text
    assert text.count("</svg>") == 1


def test_who_found_it_leads_to_lists() -> None:
    text = page(
        took(1, 5, detected_by="alert"),
        took(2, 5, detected_by="by-chance"),
        took(3, 5, detected_by="by-chance"),
        took(4, 5),
    )

    assert (
        "monitoring found [1](#found-monitoring), people 0 and chance [2](#found-chance); "
        "[1](#found-unknown) does not say" in text
    )
    assert text.count("&#160;· by chance\n") == 2


def test_the_order_of_files_changes_nothing() -> None:
    incidents = [took(number, number * 7 % 50) for number in range(30)]
    shuffled = random.Random(5).sample(incidents, len(incidents))

    assert page(*incidents) == page(*shuffled)

"""The page on times: few values are listed, many have a median, and none has a mean."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET

from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import timing_pages
from mkdocs_postmortems.publish.incident_figures import MOST
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


def test_a_drawing_has_a_dot_an_incident_that_leads_to_it() -> None:
    incidents = [took(number, 3 ** (number % 9)) for number in range(24)]
    text = page(*incidents)

    figure = re.search(r'<figure class="pm-figure">.*?</figure>', text, re.DOTALL)
    assert figure
    assert "\n\n" not in figure[0]
    assert "style=" not in figure[0]
    root = ET.fromstring(figure[0])  # it is well-formed
    dots = [one.get("href", "") for one in root.iter("a")]
    assert sorted(dots) == sorted(f"../postmortems/{one.id}.md" for one in incidents)


def test_of_very_many_the_newest_are_drawn_and_the_page_says_so() -> None:
    """The median is still that of all."""
    many = [took(number, 5) for number in range(330)]
    text = page(*many)
    assert text.count("<circle") == MOST
    assert f"Of each row the newest {MOST} are drawn" in text
    assert "Half of the [330 of 330 incidents]" in text


def test_titles_cannot_break_out_of_the_drawing() -> None:
    text = page(*(took(number, 5, title='</svg><script>"&') for number in range(24)))

    assert "<script" not in text
    assert text.count("</svg>") == text.count("<svg") == 2


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

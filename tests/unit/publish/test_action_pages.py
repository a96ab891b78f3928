"""The page on follow-up: what is planted is found, and no person stands on it."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_postmortems.learn.writing import Tracked, tracked_incidents
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import action_pages
from planted import answer, learned, pages
from told import action, told


def page(*postmortems: Postmortem, tracked: Tracked | None = None) -> str:
    found = replace(learned(postmortems), tracked=tracked)
    (text,) = pages(action_pages.publish, found).values()
    return text


LATE = told(
    "2024-03-08-a",
    published_at="2024-03-20",
    resolved_at="2024-03-08T13:00:00",
    late_because="The logs came late.",
    owner="Ada Example",
    authors=("Ada Example",),
    action_items=(
        action("Alert on depth", "A1", status="open", due="2024-04-01", owner="Ada Example"),
        action("Write it down", "A2", status="done", closed="2024-04-19", type="process"),
        action("Move away", "A3", status="dropped", reason="too dear", closed="2024-05-01"),
        action("Ask them", "A4", status="open", due="2025-06-01"),
    ),
)


def test_open_overdue_done_and_dropped_items_are_counted_and_listed() -> None:
    text = page(LATE)

    assert answer(text) == (
        "2 action items of 4 are open on 2024-12-31, and 2 of them are overdue, "
        "the longest by 274 days; 1 is done and 1 was dropped."
    )
    assert (
        "| 274 days | A1&#58; Alert on depth" in text or "| 274 days | A1: Alert on depth" in text
    )
    assert "because: too dear" in text
    assert "published 2024-03-20, 5 days late | The logs came late." in text


def test_no_person_stands_beside_lateness() -> None:
    assert "Ada" not in page(LATE)


def test_shares_of_fewer_than_five_items_are_not_printed() -> None:
    assert " % |" not in page(LATE)


def test_a_curve_is_drawn_from_twenty_items_on() -> None:
    many = [
        replace(LATE, id=f"2024-03-{number:02}-b", title=f"b{number}") for number in range(1, 8)
    ]
    text = page(*many)

    figure = re.search(r'<figure class="pm-figure">.*?</figure>', text, re.DOTALL)
    assert figure
    assert "\n\n" not in figure[0]
    assert "pm-band" in figure[0]
    assert "svg" not in page(*many[:3])


def test_empty_states() -> None:
    retold = replace(LATE, account="retold")

    assert answer(page()).startswith("No postmortem is counted yet")
    assert answer(page(told("2024-03-08-a"))).startswith("No action item stands in 1 counted")
    assert answer(page(retold)) == (
        "Nothing is followed up here: the one postmortem is retold from the public record, "
        "and what others announced is never open and never overdue."
    )
    assert "Overdue" not in page(retold)


def test_incidents_of_the_tracker_without_a_postmortem_are_named() -> None:
    known = told("2024-03-08-a", tracker_ids=("INC-1",))
    severities = learned([known]).corpus.vocabularies["severities"]
    tracked = tracked_incidents([("INC-1", "sev-2"), ("INC-2", "sev-1")], [known], severities)
    text = page(known, tracked=tracked)

    assert "1 has a postmortem that counts, none a draft, and 1 nothing" in text
    assert "| INC-2 |" in text
    assert "| INC-1 |" not in text

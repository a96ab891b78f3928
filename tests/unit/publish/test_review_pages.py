"""A review of a quarter: as it stood on its last day, ending with five things."""

from __future__ import annotations

import re
from datetime import date

from mkdocs_postmortems.learn.review import overdue_on, reviews
from mkdocs_postmortems.publish import review_pages
from planted import answer, learned, pages
from told import action, day, lesson, spread, told

EARLIER = told(
    "2024-02-08-a",
    published_at="2024-02-10",
    action_items=(
        action("Alert on depth", "A1", status="done", due="2024-02-20", closed="2024-05-02"),
        action("Write it down", "A2", status="done", due="2024-02-20", closed="2024-02-15"),
        action("Ask them", "A3", status="done", due="2024-02-20"),
    ),
)


def test_what_was_overdue_is_told_as_of_the_last_day_of_the_quarter() -> None:
    (review,) = reviews(learned([EARLIER]))

    assert review.as_of == day("2024-03-31")
    assert [(item.id, item.overdue) for item in review.overdue] == [("A1", 40)]
    assert overdue_on(learned([EARLIER]).items, day("2024-05-02")) == ()


def test_a_running_quarter_is_seen_as_of_today() -> None:
    (review,) = reviews(learned([told("2024-12-08-a")], date(2024, 12, 20)))

    assert review.as_of == day("2024-12-20")
    assert review.is_filling


def test_the_last_eight_quarters_that_have_any_are_reviewed() -> None:
    found = reviews(learned(spread("2021-01-15", 10, 122)))

    assert len(found) == 8
    assert [one.period.id for one in found][:2] == ["2024-q1", "2023-q3"]


def test_a_page_ends_with_at_most_five_things_each_with_its_reason() -> None:
    many = [EARLIER, *(told(f"2024-03-{n:02}-b", detected_by="by-chance") for n in range(1, 9))]
    text = pages(review_pages.publish, learned(many))["trends/reviews/2024-q1.md"]

    points = re.findall(r"^\d\. .*", text, re.MULTILINE)
    assert len(points) == 5
    assert "The strongest of the quarter: sev-2" in points[0]
    assert "40 days overdue on 2024-03-31: Alert on depth (done on 2024-05-02)" in points[1]
    assert "found by chance" in points[2]
    assert text.index("One year ago" if "One year ago" in text else "Themes") < text.index(
        points[0]
    )


def test_a_year_ago_is_the_same_quarter() -> None:
    text = pages(review_pages.publish, learned([told("2023-11-08-a"), told("2024-12-01-b")]))

    assert "## One year ago" in text["trends/reviews/2024-q4.md"]
    assert "## One year ago" not in text["trends/reviews/2023-q4.md"]


def test_without_an_incident_only_the_overview_stands_and_says_so() -> None:
    (text,) = pages(review_pages.publish, learned([])).values()

    assert answer(text).startswith("No quarter can be reviewed yet")


def test_what_came_back_stands_on_the_later_quarter_and_comes_first() -> None:
    before = told(
        "2024-02-08-a",
        published_at="2024-02-10",
        lessons=(lesson("rollback"),),
        action_items=(action("Do it", "A1", status="done", closed="2024-03-01"),),
    )
    later = told("2024-05-08-b", lessons=(lesson("rollback"),))
    text = pages(review_pages.publish, learned([before, later]))

    assert '## <a id="again"></a>What came back' in text["trends/reviews/2024-q2.md"]
    assert '## <a id="again">' not in text["trends/reviews/2024-q1.md"]
    first = next(one for one in text["trends/reviews/2024-q2.md"].splitlines() if one[:2] == "1.")
    assert "hurt Checkout again 90 days after" in first
    assert "whose action items were all closed" in first

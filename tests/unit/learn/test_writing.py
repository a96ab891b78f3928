"""Which postmortems were late, and which incidents have none."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.writing import Untold, tracked_incidents, writing_deadlines
from told import corpus, day, told

TODAY = day("2024-06-01")
RULES = Deadlines(by_severity={"sev-1": Deadline(5, is_business=True), "sev-2": Deadline(14)})
SEVERITIES = corpus().vocabularies["severities"]


@pytest.mark.parametrize(
    ("rest", "list_", "days"),
    [
        ({"published_at": "2024-03-22"}, None, 0),
        ({"published_at": "2024-03-23"}, "late", 1),
        ({"published_at": "2024-03-23", "resolved_at": "2024-03-09T01:00:00"}, None, 0),
        ({"status": "draft"}, "overdue", 71),
        ({"status": "in-review"}, "overdue", 71),
        ({"status": "in-review", "published_at": "2024-03-10"}, "overdue", 71),
        ({"status": "draft", "resolved_at": "2024-05-18T01:00:00"}, "running", 0),
        ({"status": "draft", "resolved_at": "2024-05-17T01:00:00"}, "overdue", 1),
        ({"published_at": None}, "undated", 0),
        ({"status": "draft", "severity": "sev-4"}, None, 0),
        ({"status": "draft", "severity": None}, None, 0),
        ({"status": "draft", "account": "retold"}, None, 0),
        ({"status": "draft", "started_at": "2024-03"}, None, 0),
    ],
)
def test_a_postmortem_is_late_overdue_running_or_in_time(
    rest: dict[str, Any], list_: str | None, days: int
) -> None:
    found = writing_deadlines([told("2024-03-08-a", **rest)], RULES, TODAY)
    lists = {name: getattr(found, name) for name in ("late", "overdue", "running", "undated")}

    assert [name for name, rows in lists.items() if rows] == ([list_] if list_ else [])
    assert [row.days_late for row in found.late + found.overdue] == ([days] if days else [])


def test_a_late_one_says_why() -> None:
    one = told("2024-03-08-a", published_at="2024-04-01", late_because="waited for the vendor")

    (row,) = writing_deadlines([one], RULES, TODAY).late
    assert (row.late_because, row.due, row.incident.id) == (
        "waited for the vendor",
        day("2024-03-22"),
        "2024-03-08-a",
    )


def test_lists_go_by_deadline_and_then_by_id() -> None:
    some = [told(id, status="draft") for id in ("2024-03-08-b", "2024-02-08-c", "2024-03-08-a")]

    assert [row.incident.id for row in writing_deadlines(some, RULES, TODAY).overdue] == [
        "2024-02-08-c",
        "2024-03-08-a",
        "2024-03-08-b",
    ]


def test_without_deadlines_nothing_is_late() -> None:
    found = writing_deadlines([told("2024-03-08-a", status="draft")], Deadlines(), TODAY)

    assert (found.late, found.overdue, found.running, found.undated) == ((), (), (), ())


def test_incidents_of_the_tracker_without_a_postmortem_are_listed_strongest_first() -> None:
    export = [
        ("INC-3", "sev-3"),
        ("INC-9", "?"),
        ("INC-2", "P1"),
        ("INC-1", "SEV3"),
        ("INC-4", "sev-1"),
    ]
    found = tracked_incidents(export, [told("2024-03-08-a", tracker_ids=("INC-4",))], SEVERITIES)

    assert found.untold == (
        Untold(id="INC-2", severity="sev-1"),
        Untold(id="INC-1", severity="sev-3"),
        Untold(id="INC-3", severity="sev-3"),
        Untold(id="INC-9", severity=None),
    )
    assert (found.told, found.drafted) == (1, ())


@pytest.mark.parametrize("written", ["inc-4", " INC-4 ", "INC-4"])
def test_case_and_blanks_of_an_id_do_not_matter(written: str) -> None:
    found = tracked_incidents(
        [("INC-4", "sev-1")], [told("2024-03-08-a", tracker_ids=(written,))], SEVERITIES
    )

    assert (found.untold, found.told) == ((), 1)


@pytest.mark.parametrize("written", ["INC-40", "INC-", "4"])
def test_another_id_is_another_incident(written: str) -> None:
    found = tracked_incidents(
        [("INC-4", "sev-1")], [told("2024-03-08-a", tracker_ids=(written,))], SEVERITIES
    )

    assert (len(found.untold), found.told) == (1, 0)


def test_a_draft_is_on_its_way_and_not_missing() -> None:
    draft = told("2024-03-08-a", tracker_ids=("INC-4",), status="draft")
    found = tracked_incidents([("INC-4", "sev-1")], [draft], SEVERITIES)

    assert (found.untold, found.told) == ((), 0)
    assert [one.incident.id for one in found.drafted] == ["2024-03-08-a"]
    done = told("2024-03-09-b", tracker_ids=("INC-4",))
    assert tracked_incidents([("INC-4", "sev-1")], [draft, done], SEVERITIES).drafted == ()


def test_lines_that_stand_twice_or_hold_no_id_count_once_or_not_at_all() -> None:
    export = [("INC-4", "sev-1"), ("inc-4", "sev-3"), ("", "sev-1"), ("  ", "sev-1")]

    assert tracked_incidents(export, [], SEVERITIES).untold == (
        Untold(id="INC-4", severity="sev-1"),
    )


def test_an_empty_export_has_nothing_to_say() -> None:
    found = tracked_incidents([], [told("2024-03-08-a", tracker_ids=("INC-4",))], SEVERITIES)

    assert (found.untold, found.drafted, found.told) == ((), (), 0)

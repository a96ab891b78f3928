"""Who found it."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.learn.detection import (
    FINDERS,
    finders_by_period,
    finders_by_service,
    learn_finders,
)
from mkdocs_postmortems.learn.periods import Calendar, Length
from mkdocs_postmortems.read import packaged
from told import SERVICES, day, told


def test_every_packaged_way_of_detection_has_a_group() -> None:
    assert set(FINDERS) == set(packaged.lists()["detections"].ids)


@pytest.mark.parametrize(
    ("detected_by", "group"),
    [
        ("alert", "monitoring"),
        ("synthetic-check", "monitoring"),
        ("internal-user", "people"),
        ("customer-report", "people"),
        ("social-media", "people"),
        ("vendor-notice", "people"),
        ("audit-or-review", "people"),
        ("by-chance", "chance"),
        (None, "unknown"),
        ("a-word-of-their-own", "unknown"),
    ],
)
def test_an_incident_is_in_exactly_one_group(detected_by: str | None, group: str) -> None:
    found = learn_finders([told("2024-03-08-a", detected_by=detected_by)])

    assert len(getattr(found, group)) == found.n == 1


@pytest.mark.parametrize(
    "rest", [{"status": "draft"}, {"kind": "near-miss"}, {"kind": "false-alarm"}]
)
def test_only_counted_incidents_are_asked(rest: dict[str, str]) -> None:
    assert learn_finders([told("2024-03-08-a", detected_by="alert", **rest)]).n == 0


def test_an_incident_stands_under_each_service_and_services_go_by_name() -> None:
    some = [
        told("2024-03-08-a", detected_by="alert", services=("checkout", "api")),
        told("2024-03-09-b", detected_by="by-chance", services=("api",)),
        told("2024-03-10-c", services=("nobody-knows",)),
    ]

    found = finders_by_service(some, SERVICES)
    assert [
        (one.service.name, len(one.found.monitoring), len(one.found.chance)) for one in found
    ] == [
        ("Checkout", 1, 0),
        ("Public API", 1, 1),
    ]


def test_a_service_without_incidents_has_no_row() -> None:
    assert finders_by_service([], SERVICES) == ()


def test_periods_are_told_apart() -> None:
    some = [
        told("2024-01-05-a", detected_by="alert"),
        told("2024-08-05-b", detected_by="by-chance"),
    ]
    calendar = Calendar.of(some, day("2024-09-30"), length=Length.QUARTER)

    assert [
        (one.period.id, one.is_filling, one.found.n) for one in finders_by_period(some, calendar)
    ] == [
        ("2024-q1", False, 1),
        ("2024-q2", False, 0),
        ("2024-q3", True, 1),
    ]

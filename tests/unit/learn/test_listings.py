"""Incidents by service, severity and date: who counts where."""

from __future__ import annotations

from corpora import corpus, ids, postmortem
from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.neighbours import Neighbours, neighbours

OLD = postmortem("2023-11-05-old", services="checkout, payments", severity="sev-1")
NEW = postmortem("2024-03-08-new")
REVIEWED = postmortem("2024-05-01-reviewed", status="in-review", severity=None)
DRAFT = postmortem("2024-06-01-draft", status="draft")
NEAR = postmortem("2024-03-20-near", kind="near-miss", severity="sev-1")
FALSE = postmortem("2024-04-02-false", kind="false-alarm")
UNDATED = postmortem("undated", services="payments", started_at="")
ALL = corpus([NEW, OLD, DRAFT, UNDATED, FALSE, REVIEWED, NEAR])


def test_a_draft_is_in_no_count_and_one_in_review_is() -> None:
    everything = listings.everything(ALL)

    assert ids(everything.incidents) == [REVIEWED.id, NEW.id, OLD.id, UNDATED.id]
    assert DRAFT.id not in ids(everything.all)


def test_near_misses_and_false_alarms_stand_apart() -> None:
    everything = listings.everything(ALL)

    assert ids(everything.near_misses) == [NEAR.id]
    assert ids(everything.false_alarms) == [FALSE.id]


def test_an_incident_stands_under_each_of_its_services() -> None:
    by_service = {one.id: ids(one.incidents) for one in listings.by_service(ALL)}

    assert by_service == {
        "checkout": [REVIEWED.id, NEW.id, OLD.id],
        "payments": [OLD.id, UNDATED.id],
    }


def test_services_are_listed_by_name_and_never_by_count() -> None:
    assert [one.name for one in listings.by_service(ALL)] == ["Checkout", "Payments"]


def test_a_service_that_only_a_draft_names_is_not_listed() -> None:
    only = corpus([postmortem("2024-06-01-draft", status="draft", services="search")])

    assert listings.by_service(only) == ()


def test_a_service_of_a_near_miss_is_listed_without_an_incident() -> None:
    (found,) = listings.by_service(corpus([NEAR]))

    assert (found.id, found.incidents, ids(found.near_misses)) == ("checkout", (), [NEAR.id])


def test_severities_are_listed_from_the_strongest_and_unknown_last() -> None:
    by_severity = [(one.id, ids(one.incidents)) for one in listings.by_severity(ALL)]

    assert by_severity == [
        ("sev-1", [OLD.id]),
        ("sev-2", [NEW.id, UNDATED.id]),
        ("unknown", [REVIEWED.id]),
    ]


def test_years_and_quarters_are_listed_from_the_newest() -> None:
    assert [(one.id, len(one.incidents)) for one in listings.by_year(ALL)] == [
        ("2024", 2),
        ("2023", 1),
    ]
    assert [(one.id, one.name, len(one.incidents)) for one in listings.by_quarter(ALL)] == [
        ("2024-q2", "2024 Q2", 1),
        ("2024-q1", "2024 Q1", 1),
        ("2023-q4", "2023 Q4", 1),
    ]


def test_the_year_is_that_of_the_author_s_own_offset() -> None:
    late = postmortem("2023-12-31-late", started_at="2023-12-31T23:30:00-07:00")

    assert [one.id for one in listings.by_year(corpus([late]))] == ["2023"]
    assert [one.id for one in listings.by_quarter(corpus([late]))] == ["2023-q4"]


def test_a_month_is_enough_for_year_and_quarter() -> None:
    month = postmortem("2023-05-month", started_at="2023-05")

    assert [one.id for one in listings.by_quarter(corpus([month]))] == ["2023-q2"]


def test_every_incident_is_in_one_year_and_one_quarter_or_undated() -> None:
    everything = ids(listings.everything(ALL).all)
    for series in (listings.by_year(ALL), listings.by_quarter(ALL)):
        found = [id for one in series for id in ids(one.all)] + ids(listings.undated(ALL))
        assert sorted(found) == sorted(everything)


def test_the_same_day_is_in_the_order_of_ids_whatever_the_order_of_reading() -> None:
    same = [postmortem(f"2024-03-08-{name}") for name in "cab"]

    assert ids(listings.everything(corpus(same)).incidents) == [
        "2024-03-08-c",
        "2024-03-08-b",
        "2024-03-08-a",
    ]


def test_an_empty_corpus_has_no_listing() -> None:
    nothing = corpus([])

    assert not listings.everything(nothing)
    assert listings.by_service(nothing) == listings.by_severity(nothing) == ()
    assert (
        listings.by_year(nothing) == listings.by_quarter(nothing) == listings.undated(nothing) == ()
    )


def test_neighbours_are_the_next_of_the_same_service_drafts_aside() -> None:
    found = neighbours(ALL)

    assert found[NEW.id] == (Neighbours("checkout", OLD, NEAR),)
    assert found[OLD.id] == (
        Neighbours("checkout", None, NEW),
        Neighbours("payments", UNDATED, None),
    )
    assert found[REVIEWED.id] == (Neighbours("checkout", FALSE, None),)


def test_a_draft_has_neighbours_and_is_none() -> None:
    found = neighbours(ALL)

    assert found[DRAFT.id] == (Neighbours("checkout", REVIEWED, None),)
    assert DRAFT not in [
        one for entries in found.values() for entry in entries for one in (entry.older, entry.newer)
    ]


def test_one_that_is_alone_has_no_neighbours() -> None:
    assert neighbours(corpus([NEW])) == {NEW.id: ()}


def test_lengths_need_both_ends_to_the_minute() -> None:
    from helpers import good, read

    times = {"detected_at": "2024-03-08T14:15:00Z", "mitigated_at": "2024-03-08T15:00:00+00:00"}
    full = lengths(read(good(**times)).postmortem)
    days = lengths(read(good(started_at="2024-03-08", resolved_at="2024-03-09")).postmortem)

    assert full.detect
    assert full.detect.total_seconds() == 600
    assert full.acknowledge is None
    assert full.impact == full.mitigate
    assert full.impact
    assert full.impact.total_seconds() == 3300
    assert (days.resolve, days.impact) == (None, None)
    assert lengths(UNDATED).impact is None

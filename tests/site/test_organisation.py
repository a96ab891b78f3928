"""A fictional organisation of eight quarters: everything that was planted in it is on its page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from helpers import DATA
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.publish.site import Sources, publish_site

ORGANISATION = DATA / "organisation"
TODAY = date(2026, 1, 15)
PEOPLE = ("Ada", "Grace", "Barbara", "Radia", "Annie")

CALLED_IN = (
    ("2024-02-06-stations-would-not-release", "2024-09-03-stations-offline-at-night"),
    ("2024-05-14-wallet-top-ups-lost", "2025-02-11-found-by-a-rider"),
    ("2024-08-13-ledger-rows-deleted", "2025-06-03-restore-failed"),
)
"""Luck, and where its theme or the counterpart hurt the same service later."""

CLOSED = (
    ("2024-03-12-pool-exhausted-at-noon", "2024-11-12-pool-exhausted-again"),
    ("2024-04-07-certificate-ran-out", "2025-05-06-certificate-ran-out-again"),
)
OPEN = ("2024-10-08-alerts-of-delivery-ignored", "2025-03-11-noisy-alert-hid-an-outage")
UNKNOWN = ("2024-07-09-position-provider-down", "2025-09-02-position-provider-down-again")

OVERDUE = (
    ("2024-10-08-alerts-of-delivery-ignored", 409),
    ("2025-01-14-firmware-stuck-half-way", 320),
    ("2025-02-11-found-by-a-rider", 289),
    ("2025-06-03-restore-failed", 198),
    ("2025-07-08-bookings-without-entry", 107),
    ("2025-09-02-position-provider-down-again", 13),
)
"""Longest first; the last by its severity, the others by their own day."""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase(ORGANISATION / "postmortems", ORGANISATION, TODAY)


@pytest.fixture(scope="module")
def pages(base: KnowledgeBase) -> dict[str, str]:
    uris = {one.postmortem.id: f"postmortems/{one.postmortem.id}.md" for one in base.documents}
    site = publish_site(base.learned, Sources(documents=base.documents, uris=uris))
    return {page.uri: page.markdown for page in site.pages}


def follows(page: str, *words: str) -> bool:
    """Whether all of these stand on a page, each somewhere behind the one before."""
    return re.search(".*?".join(map(re.escape, words)), page, re.DOTALL) is not None


def test_it_has_forty_postmortems_of_eight_quarters_and_no_error(base: KnowledgeBase) -> None:
    started = [one.started_at for one in base.corpus.postmortems]

    assert base.config_findings == ()
    assert [one for one in base.findings if one.level is Level.ERROR] == []
    assert len(started) == 40
    assert len({(at.year, at.quarter) for at in started if at}) == 8
    assert {one.account for one in base.corpus.postmortems} == {"own"}


def test_every_field_is_used_somewhere(base: KnowledgeBase) -> None:
    from mkdocs_postmortems.model.field import FRONT_MATTER

    texts = [document.front_matter for document in base.documents if document.front_matter]
    used = {key.text for node in texts for key, _ in node.entries}

    assert {field.name for field in FRONT_MATTER} - used == set()
    assert "cost_class" in used


def test_drafts_near_misses_and_a_false_alarm(base: KnowledgeBase) -> None:
    kinds = [one.kind for one in base.corpus.postmortems]

    assert (kinds.count("near-miss"), kinds.count("false-alarm")) == (3, 1)
    assert sum(not one.is_counted for one in base.corpus.postmortems) == 2


@pytest.mark.parametrize(("lucky", "later"), CALLED_IN)
def test_luck_that_was_called_in(pages: dict[str, str], lucky: str, later: str) -> None:
    page = pages["trends/luck.md"]

    assert lucky in page
    assert later in page


def test_luck_that_was_accepted_for_a_while(pages: dict[str, str]) -> None:
    page = pages["trends/luck.md"]

    for day in ("2025-06-30", "2025-03-31", "2026-12-31"):
        assert day in page


@pytest.mark.parametrize(("earlier", "later"), [*CLOSED, OPEN, UNKNOWN])
def test_what_was_seen_again(pages: dict[str, str], earlier: str, later: str) -> None:
    page = pages["trends/seen-again.md"]

    assert earlier in page
    assert later in page


def test_what_was_open_when_it_came_back(pages: dict[str, str]) -> None:
    page = pages["trends/seen-again.md"]

    assert "135 days" in page
    assert "Watch Notifications where riders meet it" in page


def test_overdue_actions_longest_first(pages: dict[str, str]) -> None:
    page = pages["trends/actions.md"]

    assert follows(page, *(word for id, days in OVERDUE for word in (f"{days} days", id)))
    assert "the city was moved to a system of its own" in page


def test_late_postmortems_with_their_reasons(pages: dict[str, str]) -> None:
    page = pages["trends/actions.md"]

    for reason in (
        "The provider of the disks took a fortnight to tell which rows were gone.",
        "The review waited for the report of the security firm.",
        "Two outages in a row took the same three people.",
    ):
        assert reason in page
    assert "2025-07-08-bookings-without-entry" in page
    assert "2025-12-16-provider-changed-its-reply" in page


def test_incidents_of_the_tracker_without_a_postmortem(pages: dict[str, str]) -> None:
    page = pages["trends/actions.md"]

    assert "INC-190" in page
    assert "INC-191" in page
    assert "INC-101" not in page


def test_open_questions_until_they_are_answered(pages: dict[str, str]) -> None:
    page = pages["trends/questions.md"]

    assert follows(
        page,
        "Why did the check of row counts not stop the job?",
        "Why did the second path over the mobile network not open?",
        "Which of the older copies can be read?",
        "Who decides on changes of the export format?",
        "Was the battery of the modem empty?",
    )


def test_timing_counts_incidents_alone(pages: dict[str, str], base: KnowledgeBase) -> None:
    page = pages["trends/timing.md"]
    kinds = {one.id: one.kind for one in base.corpus.counted}

    assert "2024-01-16-card-refunds-stuck" in page
    for id, kind in kinds.items():
        assert kind == "incident" or id not in page


def test_what_carried_them(pages: dict[str, str]) -> None:
    assert "The second node of Payments took over within a minute." in pages["trends/strengths.md"]


def test_the_review_of_a_quarter(pages: dict[str, str]) -> None:
    page = pages["trends/reviews/2025-q4.md"]

    assert follows(page, "2025-11-25-sign-in-slow-at-noon", "2025-10-14-gateway-overloaded")
    assert all(id in page for id, _ in OVERDUE[:5])
    assert {f"trends/reviews/{year}-q{n}.md" for year in (2024, 2025) for n in (1, 2, 3, 4)} <= set(
        pages
    )


def test_lessons_that_wait_for_a_theme(pages: dict[str, str]) -> None:
    page = pages["trends/unfiled.md"]

    assert "The first answer to riders was three lines too long." in page
    assert "It went unnoticed for half an hour." in pages["trends/themes/monitoring-coverage.md"]


def test_no_generated_page_names_a_person(pages: dict[str, str]) -> None:
    for uri, page in pages.items():
        assert not re.search(rf"\b({'|'.join(PEOPLE)})\b", page), uri


def test_a_strict_build_is_clean(tmp_path: Path) -> None:
    shutil.copytree(ORGANISATION / "postmortems", tmp_path / "postmortems")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Larkfield Cycles\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Larkfield Cycles\ntheme: {name: material, font: false}\n"
        "plugins: [search, postmortems]\n"
        "markdown_extensions: [attr_list, md_in_html, tables]\n"
        "validation: {links: {anchors: warn}}\n",
        "utf-8",
    )
    found = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1768435200", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr
    site = tmp_path / "site"
    assert (site / "trends" / "reviews" / "2025-q4" / "index.html").is_file()
    for path in (site / "data").rglob("*.json"):
        assert not re.search(rf"\b({'|'.join(PEOPLE)})\b", path.read_text("utf-8")), path

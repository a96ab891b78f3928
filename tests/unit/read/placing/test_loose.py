"""What fields, titles and action items say, read as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from helpers import DATA
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.placing.dates import Order, find_day, slash_order
from mkdocs_postmortems.read.placing.guessed_kinds import guess_kind
from mkdocs_postmortems.read.placing.loose import read_duration, read_loose, zone_named
from mkdocs_postmortems.read.placing.sheet import Sheet
from mkdocs_postmortems.read.placing.tasks import read_task
from mkdocs_postmortems.read.placing.titles import read_title

CASES = yaml.safe_load((DATA / "loose.yml").read_text("utf-8"))
VOCABULARIES = packaged.vocabularies(Settings())


@pytest.mark.parametrize("case", CASES["moments"], ids=lambda case: case["text"] or "nothing")
def test_a_moment_is_no_finer_than_it_was_written(case: Any) -> None:
    loose = read_loose(case["text"])
    moment = loose.moment(ZoneInfo("UTC"), date(2024, 3, 8)) if loose else None

    assert (moment.iso if moment else None) == case["is"]


@pytest.mark.parametrize("case", CASES["durations"], ids=lambda case: case["text"])
def test_a_duration_is_read_where_one_is_stated(case: Any) -> None:
    length = read_duration(case["text"])

    assert length == (case["minutes"] and timedelta(minutes=case["minutes"]))


@pytest.mark.parametrize("case", CASES["zones"], ids=lambda case: case["text"])
def test_a_zone_is_one_that_exists(case: Any) -> None:
    found = zone_named(case["text"])

    assert (found and found[0]) == case["is"]


@pytest.mark.parametrize("case", CASES["titles"], ids=lambda case: case["text"])
def test_a_title_is_what_is_left_without_day_and_form(case: Any) -> None:
    title = read_title(case["text"])

    assert title.text == case["title"]
    assert title.day == (date.fromisoformat(case["day"]) if "day" in case else None)


@pytest.mark.parametrize("case", CASES["tasks"], ids=lambda case: case["item"])
def test_an_action_item_names_who_when_and_where(case: Any) -> None:
    sheet = Sheet.of(f"## Action items\n\n- {case['item']}\n")
    (section,) = [one for one in sheet.sections(VOCABULARIES.sections) if one.heading]
    (item,) = section.blocks[0].children
    task = read_task(sheet, item, section, VOCABULARIES)

    assert task is not None
    told = {"owner": task.owner, "due": task.due, "status": task.status, "ticket": task.ticket}
    assert told == {name: case[name] for name in told}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("On 25/03/2024 and 26/03/2024", Order.DAY),
        ("On 03/25/2024", Order.MONTH),
        ("On 07/10/2024, that is 7 October 2024", Order.DAY),
        ("On 10/07/2024, that is 7 October", Order.MONTH),
        ("On 07/10/2024", None),
        ("On 05/05/2024", None),
        ("Nothing of the kind", None),
    ],
)
def test_dates_with_slashes_are_read_as_the_document_shows(text: str, order: Order | None) -> None:
    assert slash_order(text) is order


def test_the_day_on_which_something_was_posted_is_not_the_incidents() -> None:
    text = "Posted on 5 September 2024. On Tuesday 27 August 2024 some people saw errors."

    found = find_day(text)
    assert found is not None
    assert found[0] == date(2024, 8, 27)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("How we noticed", "detection"),
        ("What we'll do about it", "action-items"),
        ("🍀 Luck", "got-lucky"),
        ("Why did this happen?", "contributing-factors"),
        ("VI. Causal Factors", "contributing-factors"),
        ("3.1 Timeline of the outage", "timeline"),
        ("Things that didn't work", "went-wrong"),
        ("What went well, what didn't", "lessons-learned"),
        ("Background", None),
        ("Attendees", None),
        ("Kubernetes", None),
        ("", None),
    ],
)
def test_a_heading_means_what_its_words_speak_of(heading: str, kind: str | None) -> None:
    assert guess_kind(heading) == kind

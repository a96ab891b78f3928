"""`agenda`: questions by what a document does not say, and a proposal for a calendar."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from helpers import good, write_tree

ID = "2024-03-08-checkout-refused-orders"
GAPS = """
## What went wrong

- [timing] Nobody @here looked. → A1
- [rollback] There was no way back.

## Where we got lucky

- [timing] It was night.

## Action items

| Id | Action | Owner | Due |
|---|---|---|---|
| A1 | Watch it | | |
"""
ITEMS = """
## Action items

| Id | Action | Owner | Due | Status |
|---|---|---|---|---|
| A1 | Begun | | 2024-07-01 | in-progress |
| A2 | Without a word | Ada | | |
| A3 | Finished | | | done |
| A4 | Given up | | | dropped (nobody uses it) |
| A5 | Whole | Ada | 2024-07-01 | open |
"""


@pytest.fixture
def agenda(run, tmp_path):
    def made(*arguments, body=GAPS, today="2024-03-11", **fields):
        tree = {
            "services.yml": "- id: checkout\n",
            f"2024/{ID}.md": good(body, **{"status": "draft", **fields}),
        }
        write_tree(tmp_path / "postmortems", tree)
        return run("agenda", ID, "--today", today, *arguments)

    return made


def test_gaps_become_questions(agenda):
    """Detection, a lesson without an action, luck, an action without an owner."""
    out = agenda(owner="Ada").out
    for said in ("How did we learn of it", "no way back", "It was night", "Watch it", "Owner: Ada"):
        assert said in out
    assert "looked" not in out


def test_only_what_is_still_to_be_done_is_given_out(agenda):
    """Who does it is asked of no action that is done or dropped."""
    asked = agenda(body=ITEMS).out.partition("Who does these")[2]
    told = [line.removeprefix("- ") for line in asked.splitlines() if line.startswith("- ")]
    assert told == ["Begun", "Without a word"]


def test_what_an_author_wrote_is_words(agenda):
    """Nobody is called, and what is escaped is escaped once."""
    out = agenda(body=GAPS.replace("no way back", "no way_back @here")).out
    assert "no way&#95;back &#64;&#8203;here" in out


def test_an_address_of_mail_can_be_copied(agenda):
    """Only what would call somebody is parted."""
    out = agenda(body=GAPS.replace("no way back", "ada@example.org")).out
    assert "ada&#64;example.org" in out


@pytest.mark.parametrize("form", ["markdown", "ics"])
def test_a_document_with_a_secret_has_no_agenda(agenda, form):
    """Neither as text nor in a calendar."""
    secret = "AKIA" + "QWERTYUIOPASDFGH"
    ran = agenda("--format", form, body=GAPS.replace("no way back", secret))
    assert (ran.code, ran.out) == (2, "")
    assert "secret" in ran.err
    assert secret not in ran.err


@pytest.mark.parametrize(
    ("today", "status", "said"),
    [
        ("2024-03-11", "draft", "is to be published by 2024-03-15"),
        ("2024-06-01", "draft", "was to be published by 2024-03-15"),
        ("2024-06-01", "published", ""),
    ],
)
def test_the_deadline_is_told_as_it_stands(agenda, today, status, said):
    """What is published has none."""
    out = agenda(today=today, status=status).out
    assert said in out
    assert ("to be published by" in out) == bool(said)


def test_what_is_told_is_not_asked(agenda):
    """Communication is asked about always."""
    out = agenda(detected_at="2024-03-08T14:10:00Z").out
    assert "How did we learn of it" not in out
    assert "How did communication go" in out


@pytest.mark.parametrize(
    ("today", "day"), [("2024-03-11", "2024-03-14"), ("2024-06-01", "2024-06-03")]
)
def test_the_day_is_a_weekday_before_the_deadline(agenda, today, day):
    """2024-03-15 is the deadline; once that is over, the next weekday."""
    assert f"Proposed for {day}" in agenda(today=today).out


def test_a_calendar_takes_it(agenda):
    """One event that is the same each time."""
    ran = agenda("--format", "ics")
    (event,) = Calendar.from_ical(ran.out).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2024-03-14T10:00:00+00:00"
    assert "no way back" in event["DESCRIPTION"]
    assert agenda("--format", "ics").out == ran.out


def test_an_unknown_id_is_told_in_two_lines(agenda, run):
    """With the one that was meant."""
    agenda()
    ran = run("agenda", ID + "s")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert f"did you mean `{ID}`" in ran.err

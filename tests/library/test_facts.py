"""Every postmortem told here against the record: times, numbers, addresses, and no borrowed run.

`tests/data/facts/<id>.json` holds what the record of an incident allows: `times`, as fine as they
are known; `clocks` that stand in its text without a day; `numbers` and `urls`; and `runs`, the
first eight hex digits of the SHA-256 of every eight words in a row (lower case, joined by spaces).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import product

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem
from tests.helpers import DATA

REPOSITORY = DATA.parents[1]
RUN = 8
ADDRESS = re.compile(r"https?://[^\s)>\]\"']+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NOT_A_FIGURE = re.compile(
    r"""\d{4}-\d{2}(-\d{2})?(T[\d:.Z+-]+)?   # a date, a time: held by their own test
      | \b\d{1,2}:\d{2}(:\d{2})?
      | \bA\d+\b                             # the id of an action item
      | \bsev-\d | \bPM\d{3}\b               # a severity, a rule
    """,
    re.VERBOSE,
)
COUNTED_BY_HAND = 12
"""Up to here a figure may be the count of a list that the record gives without its number."""


@dataclass(frozen=True)
class Facts:
    times: tuple[str, ...]
    clocks: frozenset[str]
    numbers: frozenset[str]
    urls: frozenset[str]
    runs: frozenset[str]

    @property
    def full(self) -> tuple[datetime, ...]:
        return tuple(datetime.fromisoformat(one) for one in self.times if "T" in one)

    @property
    def days(self) -> frozenset[str]:
        """Every day that a time falls on, in its own zone and in UTC."""
        told = {one[:10] for one in self.times}
        return frozenset(told | {f"{one.astimezone(UTC):%Y-%m-%d}" for one in self.full})

    @property
    def lengths(self) -> Iterator[timedelta]:
        return (b - a for a, b in product(self.full, repeat=2) if b > a)


@cache
def told() -> dict[str, Postmortem]:
    base = KnowledgeBase(REPOSITORY / "postmortems", REPOSITORY, date(2026, 3, 1))
    return {one.id: one for one in base.learned.corpus.postmortems}


def facts_of(id: str) -> Facts:
    raw = json.loads((DATA / "facts" / f"{id}.json").read_text("utf-8"))
    return Facts(
        times=tuple(raw["times"]),
        clocks=frozenset(raw["clocks"].split()),
        numbers=frozenset(raw["numbers"].split()),
        urls=frozenset(raw["urls"]),
        runs=frozenset(raw["runs"].split()),
    )


def text_of(one: Postmortem) -> str:
    return (REPOSITORY / one.path).read_text("utf-8")


def is_on_record(moment: Moment, facts: Facts) -> bool:
    """Whether the record has it: the same instant or its minute, its day, or its clock in a sentence."""
    if moment.at is None:
        return any(day.startswith(moment.iso) for day in facts.days)
    if moment.at in facts.full or moment.at in {one.replace(second=0) for one in facts.full}:
        return True
    zones = {UTC, moment.at.tzinfo, *(one.tzinfo for one in facts.full)}
    return any(f"{moment.at.astimezone(zone):%H:%M}" in facts.clocks for zone in zones)


def figures(text: str) -> Iterator[str]:
    prose = NOT_A_FIGURE.sub("", ADDRESS.sub("", text))
    return (one.replace(",", "") for one in NUMBER.findall(prose))


def lengths_in_figures(facts: Facts) -> set[str]:
    """A length between two times on record, by days, hours and minutes."""
    found = set()
    for length in facts.lengths:
        minutes = int(length.total_seconds() // 60)
        hours = minutes // 60
        parts = minutes, hours, minutes % 60, length.days, hours % 24, round(minutes / 60)
        found |= {str(part) for part in parts}
    return found


IDS = sorted(path.stem for path in (REPOSITORY / "postmortems").glob("2*/*.md"))


def test_the_library_is_whole():
    """At least 120 postmortems are told, each with the facts it is held against, and no other."""
    assert len(IDS) >= 120
    assert sorted(path.stem for path in (DATA / "facts").iterdir()) == IDS
    assert sorted(told()) == IDS


@pytest.mark.parametrize("id", IDS)
def test_every_time_is_on_record(id):
    """No moment of the front matter or the timeline is invented or finer than the record."""
    one, facts = told()[id], facts_of(id)
    ends = (one.started_at, one.detected_at, one.mitigated_at, one.resolved_at)
    moments = [*ends, *(entry.at for entry in one.timeline)]

    assert [at.iso for at in moments if at and not is_on_record(at, facts)] == []


@pytest.mark.parametrize("id", IDS)
def test_every_number_is_on_record(id):
    """A figure is the record's own, a length between two of its times, or a small count."""
    one, facts = told()[id], facts_of(id)
    allowed = facts.numbers | lengths_in_figures(facts)
    named = {year for other in one.related for year in NUMBER.findall(other)}

    unknown = {
        figure
        for figure in figures(text_of(one))
        if figure not in allowed | named
        and not (figure.isdigit() and int(figure) <= COUNTED_BY_HAND)
    }
    assert unknown == set()


@pytest.mark.parametrize("id", IDS)
def test_every_address_is_on_record(id):
    """No source is cited that was not found."""
    assert set(ADDRESS.findall(text_of(told()[id]))) <= facts_of(id).urls


@pytest.mark.parametrize("id", IDS)
def test_no_sentence_is_borrowed(id):
    """No eight words in a row are those of the record that it was told from."""
    known = facts_of(id).runs
    words = re.findall(r"[a-z0-9]+", text_of(told()[id]).partition("\n---\n")[2].lower())
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))

    borrowed = [one for one in runs if sha256(one.encode()).hexdigest()[:8] in known]
    assert borrowed == []


@pytest.mark.parametrize("id", IDS)
def test_it_says_that_it_is_told_again(id):
    """Each says that it is retold, from which sources, how well founded, and leaves nothing open."""
    one = told()[id]

    assert one.account == "retold"
    assert one.confidence
    assert one.sources
    assert all(source.read for source in one.sources)
    assert "public record" in text_of(one)
    assert {action.status for action in one.action_items} <= {"announced", "done"}
    assert not any(action.due for action in one.action_items)

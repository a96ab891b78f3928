"""Unfiled lessons: what several incidents say alike, then the others."""

from __future__ import annotations

import random
from dataclasses import replace

from mkdocs_postmortems.learn.clusters import group_unfiled
from mkdocs_postmortems.learn.themes import Quote
from mkdocs_postmortems.model.span import Span
from told import lesson, told


def quote(id: str, text: str, at: int = 0) -> Quote:
    one = replace(lesson(text=text), span=Span(at, at + 1), address=f"item-{at:06}")
    return Quote(told(id), one)


TAPE_1 = quote("2024-01-01-a", "The tape robot jammed.")
TAPE_2 = quote("2024-02-01-b", "Again a jam of the tape robot.")
TAPE_3 = quote("2024-03-01-c", "A tape robot jammed for an hour.")
COFFEE = quote("2024-04-01-d", "Coffee ran short.")
BADGE = quote("2024-05-01-e", "Badges expired unseen.")


def test_alike_in_different_incidents():
    """What two incidents say alike is one cluster; the rest stands alone, newest first."""
    found = group_unfiled((TAPE_1, COFFEE, TAPE_2, BADGE))
    assert found.clusters == ((TAPE_2, TAPE_1),)
    assert found.singles == (BADGE, COFFEE)


def test_one_document_is_no_cluster():
    """A postmortem that says a thing twice shows nothing about others."""
    again = quote("2024-01-01-a", "The tape robot jammed.", at=5)
    found = group_unfiled((TAPE_1, again, COFFEE))
    assert found.clusters == ()
    assert found.singles == (COFFEE, TAPE_1, again)


def test_links_carry_on():
    """Single link: two lessons are in one cluster where a third is like both."""
    found = group_unfiled((TAPE_1, TAPE_2, TAPE_3, COFFEE, BADGE))
    assert [len(one) for one in found.clusters] == [3]


def test_larger_clusters_first():
    """The cluster of more incidents stands first, of two equal ones the one with the newest."""
    more = (quote("2024-06-01-f", "Coffee ran short."), COFFEE)
    found = group_unfiled((*more, TAPE_1, TAPE_2, TAPE_3, BADGE))
    assert [len(one) for one in found.clusters] == [3, 2]


def test_candidates():
    """A word of three incidents may be a theme of its own; a word of two is none yet."""
    found = group_unfiled((TAPE_1, TAPE_2, TAPE_3, COFFEE))
    assert [(one.word, one.incidents) for one in found.candidates] == [
        ("jammed", 3),
        ("robot", 3),
        ("tape", 3),
    ]
    assert found.candidates[0].quotes == (TAPE_3, TAPE_2, TAPE_1)
    assert group_unfiled((TAPE_1, TAPE_2)).candidates == ()


def test_nothing_unfiled():
    """No lessons are no clusters, no singles and no candidates."""
    found = group_unfiled(())
    assert (found.clusters, found.singles, found.candidates) == ((), (), ())


def test_any_order():
    """The order of the lessons changes nothing."""
    quotes = [TAPE_1, TAPE_2, TAPE_3, COFFEE, BADGE]
    expected = group_unfiled(quotes)
    for seed in range(5):
        random.Random(seed).shuffle(quotes)
        assert group_unfiled(quotes) == expected

"""Who files a lesson: its author, then filing.yml, then a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_postmortems.learn.cues import Cues
from mkdocs_postmortems.learn.filing import LONG, By, Filed, Filing, key_of, stale
from mkdocs_postmortems.model.filing import FilingEntry
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read.cues import packaged_cues
from mkdocs_postmortems.read.packaged import vocabularies
from told import lesson, told

THEMES = vocabularies(Settings()).themes
CUES = Cues.of(packaged_cues(), THEMES)
TEXT = "Nobody was paged, as there was no alert on it."
ONE = told("2024-01-08-one")


def entry(*themes: str, key: str = "2024-01-08-one#item-000000") -> FilingEntry:
    return FilingEntry(key=key, themes=themes, span=Span(0, 0))


def filed(*own: str, entries: tuple[FilingEntry, ...] = (), text: str = TEXT, **rest):
    filing = Filing(THEMES, CUES, entries, **rest)
    return filing.file(ONE, lesson(*own, text=text))


def test_the_author_comes_first():
    """Where the author says a theme, neither filing.yml nor a rule adds one."""
    assert filed("rollback", entries=(entry("timing"),)) == (Filed("rollback", By.AUTHOR),)


def test_aliases_are_resolved():
    """An old or other name of a theme files under its id, two names of one theme once."""
    assert filed("monitoring", "missing-alert") == (Filed("monitoring-coverage", By.AUTHOR),)


def test_filing_yml_comes_second():
    """An entry files a lesson without a theme of its own, before any rule."""
    expected = (Filed("timing", By.FILE), Filed("rollback", By.FILE))
    assert filed(entries=(entry("timing", "rollback"),)) == expected


def test_a_rule_comes_last_and_shows_its_phrase():
    """A strong cue files, with the words as they stand in the lesson."""
    (one,) = filed()
    assert (one.theme, one.by) == ("monitoring-coverage", By.RULE)
    assert one.phrase is not None
    assert one.phrase in TEXT


@pytest.mark.parametrize(
    ("own", "entries", "text", "rest"),
    [
        (("none",), (), TEXT, {}),
        (("none",), (entry("timing"),), TEXT, {}),
        ((), (entry("none"),), TEXT, {}),
        ((), (), "It rained.", {}),
        ((), (), "The alert.", {}),
        ((), (), TEXT, {"by_rule": False}),
    ],
)
def test_not_filed(own, entries, text, rest):
    """`[none]` is an answer, a weak cue is none, and rules can be switched off."""
    assert filed(*own, entries=entries, text=text, **rest) == ()


def test_an_unknown_slug_leaves_the_rule():
    """A slug that is no theme is a finding elsewhere; the lesson is filed as if it had none."""
    assert [one.by for one in filed("no-such-theme")] == [By.RULE]


@pytest.mark.parametrize(
    ("own", "entries", "expected"),
    [
        (("none",), (), True),
        ((), (entry("none"),), True),
        (("timing",), (entry("none"),), False),
        ((), (entry("timing"),), False),
        ((), (), False),
    ],
)
def test_deliberately_under_none(own, entries, expected):
    """Only a person's `none` takes a lesson out of the unfiled ones, the author's word first."""
    filing = Filing(THEMES, CUES, entries)
    assert filing.is_deliberate(ONE, lesson(*own)) is expected


TWO_THEMES = "The alert was noisy, its threshold too high, and the change could not be reverted."


def test_a_second_theme_needs_words_of_its_own():
    """A short lesson that says two things plainly is filed under both, a long one under one."""
    assert len(filed(text=TWO_THEMES)) == 2
    long = TWO_THEMES + " We looked at it for a while." * 10
    assert len(long) > LONG
    assert len(filed(text=long)) == 1


def test_stale_entries():
    """An entry whose lesson was reworded or whose postmortem is gone is named; others are not."""
    known = replace(ONE, lessons=(lesson(),))
    fresh, reworded = entry("timing"), entry("timing", key=f"{ONE.id}#item-ffffff")
    gone = entry("timing", key="2020-01-01-gone#item-000000")
    assert stale((fresh, reworded, gone), (known,)) == (reworded, gone)
    assert stale((), (known,)) == ()


def test_examples_are_what_people_filed():
    """A theme that a rule filed teaches nothing."""
    one = replace(ONE, lessons=(lesson("timing", text="At night."), lesson(text=TEXT)))
    assert list(Filing(THEMES, CUES).examples((one,))) == [("At night.", ("timing",))]


def test_the_key_of_a_lesson():
    """A lesson is named by its postmortem's id and its address on the page."""
    assert key_of(ONE, lesson()) == "2024-01-08-one#item-000000"

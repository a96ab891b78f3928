"""Phrases that point to themes."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.learn.cues import STRONG, Cues
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary
from mkdocs_postmortems.read.cues import cues_of, packaged_cues
from mkdocs_postmortems.read.packaged import vocabularies

WRONG, LUCKY, WELL, FACTOR = (
    LessonKind.WRONG,
    LessonKind.LUCKY,
    LessonKind.WELL,
    LessonKind.FACTOR,
)


def phrases(phrase: str, text: str, kind: LessonKind = WRONG, *, of: str = "cues") -> list[str]:
    cues = Cues(cues_of("a-theme", {of: [phrase]}))
    return [hit.phrase for hit in cues.hits(text, kind)]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("no alert*", "There was no alerting.", "no alerting"),
        ("no alert*", "NO ALERT fired", "NO ALERT"),
        ("no .. alert*", "no clear or timely alert", "no clear or timely alert"),
        ("no .. alert*", "no one two three four alert", "no one two three four alert"),
        ("no .. alert*", "no alert", "no alert"),
        ("no .. alert*", "no, really no alert", "no, really no alert"),
        ("roll-out", "the roll out", "roll out"),
        ("ci/cd", "our CI-CD job", "CI-CD"),
        ("didn't page", "It didn’t page us", "didn’t page"),
        ("on call", "the on-call engineer", "on-call"),
        ("to 100% of", "pushed to 100 % of hosts", "to 100 % of"),
        ("was noticed", "It was, at last, noticed; it was noticed.", "was noticed"),
        ("alert*", "alerts and alerting and alert", "alerts"),
    ],
)
def test_found(phrase, text, found):
    """A gap holds up to four words, a star the rest of one, and the words stand as in the text."""
    assert phrases(phrase, text) == [found]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("no .. alert*", "no one two three four five alert"),
        ("no .. alert*", "There was no doubt. Alerts came."),
        ("no alert", "no alerts"),
        ("no alert*", "alert no"),
        ("lert*", "alert"),
        ("no alert*", "now alert"),
        ("no alert*", "no"),
        ("no alert*", ""),
    ],
)
def test_not_found(phrase, text):
    """No match crosses a sentence, five words, or the middle of a word."""
    assert phrases(phrase, text) == []


@pytest.mark.parametrize(
    ("of", "kinds"),
    [
        ("cues", set(LessonKind)),
        ("hints", set(LessonKind)),
        ("wrong_cues", {WRONG, FACTOR}),
        ("lucky_cues", {LUCKY}),
    ],
)
def test_kinds(of, kinds):
    """A cue for what went wrong holds for factors as well, one for luck for luck alone."""
    assert {kind for kind in LessonKind if phrases("spare", "a spare", kind, of=of)} == kinds


def test_many_cues_in_one_pass():
    """Every cue is found once, also where one is the beginning of another."""
    cues = Cues(cues_of("t", {"cues": ["no alert*", "no alert* .. fired", "alert*"]}))
    found = [hit.phrase for hit in cues.hits("no alert ever fired, no alert", WRONG)]
    assert sorted(found) == ["alert", "no alert", "no alert ever fired"]


def test_longer_and_rarer_weigh_more():
    """A phrase weighs more than its part, and a word of one theme more than one of two."""
    cues = Cues(
        [
            *cues_of("one", {"cues": ["canary", "disk full", "disk"]}),
            *cues_of("two", {"cues": ["disk slow"]}),
            *cues_of("three", {"cues": ["moon"]}),
        ]
    )
    weight = {cue.phrase: number for cue, number in zip(cues.cues, cues.weights, strict=True)}
    assert weight["disk full"] > weight["canary"] == weight["moon"] == 1 > weight["disk"]


def test_hints_never_make_a_match_strong():
    """However many hints a text holds, it files nothing."""
    cues = Cues(cues_of("t", {"hints": ["alpha", "beta", "gamma", "delta"]}))
    (match,) = cues.match("alpha beta gamma delta", WRONG)
    assert match.score > 0
    assert match.strength == 0
    assert not match.is_strong


def test_a_new_hint_files_nothing_anew():
    """Hints leave the weight of every cue as it is."""
    lists = {"cues": ["disk full", "no disk"]}
    plain = Cues([*cues_of("a", lists), *cues_of("b", {"cues": ["moon"]})])
    hinted = Cues([*cues_of("a", lists), *cues_of("b", {"cues": ["moon"], "hints": ["disk"]})])
    assert hinted.weights[:3] == plain.weights


def test_overlapping_cues_count_once():
    """Two cues that find the same words are one sign, not two."""
    one = Cues(cues_of("t", {"cues": ["no alert*"]})).match("no alert", WRONG)[0]
    both = Cues(cues_of("t", {"cues": ["no alert*", "no .. alert*"]})).match("no alert", WRONG)[0]
    assert both.strength == one.strength


def test_order_of_matches():
    """The best theme stands first; of two equal ones the first by name."""
    cues = Cues([*cues_of("b", {"cues": ["disk"]}), *cues_of("a", {"cues": ["moon"]})])
    assert [one.theme for one in cues.match("disk moon", WRONG)] == ["a", "b"]
    assert cues.match("nothing of both", WRONG) == ()


@pytest.mark.parametrize(
    ("kind", "text", "theme", "phrase"),
    [
        (
            WRONG,
            "Nobody was paged, as there was no alert on it.",
            "monitoring-coverage",
            "Nobody was paged",
        ),
        (FACTOR, "A retry storm followed.", "overload-cascade", "retry storm"),
        (WELL, "The canary deployment caught it, a staged rollout.", "staged-rollout", None),
        (LUCKY, "The stolen token was never used.", "security-exposure", None),
    ],
)
def test_packaged(kind, text, theme, phrase):
    """Plain sentences are filed under what they say, with the words that say so."""
    match = Cues(packaged_cues()).match(text, kind)[0]
    assert match.theme == theme
    assert match.is_strong, match
    assert phrase in {None, match.phrase}


@pytest.mark.parametrize(
    "text", ["We had a meeting.", "It rained.", "The team was happy with the result.", "사고", "—"]
)
def test_packaged_silent(text):
    """Sentences that say no condition are filed under none."""
    assert not any(one.is_strong for one in Cues(packaged_cues()).match(text, WRONG))


def test_every_packaged_theme_can_file():
    """Each theme has cues that file alone, and no cue names a theme that is not there."""
    themes = vocabularies(Settings()).themes
    cues = Cues(packaged_cues())
    strong = {c.theme for c, w in zip(cues.cues, cues.weights, strict=True) if w >= STRONG}
    assert {cue.theme for cue in cues.cues} == strong == set(themes.ids)


def test_themes_in_use():
    """A renamed theme keeps its cues under the new id; a theme switched off has none."""
    cues = [*cues_of("old", {"cues": ["disk"]}), *cues_of("off", {"cues": ["moon"]})]
    themes = Vocabulary((Theme(id="new", name="New", aliases=("old",)),), "theme")
    assert [cue.theme for cue in Cues.of(cues, themes).cues] == ["new"]

"""Suggestions are for a person to choose from."""

from __future__ import annotations

import random

import pytest

from mkdocs_postmortems.learn.cues import Cues
from mkdocs_postmortems.learn.suggestions import Suggester
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.read.cues import packaged_cues
from mkdocs_postmortems.read.packaged import vocabularies

THEMES = vocabularies(Settings()).themes
CUES = Cues.of(packaged_cues(), THEMES)
SUGGESTER = Suggester(THEMES, CUES)
WRONG = LessonKind.WRONG


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The restore took eleven hours because nobody had tried one.", "backup-restore"),
        ("The cert had lapsed over the weekend.", "expiry-rotation"),
        ("We thought it was the network and looked in the wrong place.", "misdiagnosis"),
        ("The status page was late and customers were not told.", "communication"),
    ],
)
def test_the_theme_is_among_three(text, theme):
    """A plain sentence has its theme among three suggestions, best score first."""
    found = SUGGESTER.suggest(text, WRONG)
    assert theme in [one.theme for one in found]
    assert len(found) <= 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score < 1 for one in found)


@pytest.mark.parametrize("text", ["", "—", "zzzz qqqq", "사고가 났다"])
def test_nothing_fits(text):
    """No word that any theme knows is no suggestion, not three poor ones."""
    assert SUGGESTER.suggest(text, WRONG) == ()


def test_examples_teach():
    """What people filed in a knowledge base is suggested for lessons that are worded alike."""
    text = "The frobnicator wedged."
    assert SUGGESTER.suggest(text, WRONG) == ()
    taught = Suggester(THEMES, CUES, [("Frobnicators wedge at night.", ("guardrails",))])
    assert taught.suggest(text, WRONG)[0].theme == "guardrails"


def test_examples_in_any_order():
    """The order of examples changes nothing."""
    examples = [(f"The {word} was slow.", ("timing",)) for word in ("disk", "mail", "net", "db")]
    shuffled = list(examples)
    random.Random(3).shuffle(shuffled)
    text = "The mail disk was late at night"
    one, other = Suggester(THEMES, CUES, examples), Suggester(THEMES, CUES, shuffled)
    assert one.suggest(text, WRONG) == other.suggest(text, WRONG)


def test_an_unknown_theme_teaches_nothing():
    """An example of a theme that is switched off is passed over."""
    odd = Suggester(THEMES, CUES, [("frobnicator", ("no-such-theme",))])
    assert odd.suggest("frobnicator", WRONG) == ()

"""The packaged phrases."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.read.cues import cues_of, packaged_cues


def test_read_once():
    """The file is read when first asked for, and never again."""
    assert packaged_cues() is packaged_cues()
    assert len(packaged_cues()) > 2_000


def test_lists_say_what_a_cue_may_do():
    """Hints suggest only; cues of what went wrong hold for factors too."""
    lists = {"cues": ["a"], "wrong_cues": ["b"], "lucky_cues": ["c"], "hints": ["d"]}
    found = {cue.phrase: cue for cue in cues_of("theme", lists)}
    assert [word for word, cue in found.items() if cue.is_hint] == ["d"]
    assert found["b"].kinds == {LessonKind.WRONG, LessonKind.FACTOR}
    assert found["c"].kinds == {LessonKind.LUCKY}
    assert found["a"].kinds == frozenset()


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("no .. alert*", ("no", "..", "alert*")),
        ("roll-out", ("roll", "out")),
        ("CI/CD", ("ci", "cd")),
        ("to 100% of", ("to", "100", "of")),
        ("didn't", ("didn't",)),
    ],
)
def test_words(phrase, words):
    """A hyphen, a slash and a sign part words; case is nothing."""
    (cue,) = cues_of("theme", {"cues": [phrase]})
    assert cue.words == words


@pytest.mark.parametrize("phrase", ["", "..", ".. alert", "alert ..", "*", "-"])
def test_no_phrase(phrase):
    """A phrase without words, or with a gap at an end, finds nothing and is left out."""
    assert list(cues_of("theme", {"cues": [phrase]})) == []


def test_every_packaged_phrase_is_used():
    """No packaged phrase stands twice in one theme's lists."""
    found = [(cue.theme, cue.words, cue.kinds) for cue in packaged_cues()]
    assert len(found) == len(set(found))

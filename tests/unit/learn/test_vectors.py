"""TF-IDF vectors and the inverted index."""

from __future__ import annotations

import math

import pytest

from mkdocs_postmortems.learn.vectors import Vectors, best, heaviest

TEXTS = ({"disk": 2, "full": 1}, {"disk": 1, "dns": 1}, {"moon": 1, "full moon": 1})


def test_a_text_is_like_itself():
    """The cosine of a text with itself is 1, with a text without a shared term it is not there."""
    vectors = Vectors(TEXTS)
    scores = vectors.scores(vectors.vector(TEXTS[0]))
    assert scores[0] == pytest.approx(1)
    assert 0 < scores[1] < 1
    assert 2 not in scores


def test_rare_terms_weigh_more():
    """Of two terms that stand equally often the rarer one weighs more."""
    vector = Vectors(TEXTS).vector({"disk": 1, "dns": 1})
    assert vector["dns"] > vector["disk"]


def test_frequency_grows_slowly():
    """A term ten times in a text weighs 1 + ln 10 as much as once."""
    texts = ({"a": 10, "b": 1}, {"a": 1, "b": 1}, {"c": 1})
    vector = Vectors(texts).vector(texts[0])
    assert vector["a"] / vector["b"] == pytest.approx(1 + math.log(10))


def test_a_word_of_one_text_is_found():
    """A question finds the only text that holds its word; a pair of one text is left out."""
    vectors = Vectors(TEXTS)
    assert list(vectors.scores(vectors.vector({"dns": 1}))) == [1]
    assert vectors.vector({"full moon": 1}) == {}


@pytest.mark.parametrize("counts", [{}, {"unknown": 3}])
def test_nothing_to_compare(counts):
    """No term, or none that any text holds, is an empty vector and no score."""
    vectors = Vectors(TEXTS)
    assert vectors.vector(counts) == {}
    assert vectors.scores({}) == {}


def test_no_texts():
    """An index of nothing answers every question with nothing."""
    vectors = Vectors(())
    assert vectors.scores(vectors.vector({"disk": 1})) == {}


def test_shared_terms_make_up_the_cosine():
    """What each term adds sums up to the score, by the term that adds most."""
    vectors = Vectors(TEXTS)
    query = vectors.vector(TEXTS[0])
    shared = vectors.shared(query, 1)
    assert math.fsum(shared.values()) == pytest.approx(vectors.scores(query)[1])
    assert list(shared) == ["disk"]


def test_ties_go_by_name_and_number():
    """Equal weights are in order of their terms, equal scores in order of their numbers."""
    assert list(heaviest({"b": 1.0, "a": 1.0, "c": 2.0}, 2)) == ["c", "a"]
    assert best({3: 0.5, 1: 0.5, 2: 0.9}, 2) == [(2, 0.9), (1, 0.5)]


def test_order_of_texts_changes_no_score():
    """The same texts in another order give the same scores, to the last bit."""
    one, other = Vectors(TEXTS), Vectors(TEXTS[::-1])
    forward = one.scores(one.vector(TEXTS[0]))
    backward = other.scores(other.vector(TEXTS[0]))
    assert {number: forward[number] for number in forward} == {
        2 - number: backward[number] for number in backward
    }

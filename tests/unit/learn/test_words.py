"""Words, stems and the form in which they are shown."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.learn.words import (
    is_end,
    readable,
    spans_of,
    stem,
    stems,
    terms,
    tokens,
    words_and_ends,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Retry-storm on kube_state/API", ["retry", "storm", "on", "kube", "state", "api"]),
        ("It didn't, it didn’t.", ["it", "didn't", "it", "didn't"]),
        ("v3.5 at 100 %", ["v3", "5", "at", "100"]),
        ("Überlast im Straßennetz", ["überlast", "im", "strassennetz"]),
        ("'quoted' and `code`", ["quoted", "and", "code"]),
        ("", []),
        ("— … →", []),
    ],
)
def test_tokens(text, expected):
    """Words are lower case; hyphen, slash and underscore part them, an apostrophe does not."""
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "retry retries retried retrying",
        "alert alerts alerted alerting",
        "deploy deployment deployments deployed deploying",
        "roll rolls rolled rolling",
        "cache caches cached caching",
        "escalate escalated escalation escalating",
        "configure config configuration configured",
        "page pages paged paging",
        "plan plans planned planning",
        "validate validation validated",
        "query queries queried",
        "available availability",
        "provider provider's",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    """The forms of one word are one term."""
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    ["status state", "need speed", "string sting", "process procedure", "bus bug", "v3 v4", "ca c"],
)
def test_other_words_keep_apart(pair):
    """Words that only look alike are two terms."""
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["사고", "авария", "é", "x", "s3", "", "'s"])
def test_what_is_no_english_stays(word):
    """Nothing is cut off a word that is not written in plain letters."""
    assert word.startswith(stem(word))


def test_stop_words_and_numbers_are_no_terms():
    """Stop words, single signs, numbers and days say nothing about what a text is about."""
    assert stems(tokens("On Monday at 14:05 UTC the two of us were in it")) == []
    assert stems(tokens("the disk")) == ["disk"]


def test_pairs_see_through_stop_words():
    """Two content words with a stop word between them are neighbours."""
    assert terms(tokens("out of the disk space")) == ["disk", "spac", "disk spac"]


def test_sentence_ends():
    """A full stop inside a number or a name ends no sentence; the places fit the parts."""
    text = "Version 1.5 broke. Why? See a.example/x."
    parts = words_and_ends(text)
    assert [part for part in parts if is_end(part)] == [".", "?", "."]
    assert [text[start:end] for start, end in spans_of(text)] == parts


def test_readable_forms():
    """A stem is shown as the form that stands there most, a possessive without its ending."""
    words = tokens("The hub's disks: disk, disk and disks, disks")
    assert readable(["disk", "hub"], words) == ["disks", "hub"]


def test_readable_pair_covers_its_words():
    """A word that a shown pair holds is not shown again; a term that does not stand there is not."""
    words = tokens("builds failed when the build failed")
    assert readable(["build fail", "build", "fail", "moon"], words) == ["build failed"]

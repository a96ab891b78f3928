"""Text to words: tokens with their places, stop words, stems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TOKEN_OR_END = re.compile(_TOKEN.pattern + r"|[.!?]+(?=\s|$)")
_VOWEL = re.compile(r"[aeiouy]")

STOP_WORDS = frozenset(
    """
    a about above after again all also although am an and another any are as at be because been
    before being below between both but by can cannot could did do does doing done during each
    either even every few for from further had has have having he her here him his how i if in into
    is it its itself just may me might more most much must my neither nor not now of off often on
    once one only or other our out over own rather same shall she should since so some still such
    than that the their them themselves then there these they this those though through to too
    under until up upon us very via was we were what when where whether which while who whom whose
    why will with within without would yet you your
    can't couldn't didn't doesn't don't hadn't hasn't haven't isn't it's shouldn't that's there's
    wasn't we'd we're weren't won't wouldn't
    anybody anyone anything everybody everyone everything nobody nothing somebody someone something
    get gets got goes going made make makes no went
    zero two three four five six seven eight nine ten first second third half
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday am pm utc com org www http https
    """.split()  # noqa: SIM905  # a list of quoted words is harder to read
)
"""Words that say nothing about what a text is about."""


def tokens(text: str) -> list[str]:
    """The words in lower case; a hyphen, a slash and an underscore part words, `didn't` is one."""
    return _TOKEN.findall(plain(text))


def plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def words_and_ends(text: str) -> list[str]:
    """The words as written, and the signs that end a sentence between them."""
    return _TOKEN_OR_END.findall(text)


def is_end(part: str) -> bool:
    """Whether a part of `words_and_ends` ends a sentence."""
    return part[0] in ".!?"


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where each part of `words_and_ends` stands."""
    return [match.span() for match in _TOKEN_OR_END.finditer(text)]


def stems(words: Iterable[str]) -> list[str]:
    """What these words are compared by, stop words left out."""
    return [found for found in map(term_of, words) if found]


def terms(words: list[str]) -> list[str]:
    """Stems, and pairs of stems that are neighbours."""
    single = stems(words)
    return single + [f"{one} {other}" for one, other in pairwise(single)]


@lru_cache(maxsize=200_000)
def term_of(word: str) -> str:
    """What a word is compared by; empty where it does not say what a text is about.

    That are stop words, single signs and bare numbers.
    """
    if len(word) < 2 or word in STOP_WORDS or word.isdigit():
        return ""
    return stem(word)


_SUFFIXES = (
    ("ational", "at", 3),
    ("uration", "", 4),
    ("ation", "at", 3),
    ("ator", "at", 3),
    ("ate", "at", 3),
    ("ness", "", 4),
    ("ment", "", 4),
    ("ally", "al", 4),
    ("ly", "", 4),
    ("ability", "", 4),
    ("ility", "", 4),
    ("able", "", 4),
    ("ible", "", 4),
    ("ance", "", 4),
    ("ence", "", 4),
    ("ive", "", 4),
    ("ion", "", 4),
    ("ure", "", 4),
    ("igur", "ig", 3),
    ("ful", "", 4),
)
"""What is cut off, what takes its place, and how many letters must be left before it."""


def stem(word: str) -> str:
    """The part of an English word that its forms share: `retries` and `retried` are `retri`.

    The first step of Porter's algorithm (An algorithm for suffix stripping, 1980) and the suffixes
    that matter here. What is not plain English letters stays as it is.
    """
    word = word.removesuffix("'s")
    if len(word) <= 3 or not (word.isascii() and word.isalpha()):
        return word
    word = _without_inflection(_without_plural(word))
    for suffix, ending, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            word = word[: -len(suffix)] + ending
            break
    word = word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_inflection(word: str) -> str:
    for suffix in ("ied", "ed", "ing"):
        rest = word.removesuffix(suffix)
        if rest == word:
            continue
        if suffix == "ied":
            return rest + "i"
        if len(rest) < 3 or not _VOWEL.search(rest) or word.endswith("eed"):
            return word
        if rest[-1] == rest[-2] and rest[-1] not in "lsz":
            return rest[:-1]
        return rest
    return word


def readable(wanted: Iterable[str], words: list[str]) -> list[str]:
    """These terms as they stand in a text; a word that a pair before or after it holds is left out.

    Of several forms the most frequent is shown, then the shortest, then the first by letter.
    """
    content = [(word.removesuffix("'s"), found) for word in words if (found := term_of(word))]
    forms: dict[str, Counter[str]] = {term: Counter() for term in wanted}
    for word, term in content:
        if (found_forms := forms.get(term)) is not None:
            found_forms[word] += 1
    for (one, its_term), (other, other_term) in pairwise(content):
        if (found_forms := forms.get(f"{its_term} {other_term}")) is not None:
            found_forms[f"{one} {other}"] += 1
    pairs = {part for term in forms for part in term.split(" ") if " " in term}
    return [
        min(found, key=lambda form: (-found[form], len(form), form))
        for term, found in forms.items()
        if found and term not in pairs
    ]

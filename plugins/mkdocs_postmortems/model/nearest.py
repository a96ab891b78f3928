"""The one word that was probably meant, or none."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from mkdocs_postmortems.model.vocabulary import normal_form

_CUTOFF = 0.7


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The best match, where there is exactly one best: `sev-l` is as near to sev-1 as to sev-2."""
    wanted = normal_form(word)
    if not wanted:
        return None
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best: list[tuple[float, str]] = []
    for candidate in words:
        matcher.set_seq1(normal_form(candidate))
        if matcher.real_quick_ratio() < _CUTOFF or matcher.quick_ratio() < _CUTOFF:
            continue
        if (score := matcher.ratio()) >= _CUTOFF:
            best.append((score, candidate))
    if not best:
        return None
    top = max(score for score, _ in best)
    winners = {candidate for score, candidate in best if score == top}
    return winners.pop() if len(winners) == 1 else None


def meant(word: str, words: Iterable[str], otherwise: str = "") -> str:
    """`did you mean …?` where one word is nearest, else what else helps."""
    near = nearest(word, words)
    return f"did you mean `{near}`?" if near else otherwise


def listing(words: Iterable[str], most: int = 8) -> str:
    """`a, b, c`, cut where it becomes long."""
    all_words = list(words)
    shown = ", ".join(all_words[:most])
    return shown + (f" and {len(all_words) - most} more" if len(all_words) > most else "")

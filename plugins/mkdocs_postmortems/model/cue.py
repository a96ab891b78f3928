"""A phrase that points to a theme."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.model.postmortem import LessonKind

GAP = ".."
"""Stands for up to four words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words in their order that point to a theme: `GAP` between two, `alert*` for the rest of one.

    `kinds` are the kinds of lesson it holds for; empty means all. A hint suggests and never files.
    """

    theme: str
    words: tuple[str, ...]
    kinds: frozenset[LessonKind] = frozenset()
    is_hint: bool = False

    @property
    def phrase(self) -> str:
        return " ".join(self.words)

    def holds_for(self, kind: LessonKind) -> bool:
        return not self.kinds or kind in self.kinds

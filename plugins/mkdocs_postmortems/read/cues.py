"""The packaged phrases that file a lesson under a theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from mkdocs_postmortems.model.cue import GAP, Cue
from mkdocs_postmortems.model.postmortem import LessonKind

_KINDS = {
    "cues": frozenset[LessonKind](),
    "wrong_cues": frozenset({LessonKind.WRONG, LessonKind.FACTOR}),
    "lucky_cues": frozenset({LessonKind.LUCKY}),
    "hints": frozenset[LessonKind](),
}
_WORD = re.compile(r"\.\.|[^\W_]+(?:'[^\W_]+)*\*?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe, and ten times as fast


@cache
def packaged_cues() -> tuple[Cue, ...]:
    """Every packaged cue, by theme in the order of the file; read once, when first asked for."""
    text = files("mkdocs_postmortems.model").joinpath("vocabulary/cues.yml").read_text("utf-8")
    raw: Mapping[str, Mapping[str, Sequence[str]]] = yaml.load(text, Loader=_LOADER)  # noqa: S506
    return tuple(cue for theme, lists in raw.items() for cue in cues_of(theme, lists))


def cues_of(theme: str, lists: Mapping[str, Sequence[str]]) -> Iterator[Cue]:
    """The cues of one theme from its lists by name; a hyphen or a slash counts as a blank."""
    for name, kinds in _KINDS.items():
        for phrase in lists.get(name, ()):
            words = tuple(_WORD.findall(str(phrase).casefold()))
            if words and words[0] != GAP and words[-1] != GAP:
                yield Cue(theme=theme, words=words, kinds=kinds, is_hint=name == "hints")

"""Lessons filed in their own files, as an edit of the text and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_postmortems.model.finding import Edit, Fix
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.write.fix import apply_fixes


@dataclass(frozen=True, slots=True)
class Written:
    """The new bytes, and how many lessons are filed in them that were not."""

    data: bytes
    count: int


def write_themes(
    data: bytes,
    chosen: Iterable[tuple[Lesson, str]],
    lessons_of: Callable[[bytes], Sequence[Lesson]],
) -> Written:
    """Put `[theme]` before each of these lessons' words, where it is read as that.

    A line that would be read otherwise stays as it is: some text in brackets, a link by that
    name. So do bytes that are no UTF-8.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Written(data, 0)
    before = lessons_of(data)
    fixes = [
        fix
        for lesson, theme in chosen
        if _is_read(
            lesson, theme, before, lessons_of(apply_fixes(data, [fix := _fix(lesson, theme)]))
        )
    ]
    return Written(apply_fixes(data, fixes), len(fixes))


def _fix(lesson: Lesson, theme: str) -> Fix:
    at = Span(lesson.words.start, lesson.words.start)
    return Fix(f"file under {theme}", (Edit(at, f"[{theme}] "),), safe=False)


def _is_read(lesson: Lesson, theme: str, before: Sequence[Lesson], after: Sequence[Lesson]) -> bool:
    """Whether this lesson alone is filed now, and no lesson's words or address have changed."""
    themes = {one.address: one.themes for one in before} | {lesson.address: (theme,)}
    return [(one.address, one.text) for one in before] == [
        (one.address, one.text) for one in after
    ] and {one.address: one.themes for one in after} == themes

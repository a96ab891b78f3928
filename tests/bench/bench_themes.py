"""How well lessons are filed by rule and how well themes are suggested, on labelled lessons.

    python tests/bench/bench_themes.py LABELLED.jsonl [KNOWLEDGE_BASE]

A line of LABELLED is an object of `kind`, `text`, `themes` (ids, perhaps none) and `source`, the
document it stands in. Of the knowledge base the lessons that their authors filed are the labels.
"""

# it prints its report

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.cues import Cues
from mkdocs_postmortems.learn.filing import LONG, SECOND
from mkdocs_postmortems.learn.suggestions import Suggester
from mkdocs_postmortems.learn.themes import themes_of
from mkdocs_postmortems.model.postmortem import LessonKind
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.read.cues import packaged_cues
from mkdocs_postmortems.read.packaged import vocabularies

THRESHOLDS = (0.9, 1.0, 1.1, 1.25, 1.4, 1.5, 1.75, 2.0)
WANTED = 0.8
FOLDS = 5


class Labelled(NamedTuple):
    kind: LessonKind
    text: str
    themes: tuple[str, ...]
    source: str


class Share(NamedTuple):
    right: int
    n: int

    def __str__(self) -> str:
        return f"{self.right}/{self.n} = {self.right / self.n:.2f}" if self.n else "0/0"


def labelled(path: Path) -> list[Labelled]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [
        Labelled(
            LessonKind("learned" if row["kind"] == "lesson" else row["kind"]),
            row["text"],
            tuple(row["themes"]),
            row["source"],
        )
        for row in rows
    ]


def filed_by_authors(root: Path) -> list[Labelled]:
    base = KnowledgeBase(root, root, date(2000, 1, 1), audience="restricted")
    return [
        Labelled(lesson.kind, lesson.text, themes, one.id)
        for one in base.corpus.postmortems
        for lesson in one.lessons
        if (themes := themes_of(lesson, base.vocabularies.themes)) or lesson.is_deliberately_unfiled
    ]


def rule(cues: Cues, threshold: float, one: Labelled) -> list[str]:
    """As learn.filing does it, with the threshold free."""
    found = sorted(cues.match(one.text, one.kind), key=lambda match: (-match.strength, match.theme))
    strong = [match for match in found if match.strength >= threshold]
    most = 1 if len(one.text) > LONG else 2
    return [m.theme for place, m in enumerate(strong[:most]) if not place or m.strength >= SECOND]


def precision(lessons: Iterable[Labelled], file: Callable[[Labelled], list[str]]) -> Share:
    """Of the lessons filed, those of which a theme is right."""
    filed = [(one, themes) for one in lessons if (themes := file(one))]
    return Share(sum(bool({*themes} & {*one.themes}) for one, themes in filed), len(filed))


def in_top(lessons: Iterable[Labelled], suggest: Callable[[Labelled], list[str]], n: int) -> Share:
    with_theme = [one for one in lessons if one.themes]
    right = sum(bool({*suggest(one)[:n]} & {*one.themes}) for one in with_theme)
    return Share(right, len(with_theme))


def folds(lessons: list[Labelled]) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    """Train and test; a document is wholly in one of them."""
    sizes = Counter(one.source for one in lessons)
    ordered = sorted(sizes, key=lambda source: (-sizes[source], source))
    fold = {source: place % FOLDS for place, source in enumerate(ordered)}
    for number in range(FOLDS):
        train = [one for one in lessons if fold[one.source] != number]
        yield train, [one for one in lessons if fold[one.source] == number]


def fitted(cues: Cues, train: list[Labelled]) -> float:
    """The lowest threshold at which enough of what is filed is right."""
    for threshold in THRESHOLDS:
        share = precision(train, lambda one, at=threshold: rule(cues, at, one))
        if share.n and share.right / share.n >= WANTED:
            return threshold
    return THRESHOLDS[-1]


def report(name: str, lessons: list[Labelled], others: list[Labelled]) -> None:
    themes = vocabularies(Settings()).themes
    cues = Cues.of(packaged_cues(), themes)
    print(f"\n{name}: {len(lessons)} lessons of {len({one.source for one in lessons})} documents")
    for threshold in THRESHOLDS:
        share = precision(lessons, lambda one, at=threshold: rule(cues, at, one))
        print(f"  strong from {threshold:<4}: right {share}, filed {share.n / len(lessons):.2f}")
    right, n, chosen = 0, 0, []
    for train, test in folds(lessons):
        chosen.append(fitted(cues, train))
        share = precision(test, lambda one, at=chosen[-1]: rule(cues, at, one))
        right, n = right + share.right, n + share.n
    print(
        f"  five-fold, thresholds {chosen}: right {Share(right, n)}, filed {n / len(lessons):.2f}"
    )
    plain = Suggester(themes, cues)

    def without(one: Labelled) -> list[str]:
        return [found.theme for found in plain.suggest(one.text, one.kind)]

    print(
        f"  first suggestion {in_top(lessons, without, 1)}; of three {in_top(lessons, without, 3)}"
    )
    by_source: dict[str, Suggester] = {}

    def with_examples(one: Labelled) -> list[str]:
        if one.source not in by_source:
            known = [(o.text, o.themes) for o in lessons + others if o.source != one.source]
            by_source[one.source] = Suggester(themes, cues, known)
        return [found.theme for found in by_source[one.source].suggest(one.text, one.kind)]

    print(
        f"  with the other documents' lessons as examples: first {in_top(lessons, with_examples, 1)}"
        f"; of three {in_top(lessons, with_examples, 3)}"
    )
    start = time.process_time()
    for one in lessons:
        cues.match(one.text, one.kind)
    each = (time.process_time() - start) / len(lessons)
    print(f"  40,000 such lessons take {each * 40_000:.1f} s")


def main(arguments: list[str]) -> None:
    sets = {path: labelled(Path(path)) for path in arguments[:1]}
    sets |= {path: filed_by_authors(Path(path)) for path in arguments[1:]}
    for name, lessons in sets.items():
        others = [one for other, found in sets.items() if other != name for one in found]
        report(name, lessons, others)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Documents of other organisations: everything is kept, and nearly everything is where it belongs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyromark
import pytest

from helpers import DATA
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.importing import import_all
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.model.imported import Imported
from mkdocs_postmortems.read.foreign.kinds import read_sources
from mkdocs_postmortems.report.imported import at, sections

DOCUMENTS = sorted((DATA / "placing").glob("[0-9]*.md"))
FLOORS = {"sections": 0.95, "timeline": 0.97, "moments": 0.90, "lessons": 0.97, "actions": 0.95}
"""What the importer promises; see docs/how-to/import-markdown.md."""

KINDS = {"22-ranges-sgt-ferry": Counter({"Went": 2, "well": 1, "badly": 1})}


def imported(path: Path, tmp_path: Path) -> tuple[Foreign, Imported]:
    base = KnowledgeBase(tmp_path, tmp_path, date(2024, 6, 1), audience="restricted")
    (foreign,) = [one for one in read_sources(path, "markdown") if isinstance(one, Foreign)]
    ((report,), _) = import_all([foreign], base)
    return foreign, report.imported


def words(markdown: str) -> Counter[str]:
    """What a reader sees: text, code and HTML's text, without marks of lists."""
    found: list[str] = []
    for event in pyromark.events(markdown, options=pyromark.Options.ENABLE_TABLES):
        for name in ("Text", "Code", "Html", "InlineHtml"):
            if isinstance(event, dict) and name in event:
                found += re.findall(r"[^\W_]+", re.sub(r"<[^<>]*>|\{#[^}]*\}", " ", event[name]))
    return Counter(found)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_word_of_the_source_is_in_the_result(path: Path, tmp_path: Path) -> None:
    foreign, result = imported(path, tmp_path)

    stated = Counter(re.findall(r"[^\W_]+", " ".join(v for s in foreign.stated for v in s.values)))
    missing = (
        words(foreign.text)
        + stated
        - Counter(re.findall(r"[^\W_]+", result.text.replace("\\", "")))
    )
    # A box that was checked is a status now; of a column of kinds each stands once, as a heading.
    known = Counter({"x": missing["x"]}) + KINDS.get(path.stem, Counter())
    assert missing - known == Counter()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_each_line_told_is_the_line_of_the_source(path: Path, tmp_path: Path) -> None:
    _, result = imported(path, tmp_path)
    rows = path.read_text("utf-8").split("\n")

    for entry in result.document.postmortem.timeline:
        row = rows[result.line_of(entry.span.start) - 1]
        digits = re.findall(r"\d+", entry.clock)
        assert all(digit in row for digit in digits[-1:]), (entry.clock, row)
    for lesson in result.document.postmortem.lessons:
        first = re.findall(r"\w+", lesson.text)[:1]
        row = rows[result.line_of(lesson.span.start) - 1]
        assert set(first) <= set(re.findall(r"\w+", row)), (lesson.text, row)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_it_is_in_review_and_says_where_it_came_from(path: Path, tmp_path: Path) -> None:
    foreign, result = imported(path, tmp_path)
    postmortem = result.document.postmortem

    assert not result.document.problems
    assert postmortem.status == "in-review"
    assert postmortem.imported_from.source == f"markdown: placing/{path.name}"
    assert postmortem.imported_from.sha256 == foreign.sha256
    assert postmortem.imported_from.guessed == tuple(one.told for one in result.draft.guessed)


def _counted(path: Path, tmp_path: Path) -> Iterator[tuple[str, int, int]]:
    """What is right and how much there is, by kind."""
    _, result = imported(path, tmp_path)
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    postmortem = result.document.postmortem
    kinds = {line: kind for _, kind, line in sections(result)}
    told = truth["sections"]
    right = sum(kinds.get(one["line"], "other") == one["canonical"] for one in told)
    yield "sections", right, len(told)
    entries = {result.line_of(one.span.start): one for one in postmortem.timeline}
    wanted = truth["timeline"]
    yield "timeline", sum(one["line"] in entries for one in wanted), len(wanted)
    timed = [one for one in wanted if one["at"] and one["line"] in entries]
    moments = [at(entries[one["line"]], result)[:16] for one in timed]
    yield (
        "moments",
        sum(m == one["at"][:16] for m, one in zip(moments, timed, strict=True)),
        len(timed),
    )
    lessons = {result.line_of(one.span.start): one.kind.value for one in postmortem.lessons}
    right = sum(lessons.get(one["line"]) == one["kind"] for one in truth["lessons"])
    yield "lessons", right, len(truth["lessons"])
    items = {result.line_of(one.span.start) for one in postmortem.action_items}
    wanted = truth["action_items"]
    yield "actions", sum(one["line"] in items for one in wanted), len(wanted)


def test_nearly_everything_is_where_a_careful_reader_says(tmp_path: Path) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in DOCUMENTS:
        for name, good, number in _counted(path, tmp_path):
            right[name] += good
            total[name] += number

    shares = {name: right[name] / total[name] for name in FLOORS}
    assert {name: share for name, share in shares.items() if share < FLOORS[name]} == {}


def test_hardly_anything_is_taken_for_what_it_is_not(tmp_path: Path) -> None:
    surplus: Counter[str] = Counter()
    for path in DOCUMENTS:
        _, result = imported(path, tmp_path)
        truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
        postmortem = result.document.postmortem
        for name, found in (
            ("timeline", postmortem.timeline),
            ("lessons", postmortem.lessons),
            ("action_items", postmortem.action_items),
        ):
            lines = {result.line_of(one.span.start) for one in found}
            surplus[name] += len(lines - {one["line"] for one in truth[name]})

    assert surplus["timeline"] <= 2
    assert surplus["lessons"] <= 8
    assert surplus["action_items"] <= 4

"""PM4xx: sections, and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.demands import lacking
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Block, BlockKind, Document, Section
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_NO_IMPACT = re.compile(
    r"\bno\s+(?:(?:customer|user|client|external|visible|outside)[\s-]+(?:facing[\s-]+|visible\s+)?"
    r"impact|(?:customers?|users?|clients?)\s+(?:were|was)\s+(?:affected|impacted))\b"
    r"|\b(?:customers|users|clients)\s+(?:were|was)\s+not\s+(?:affected|impacted)\b"
    r"|\bdid\s+not\s+(?:affect|impact)\s+(?:any\s+)?(?:customers|users|clients)\b",
    re.IGNORECASE,
)
_FOR_A_TIME = re.compile(
    r"\s*(?:until|till|before|after|during|while|yet|at first|in|on|outside|beyond|except|other)\b",
    re.IGNORECASE,
)
"""What follows limits the sentence, so that it does not speak of the whole incident."""
_NOBODY = re.compile(r"\W*(?:0|no|none|nobody|zero|nil|not)\b(?![.,]\d)", re.IGNORECASE)


def check_missing(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A postmortem without a summary, or an own one without a timeline.

    What the settings demand of its severity or kind is the rule of demands to tell.
    """
    postmortem = document.postmortem
    kinds = {section.kind for section in document.sections}
    missing = []
    if "summary" not in kinds and not postmortem.impact.summary and not _has_lead(document):
        missing.append("summary")
    if postmortem.is_own and "timeline" not in kinds:
        missing.append("timeline")
    told = lacking(document, around) if missing else {}
    for kind in missing:
        if kind not in told:
            message = f"there is no section `{kind.capitalize()}`"
            help = f"add `## {kind.capitalize()}`, with what is known so far"
            yield Problem("PM401", _opening(document), message, help)


def _opening(document: Document) -> Span:
    """The first line: where what is nowhere is missed."""
    end = document.text.find("\n")
    return Span(0, end if end > 0 else len(document.text))


def _has_lead(document: Document) -> bool:
    """Whether a paragraph before the first second-level heading tells what happened."""
    for section in document.sections:
        if section.heading and section.heading.level != 1:
            return False
        if any(block.kind is BlockKind.PARAGRAPH for block in section.blocks):
            return True
    return False


def check_empty(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A known section with nothing in it; the word `None` is something."""
    sections = document.sections
    empty = [one.own and _is_empty(one, document) for one in sections]
    told = {name.replace("_", "-") for name in lacking(document, around)} if any(empty) else ()
    for number, section in enumerate(sections):
        heading = section.heading
        if heading is None or not empty[number] or section.kind in told:
            continue
        below: list[Section] = []
        for one in sections[number + 1 :]:
            if one.heading is None or one.heading.level <= heading.level:
                break
            below.append(one)
        if all(not one.own and _is_empty(one, document) for one in below):
            message = f"the section `{section.title}` is empty"
            help = "write what is known, write `None.`, or take the heading out"
            yield Problem("PM402", heading.words, message, help)


def _is_empty(section: Section, document: Document) -> bool:
    return all(_is_nothing(block, document.text) for block in section.blocks)


def _is_nothing(block: Block, text: str) -> bool:
    """A comment, a list of bare marks, a table with a head and no word below it."""
    if block.kind is BlockKind.HTML:
        written = text[block.span.start : block.span.end]
        return not re.sub(r"<!--.*?-->", "", written, flags=re.DOTALL).strip()
    if block.kind is BlockKind.LIST:
        return not re.search(r"\w", text[block.span.start : block.span.end])
    if block.kind is BlockKind.TABLE:
        return all(not cell.text for row in block.children[1:] for cell in row.children)
    return False


def check_no_lessons(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A postmortem from which nothing can be learned: no lesson of any kind."""
    if not document.postmortem.lessons:
        message = "no lesson: nothing says what contributed, went well, went wrong or was lucky"
        help = "add `## Contributing factors` or `## What went wrong` with one item each"
        yield Problem("PM404", _opening(document), message, help)


def check_impact(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A text that says nobody was affected, beside fields that say somebody was."""
    impact = document.postmortem.impact
    if impact.customers and not _NOBODY.match(impact.customers):
        other, value = "customers", impact.customers
    elif impact.nature == "outage":
        other, value = "nature", impact.nature
    else:
        return
    for start, text in _told_impact(document):
        found = _NO_IMPACT.search(text)
        if found and not _FOR_A_TIME.match(text, found.end()):
            field = document.span_of("impact")
            line, _ = document.lines.position(field.start)
            span = Span(start + found.start(), start + found.end())
            words = " ".join(found[0].split())
            message = f"`{words}` stands beside `impact.{other}: {value}` (line {line})"
            related = ((field, "the impact is here"),)
            yield Problem("PM408", span, message, "correct one of the two", related)


def _told_impact(document: Document) -> Iterator[tuple[int, str]]:
    """The prose of the summary and the impact, with where it starts."""
    for section in document.sections:
        if section.kind in {"summary", "impact"} and section.blocks:
            start, end = section.blocks[0].span.start, section.blocks[-1].span.end
            yield start, document.prose[start:end]


def check_headings(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A heading more than one level below the one before it, or a second first-level heading."""
    before = 1
    first: Span | None = None
    for section in document.sections:
        heading = section.heading
        if heading is None or heading.level > 6:
            continue
        if heading.level > before + 1:
            message = f"a heading of level {heading.level} follows one of level {before}"
            help = f"write `{'#' * (before + 1)} {heading.text}`"
            yield Problem("PM409", heading.words, message, help)
        if heading.level == 1 and first is not None:
            related = ((first, "the first one is here"),)
            message = "a second first-level heading: a page has one title"
            yield Problem("PM409", heading.words, message, f"write `## {heading.text}`", related)
        if heading.level == 1 and first is None:
            first = heading.words
        before = heading.level


RULES = (
    Rule(
        code="PM401",
        name="missing-section",
        level=Level.WARNING,
        check=check_missing,
        needs=frozenset({"status", "account"}),
        waits=True,
    ),
    Rule(code="PM402", name="empty-section", level=Level.WARNING, check=check_empty, waits=True),
    Rule(
        code="PM404",
        name="no-lessons",
        level=Level.INFO,
        check=check_no_lessons,
        is_default=False,
        waits=True,
    ),
    Rule(
        code="PM408",
        name="impact-contradiction",
        level=Level.WARNING,
        check=check_impact,
        needs=frozenset({"impact"}),
        is_default=False,
    ),
    Rule(
        code="PM409",
        name="heading-level-skipped",
        level=Level.INFO,
        check=check_headings,
        is_default=False,
    ),
)

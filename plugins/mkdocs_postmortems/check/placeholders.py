"""PM403, PM414: what was meant to be written over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import BlockKind, Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form

_BARE = ("TODO", "TBD", "TBC", "FIXME", "XXX", "YYYY-MM-DD")
_WORD = re.compile(
    r"(?<![\w#/.-])(?P<word>TODO|TBD|TBC|FIXME|XXX|YYYY-MM-DD)(?![\w/]|-\w|\.\w)", re.ASCII
)
_LOREM = "lorem ipsum"
_BRACKET = re.compile(
    r"""\[(?P<words>
      (?:Describe|Insert|Enter|Fill\ in|Explain|Replace|Provide|Summari[sz]e|Your|State|Write
        |describe|insert|enter|fill\ in|explain|replace|provide|summari[sz]e|your)\ [^\[\]\n]{2,200}
      |(?:date|time|name|service|team|owner|title|link|url|person|ticket|description)s?
      |(?:DATE|TIME|NAME|SERVICE|TEAM|OWNER|TITLE|LINK|URL|PERSON|TICKET|DESCRIPTION)S?
      |\.\.\.|…
    )\](?![(\[:])""",
    re.VERBOSE,
)
_TAG = re.compile(
    r"<(?P<words>(?:your|the|an?|some|insert|name of|date of|link to)[ _-][a-z][a-z _-]{1,40}"
    r"|(?:service|team|owner|date|name|incident|system|component|region|customer|person|ticket"
    r"|author|description|number|placeholder|start|end|url|link)(?:[ _-][a-z][a-z_-]*){0,3})>"
)
"""What stands for a value; most readers take it for HTML and show nothing."""

_SPOKEN_OF = re.compile(r"(?:\b(?:an?|the|this|that|our|old|stale|every|their)\s+|\bformat:?\s+)$")
_SPEAKS_OF = re.compile(r"\s+(?:list|item|comment|format|app|board|marker|note)s?\b")
"""The words around a placeholder that is spoken of: `a TODO comment`, `the format YYYY-MM-DD`."""

_HEAD = 24
_OWN_WORDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})


def check_placeholders(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Marks of what is still to be written, in the body's own words and in front-matter texts."""
    text = document.prose
    for span in (*_words(text, document), *_brackets(text), *_tags(document)):
        yield _problem(document.text[span.start : span.end], span)
    front = document.text[: document.body.start]
    if document.front_matter and (any(word in front for word in _BARE) or _LOREM in front.lower()):
        for key, value in document.front_matter.entries:
            if key.text not in document.broken:
                yield from _front_matter(value)


def _words(text: str, document: Document) -> Iterator[Span]:
    if any(word in text for word in _BARE):
        allowed = _allowed(document)
        for match in _WORD.finditer(text):
            before = text[max(match.start() - 12, 0) : match.start()]
            spoken = _SPOKEN_OF.search(before) or _SPEAKS_OF.match(text, match.end())
            if match.start() not in allowed and not spoken:
                yield Span(*match.span())
    if _LOREM in document.lowered:
        start = document.lowered.find(_LOREM)
        yield Span(start, start + len(_LOREM))


def _allowed(document: Document) -> frozenset[int]:
    """Where `TODO` is a word of the field: the heading of actions, a column's, a status."""
    headings = [one.heading.words.start for one in document.sections if one.own and one.heading]
    heads = [
        cell.words.start
        for block in document.blocks
        if block.kind is BlockKind.TABLE and block.children
        for cell in block.children[0].children
    ]
    cells = [item.cell("status") for item in document.postmortem.action_items if item.status]
    return frozenset((*headings, *heads, *(one.span.start for one in cells if one)))


def _brackets(text: str) -> Iterator[Span]:
    if "[" in text:
        for match in _BRACKET.finditer(text):
            yield Span(*match.span())


def _tags(document: Document) -> Iterator[Span]:
    """Angle brackets that are no code; CommonMark takes them for HTML, so they are no prose."""
    text, start = document.text, document.body.start
    if "<" not in text:
        return
    for match in _TAG.finditer(text, start):
        if text[match.start() - 1].isalnum():
            continue  # `List<String>`
        holders = [one for one in document.no_prose if one.start <= match.start() < one.end]
        if all(text.startswith("<", one.start) for one in holders):
            yield Span(*match.span())


def _front_matter(node: Node) -> Iterator[Problem]:
    if isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _front_matter(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _front_matter(item)
    elif isinstance(node, Scalar):
        match = _WORD.search(node.text)
        word = match[0] if match else _LOREM if _LOREM in node.text.lower() else ""
        if word:
            yield _problem(word, node.span)


def _problem(word: str, span: Span) -> Problem:
    shown = word if len(word) <= 40 else word[:39] + "…"
    message = f"the placeholder `{shown}` is left"
    return Problem("PM403", span, message, "write what belongs there, or say that it is not known")


def check_guidance(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Paragraphs, items and cells that are word for word the template's advice to the author."""
    if not around.guidance:
        return
    heads = _heads(around.guidance)
    for block in document.blocks:
        if block.kind not in _OWN_WORDS or not block.text:
            continue
        if (
            normal_form(block.text[:_HEAD])[:4] in heads
            and normal_form(block.text) in around.guidance
        ):
            start, end = block.words
            line_end = document.text.find("\n", start, end)
            span = Span(start, line_end if line_end != -1 else end)
            message = "this is the template's advice to the author, not the incident's story"
            yield Problem("PM414", span, message, "write what happened in its place, or remove it")


@lru_cache(maxsize=8)
def _heads(guidance: frozenset[str]) -> frozenset[str]:
    """How the sentences begin, so that few blocks need their whole normal form."""
    return frozenset(one[:4] for one in guidance)


RULES = (
    Rule(
        code="PM403",
        name="placeholder-left",
        level=Level.ERROR,
        check=check_placeholders,
        waits=True,
    ),
    Rule(
        code="PM414",
        name="template-guidance-left",
        level=Level.ERROR,
        check=check_guidance,
        waits=True,
    ),
)

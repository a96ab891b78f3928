"""YAML text to nodes with spans, in one pass and without resolving anything."""

from __future__ import annotations

import re
from typing import Any, ClassVar, NamedTuple

import yaml

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Entry, Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read import yaml_errors

MAX_CHARACTERS = 64_000
MAX_BRACKETS = 500
"""libyaml recurses: some 100,000 open brackets end the process. Real front matter has ten."""
MAX_NODES = 5_000
MAX_DEPTH = 20
MAX_REPAIRS = 20
MAX_ALIASES = 3
"""Of a bomb of aliases this many are told."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """Composes only. Without implicit resolvers every plain scalar stays text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[object]]] = {}


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "seq", "map", "int", "float", "bool", "null", "timestamp")
)


def guard(text: str, offset: int) -> Problem | None:
    """Why this text must not reach libyaml, if so."""
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text):,} characters of YAML; the most is {MAX_CHARACTERS:,}"
        return Problem("PM008", Span(offset, offset), message, "move long text into the body")
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        message = f"more than {MAX_BRACKETS} brackets"
        return Problem("PM008", Span(offset, offset), message, "move long text into the body")
    return None


def compose(text: str, offset: int) -> tuple[Node | None, list[Problem], set[str], set[str]]:
    """The nodes of one YAML document with spans moved by `offset`, what is wrong with it, the keys
    that stand twice, and those at the margin whose values were refused.

    Raises `yaml.YAMLError` where the syntax is wrong; doubled keys, aliases, tags, merge keys
    and sheer size are problems.
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if root is None:
        return None, [], set(), set()
    builder = _Builder(text, offset)
    return builder.build(root, 0), builder.problems, builder.doubled, builder.refused


class Composed(NamedTuple):
    """What could be read of a YAML text, and what is wrong with it."""

    root: Node | None
    problems: list[Problem]
    left_out: set[str]
    """Keys whose entries broke the syntax."""
    doubled: set[str]
    """Keys that stand twice."""


def compose_what_can_be(text: str, offset: int) -> Composed:
    """Read as much as possible; never raises.

    Where the syntax is wrong, the entry at the margin that breaks it is left out and the rest is
    read, so that one open quote does not hide every other mistake.
    """
    found: list[Problem] = []
    left_out: set[str] = set()
    for _ in range(MAX_REPAIRS):
        try:
            root, problems, doubled, refused = compose(text, offset)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            problem, rows = yaml_errors.explain(error, text, offset)
            found.append(problem)
            text = _blank(text, rows, left_out)
            continue
        return Composed(root, found + problems, left_out | refused, doubled)
    return Composed(None, found, left_out, set())


def _blank(text: str, rows: range, left_out: set[str]) -> str:
    """The text with these lines emptied, so that every other place stays where it is."""
    lines = text.split("\n")
    for number in rows:
        if match := re.match(r"([\w-]+):", lines[number]):
            left_out.add(match[1])
        lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _until(span: Span, inner: tuple[Node, ...]) -> Span:
    """A block's span up to its last value: its end mark is where the next token begins."""
    return Span(span.start, inner[-1].span.end) if inner else span


class _Builder:
    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.doubled: set[str] = set()
        self.refused: set[str] = set()
        self.is_full = False
        self.refusals = 0
        self.aliases: list[Span] | None = None

    def build(self, node: yaml.Node, depth: int) -> Node:
        start = node.start_mark.index + self.offset
        span = Span(start, node.end_mark.index + self.offset)
        if id(node) in self.seen:
            self.refuse_alias()
            return Scalar("", False, Span(start, start))
        if len(self.seen) >= MAX_NODES or depth > MAX_DEPTH:
            if not self.is_full:
                self.refuse(span, "the YAML is nested too deep or has too many values")
            self.is_full = True
            return Scalar("", False, span)
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.refuse(
                span,
                f"the tag `{node.tag[:40]}` is not allowed here",
                "write the value",
            )
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, node.style in {"'", '"', "|", ">"}, span)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self.build(item, depth + 1) for item in node.value)
            return Sequence(items, span if node.flow_style else _until(span, items))
        assert isinstance(node, yaml.MappingNode)
        return self.build_mapping(node, span, depth)

    def build_mapping(self, node: yaml.MappingNode, span: Span, depth: int) -> Mapping:
        entries: list[Entry] = []
        first: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key = self.build(key_node, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(key.span, "a key must be a word, not a list or a mapping")
                continue
            if key.text == "<<" and not key.quoted:
                self.refuse(
                    key.span,
                    "merge keys (`<<`) are not allowed here",
                    "write the values",
                )
                continue
            before = self.refusals
            value = self.build(value_node, depth + 1)
            if not depth and self.refusals > before:
                self.refused.add(key.text)
            if key.text in first:
                self.doubled.add(key.text)
                message = f"the key `{key.text}` stands twice"
                related = ((first[key.text], "it is first written here"),)
                self.problems.append(
                    Problem("PM006", key.span, message, "keep one of the two", related)
                )
                continue
            first[key.text] = key.span
            entries.append(Entry(key, value))
        values = tuple(value for _, value in entries)
        return Mapping(tuple(entries), span if node.flow_style else _until(span, values))

    def refuse_alias(self) -> None:
        """An alias has its anchor's marks in libyaml; its own place takes another pass."""
        self.refusals += 1
        if self.aliases is None:
            self.aliases = [
                Span(_index(event.start_mark) + self.offset, _index(event.end_mark) + self.offset)
                for event in yaml.parse(self.text, Loader=_Loader)
                if isinstance(event, yaml.AliasEvent)
            ]
            for span in self.aliases[:MAX_ALIASES]:
                self.refuse(span, "aliases (`*name`) are not allowed here", "write the value again")

    def refuse(self, span: Span, message: str, help: str | None = None) -> None:
        self.refusals += 1
        self.problems.append(Problem("PM008", span, message, help))


def _index(mark: Any) -> int:
    return int(mark.index)

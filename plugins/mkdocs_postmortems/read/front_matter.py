"""The front matter of one document: its fences, its YAML, and what to do where either is broken."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.node import Mapping
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read import nodes

# The grammar of mkdocs.utils.meta: what is accepted here and not there would be published as text.
_FENCED = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|\Z)", re.DOTALL)
_OPENING = re.compile(r"(-{3,})[ \t]*\n")
_CLOSING = re.compile(r"(-{3,}|\.{3})[ \t]*(?:\n|\Z)")
_LONG = re.compile(r"^-{4,}[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\s+(?=-{3,}[ \t]*\n)")
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t]|$)")
_YAML_LINE = re.compile(r"[ \t]*$|[ \t]+\S|- |#(?!#*[ \t]*[A-Z])|[A-Za-z_][\w-]*:(?:[ \t]|$)")


class FrontMatter(YAMLHandler):
    """A python-frontmatter handler for one document that remembers where things stand.

    `split` never loses a line of the body; `load` gives nodes instead of a dict, and what is wrong
    is in `problems`, never raised.
    """

    def __init__(self) -> None:
        super().__init__()
        self.start = 0
        self.body_start = 0
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.doubled: set[str] = set()
        self.is_unreadable = False

    def detect(self, text: str) -> bool:
        return _FENCED.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        blank = _BLANK.match(text)
        start = blank.end() if blank else 0
        if blank:
            fix = Fix("remove what stands before it", (Edit(Span(0, start), ""),), safe=True)
            message = "the opening `---` is not in the first line"
            span = Span(start, start + 3)
            self.problems.append(Problem("PM004", span, message, fix.title, fix=fix))
        match = _FENCED.match(text, start)
        if match is None or _LONG.search(match[1]):
            return self._recover(text, start)
        self.start, self.body_start = match.start(1), match.end()
        return match[1], text[match.end() :]

    def load(self, fm: str, **kwargs: object) -> Any:
        """The front matter's `Mapping`, or None where nothing could be read."""
        problem = nodes.guard(fm, self.start)
        if problem:
            return self._give_up(problem)
        read = nodes.compose_what_can_be(fm, self.start)
        root = read.root
        self.problems += read.problems
        self.broken |= read.left_out
        self.doubled |= read.doubled
        if root is None and not self.problems:
            return self._give_up(
                Problem(
                    "PM007",
                    Span(0, 3),
                    "the front matter is empty",
                    "write at least `title:`",
                )
            )
        if root is not None and not isinstance(root, Mapping):
            message = "the front matter must be lines of `key: value`"
            help = "write one field a line, at the margin: `title: …`"
            return self._give_up(Problem("PM007", root.span, message, help))
        if root is None:
            self.is_unreadable = True
        return root

    def _recover(self, text: str, start: int) -> tuple[str, str]:
        """Find the front matter whose fence is missing or wrong, say which, and read on."""
        opened = _OPENING.match(text, start)
        if opened is None and not _KEY.match(text):
            is_toml = text.startswith("+++")
            message = "this front matter is TOML" if is_toml else "there is no front matter"
            help = "begin the file with `---`, `title: …`, `---`"
            self._give_up(Problem("PM004", Span(0, 3 if is_toml else 0), message, help))
            return "", text
        self.start = opened.end() if opened else 0
        end = self._end_of_yaml(text, self.start)
        closing = _CLOSING.match(text, end)
        self.body_start = closing.end() if closing else end
        for fence in (opened, closing):
            if fence and len(fence[1]) > 3:
                span = Span(*fence.span(1))
                fix = Fix("write `---`", (Edit(span, "---"),), safe=True)
                message = f"a fence has three dashes, not {len(fence[1])}"
                self.problems.append(Problem("PM004", span, message, fix.title, fix=fix))
        number = text.count("\n", 0, end) + 1
        if opened is None:
            message = "the front matter has no opening `---`"
            fix = Fix("add `---` as the first line", (Edit(Span(0, 0), "---\n"),), safe=True)
            self.problems.append(Problem("PM004", Span(0, 0), message, f"{fix.title}", fix=fix))
        if closing is None:
            message = "the front matter is opened here and never closed"
            fix = Fix(
                f"add a line `---` before line {number}",
                (Edit(Span(end, end), "---\n"),),
                safe=True,
            )
            span = Span(start, start + 3) if opened else Span(0, 0)
            self.problems.append(Problem("PM004", span, message, fix.title, fix=fix))
        return text[self.start : end], text[self.body_start :]

    @staticmethod
    def _end_of_yaml(text: str, start: int) -> int:
        """Where the lines stop to look like YAML; blank lines before that belong to the body."""
        position = end = start
        for line in text[start:].splitlines(keepends=True):
            if not _YAML_LINE.match(line.rstrip("\n")):
                break
            position += len(line)
            if line.strip():
                end = position
        return end

    def _give_up(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.is_unreadable = True

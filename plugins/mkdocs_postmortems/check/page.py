"""The page of a rule: what it says, and the examples that are its tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SECTIONS = ("What it does", "Why it matters", "Fails", "Passes", "How to fix", "Settings")
MARKER = "◀"
"""Stands at the end of the line that a failing example is about, and is no part of it."""

_HEADING = re.compile(rf"^## ({'|'.join(SECTIONS)})[ \t]*$", re.MULTILINE)
"""Examples have headings too, of other words."""

_FENCE = re.compile(
    r"^(`{3,})(\w+)?(?:[ ]+title=\"([^\"]+)\")?[ \t]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of an example. `title` names another file that it stands for."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """A page as written: Markdown by section, in the fixed order; Settings may be missing."""

    code: str
    name: str
    sections: dict[str, str]

    @property
    def summary(self) -> str:
        """The first sentence of what it does."""
        first = self.sections["What it does"].split("\n\n")[0].replace("\n", " ")
        return re.split(r"(?<=[.])\s", first, maxsplit=1)[0]

    @property
    def markdown(self) -> str:
        """The sections as one text, below a heading that the printer writes."""
        return "\n\n".join(f"## {title}\n\n{text}" for title, text in self.sections.items())

    def examples(self, section: str) -> tuple[tuple[Block, ...], ...]:
        """The examples of a section: each a block, with the titled blocks that follow it.

        A second block of one title begins the next example.
        """
        found: list[list[Block]] = []
        for match in _FENCE.finditer(self.sections.get(section, "")):
            block = Block(match[2] or "", match[3] or "", match[4])
            titles = {one.title for one in found[-1]} if found else {block.title}
            if block.title and block.title not in titles:
                found[-1].append(block)
            else:
                found.append([block])
        return tuple(tuple(one) for one in found)


@cache
def page_of(code: str) -> RulePage:
    """The page of a rule. Raises `FileNotFoundError` for a code that has none."""
    text = files("mkdocs_postmortems.check").joinpath(f"pages/{code}.md").read_text("utf-8")
    head, *parts = _HEADING.split(text)
    titles, texts = parts[::2], parts[1::2]
    name = head.strip().removeprefix("# ").strip()
    sections = {title.strip(): body.strip() for title, body in zip(titles, texts, strict=True)}
    return RulePage(code, name, sections)

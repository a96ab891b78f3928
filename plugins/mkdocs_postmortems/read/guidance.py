"""The templates' own sentences, which must not stay in a postmortem."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.model.document import Block, BlockKind
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.front_matter import FrontMatter
from mkdocs_postmortems.read.source import decode, read_bytes
from mkdocs_postmortems.read.structure import read_structure

MIN_WORDS = 4
"""A shorter line of a template (`None.`, `A1`) may well stand in a postmortem."""


def read_guidance(root: Path) -> frozenset[str]:
    """Normal forms of the lines of text in every `template*.md` of a knowledge base."""
    found: set[str] = set()
    for path in sorted(root.glob("template*.md")):
        data, problem = read_bytes(path)
        if problem is None:
            text, _ = decode(data)
            _, body = FrontMatter().split(text)
            for block in read_structure(body, 0).blocks:
                found |= {normal_form(one) for one in _texts(block)}
    return frozenset(found - {""})


def _texts(block: Block) -> list[str]:
    return [
        one.text
        for one in block.walk()
        if one.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL}
        and len(one.text.split()) >= MIN_WORDS
    ]

"""YAML as it was written: raw scalars with their spans, nothing resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from mkdocs_postmortems.model.span import Span


class Scalar(NamedTuple):
    """The raw text of a value. `span` covers it as written, quotes included."""

    text: str
    quoted: bool
    span: Span

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in order of writing, doubled keys included: readers use the first."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, name: str) -> Node | None:
        for key, value in self.entries:
            if key.text == name:
                return value
        return None

    def key(self, name: str) -> Scalar | None:
        return next((key for key, _ in self.entries if key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping

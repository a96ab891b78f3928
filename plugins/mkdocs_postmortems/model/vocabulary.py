"""Closed lists of words: severities, triggers, themes, services."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T", bound="Term")


def normal_form(text: str) -> str:
    """A word without case and punctuation, so that `SEV1`, `sev-1` and `Sev 1` are one."""
    return re.sub(r"[\W_]+", "", text.casefold())


def slugify(text: str) -> str:
    """The id that Python-Markdown gives a heading of these words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word of a vocabulary. `aliases` are other ways to write it."""

    id: str
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Theme(Term):
    """A condition that made an incident possible, hurt, or saved somebody."""

    group: str = ""
    counterparts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Service(Term):
    """Something that can break, from services.yml."""

    group: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Vocabulary(Generic[T]):
    """Terms in their order, found by id or by alias."""

    terms: tuple[T, ...]
    noun: str = "term"

    def __iter__(self) -> Iterator[T]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    @cached_property
    def _by_id(self) -> dict[str, T]:
        return {term.id: term for term in self.terms}

    @cached_property
    def _by_alias(self) -> dict[str, T]:
        found: dict[str, T] = {}
        for term in self.terms:
            for word in (term.id, term.name, *term.aliases):
                found.setdefault(normal_form(word), term)
        return found

    def get(self, id: str) -> T | None:
        """The term with exactly this id."""
        return self._by_id.get(id)

    def find(self, text: str) -> T | None:
        """The term that this text means: by id, name or alias, case and punctuation aside."""
        return self._by_id.get(text) or self._by_alias.get(normal_form(text))

    def rank(self, id: str | None) -> int:
        """The place of an id in the list; past the end where it is unknown."""
        ids = self.ids
        return ids.index(id) if id in ids else len(ids)

    def name(self, id: str) -> str:
        term = self.get(id)
        return term.name if term else id

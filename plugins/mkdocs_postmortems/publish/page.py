"""What a site is made of, before any host."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.model.postmortem import Postmortem


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of Markdown. `uri` is its source path below the site's root, as links name it.

    `title` and `description` are plain text, not yet escaped. An overview has a place in the
    navigation; all other pages are reached by links.
    """

    uri: str
    title: str
    markdown: str
    description: str = ""
    tags: tuple[str, ...] = ()
    is_searched: bool = False
    is_overview: bool = False
    figure: str = ""
    """A drawing within the Markdown, ours and word for word, which a host need not clean."""
    is_wide: bool = False
    """Without a table of contents at its side: its tables may use the width."""
    is_alone: bool = False
    """Without the navigation at its side too: it has something of its own there."""
    marks: str = ""
    """HTML by which it is found where every word is searched."""
    beside_lessons: frozenset[str] = frozenset()
    """The headings, in normal form, of what is neither summary nor lessons: left out of the index
    of a site that is too large for all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemPage:
    """The page of one postmortem; its `uri` is the path of its source."""

    postmortem: Postmortem
    uri: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that is served as it is."""

    uri: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Site:
    postmortems: tuple[PostmortemPage, ...]
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]

"""HTML as a tree that may be changed; BeautifulSoup comes with an extra and is imported late."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeGuard

from mkdocs_postmortems.read.foreign.files import RefusedError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString

MAX_TAGS = 400_000
MAX_DEPTH = 300
"""A page nests some thirty deep; what follows here may recurse."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FLOW: tuple[str, ...] = (
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "dl",
)
_FLOW += ("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "main", "ol", "p")
_FLOW += ("pre", "section", "table", "ul", *HEADINGS)
_PARTS = ("dd", "dt", "li", "summary", "tbody", "td", "tfoot", "th", "thead", "tr")
BLOCKS = frozenset({*_FLOW, *_PARTS})

_CLOSED_BY = {
    **dict.fromkeys(_FLOW, frozenset({"p"})),
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
    "option": frozenset({"option"}),
}
"""End tags that HTML lets one leave out: what a start tag closes."""


def parse(html: str) -> BeautifulSoup:
    """The tree of a page; raises `RefusedError` where it is no page that a person wrote."""
    if html.count("<") > MAX_TAGS:
        message = f"it has more than {MAX_TAGS:,} tags"
        raise RefusedError(message, "split it")
    if html.count("<") > 1_000 and html.count(">") * 2 < html.count("<"):
        message = "most of its tags are never closed"  # the parser would search for each to the end
        raise RefusedError(message)
    try:
        bs4 = import_module("bs4")
    except ImportError as error:
        message = "BeautifulSoup is not installed, which reads HTML"
        raise RefusedError(message, "pip install 'mkdocs-postmortems[import]'") from error

    class Closing(bs4.BeautifulSoup):  # type: ignore[misc, name-defined]  # imported late
        def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Any:
            while self.currentTag.name in _CLOSED_BY.get(name, ()):
                self.handle_endtag(self.currentTag.name)
            return super().handle_starttag(name, *args, **kwargs)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # guesses about what else it might be
            found: BeautifulSoup = Closing(html, "html.parser")
    except (bs4.exceptions.ParserRejectedMarkup, AssertionError, ValueError) as error:
        message = "it is no HTML that can be read"
        raise RefusedError(message) from error
    _refuse_depth(found)
    return found


def is_tag(node: object) -> TypeGuard[Tag]:
    """Whether a node is an element and not text."""
    return getattr(node, "name", None) is not None


def is_text(node: object) -> TypeGuard[NavigableString]:
    """Whether a node is text that a reader sees: no comment, no declaration."""
    return type(node).__name__ == "NavigableString"


def tags(root: Tag, names: Iterable[str]) -> list[Tag]:
    """The elements of these names in a tree, in order, as a list that survives changes."""
    wanted = frozenset(names)
    return [one for one in root.descendants if is_tag(one) and one.name in wanted]


def classes(tag: Tag) -> frozenset[str]:
    """The classes of an element."""
    found = tag.get("class") or ()
    return frozenset(found.split() if isinstance(found, str) else found)


def attribute(tag: Tag, name: str) -> str:
    """An attribute's text, empty where there is none."""
    found = tag.get(name)
    return found if isinstance(found, str) else " ".join(found or ())


def words(tag: Tag) -> str:
    """The visible text of an element in one line."""
    return " ".join(tag.get_text(" ").split())


def has_blocks(tag: Tag) -> bool:
    """Whether there is a block anywhere inside of it."""
    return any(is_tag(one) and one.name in BLOCKS for one in tag.descendants)


def holds_nothing(tag: Tag) -> bool:
    """Whether a reader sees nothing in it, no text and no picture."""
    return not tag.get_text(strip=True) and tag.find(["img", "input", "hr"]) is None


def _refuse_depth(root: Tag) -> None:
    depths = {id(root): 0}
    for one in root.descendants:
        if is_tag(one):
            depth = depths[id(one.parent)] + 1
            if depth > MAX_DEPTH:
                message = f"its elements are nested more than {MAX_DEPTH} deep"
                raise RefusedError(message)
            depths[id(one)] = depth

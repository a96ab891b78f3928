"""Inline elements of a page, brought to the five that Markdown knows: strong, em, del, code, a."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.soup import (
    attribute,
    classes,
    has_blocks,
    is_tag,
    tags,
    words,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

INLINE_MARKS = ("strong", "em", "del", "code", "sub", "sup")
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "kbd": "code"}
_SAME |= {"samp": "code", "var": "code", "center": "div", "xmp": "pre", "listing": "pre"}
_SAME |= {"figure": "div", "figcaption": "p", "legend": "p"}
_PLAIN: tuple[str, ...] = (
    "span",
    "font",
    "u",
    "ins",
    "mark",
    "small",
    "big",
    "abbr",
    "acronym",
    "label",
    "bdi",
    "q",
)
_PLAIN += ("bdo", "wbr", "cite", "dfn", "data", "button", "fieldset", "form", "hgroup", "picture")
_STYLES = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("em", re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)),
    ("del", re.compile(r"text-decoration[\w-]*\s*:\s*line-through", re.IGNORECASE)),
)
_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")


def styles(soup: Tag) -> dict[str, str]:
    """What a page's own style sheet says of single classes: Google Docs marks bold text so."""
    found: dict[str, str] = {}
    for sheet in tags(soup, ["style"]):
        for name, rule in _RULE.findall(sheet.get_text()):
            found[name] = f"{found.get(name, '')};{rule}"
    return found


def tidy_marks(root: Tag, soup: BeautifulSoup, sheet: dict[str, str]) -> None:
    """Leave no inline element that says nothing, and say with one what a style says."""
    exact_times(root)
    _controls(root)
    for one in tags(root, ["span", "font"]):
        _styled(one, soup, sheet)
    for one in tags(root, _SAME):
        one.name = _SAME[one.name]
    for one in tags(root, _PLAIN):
        if attribute(one, "title") and one.name == "abbr":
            one.append(f" ({attribute(one, 'title')})")
        one.unwrap()
    for one in tags(root, ["sub", "sup"]):
        if not re.fullmatch(r"[\d+-]+", words(one)):
            one.unwrap()
    for one in tags(root, INLINE_MARKS):
        _join(one)
    for one in tags(root, ["strong", "em", "del"]):
        if has_blocks(one):
            one.unwrap()


def exact_times(root: Tag) -> None:
    """Write times as their machine-readable form has them."""
    for one in tags(root, ["time"]):
        _exact(one)


def _exact(time: Tag) -> None:
    """A time as its machine-readable form, beside words that say it otherwise."""
    exact, said = attribute(time, "datetime").strip(), words(time)
    if re.match(r"\d{4}-\d\d", exact) and exact not in said:
        numbers = [int(one) for one in re.findall(r"\d+", said) if len(one) < 5]
        is_same = len(exact) == 10 and {int(exact[:4]), int(exact[8:])} <= {*numbers}
        time.string = exact if not said or is_same else f"{said} ({exact})"
    time.unwrap()


def _controls(root: Tag) -> None:
    """The controls of a form as what they say."""
    for control in tags(root, ["input", "textarea", "select"]):
        kind = attribute(control, "type").lower()
        if control.name != "input":
            control.unwrap()
        elif kind in {"checkbox", "radio"}:
            control.replace_with("☒ " if control.has_attr("checked") else "☐ ")
        else:
            hidden = kind in {"hidden", "password", "file"}
            control.replace_with("" if hidden else attribute(control, "value"))


def _styled(span: Tag, soup: BeautifulSoup, sheet: dict[str, str]) -> None:
    rules = ";".join([attribute(span, "style"), *(sheet.get(name, "") for name in classes(span))])
    for name, rule in _STYLES:
        if rule.search(rules) and not has_blocks(span):
            inner = soup.new_tag(name)
            inner.extend([node.extract() for node in list(span.children)])
            span.append(inner)


def _join(mark: Tag) -> None:
    """Two marks of one kind side by side are one; word processors cut where a cursor stood."""
    following = mark.next_sibling
    while is_tag(following) and following.name == mark.name and mark.parent is not None:
        mark.extend([node.extract() for node in list(following.children)])
        following.extract()
        following = mark.next_sibling

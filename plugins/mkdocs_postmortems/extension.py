"""The one Python-Markdown extension: links between roots and in drawings, figures."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

_FIGURE = re.compile(r'^<figure class="pm-figure.*?^</figure>$', re.DOTALL | re.MULTILINE)


@dataclass
class Roots:
    """Where the page that is being rendered lies, in the repository and on the site.

    Authors write links as the repository has them (`../docs/guide.md`), while the site's source
    paths leave out `docs/`. The host sets `source` and `uri` before each
    page; `uris` gives the site's source path of every file of the repository.
    """

    source: str = ""
    """The page's file below the repository's root; empty for a generated page."""
    uri: str = ""
    uris: dict[str, str] | None = None
    has_figures: bool = False
    """Whether an image alone in its paragraph becomes a figure; set for postmortems."""


class PostmortemLinks(Extension):
    """Registers the tree processor; one instance serves all pages of a build."""

    def __init__(self, roots: Roots) -> None:
        super().__init__()
        self.roots = roots

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        # After MkDocs has collected ids at 21 and before raw HTML is set aside at 20.
        md.preprocessors.register(_SetAside(md), "postmortem_figures", 20.5)
        # Before MkDocs' own `relpath` at 0, which then finds and checks the rewritten path.
        md.treeprocessors.register(_Links(md, self.roots), "postmortem_links", 1)
        # Behind `attr_list` at 8, whose attributes belong to the image.
        md.treeprocessors.register(_Figures(md, self.roots), "postmortem_figures", 3)
        md.treeprocessors.register(_Drawings(md), "postmortem_drawings", 2)
        # After it.
        md.treeprocessors.register(_Marks(md), "postmortem_marks", -1)


class _SetAside(Preprocessor):
    """Keeps a drawing whole, wherever it stands; `md_in_html` would take it to pieces."""

    def run(self, lines: list[str]) -> list[str]:
        text = _FIGURE.sub(lambda found: self.md.htmlStash.store(found[0]), "\n".join(lines))
        return text.split("\n")


class _Drawings(Treeprocessor):
    """Makes a drawing a part of the tree.

    So its links are found, rewritten and checked, anchor included, as those of any other text.
    """

    def run(self, root: Element) -> None:
        # A list first: the tree changes on the way.
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                drawing = self._drawing(child)
                if drawing is not None:
                    drawing.tail = child.tail
                    parent[place] = drawing

    def _drawing(self, element: Element) -> Element | None:
        if element.tag != "p" or len(element):
            return None
        found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        raw = self.md.htmlStash.rawHtmlBlocks[int(found[1])] if found else None
        if not isinstance(raw, str) or not _FIGURE.fullmatch(raw):
            return None
        try:
            # It begins with an element, so that no entity can be declared in it.
            return fromstring(raw)  # noqa: S314
        except (ParseError, ValueError):
            return None


class _Marks(Treeprocessor):
    """Writes links inside drawings as SVG has them of old.

    Scripts of themes set `href` of whatever bears it, which SVG's elements refuse; Material's
    instant navigation stops there.
    """

    def run(self, root: Element) -> None:
        for drawing in root.iter("svg"):
            for mark in drawing.iter("a"):
                if href := mark.attrib.pop("href", ""):
                    mark.set("xlink:href", href)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, roots: Roots) -> None:
        super().__init__(md)
        self.roots = roots

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and element.get("href"):
                element.set("href", self._rewritten(element.get("href", "")))
            elif element.tag == "img" and element.get("src"):
                element.set("src", self._rewritten(element.get("src", "")))

    def _rewritten(self, url: str) -> str:
        """The link as the site's source tree has it, where only the repository knows the target."""
        roots = self.roots
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        if not roots.uris or not roots.source or parts.scheme or parts.netloc or not parts.path:
            return url
        if parts.path.startswith("/"):
            return url
        folder = posixpath.dirname(roots.source)
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        uri = roots.uris.get(target)
        if uri is None:
            return url
        path = posixpath.relpath(uri, posixpath.dirname(roots.uri) or ".")
        return urlunsplit(("", "", quote(path), parts.query, parts.fragment))


FIGURE = "Fig. {}. "
_WRITTEN = re.compile(r"\s*(?:figure|fig\.?)\s*\d+", re.IGNORECASE)
"""How a caption begins to which its author gave the number."""


class _Figures(Treeprocessor):
    """An image alone in its paragraph becomes a figure, which leads to the image as it is.

    Its caption is the line in italics below it, else its title, else its alternative text where
    that is more than a word. Captions are numbered, unless the author has done so.
    """

    def __init__(self, md: Markdown, roots: Roots) -> None:
        super().__init__(md)
        self.roots = roots

    def run(self, root: Element) -> None:
        number = 0
        for parent in list(root.iter()) if self.roots.has_figures else ():
            for child in [one for one in parent if one.tag == "p"]:
                found = _lone_image(child)
                if found is None:
                    continue
                image, caption = found
                if caption is None and (caption := _caption_behind(child, parent)) is not None:
                    parent.remove(_next(child, parent))
                number += _make_figure(child, image, caption, number + 1)


def _lone_image(paragraph: Element) -> tuple[Element, Element | None] | None:
    """The image of a paragraph that has nothing else but, below it, a line in italics."""
    children = [one for one in paragraph if one.tag != "br"]
    words = (paragraph.text, *(one.tail for one in paragraph))
    if any(one and one.strip() for one in words):
        return None
    tags = [one.tag for one in children]
    if tags == ["img"]:
        return children[0], None
    return (children[0], children[1]) if tags == ["img", "em"] else None


def _next(child: Element, parent: Element) -> Element:
    return parent[list(parent).index(child) + 1]


def _caption_behind(child: Element, parent: Element) -> Element | None:
    """The words in italics of the next paragraph, where they begin as a caption does."""
    if child is parent[-1]:
        return None
    behind = _next(child, parent)
    tags = [one.tag for one in behind]
    if behind.tag != "p" or tags != ["em"] or (behind.text or "").strip():
        return None
    is_caption = (
        _WRITTEN.match("".join(behind[0].itertext())) and not (behind[0].tail or "").strip()
    )
    return behind[0] if is_caption else None


def _make_figure(paragraph: Element, image: Element, caption: Element | None, number: int) -> bool:
    """Turn the paragraph into a figure; whether its caption took a number."""
    alt, title = image.get("alt", ""), image.get("title", "")
    words = "".join(caption.itertext()) if caption is not None else title
    words = words or (alt if " " in alt.strip() else "")
    if not (alt or words):
        return False
    image.set("alt", alt or words)
    image.attrib.pop("title", None)
    image.tail = None
    tail, kept = paragraph.tail, dict(paragraph.attrib)
    paragraph.clear()
    paragraph.tag, paragraph.tail, paragraph.attrib = "figure", tail, kept
    paragraph.set("class", " ".join(filter(None, (kept.get("class"), "pm-image"))))
    link = SubElement(paragraph, "a", {"class": "pm-zoom", "href": image.get("src", "")})
    link.append(image)
    if not words:
        return False
    shown = SubElement(paragraph, "figcaption")
    if caption is not None:
        shown.text, shown[:] = caption.text, list(caption)
    else:
        shown.text = words
    if not _WRITTEN.match(words):
        shown.text = FIGURE.format(number) + (shown.text or "")
    return True

"""The one Python-Markdown extension: links between roots, and links inside drawings."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

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

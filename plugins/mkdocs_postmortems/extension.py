"""The one Python-Markdown extension: links between roots."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


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
        # Before MkDocs' own `relpath` at 0, which then finds and checks the rewritten path.
        md.treeprocessors.register(_Links(md, self.roots), "postmortem_links", 1)


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

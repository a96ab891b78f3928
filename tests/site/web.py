"""A built site, read as a browser and a search engine would."""

from __future__ import annotations

import gzip
import json
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)


@dataclass
class Element:
    """A tag with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str, of: str = "") -> list[Element]:
        """Every element of these tags (of any, without), of a class where one is given."""
        return [
            one
            for one in self.walk()
            if (not tags or one.tag in tags) and (not of or of in one.classes)
        ]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """Its words, with blanks joined."""
        return " ".join("".join(self._strings()).split())

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif "headerlink" not in child.classes:
                yield from child._strings()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


@dataclass(frozen=True)
class Page:
    """An HTML page of a site; `path` is its file below the site's folder."""

    path: str
    html: str

    @cached_property
    def root(self) -> Element:
        return read_html(self.html)

    @cached_property
    def main(self) -> Element:
        """The page's own content, without the theme around it."""
        own = self.root.all("article") or self.root.all(of="col-md-9") or self.root.all("body")
        return own[0]

    @cached_property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.root.walk() if "id" in one.attributes]

    @property
    def links(self) -> list[Element]:
        return [one for one in self.root.all("a") if "href" in one.attributes]

    def section(self, anchor: str) -> list[Element]:
        """What stands under the heading of an id, up to the next one that is not below it."""
        found: list[Element] = []
        level = ""
        for one in self.main.walk():
            is_heading = one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
            if level:
                if is_heading and one.tag <= level:
                    break
                found.append(one)
            elif is_heading and any(e.attributes.get("id") == anchor for e in one.walk()):
                level = one.tag
        return found


@dataclass(frozen=True)
class Site:
    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every HTML page by its path below the site's folder."""
        found = sorted(self.folder.rglob("*.html"))
        paths = [one.relative_to(self.folder).as_posix() for one in found]
        return {
            path: Page(path, (self.folder / path).read_text(encoding="utf-8")) for path in paths
        }

    def page(self, address: str) -> Page:
        """The page at an address such as `incidents/`, in either form of addresses."""
        name = address.strip("/")
        forms = (f"{name}/index.html".lstrip("/"), f"{name}.html", f"{name}/index.html")
        return next(self.pages[form] for form in forms if form in self.pages)

    def select(self, wanted: Callable[[str], bool]) -> list[Page]:
        return [page for path, page in self.pages.items() if wanted(path)]

    def resolve(self, page: Page, href: str) -> str | None:
        """The file below the site's folder that a relative link leads to; None if it leads out."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return page.path
        if parts.path.startswith("/"):
            target = posixpath.normpath(parts.path.removeprefix("/kb").lstrip("/"))
        else:
            folder = posixpath.dirname(page.path)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if (self.folder / target).is_dir():
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        return target

    def broken_links(self) -> list[str]:
        """`page: link` for every link to a page, anchor, image, style or script that is not there."""
        broken = []
        for page in self.pages.values():
            if page.path == "404.html":
                continue
            for one in page.root.walk():
                names = ("href", "xlink:href", "src")
                href = next(filter(None, map(one.attributes.get, names)), None)
                if href is None or (one.tag == "link" and one.attributes.get("rel") == "canonical"):
                    continue
                target = self.resolve(page, href)
                if target is not None and not self._exists(
                    target, unquote(urlsplit(href).fragment)
                ):
                    broken.append(f"{page.path}: {href}")
        return broken

    def _exists(self, target: str, anchor: str) -> bool:
        if not (self.folder / target).is_file():
            return False
        if not anchor or target not in self.pages:
            return True
        names = {one.attributes.get("name") for one in self.pages[target].root.all("a")}
        return anchor in self.pages[target].ids or anchor in names

    @cached_property
    def bytes_of(self) -> dict[str, bytes]:
        """What every file holds, packed ones unpacked."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                name = path.relative_to(self.folder).as_posix()
                found[name] = gzip.decompress(data) if path.suffix == ".gz" else data
        return found

    @cached_property
    def search_index(self) -> list[dict[str, Any]]:
        path = self.folder / "search" / "search_index.json"
        return json.loads(path.read_text(encoding="utf-8"))["docs"]

"""What a page's links and images lead to: carried along, left where it is, or named as left out."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from mkdocs_postmortems.read.foreign.soup import attribute, tags, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

Find = Callable[[str], bytes | None]
"""The bytes that a relative link leads to, or `None` where there is no such file."""

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}
_MARKS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp", b"BM": "bmp"}
_FOLLOWED = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_PAGE = re.compile(r"\.(?:x?html?|md|aspx?|php)$", re.IGNORECASE)
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[^;,]*)*),(.*)", re.DOTALL)
_ACTIVE_SVG = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignObject|iframe|handler)\b|\bon\w+\s*=|javascript:|<!(?:DOCTYPE|ENTITY)",
    re.IGNORECASE,
)


@dataclass
class Carried:
    """Files that go with a text, by the target that stands in it, and notes on what does not."""

    find: Find
    files: dict[str, bytes] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def take(self, root: Tag, soup: BeautifulSoup) -> None:
        """Settle every image and link of a tree."""
        for image in tags(root, ["img"]):
            self._take_image(image, soup)
        for link in tags(root, ["a"]):
            self._take_link(link)

    def note(self, sentence: str) -> None:
        self.notes[sentence] = self.notes.get(sentence, 0) + 1

    def sentences(self) -> tuple[str, ...]:
        """The notes, each with how often it holds."""
        return tuple(f"{said} ({n}×)" if n > 1 else said for said, n in self.notes.items())

    def data(self, uri: str, name: str = "") -> str | None:
        """The target of a picture that stood in the text itself, as a `data:` address."""
        match = _DATA.fullmatch(uri.strip())
        ending = _ENDINGS.get((match[1] or "").lower()) if match else None
        if match is None or ending is None:
            return None
        try:
            if ";base64" in match[2].lower():
                data = b64decode(re.sub(r"[^A-Za-z0-9+/=]", "", unquote(match[3])))
            else:
                data = unquote_to_bytes(match[3])
        except (BadBase64, ValueError):
            return None
        return self._keep(f"{_slug(name) or f'image-{len(self.files) + 1}'}.{ending}", data)

    def _keep(self, target: str, data: bytes) -> str | None:
        """The name under which bytes are carried; `None` where they would run."""
        if target.lower().endswith(".svg") and _ACTIVE_SVG.search(data):
            return None
        stem, dot, ending = target.rpartition(".")
        number = 2
        while self.files.get(target, data) != data:
            target = f"{stem}-{number}{dot}{ending}"
            number += 1
        self.files[target] = data
        return target

    def _take_image(self, image: Tag, soup: BeautifulSoup) -> None:
        source = _target(image, "src")
        alt = " ".join(attribute(image, "alt").split())
        image.attrs = {"src": source, "alt": alt}
        scheme = _scheme(source)
        if scheme in {"http", "https"}:
            self.note("A picture stays on its server, with a link to it")
            return
        kept = self.data(source, alt) if scheme == "data" else self._local(source, scheme, alt)
        if kept is not None:
            image["src"] = kept
            return
        shown = source if len(source) <= 100 else f"{source[:60]}…"
        self.note(f"A picture could not be carried over: {alt or shown or 'it has no source'}")
        replacement = soup.new_tag("em")
        replacement.string = f"[picture: {alt}]" if alt else "[picture]"
        image.replace_with(replacement)

    def _local(self, source: str, scheme: str, alt: str = "") -> str | None:
        """The target of a file of the source itself, or `None` where there is no such file."""
        path = re.split(r"[?#]", source, maxsplit=1)[0]
        if scheme or not path or source.startswith(("/", "\\")):
            return None
        if path in self._names:
            return self._names[path]
        data = self.find(unquote(path))
        if data is None:
            return None
        name = _safe(unquote(path))
        if "." not in name.rsplit("/", 1)[-1] and (ending := _sniffed(data)):
            name = f"{_slug(alt) or f'image-{len(self.files) + 1}'}.{ending}"
        kept = self._keep(name, data) if name else None
        if kept is not None:
            self._names[path] = kept
        return kept

    def _take_link(self, link: Tag) -> None:
        target = _direct(_target(link, "href"))
        scheme = _scheme(target)
        link.attrs = {"href": target}
        if scheme in _FOLLOWED or target.startswith("//"):
            return
        if not target or target.startswith("#"):
            link.unwrap()  # a place in a page that will be another page
        elif scheme:
            if target.rstrip("/") not in words(link):
                self.note(f"A link was taken off `{words(link)[:60]}`: {_shown(scheme, target)}")
            link.unwrap()
        elif not _PAGE.search(re.split(r"[?#]", target, maxsplit=1)[0]):
            kept = self._local(target, scheme)
            if kept is not None:
                link["href"] = kept


def _target(tag: Tag, name: str) -> str:
    """An address, without what hides its scheme from a person and not from a browser."""
    return _HIDDEN.sub("", attribute(tag, name).strip().replace(" ", "%20"))


def _direct(target: str) -> str:
    """Where a link leads that Google Docs has sent round by its own server."""
    parts = urlsplit(target) if target.startswith("https://www.google.com/url?") else None
    return parse_qs(parts.query).get("q", [target])[0] if parts else target


def _scheme(target: str) -> str:
    match = _SCHEME.match(unquote(target))
    return match[0].lower() if match else ""


def _shown(scheme: str, target: str) -> str:
    if scheme in {"javascript", "vbscript", "data"}:
        return f"it led to a {scheme}: address"
    return f"it led to {target[:120]}"


def _sniffed(data: bytes) -> str:
    """The ending that a picture without one should have."""
    return next((ending for mark, ending in _MARKS.items() if data.startswith(mark)), "")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:60].strip("-")


def _safe(path: str) -> str:
    """A relative path of letters that no Markdown reads as more than themselves."""
    parts = [re.sub(r"[^A-Za-z0-9._-]+", "-", one) for one in path.split("/")]
    return "/".join(one for one in parts if one not in {"", ".", ".."})

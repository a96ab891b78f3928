"""PM5xx: links and images inside the repository. Nothing outside it is ever asked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document, Link
from mkdocs_postmortems.model.finding import Edit, Fix, Level, Problem
from mkdocs_postmortems.model.nearest import nearest
from mkdocs_postmortems.model.span import Span

HEAVY = 1_000_000
"""Bytes of an image from which a page is slow for somebody on a phone at night."""

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_HOST = re.compile(r"(?:[\w-]+\.)+(?:app|cloud|co|com|dev|edu|gov|io|net|org)(?:/|$)")
_LINES = re.compile(r"L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?")
"""GitHub's `#L10-L20`, which no file has as an anchor."""

_MOST_ANCHORS = 300
_SAYS_NOTHING = frozenset(
    {"alt", "alt text", "graph", "image", "img", "photo", "picture", "screenshot", "untitled"}
)


def check_links(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Relative links to a file or an anchor that is not there."""
    told: set[Span] = set()
    for link in document.links:
        if link.is_image or _OUTSIDE.match(link.target) or _is_no_link(link, document):
            continue
        problem = _broken(link, document, around)
        if problem is not None and problem.span not in told:
            told.add(problem.span)
            yield problem


def _broken(link: Link, document: Document, around: Surroundings) -> Problem | None:
    if not link.target:
        help = "write the address between the brackets, or take the link away"
        return Problem("PM501", link.span, "the link leads nowhere", help)
    path, _, anchor = link.target.partition("#")
    target = _resolved(path, document)
    if target is None:
        return None
    if not around.targets.exists(target) and target != document.path:
        return _missing(link, path, target, document, around)
    return _without_anchor(link, unquote(anchor), target, document, around) if anchor else None


def _is_no_link(link: Link, document: Document) -> bool:
    """`<a@b.org>` is mail, and a footnote `[^1]: word` is a link to CommonMark only."""
    return link.text.startswith("^") or document.text[link.span.start] == "<"


def _missing(
    link: Link, path: str, target: str, document: Document, around: Surroundings
) -> Problem:
    message = f"`{_without_query(path)}` does not exist"
    near = _meant(target, document, around)
    if near is None:
        help = "write the path from this file's own folder, as the repository has it"
        return Problem("PM501", _place(link, path, document), message, help)
    place = _place(link, path, document)
    fix = None
    if document.text[place.start : place.end] == path:
        fix = Fix(f"write `{near}`", (Edit(place, quote(near, safe="/:")),), safe=False)
    return Problem("PM501", place, message, f"did you mean `{near}`?", fix=fix)


def _meant(target: str, document: Document, around: Surroundings) -> str | None:
    """What is most likely meant: the same path with `.md`, a postmortem elsewhere, a site."""
    folder = posixpath.dirname(document.path)
    if not target.endswith(".md") and around.targets.exists(f"{target}.md"):
        return posixpath.relpath(f"{target}.md", folder or ".")
    id = PurePosixPath(target).name.removesuffix(".md")
    same_month = [one for one in around.paths_by_id if one[:7] == id[:7]]
    found = around.paths_by_id.get(nearest(id, same_month) or "", ())
    if len(found) == 1 and found[0] != target:
        return posixpath.relpath(found[0], folder or ".")
    written = posixpath.relpath(target, folder or ".")
    return f"https://{written}" if _HOST.match(written) else None


def _without_anchor(
    link: Link, anchor: str, target: str, document: Document, around: Surroundings
) -> Problem | None:
    anchors = _anchors(target, document, around)
    if anchors is None or anchor in anchors or anchor == "top" or _LINES.fullmatch(anchor):
        return None
    where = "this file" if target == document.path else f"`{target}`"
    near = _nearest_anchor(anchor, anchors)
    help = f"did you mean `#{near}`?" if near else "link to a heading that is there"
    message = f"{where} has no anchor `#{anchor}`"
    return Problem("PM501", _place(link, link.target, document), message, help)


@lru_cache(maxsize=256)
def _nearest_anchor(anchor: str, anchors: frozenset[str]) -> str | None:
    """In a document with hundreds of headings no guess is good."""
    return nearest(anchor, sorted(anchors)) if len(anchors) <= _MOST_ANCHORS else None


def _anchors(target: str, document: Document, around: Surroundings) -> frozenset[str] | None:
    return document.anchors if target == document.path else around.targets.anchors(target)


def check_images(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Images whose file is not there."""
    for link, path, target in _images(document):
        if not path:
            help = "write the image's address, or take it away"
            yield Problem("PM502", link.span, "the image has no address", help)
        elif not around.targets.exists(target):
            message = f"the image `{_without_query(path)}` does not exist"
            help = "commit it beside this file, or correct the path"
            yield Problem("PM502", _place(link, path, document), message, help)


def check_alt_text(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Images without words for those who cannot see them."""
    for link in document.links:
        if not link.is_image:
            continue
        words = link.text.strip()
        file = PurePosixPath(link.target.partition("?")[0])
        help = "say what it shows: `![Error rate, 2 % to 21 % at 14:05](…)`"
        if not words:
            yield Problem("PM503", link.span, "the image has no alternative text", help)
        elif words.lower() in _SAYS_NOTHING or words in {file.name, file.stem}:
            message = f"the alternative text `{words}` does not say what the image shows"
            yield Problem("PM503", link.span, message, help)


def check_weight(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Images over a megabyte."""
    for link, path, target in _images(document):
        size = around.targets.size(target) if path and around.targets.exists(target) else 0
        if size > HEAVY:
            message = f"the image has {size / 1e6:.1f} MB"
            help = "crop it to what matters, or save it as WebP or with fewer colours"
            yield Problem("PM504", _place(link, path, document), message, help)


def _images(document: Document) -> Iterator[tuple[Link, str, str]]:
    """Images inside the repository with their path as written and as shown to people."""
    for link in document.links:
        if link.is_image and not _OUTSIDE.match(link.target):
            path = link.target.partition("#")[0]
            target = _resolved(path, document)
            if target is not None:
                yield link, path, target


def _resolved(path: str, document: Document) -> str | None:
    """The path from where commands run; None for one that leaves what can be seen from there."""
    written = unquote(_without_query(path))
    if not written:
        return document.path
    folder = posixpath.dirname(document.path)
    target = posixpath.normpath(posixpath.join(folder, written))
    return None if _climbs(target) > _climbs(folder) else target


def _climbs(path: str) -> int:
    return path.split("/").count("..")


def _without_query(path: str) -> str:
    return path.partition("?")[0]


def _place(link: Link, words: str, document: Document) -> Span:
    """Where the address stands: in the link, or in the definition that it refers to."""
    if not words:
        return link.span
    start, end = link.span
    found = document.text.find(f"]({words}", start, end)
    found = found + 2 if found >= 0 else document.text.rfind(words, start, end)
    if found < 0:
        defined = document.text.find(f"]: {words}", document.body.start)
        return Span(defined + 3, defined + 3 + len(words)) if defined >= 0 else link.span
    return Span(found, found + len(words))


RULES = (
    Rule(code="PM501", name="broken-link", level=Level.ERROR, check=check_links),
    Rule(code="PM502", name="missing-image", level=Level.ERROR, check=check_images),
    Rule(
        code="PM503",
        name="image-without-alt",
        level=Level.WARNING,
        check=check_alt_text,
        waits=True,
    ),
    Rule(code="PM504", name="heavy-image", level=Level.INFO, check=check_weight, waits=True),
)

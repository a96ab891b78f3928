"""Markdown of any shape: with YAML or TOML front matter or none, whatever its file is called."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pyromark

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused, Stated
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.read.foreign.files import RefusedError, beside
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.text import decode_foreign
from mkdocs_postmortems.read.front_matter import FrontMatter

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_TEMPLATED = re.compile(r"\.(?:md|markdown)\.(?:erb|liquid|njk|j2|jinja)$", re.IGNORECASE)
_NO_POSTMORTEM = re.compile(
    r"(?:readme|contributing|changelog|changes|license|licence|security|code_of_conduct|template"
    r"|_?index|summary|toc)(?:[._-].*)?$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?:#{1,3} \S|\S.*\n[=-]{3,}[ \t]*$)", re.MULTILINE)
_SECTION = re.compile(
    r"^(?:#+|\*\*)[ ]*(timeline|impact|root cause|lessons|action items|summary)\b",
    re.MULTILINE | re.IGNORECASE,
)
_SOURCE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_COMMENT = re.compile(r"(?:[^\"'#]|\"[^\"]*\"|'[^']*'|(?<=\S)#)*?(?:^|(?<=\s))#+\s*(\S.*)$")
_TOML = re.compile(r"\+{3}[ \t]*\n(.*?\n)\+{3}[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML = re.compile(r"-{3}[ \t]*\n(?=[A-Za-z_\"'#])")
HEAD = 4_000
"""Characters that are looked at to tell Markdown from other text."""


def _recognises(given: Given) -> bool:
    if given.suffix in SUFFIXES or _TEMPLATED.search(given.name):
        return True
    # `.009 - Some title` is no suffix but a part of the name.
    named = re.fullmatch(r"\.[a-z][a-z0-9]{0,4}", given.suffix) is not None
    return not named and _is_markdown(given.data)


def _is_markdown(data: bytes) -> bool:
    """Whether a file without a suffix holds headings."""
    head = data[:HEAD].decode("utf-8", errors="ignore")
    return "\0" not in head and _HEADING.search(head) is not None


def _read(given: Given) -> Iterator[Read]:
    stem = given.name.rsplit("/", 1)[-1]
    if len(given.files.names) > 1 and _NO_POSTMORTEM.match(stem) and not _holds_sections(given):
        yield Refused.passed_over(given.name, "by its name it is no postmortem")
        return
    text, notes = decode_foreign(given.data)
    if not text.strip():
        message = "it is empty"
        raise RefusedError(message)
    stated, start = read_head(text)
    body = text[start:]
    yield Foreign(
        kind="markdown",
        source=given.name,
        sha256=given.sha256,
        text=body,
        first_line=text.count("\n", 0, start) + 1,
        stated=stated,
        files=files_linked(body, given),
        notes=notes,
    )


def _holds_sections(given: Given) -> bool:
    """`<incident>/index.md` is a postmortem in a folder of its own."""
    text = given.data.decode("utf-8", errors="ignore")
    if given.name.endswith("/index.md") and _YAML.match(text):
        return True
    return len({match[1].lower() for match in _SECTION.finditer(text)}) >= 2


def read_head(text: str) -> tuple[tuple[Stated, ...], int]:
    """What the front matter states, and where the body begins; broken front matter is body."""
    if match := _TOML.match(text):
        try:
            return tuple(_toml(tomllib.loads(match[1]))), match.end()
        except (tomllib.TOMLDecodeError, RecursionError):
            return (), 0
    if not _YAML.match(text):
        return (), 0
    handler = FrontMatter()
    front_matter, _ = handler.split(text)
    root = handler.load(front_matter)
    # A part of it that cannot be read is not lost: then all of it stays in the text.
    if handler.problems or not isinstance(root, Mapping):
        return (), 0
    comments = tuple(_comments(text[: handler.body_start]))
    return (*_yaml(root, text), *comments), handler.body_start


def _comments(text: str) -> Iterator[Stated]:
    """What stands behind a `#` of YAML; one in quotes is none."""
    for number, row in enumerate(text.split("\n"), 1):
        match = _COMMENT.match(row)
        if match:
            yield Stated(name="comment", values=(match[1].strip(),), line=number)


def _yaml(root: Mapping, text: str, before: str = "") -> Iterator[Stated]:
    for key, value in root.entries:
        name = f"{before}{key.text}"
        if isinstance(value, Mapping):
            yield from _yaml(value, text, f"{name}.")
        else:
            line = text.count("\n", 0, key.span.start) + 1
            yield Stated(name=name, values=tuple(_scalars(value)), line=line)


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        if node.text.strip() and not node.is_null:
            yield node.text.strip()
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        parts = (f"{key.text}: {', '.join(_scalars(value))}" for key, value in node.entries)
        yield "; ".join(parts)


def _toml(table: dict[str, object], before: str = "") -> Iterator[Stated]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _toml(value, f"{before}{key}.")
            continue
        listed = value if isinstance(value, list) else [value]
        values = tuple(told for one in listed if (told := _told(one)))
        yield Stated(name=f"{before}{key}", values=values)


def _told(value: object) -> str:
    """A value of TOML as people write it."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_told(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_told(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def files_linked(text: str, given: Given) -> dict[str, bytes]:
    """The files of the source that the text links to, by the targets as written."""
    found: dict[str, bytes] = {}
    for target in _targets(text):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path or target in found:
            continue
        name = beside(given.name, unquote(parts.path))
        is_hidden = any(part.startswith(".") for part in name.split("/"))
        if is_hidden or name.rsplit(".", 1)[-1].lower() in {"md", "markdown", "html"}:
            continue
        try:
            found[target] = given.files.read(name)
        except RefusedError:
            continue  # the link stays as it is, and `check` says that it leads nowhere
    return found


def _targets(text: str) -> Iterator[str]:
    """Of links and images, those in HTML too."""
    yield from _SOURCE.findall(text)
    for event in pyromark.events(text):
        started = event.get("Start") if isinstance(event, dict) else None
        if isinstance(started, dict):
            for name in ("Image", "Link"):
                if name in started:
                    yield started[name]["dest_url"]


KIND = Kind(
    name="markdown",
    about="Markdown, with or without front matter",
    recognises=_recognises,
    read=_read,
)

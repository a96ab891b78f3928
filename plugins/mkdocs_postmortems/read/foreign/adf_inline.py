"""What stands in a line of the Atlassian Document Format: text with marks, mentions, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from mkdocs_postmortems.read.foreign.json_source import label, mapping, objects
from mkdocs_postmortems.read.foreign.prose import run

_MARKS = {"strong": "**", "em": "*", "strike": "~~"}


def line_of(nodes: Iterable[Mapping[str, Any]]) -> str:
    """Words side by side; neighbours with the same marks share them."""
    merged: list[tuple[str, list[Mapping[str, Any]]]] = []
    for node in nodes:
        marks = objects(node.get("marks"))
        text = INLINES.get(label(node.get("type")), _inline_unknown)(node)
        if merged and marks and merged[-1][1] == marks:
            merged[-1] = (merged[-1][0] + text, marks)
        else:
            merged.append((text, marks))
    return "".join(_marked(text, marks) for text, marks in merged)


def _marked(text: str, marks: list[Mapping[str, Any]]) -> str:
    inner = text.strip()
    kinds = {label(mark.get("type")): mapping(mark.get("attrs")) for mark in marks}
    if not inner or not kinds:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for kind, sign in _MARKS.items():
        if kind in kinds and "code" not in kinds:
            inner = f"{sign}{inner}{sign}"
    if "link" in kinds:
        inner = _link(inner, label(kinds["link"].get("href")))
    return f"{before}{inner}{after}"


def _link(text: str, target: str) -> str:
    if not target:
        return text
    if re.match(r"(?:https?|mailto|tel):", target):
        for character, quoted_as in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C")):
            target = target.replace(character, quoted_as)
        return f"[{text}]({target})"
    return text if target in text else f"{text} ({run(target)})"


def _text(node: Mapping[str, Any]) -> str:
    text = node.get("text")
    if not isinstance(text, str):
        return ""
    marks = {label(mark.get("type")) for mark in objects(node.get("marks"))}
    return ticked(text) if "code" in marks else run(text)


def ticked(text: str) -> str:
    words = " ".join(text.split())
    ticks = "`" * (max((len(one) for one in re.findall(r"`+", words)), default=0) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{pad}{words}{pad}{ticks}" if words else ""


def _attribute(*names: str) -> Callable[[Mapping[str, Any]], str]:
    def shown(node: Mapping[str, Any]) -> str:
        attributes = mapping(node.get("attrs"))
        return run(next((found for name in names if (found := label(attributes.get(name)))), ""))

    return shown


def _inline_unknown(node: Mapping[str, Any]) -> str:
    return (
        _text(node)
        or _attribute("text", "alt", "title")(node)
        or line_of(objects(node.get("content")))
    )


def _date(node: Mapping[str, Any]) -> str:
    raw = label(mapping(node.get("attrs")).get("timestamp"))
    try:
        return datetime.fromtimestamp(int(raw) / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return run(raw)


def card(node: Mapping[str, Any]) -> str:
    attributes = mapping(node.get("attrs"))
    url = label(attributes.get("url")) or label(mapping(attributes.get("data")).get("url"))
    name = label(mapping(attributes.get("data")).get("name")) or url
    return _link(run(name), url)


def media(node: Mapping[str, Any]) -> str:
    attributes = mapping(node.get("attrs"))
    url = label(attributes.get("url"))
    alt = run(label(attributes.get("alt")))
    if url.startswith(("https://", "http://")):
        return f"!{_link(alt or 'image', url)}"
    return f"(file: {alt or run(label(attributes.get('id')))})"


INLINES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "text": _text,
    "hardBreak": lambda _: "  \n",
    "mention": _attribute("text", "id"),
    "emoji": _attribute("text", "shortName"),
    "date": _date,
    "status": _attribute("text"),
    "placeholder": _attribute("text"),
    "inlineCard": card,
    "mediaInline": media,
}

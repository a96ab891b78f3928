"""Atlassian Document Format, the rich text of Jira Cloud, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mkdocs_postmortems.read.foreign.adf_inline import INLINES, card, line_of, media, ticked
from mkdocs_postmortems.read.foreign.adf_table import rows_of
from mkdocs_postmortems.read.foreign.json_source import label, mapping, objects
from mkdocs_postmortems.read.foreign.prose import guarded, joined, quoted, run, table

_INDENT = " " * 4
"""What Python-Markdown wants below a list item; CommonMark takes it too."""


def is_adf(value: Any) -> bool:
    """Whether a value is a document in that format."""
    return mapping(value).get("type") == "doc" and isinstance(mapping(value).get("content"), list)


def adf_to_markdown(document: Any) -> str:
    """The document; a node of an unknown type gives its words and those of the nodes in it."""
    return _blocks(objects(mapping(document).get("content"))).strip("\n")


def _blocks(nodes: Iterable[Mapping[str, Any]]) -> str:
    parts: list[str] = []
    loose: list[Mapping[str, Any]] = []
    for node in nodes:
        if label(node.get("type")) in INLINES:
            loose.append(node)  # task items hold words without a paragraph around them
            continue
        parts += [_paragraph(loose), _block(node)]
        loose = []
    return joined(*parts, _paragraph(loose)).strip("\n")


def _block(node: Mapping[str, Any]) -> str:
    return _BLOCKS.get(label(node.get("type")), _unknown)(node)


def _content(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return objects(node.get("content"))


def _paragraph(nodes: Iterable[Mapping[str, Any]]) -> str:
    return guarded(line_of(nodes).strip())


def _unknown(node: Mapping[str, Any]) -> str:
    attributes = mapping(node.get("attrs"))
    words = [label(attributes.get(key)) for key in ("title", "text", "alt")]
    own = [run(one) for one in [label(node.get("text")), *words] if one]
    return joined(guarded(" ".join(dict.fromkeys(own))), _blocks(_content(node))).strip("\n")


def _heading(node: Mapping[str, Any]) -> str:
    level = mapping(node.get("attrs")).get("level")
    depth = min(max(level, 1), 6) if isinstance(level, int) else 2
    words = " ".join(line_of(_content(node)).split())
    return f"{'#' * depth} {words}" if words else ""


def _list(node: Mapping[str, Any], mark: Callable[[int, Mapping[str, Any]], str]) -> str:
    items: list[str] = []
    for at, item in enumerate(_content(node)):
        if label(item.get("type")).endswith("List"):  # a list of tasks holds lists as its items
            items.append(_indented(_block(item)))
            continue
        inner = _blocks(_content(item)).replace("\n\n- ", "\n- ").replace("\n\n1. ", "\n1. ")
        first, _, rest = inner.partition("\n")
        items.append(f"{mark(at, item)} {first}" + (f"\n{_indented(rest)}" if rest else ""))
    return "\n".join(items)


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}" if line else "" for line in text.split("\n"))


def _ordered(node: Mapping[str, Any]) -> str:
    start = mapping(node.get("attrs")).get("order")
    first = start if isinstance(start, int) and 0 <= start < 1_000_000 else 1
    return _list(node, lambda at, _: f"{first + at}.")


def _tasks(node: Mapping[str, Any]) -> str:
    def mark(_: int, item: Mapping[str, Any]) -> str:
        return "- [x]" if mapping(item.get("attrs")).get("state") == "DONE" else "- [ ]"

    return _list(node, mark)


def _code(node: Mapping[str, Any]) -> str:
    text = "".join(one["text"] for one in _content(node) if isinstance(one.get("text"), str)).strip(
        "\n"
    )
    ticks = max((len(found) for found in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    language = re.sub(r"[^\w+#.-]", "", label(mapping(node.get("attrs")).get("language")))
    return f"{fence}{language}\n{text}\n{fence}"


def _expand(node: Mapping[str, Any]) -> str:
    title = run(label(mapping(node.get("attrs")).get("title"))).strip()
    return joined(f"**{title}**" if title else "", _blocks(_content(node))).strip("\n")


def _table(node: Mapping[str, Any]) -> str:
    header, rows = rows_of(node, _cell)
    return table(header, rows) if header else ""


def _cell(node: Mapping[str, Any]) -> str:
    """Blocks as one line: items of a list with semicolons, lines of code as code."""
    parts = [_flat(one) for one in _content(node)]
    return " ".join(" ".join(filter(None, parts)).split()).replace("|", r"\|")


def _flat(node: Mapping[str, Any]) -> str:
    kind = label(node.get("type"))
    if kind.endswith("List"):
        return "; ".join(filter(None, (_cell(item) for item in _content(node))))
    if kind in INLINES:
        return line_of([node])
    if kind == "codeBlock":
        return ticked(" ".join(label(one.get("text")) for one in _content(node)))
    inner = _content(node)
    title = run(label(mapping(node.get("attrs")).get("title")))
    return f"{title} {' '.join(_flat(one) for one in inner)}" if inner else line_of([node])


_BLOCKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "paragraph": lambda node: _paragraph(_content(node)),
    "caption": lambda node: _paragraph(_content(node)),
    "heading": _heading,
    "bulletList": lambda node: _list(node, lambda *_: "-"),
    "orderedList": _ordered,
    "taskList": _tasks,
    "decisionList": lambda node: _list(node, lambda *_: "-"),
    "codeBlock": _code,
    "blockquote": lambda node: quoted(_blocks(_content(node))),
    "panel": lambda node: quoted(_blocks(_content(node))),
    "expand": _expand,
    "nestedExpand": _expand,
    "rule": lambda _: "* * *",
    "table": _table,
    "media": media,
    "blockCard": card,
    "embedCard": card,
}

"""Services from Backstage catalogue files: what they describe, and nothing they refer to."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_postmortems.model.node import Mapping, Node, Scalar
from mkdocs_postmortems.model.vocabulary import Service
from mkdocs_postmortems.read import nodes
from mkdocs_postmortems.read.source import decode, read_bytes

KINDS = frozenset({"component", "system"})
_DIRECTIVES = re.compile(r"\A(?:%.*\n|[ \t]*(?:#.*)?\n)*%.*\n")
_SEPARATOR = re.compile(r"^---[ \t]*(?:#.*)?$", re.MULTILINE)


def read_catalogue(path: Path) -> tuple[list[Service], str | None]:
    """The components and systems of a file in their order, or why there are none.

    `$text`, `$json` and `$yaml` are substitutions that Backstage fetches; here they stay unread.
    """
    data, problem = read_bytes(path)
    text, _ = decode(data)
    refused = problem or nodes.guard(text, 0)
    if refused:
        return [], refused.message
    services: list[Service] = []
    for part in _SEPARATOR.split(_DIRECTIVES.sub("", text)):
        read = nodes.compose_what_can_be(part, 0)
        if read.problems and read.root is None:
            return services, read.problems[0].message
        service = _service(read.root)
        if service is not None:
            services.append(service)
    return services, None


def _service(node: Node | None) -> Service | None:
    metadata = _mapping(node, "metadata")
    name = _text(metadata, "name")
    if not name or _text(node, "kind").lower() not in KINDS:
        return None
    namespace = _text(metadata, "namespace")
    spec = _mapping(node, "spec")
    return Service(
        id=name if namespace in {"", "default"} else f"{namespace}/{name}",
        name=_text(metadata, "title") or name,
        group=_entity(_text(spec, "system")),
        owner=_team(_text(spec, "owner")),
    )


def _team(reference: str) -> str:
    """The owner, unless it is a person: pages are made of teams."""
    return "" if reference.lower().startswith("user:") else _entity(reference)


def _entity(reference: str) -> str:
    """The name in a reference of the form `[kind:][namespace/]name`."""
    return reference.rsplit(":", 1)[-1].rsplit("/", 1)[-1]


def _mapping(node: Node | None, key: str) -> Mapping | None:
    value = node.get(key) if isinstance(node, Mapping) else None
    return value if isinstance(value, Mapping) else None


def _text(node: Node | None, key: str) -> str:
    value = node.get(key) if isinstance(node, Mapping) else None
    return value.text.strip() if isinstance(value, Scalar) else ""

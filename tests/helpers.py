"""A good document to break, the knowledge base around it, and cases as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_postmortems.check.engine import check_documents
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.rule import Surroundings
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.document import read_document
from mkdocs_postmortems.read.targets import FileTargets

HERE = {"PM101", "PM201", "PM202", "PM204", "PM205", "PM208", "PM111", "PM410"}
"""Rules whose cases stand here; those of the others stand on their pages."""

DATA = Path(__file__).parent / "data"
TODAY = date(2024, 6, 1)
NAME = "2024-03-08-checkout-refused-orders.md"
SETTINGS = Settings(audience="restricted")
SERVICES: Vocabulary[Service] = Vocabulary(
    (
        Service(id="checkout", name="Checkout", aliases=("checkout-api",)),
        Service(id="payments", name="Payments"),
        Service(id="search", name="Search"),
    ),
    "service",
)
GOOD = {
    "title": "Checkout refused orders",
    "severity": "sev-2",
    "services": "[checkout]",
    "status": "published",
    "started_at": "2024-03-08T14:05:00Z",
    "resolved_at": "2024-03-08T15:10:00Z",
}
"""Front matter with nothing wrong: title on line 2 to resolved_at on line 7, the fence on 8."""


BODY = """
## Summary

Orders were refused while the cache was cold.

## Timeline

| Time (UTC) | Event |
|---|---|
| 14:05 | The cache is flushed |
| 15:10 | The cache is warm |

## Action items

No action items, because the flush is no longer possible.
"""


def front_matter(changes: Mapping[str, str | None] | None = None, add: str = "") -> str:
    """The good front matter with keys set or (by None) left out in place, and lines added."""
    values = {**GOOD, **(changes or {})}
    lines = [f"{key}: {value}\n" for key, value in values.items() if value is not None]
    return "---\n" + "".join(lines) + add + "---\n"


def good(body: str | None = None, **changes: str | None) -> str:
    """A good document; without a body of its own, one that no rule wants more of."""
    return front_matter(changes) + (BODY if body is None else body)


def context(settings: Settings = SETTINGS) -> Context:
    return Context(settings, packaged.vocabularies(settings), SERVICES)


def read(text: str | bytes, name: str = NAME, settings: Settings = SETTINGS) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_document(data, name, context(settings))


def surroundings(documents: Iterable[Document], settings: Settings = SETTINGS) -> Surroundings:
    paths_by_id: dict[str, tuple[str, ...]] = {}
    for one in documents:
        paths_by_id[one.postmortem.id] = (*paths_by_id.get(one.postmortem.id, ()), one.path)
    return Surroundings(
        settings=settings,
        vocabularies=packaged.vocabularies(settings),
        services=SERVICES,
        today=TODAY,
        paths_by_id=paths_by_id,
        rules=tuple(one for one in RULES.values() if one.code in HERE),
        targets=FileTargets(Path(), lambda _: None),
    )


def check(*documents: Document, settings: Settings = SETTINGS) -> tuple[Finding, ...]:
    return check_documents(documents, surroundings(documents, settings))


def say(finding: Finding) -> str:
    """`4:11 PM105`: what a case file writes down."""
    return f"{finding.place.line}:{finding.place.column} {finding.code}"


def words(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{one.message} | {one.help or ''}" for one in findings)


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def open_base(
    root: Path, files: Mapping[str, str | bytes], audience: str | None = None
) -> KnowledgeBase:
    """A knowledge base written below `root`, paths shown from there."""
    write_tree(root / "postmortems", files)
    return KnowledgeBase(root / "postmortems", root, TODAY, audience)


def cases(path: str) -> list[Any]:
    """The cases of a YAML file below tests/data, each named by its own `name`."""
    raw = yaml.safe_load((DATA / path).read_text("utf-8"))
    return [pytest.param(case, id=case["name"].replace(" ", "-")) for case in raw]


def text_of(case: Mapping[str, Any]) -> bytes:
    """The document of a case: `text` as it is, else the good one with `set` and `add`."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "text" in case:
        return str(case["text"]).encode()
    return (front_matter(case.get("set"), case.get("add", "")) + case.get("body", "")).encode()

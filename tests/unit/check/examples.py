"""From an example on a rule's page to a knowledge base, and to the line that is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs_postmortems.check.page import MARKER, Block
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.model.finding import Finding

TODAY = date(2024, 6, 1)
ID = "2024-05-02-cache-flush"
BASE = Path(__file__).parents[2] / "data" / "rules"
"""A postmortem that no rule has anything to say about, and its settings."""


@dataclass(frozen=True)
class Example:
    """Files of a knowledge base; `main` is the one that the example is about."""

    files: dict[str, str]
    main: str
    marked: int | None

    def findings(self, folder: Path) -> tuple[Finding, ...]:
        root = folder / "postmortems"
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
        base = KnowledgeBase(root, folder, TODAY, audience="restricted")
        return (*base.config_findings, *base.findings)


def example_of(blocks: tuple[Block, ...]) -> Example:
    """The knowledge base of an example: the base, with what its blocks say over it.

    A `yaml` block gives front-matter fields, `markdown` whole sections, `text` a whole file; a
    titled block is another file by its path (`settings.yml` is added to the base's own).
    """
    files = {
        "postmortems/settings.yml": (BASE / "settings.yml").read_text("utf-8"),
        "postmortems/services.yml": (BASE / "services.yml").read_text("utf-8"),
    }
    main = f"postmortems/2024/{ID}.md"
    text = (BASE / f"{ID}.md").read_text("utf-8")
    for block in blocks:
        if block.title == "settings.yml":
            files["postmortems/settings.yml"] += block.text
        elif block.title == "path":
            main = block.text.strip()
        elif block.title:
            files[block.title] = block.text
        elif block.language == "yaml":
            text = _with_fields(text, block.text)
        elif block.language == "markdown":
            text = _with_sections(text, block.text)
        else:
            text = block.text
    marked = next(
        (number for number, line in enumerate(text.split("\n"), 1) if line.endswith(MARKER)), None
    )
    files[main] = re.sub(rf"[ \t]*{MARKER}$", "", text, flags=re.M)
    for name in list(files):
        if name != main and MARKER in files[name]:
            files[name] = re.sub(rf"[ \t]*{MARKER}$", "", files[name], flags=re.M)
    return Example(files, main, marked)


def _entries(yaml: str) -> dict[str, str]:
    """Entries at the margin by key, comments before a key with it, a doubled key apart."""
    entries: dict[str, str] = {}
    for part in re.split(r"^(?=[\w-]+:|\"|#)", yaml, flags=re.M):
        if part.strip():
            key = part.split(":")[0]
            entries[key + "\0" * sum(one.rstrip("\0") == key for one in entries)] = part
    return entries


def _with_fields(text: str, fields: str) -> str:
    """The base's front matter with these entries in place of its own; others go to the end.

    An entry `key:` with nothing behind it takes the base's entry away.
    """
    _, front, body = text.split("---\n", 2)
    entries = {**_entries(front), **_entries(fields)}
    kept = "".join(one for one in entries.values() if not re.fullmatch(r"[\w-]+: *-\n", one))
    return f"---\n{kept}---\n{body}"


def _with_sections(text: str, sections: str) -> str:
    """The base's body with these sections in place of its own; others go to the end."""
    head, *parts = re.split(r"^(?=## )", text, flags=re.M)
    own = {part.split("\n")[0].strip(): part for part in parts}
    lead, *new = re.split(r"^(?=## )", sections, flags=re.M)
    own |= {
        part.split("\n")[0].replace(MARKER, "").strip(): part.rstrip("\n") + "\n\n" for part in new
    }
    return head + (lead.rstrip("\n") + "\n\n" if lead.strip() else "") + "".join(own.values())

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
BASE = Path(__file__).parents[2] / "data" / "pages"
"""A postmortem that no rule has anything to say about, and its settings."""


@dataclass(frozen=True)
class Example:
    """Files of a knowledge base; `main` is the one that the example is about."""

    files: dict[str, str]
    main: str
    marked: tuple[str, int] | None
    """The path and the line that the marker stands in."""

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

    A `yaml` block gives front-matter fields, `markdown` whole sections, `text` a whole file and
    `bytes` one with `\\xe9` for a byte. A titled block is another file by its path, as `size` one
    of so many bytes; of the titles that are none, `settings.yml` is added to the base's own,
    `path` renames the main file, and `body` gives the sections to the fields before it.
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
        elif block.title == "body":
            text = _with_sections(text, block.text)
        elif block.title:
            files[block.title] = "\0" * int(block.text) if block.language == "size" else block.text
        elif block.language == "yaml":
            text = _with_fields(text, block.text)
        elif block.language == "markdown":
            text = _with_sections(text, block.text)
        else:
            text = unescaped(block.text) if block.language == "bytes" else block.text
    files[main] = text
    marked = (
        (name, number)
        for name, written in files.items()
        for number, line in enumerate(written.split("\n"), 1)
        if line.endswith(MARKER)
    )
    place = next(marked, None)
    files = {
        name: re.sub(rf"[ \t]*{MARKER}$", "", one, flags=re.MULTILINE)
        for name, one in files.items()
    }
    return Example(files, main, place)


def unescaped(text: str) -> str:
    """A text in which `\\xe9` stands for a byte, as what those bytes decode to."""
    data = re.sub(
        rb"\\x([0-9a-f]{2})", lambda match: bytes.fromhex(match[1].decode()), text.encode()
    )
    return data.decode("utf-8", errors="surrogateescape")


def _entries(yaml: str) -> dict[str, str]:
    """Entries at the margin by key, comments before a key with it, a doubled key apart."""
    entries: dict[str, str] = {}
    comments = ""
    for part in re.split(r"^(?=[\w-]+:|\"|#)", yaml, flags=re.MULTILINE):
        if part.startswith("#"):
            comments += part
        elif part.strip():
            key = part.split(":")[0]
            number = sum(one.rstrip("\0") == key for one in entries)
            entries[key + "\0" * number] = comments + part
            comments = ""
    if comments:
        entries["#"] = comments
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
    head, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    own = {part.split("\n")[0].strip(): part for part in parts}
    lead, *new = re.split(r"^(?=## )", sections, flags=re.MULTILINE)
    own |= {
        part.split("\n")[0].replace(MARKER, "").strip(): part.rstrip("\n") + "\n\n" for part in new
    }
    return head + (lead.rstrip("\n") + "\n\n" if lead.strip() else "") + "".join(own.values())

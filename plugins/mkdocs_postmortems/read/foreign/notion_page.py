"""A page of Notion's export: its title, the properties below it, and its text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.read.foreign.text import decode_foreign

_NAMED = re.compile(r"(?:.* )?[0-9a-f]{32}\.(?:md|csv)$")
_PROPERTY = re.compile(r"([^\s:#>|`\[*<-][^:\n]{0,60}):(?: +(\S.*))?$")
_SENTENCE = re.compile(r"(?:\S+ ){5,}")
"""A key of more than five words is the beginning of a sentence."""
_ADDRESS = re.compile(
    r" \((?:https://(?:www\.)?(?:app\.)?notion\.(?:so|com)/[^\s)]*|[^\s()]*\.md)\)"
)
"""Where a related page lies, which Notion writes behind its name."""
_DETAILS = re.compile(r"[ \t]*</?details[^>]*>[ \t]*$", re.IGNORECASE)
_SUMMARY = re.compile(r"([ \t]*)<summary[^>]*>(.*?)</summary>[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page, with its callouts as quotations and its folded parts unfolded."""

    title: str
    properties: tuple[Stated, ...]
    text: str
    first_line: int
    notes: tuple[str, ...] = ()


def is_page_name(name: str) -> bool:
    """Whether a file is called as Notion calls pages and databases, with 32 hex digits."""
    return _NAMED.match(name.rsplit("/", 1)[-1]) is not None


def read_page(data: bytes, known: Collection[str] = ()) -> Page:
    """The page; `known` are the properties of the database that it is of."""
    text, notes = decode_foreign(data)
    lines = text.split("\n")
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    title = ""
    if lines[at].startswith("# "):
        title = " ".join(lines[at][2:].split())
        at += 1
    start = at
    while at < len(lines) and not lines[at].strip():
        at += 1
    properties, end = _properties(lines, at, known)
    first = end if properties else start
    body = "\n".join(_unfolded(lines[first:]))
    return Page(title=title, properties=properties, text=body, first_line=first + 1, notes=notes)


def without_addresses(value: str) -> str:
    """The names of related pages without where they lie."""
    return _ADDRESS.sub("", value)


def _properties(
    lines: list[str], at: int, known: Collection[str]
) -> tuple[tuple[Stated, ...], int]:
    """The lines `Key: value` up to the next blank one or heading.

    Without a database to compare with, every line of them has to be one, so that a paragraph
    with a colon stays in the text.
    """
    found: list[tuple[str, list[str], int]] = []
    end = at
    for number in range(at, len(lines)):
        line = lines[number]
        if not line.strip() or re.match(r"#{1,6} ", line):
            break
        match = _PROPERTY.match(line)
        if match and (match[1] in known or _is_key(match[1])):
            found.append((match[1], [(match[2] or "").strip()], number + 1))
        elif found and any(name in known for name, _, _ in found):
            found[-1][1].append(line.strip())  # a text property of several lines
        else:
            return (), at
        end = number + 1
    stated = tuple(
        Stated(name=name, values=(value,), line=line)
        for name, parts, line in found
        if (value := without_addresses("\n".join(parts)).strip())
    )
    return stated, end if found else at


def _is_key(name: str) -> bool:
    return not _SENTENCE.match(f"{name} ") and not re.search(r"https?$|[.!?,;]", name)


def _unfolded(lines: list[str]) -> list[str]:
    """As many lines: HTML around text hides it from every Markdown reader."""
    shown: list[str] = []
    quoting = fenced = False
    for line in lines:
        fenced ^= line.lstrip().startswith("```")
        tag = "" if fenced else line.strip().lower()
        if tag.startswith("<aside"):
            quoting = True
            rest = line.strip()[line.strip().index(">") + 1 :] if ">" in line else ""
            shown.append(f"> {rest}" if rest else "")
        elif tag == "</aside>":
            quoting = False
            shown.append("")
        elif not fenced and _DETAILS.match(line):
            shown.append("")
        elif not fenced and (match := _SUMMARY.match(line)):
            shown.append(f"{match[1]}**{match[2].strip()}**" if match[2].strip() else "")
        else:
            shown.append(f"> {line}".rstrip() if quoting else line)
    return shown

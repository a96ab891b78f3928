"""A draft to the text of a new postmortem."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from mkdocs_postmortems.model.document import IMPORTED_DETAILS
from mkdocs_postmortems.model.field import FRONT_MATTER
from mkdocs_postmortems.model.imported import Draft, Placed

_ORDER = {one.name: place for place, one in enumerate(FRONT_MATTER)}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./@+-]*[A-Za-z0-9]|[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow as it is."""
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_MOMENT = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?)?")
SEAL = "written"
"""The field that holds the hash of the file without its own line."""
_SEALED = re.compile(rf"  {SEAL}: ([0-9a-f]{{64}})")


def render(draft: Draft) -> tuple[str, tuple[int, ...]]:
    """The file's text, and the source's line of each of its lines."""
    head = list(_front_matter(draft))
    body = list(_trimmed(draft.rows))
    rows = [*((text, 0) for text in head), ("", 0), *body, *_details(draft)]
    beside = {name: sha256(data).hexdigest() for name, data in draft.files.items()}
    seal = (f"  {SEAL}: {_hash((text for text, _ in rows), beside)}", 0)
    at = next(number for number, (text, _) in enumerate(rows) if text.startswith("  sha256:"))
    rows.insert(at + 1, seal)
    return "\n".join(text for text, _ in rows) + "\n", tuple(line for _, line in rows)


def is_untouched(text: str, beside: Mapping[str, str]) -> bool:
    """Whether a file is still what an import wrote, line ends aside, and so is what lies beside it.

    `beside` gives the hash of each file in its folder by name.
    """
    rows = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    for number, row in enumerate(rows):
        if match := _SEALED.fullmatch(row):
            return match[1] == _hash(rows[:number] + rows[number + 1 :], beside)
    return False


def _hash(rows: Iterable[str], beside: Mapping[str, str]) -> str:
    files = (f"{name} {hashed}" for name, hashed in sorted(beside.items()))
    return sha256("\n".join((*rows, *files)).encode("utf-8", errors="surrogatepass")).hexdigest()


def _trimmed(rows: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, int]]:
    started = False
    for text, line in rows:
        started = started or bool(text.strip())
        if started:
            yield text, line


def _front_matter(draft: Draft) -> Iterator[str]:
    yield "---"
    yield f"title: {scalar(draft.title)}"
    impact: list[Placed] = []
    status = "status: in-review"
    for one in sorted(draft.placed, key=lambda one: _ORDER.get(one.name.split(".")[0], 99)):
        if status and _ORDER.get(one.name.split(".")[0], 99) > _ORDER["status"]:
            yield status
            status = ""
        if one.name.startswith("impact."):
            impact.append(one)
        elif one.name == "url":
            yield "links:"
            yield f"  - label: {scalar('Source')}"
            yield f"    url: {written(one.value)}"
        else:
            yield f"{one.name}: {written(one.value)}"
    if status:
        yield status
    if impact:
        yield "impact:"
        for one in impact:
            yield f"  {one.name.removeprefix('impact.')}: {written(one.value)}"
    foreign = draft.foreign
    yield "imported_from:"
    yield f"  source: {scalar(f'{foreign.kind}: {foreign.place}')}"
    yield f"  sha256: {foreign.sha256}"
    if draft.guessed:
        yield "  guessed:"
        for guess in draft.guessed:
            yield f"    - {scalar(guess.told)}"
    yield "---"


def _details(draft: Draft) -> Iterator[tuple[str, int]]:
    if not draft.details and not draft.foreign.notes:
        return
    yield "", 0
    yield f"## {IMPORTED_DETAILS}", 0
    yield "", 0
    if draft.details:
        yield "| Said | Value |", 0
        yield "|---|---|", 0
        for name, value, line in draft.details:
            yield f"| {_cell(name)} | {_cell(value)} |", line
    if draft.details and draft.foreign.notes:
        yield "", 0
    for note in draft.foreign.notes:
        yield f"- {_cell(note)}", 0


def _cell(text: str) -> str:
    """One line of somebody's plain words in a table of Markdown."""
    line = " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", line)


def written(value: str | tuple[str, ...]) -> str:
    """A field's value for YAML; a moment stays bare."""
    if isinstance(value, str):
        return value if _MOMENT.fullmatch(value) else scalar(value)
    return "[" + ", ".join(scalar(one) for one in value) + "]"


def scalar(text: str) -> str:
    """A value for YAML: plain where every reader of YAML takes it as these words, else quoted."""
    line = " ".join(text.split())
    if _PLAIN.fullmatch(line) and line.lower() not in _WORDS:
        return line
    quoted = json.dumps(line, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\U{ord(match[0]):08x}", quoted)

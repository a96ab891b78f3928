"""Exports of other tools for tests: files given to a reader, archives made of their parts."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.model.foreign import Foreign, Read
from mkdocs_postmortems.read.foreign.files import Folder
from mkdocs_postmortems.read.foreign.given import Given, Kind

FOREIGN = Path(__file__).parent / "data" / "foreign"


@dataclass(frozen=True)
class Held:
    """Files that are in memory alone."""

    contents: Mapping[str, bytes]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.contents))

    def read(self, name: str) -> bytes:
        return self.contents[name]


def given(name: str, data: bytes | str, beside: Mapping[str, bytes] | None = None) -> Given:
    """A file as a reader is given it."""
    held = data if isinstance(data, bytes) else data.encode()
    return Given(name=name, data=held, files=Held({name: held, **(beside or {})}))


def on_disk(path: Path) -> Given:
    """A file of a folder, with what is around it."""
    return Given(name=path.name, data=path.read_bytes(), files=Folder(path.parent))


def packed(folder: Path, changed: Mapping[str, bytes] | None = None) -> bytes:
    """A zip file of a folder's parts; some of them changed or added."""
    parts = {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }
    return zipped({**parts, **(changed or {})})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read_one(kind: Kind, file: Given) -> Foreign:
    """The one document of a file."""
    (found,) = read_all(kind, file)
    assert isinstance(found, Foreign)
    return found


def read_all(kind: Kind, file: Given) -> list[Read]:
    """Whatever a reader makes of a file."""
    return list(kind.read(file))


def words(text: str) -> Counter[str]:
    """The words of a text, however they are written."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def words_of(foreign: Foreign) -> Counter[str]:
    """Every word that came over: title, text, and what is stated or noted beside it."""
    stated = [word for one in foreign.stated for word in (one.name, *one.values)]
    return words("\n".join([foreign.title, shown(foreign.text), *stated, *foreign.notes]))


def shown(markdown: str) -> str:
    """Markdown without backslashes and entities: what a reader sees of its letters."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown))


def missing(source: str, foreign: Foreign, apart_from: Iterable[str] = ()) -> Counter[str]:
    """The words of a source that did not come over."""
    return words(source) - words_of(foreign) - Counter(dict.fromkeys(apart_from, 99))

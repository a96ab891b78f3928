"""One file of a source as a reader of foreign formats is given it, and what a kind of source is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from mkdocs_postmortems.model.foreign import Read
from mkdocs_postmortems.read.foreign.files import Files


@dataclass(frozen=True, kw_only=True)
class Given:
    """A file with the files around it."""

    name: str
    """Its path among `files`."""
    data: bytes
    files: Files
    columns: Mapping[str, str] = field(default_factory=dict)
    """For a CSV: the column that each field is in, as `--column field=Column` says."""

    @property
    def suffix(self) -> str:
        """The last ending in lower case, with its dot; empty where there is none."""
        stem = self.name.rsplit("/", 1)[-1]
        return f".{stem.rsplit('.', 1)[1].lower()}" if "." in stem else ""

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of source: how it is recognised without being told, and how it is read."""

    name: str
    about: str
    recognises: Callable[[Given], bool]
    """Told by the name and the content; must be sure, since the first kind that says yes reads."""
    read: Callable[[Given], Iterator[Read]]
    """Raises `RefusedError` where nothing can be read; yields one value a document."""

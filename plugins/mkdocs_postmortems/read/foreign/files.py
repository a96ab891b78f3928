"""What a source consists of: a folder's files or an archive's, read with limits."""

from __future__ import annotations

import io
import lzma
import os
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

MAX_FILE = 100_000_000
MAX_TOTAL = 1_000_000_000
MAX_ENTRIES = 20_000
MAX_RATIO = 200
"""Text and office files shrink to a tenth or so; a bomb to a thousandth."""
SMALL = 1_000_000
"""Below this, no ratio is suspicious."""


_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError),
    *(RuntimeError, ValueError, IndexError, OverflowError, OSError, EOFError),
)
"""What `zipfile` raises over bytes that are no archive, or one that is encrypted."""


class RefusedError(Exception):
    """Why something is not read, in words for people, and what to do."""

    def __init__(self, reason: str, help: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


class Files(Protocol):
    """Files by their relative paths, with forward slashes."""

    @property
    def names(self) -> tuple[str, ...]:
        """In order, hidden ones left out; these can be read all the same."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises `RefusedError` where it is too big or cannot be read."""
        ...


@dataclass(frozen=True)
class Folder:
    """A folder on disk. What a link in it leads to outside of it is not read."""

    root: Path
    without: Path | None = None
    """A folder in it that is left out: what an import writes to is none of its sources."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        found: list[str] = []
        for parent, folders, names in os.walk(self.root):
            folders[:] = sorted(
                one
                for one in folders
                if not one.startswith(".") and not self._is_left_out(Path(parent) / one)
            )
            below = Path(parent).relative_to(self.root)
            found += ((below / one).as_posix() for one in names if not one.startswith("."))
        return tuple(sorted(found))

    def _is_left_out(self, folder: Path) -> bool:
        return self.without is not None and folder.resolve() == self.without.resolve()

    def read(self, name: str) -> bytes:
        path = self.root / name
        try:
            if self.root.resolve() not in path.resolve().parents:
                message = "it leads out of the folder"
                raise RefusedError(message)
            if not path.is_file():
                message = "it is no file"
                raise RefusedError(message)
            if path.stat().st_size > MAX_FILE:
                raise RefusedError(_too_big(path.stat().st_size))
            return path.read_bytes()
        except OSError as error:
            raise RefusedError(error.strerror or type(error).__name__) from error


class Archive:
    """A zip file that does no harm: nothing is unpacked to disk, and bombs are refused.

    Zip files directly inside of it count as folders: that is how Notion splits large exports.
    """

    def __init__(self, data: bytes, *, depth: int = 1) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in _checked(self._zip.infolist())}
        except _DAMAGE as error:
            message = "it is no zip file that can be read"
            raise RefusedError(message, "export it again") from error
        self._inner: dict[str, Archive] = {}
        for name in [one for one in self._infos if one.lower().endswith(".zip")]:
            if depth:
                self._inner[name] = Archive(self._bytes(name), depth=depth - 1)

    @cached_property
    def names(self) -> tuple[str, ...]:
        own = (one for one in self._infos if one not in self._inner and _is_shown(one))
        inner = (one for archive in self._inner.values() for one in archive.names)
        return tuple(sorted({*own, *inner}))

    def read(self, name: str) -> bytes:
        if name in self._infos and name not in self._inner:
            return self._bytes(name)
        for archive in self._inner.values():
            if name in archive.names:
                return archive.read(name)
        message = "it is not in the archive"
        raise RefusedError(message)

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(self._infos[name]) as stream:
                data = stream.read(MAX_FILE + 1)
        except _DAMAGE as error:
            message = f"`{name}` in it is damaged or encrypted"
            raise RefusedError(message, "export it again, without a password") from error
        if len(data) > MAX_FILE:
            raise RefusedError(_too_big(len(data)))
        return data


def _checked(infos: Iterable[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The files of an archive, or the reason why none of them is touched."""
    found = list(infos)
    if len(found) > MAX_ENTRIES:
        message = f"it has {len(found):,} entries; at most {MAX_ENTRIES:,} are read"
        raise RefusedError(message, "export it in parts")
    total = 0
    for info in found:
        name = info.filename
        if _leads_out(name):
            message = f"`{name}` in it leads out of the archive"
            raise RefusedError(message, "it was not made by an export; do not open it")
        if stat.S_ISLNK(info.external_attr >> 16):
            message = f"`{name}` in it is a link"
            raise RefusedError(message, "it was not made by an export; do not open it")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > SMALL and ratio > MAX_RATIO:
            message = f"`{name}` in it grows {ratio:,.0f}-fold when unpacked"
            raise RefusedError(message, "it looks like a zip bomb; do not open it")
        total += info.file_size
        if total > MAX_TOTAL:
            message = f"it holds more than {MAX_TOTAL / 1e6:,.0f} MB"
            raise RefusedError(message, "export it in parts")
    return [info for info in found if not info.is_dir()]


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _is_shown(name: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _too_big(size: int) -> str:
    return f"it has more than {min(size, MAX_FILE) / 1e6:.0f} MB"


def beside(name: str, target: str) -> str:
    """The path that a relative link in a file leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))

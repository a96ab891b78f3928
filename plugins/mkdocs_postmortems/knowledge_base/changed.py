"""Which files a branch changes, asked of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path


class GitError(Exception):
    """git cannot tell; says what is wrong and, in a second line, what to do."""


def changed_files(folder: Path, base: str) -> Mapping[Path, bool]:
    """Files that differ from where this branch left `base`, and whether each of them is new.

    The working tree counts, files that nobody has added yet too; what was deleted does not.
    """
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    start = _merge_base(top, base)
    told = _git(top, "diff", "--no-ext-diff", "--name-status", "--find-renames", "-z", start, "--")
    changed = {top / name: is_new for name, is_new in _read(told)}
    others = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return changed | {top / os.fsdecode(name): True for name in others.split(b"\0") if name}


def _read(told: bytes) -> Iterator[tuple[str, bool]]:
    """`A`, name; `M`, name; `R100`, old name, new name: each ended by a zero byte."""
    parts = iter(os.fsdecode(part) for part in told.split(b"\0") if part)
    for status in parts:
        name = next(parts)
        if status[0] in "RC":
            name = next(parts)
        if status[0] != "D":
            yield name, status[0] in "AC"


def _merge_base(top: Path, base: str) -> str:
    """Where the branch began; a fresh clone has `origin/main` and no `main`."""
    known = next((one for one in (base, f"origin/{base}") if _is_commit(top, one)), None)
    is_shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    whole = "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in the workflow"
    if known is None:
        message = f"git knows no `{base}` here"
        hint = whole if is_shallow else "name a branch or commit that `git log` knows"
        raise GitError(f"{message}\n{hint}")
    try:
        return os.fsdecode(_git(top, "merge-base", known, "HEAD").strip())
    except GitError:
        hint = whole if is_shallow else "name a branch that this one began at"
        message = f"`{base}` and this branch have no commit in common"
        raise GitError(f"{message}\n{hint}") from None


def _is_commit(top: Path, name: str) -> bool:
    if name.startswith("-"):  # would be an option
        return False
    try:
        _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except GitError:
        return False
    return True


def _git(folder: Path, *arguments: str) -> bytes:
    command = ("git", "-c", "core.fsmonitor=false", *arguments)
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  # our own words, no shell; names only after a check
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed\ninstall it: a review reads a branch") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(f"git cannot read {folder}: {told}\nrun it in a clone of the repository")
    return done.stdout

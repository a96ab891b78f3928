"""What git tells of the repository that a folder lies in."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/]*@)?|[^@/:\s]+@)(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>[\w./~-]+)"
)
_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where a repository lies, and what it calls its remote; empty where that is not known."""

    root: Path
    branch: str = ""
    """The branch that pull requests go to."""
    web: str = ""
    """The address of its remote for people, without any credentials."""

    @property
    def host(self) -> str:
        """`github`, `gitlab`, or nothing."""
        name = self.web.removeprefix("https://").partition("/")[0]
        return next((one for one in ("github", "gitlab") if one in name), "")


def read_repository(folder: Path) -> Repository | None:
    """The repository that holds a folder; None outside of any, and without git."""
    root = ask_git(folder, "rev-parse", "--show-toplevel")
    if not root:
        return None
    branch = ask_git(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    branch = branch.removeprefix("origin/") or ask_git(folder, "symbolic-ref", "--short", "HEAD")
    web = web_address(ask_git(folder, "remote", "get-url", "origin"))
    return Repository(root=Path(root), branch=branch, web=web)


def web_address(remote: str) -> str:
    """`https://host/group/name` of a remote in any of git's forms."""
    match = _REMOTE.fullmatch(remote.strip())
    if match is None:
        return ""
    return f"https://{match['host']}/{match['path'].strip('/').removesuffix('.git')}"


def ask_git(folder: Path, *arguments: str) -> str:
    """What git prints, without the line's end; nothing where it fails or is not there."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""

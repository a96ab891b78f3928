"""The command on a real pseudo-terminal: questions are read, answers are typed."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PACKAGES = str(Path(__file__).parents[1] / "plugins")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """A process that believes somebody sits in front of it."""

    def __init__(
        self, *arguments: str, cwd: Path, stdout: Path | None = None, **variables: str
    ) -> None:
        import pty

        self._leader, follower = pty.openpty()
        environment: Mapping[str, str] = {
            **{name: one for name, one in os.environ.items() if name not in {"VISUAL", "EDITOR"}},
            "PYTHONPATH": PACKAGES,
            "TERM": "dumb",
            "COLUMNS": "200",
            **variables,
        }
        out = os.open(stdout, os.O_WRONLY | os.O_CREAT) if stdout else follower
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs_postmortems", *arguments],
            stdin=follower,
            stdout=out,
            stderr=follower,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        for one in {out, follower}:
            os.close(one)
        self.seen = ""
        self._read_to = 0

    def expect(self, words: str, seconds: float = 30) -> None:
        """Wait until the words stand there, behind those that were waited for before."""
        until = time.monotonic() + seconds
        while words not in self.seen[self._read_to :]:
            if time.monotonic() > until or not self._take(until - time.monotonic()):
                message = f"{words!r} never came; there is:\n{self.seen}"
                raise AssertionError(message)
        self._read_to = self.seen.index(words, self._read_to) + len(words)

    def type(self, text: str, *, enter: bool = True) -> None:
        os.write(self._leader, (text + ("\r" if enter else "")).encode())

    def answer(self, question: str, text: str = "") -> None:
        """Wait for a question, type, and press Enter."""
        self.expect(question)
        self.type(text)

    def end(self) -> int:
        """The exit code, once the process has ended."""
        while self._take(30):
            pass
        os.close(self._leader)
        return self._process.wait(30)

    def _take(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._leader], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            data = os.read(self._leader, 65536)
        except OSError:  # the other end is closed
            return False
        self.seen += _CONTROL.sub("", data.decode("utf-8", errors="replace"))
        return bool(data)

"""Conversion by pandoc, which comes in a wheel (the extra `import`).

In its sandbox it reads nothing but what it is given and writes nothing but its answer.
"""

from __future__ import annotations

import subprocess
from functools import cache
from importlib import import_module

from mkdocs_postmortems.read.foreign.files import RefusedError

TIMEOUT = 60
"""Seconds; a postmortem takes 30 ms."""
MEMORY = "1g"


def convert(data: bytes, from_: str, to: str = "gfm-raw_html") -> str:
    """A document as another format; raises `RefusedError` with pandoc's own words.

    `from_` and `to` are pandoc's names of formats. Markdown comes without wrapped lines.
    """
    command = [
        _program(),
        f"--from={from_}",
        f"--to={to}",
        "--wrap=none",
        "--sandbox",
        *("+RTS", f"-M{MEMORY}", "-RTS"),
    ]
    try:
        done = subprocess.run(  # noqa: S603  # fixed words
            command, input=data, capture_output=True, timeout=TIMEOUT, check=False
        )  # fixed words
    except subprocess.TimeoutExpired as error:
        message = f"converting it took longer than {TIMEOUT} s"
        raise RefusedError(message) from error
    except OSError as error:
        message = f"pandoc does not start: {error.strerror}"
        raise RefusedError(message) from error
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip().split("\n")
        message = f"pandoc cannot convert it: {words[0] or done.returncode}"
        raise RefusedError(message)
    return done.stdout.decode("utf-8", errors="replace")


@cache
def _program() -> str:
    try:
        path: str = import_module("pypandoc").get_pandoc_path()
    except (ImportError, OSError) as error:
        message = "pandoc is not installed, which reads Word and HTML"
        help = "pip install 'mkdocs-postmortems[import]'"
        raise RefusedError(message, help) from error
    return path

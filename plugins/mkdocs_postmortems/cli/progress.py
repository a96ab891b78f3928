"""A bar for work that takes longer than a moment."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from typing import Any

import click


def progress(length: int, label: str, *, hidden: bool = False) -> AbstractContextManager[Any]:
    """On a terminal only, and on stderr: what is printed may go into a pipe."""
    is_hidden = hidden or not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=is_hidden)

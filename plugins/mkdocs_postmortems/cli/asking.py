"""Questions on a terminal: with Tab where the terminal can, and the nearest word where it is near.

Where stdout is a pipe they stand on stderr: what is printed goes to somebody else.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import click

from mkdocs_postmortems.model.nearest import listing, meant

T = TypeVar("T")


def is_asked(*, yes: bool) -> bool:
    """Whether there is somebody to ask."""
    return not yes and sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    question: str, usual: str = "", *, words: Sequence[str] = (), is_closed: bool = False
) -> str:
    """An answer; empty means `usual`. With `is_closed` only one of `words` is taken."""

    def chosen(text: str) -> str:
        plain = " ".join(text.split())
        return _one(plain, words) if is_closed and plain else plain

    return ask_for(question, chosen, usual, words=words)


def ask_for(
    question: str, convert: Callable[[str], T], usual: str = "", *, words: Sequence[str] = ()
) -> T:
    """An answer as a value. While `convert` raises `click.UsageError`, the question stands again.

    The error's message says what to write instead.
    """
    with _completion(words):
        value: T = click.prompt(
            question,
            default=usual,
            show_default=False,
            prompt_suffix=f" [{usual}] " if usual else " ",
            value_proc=convert,
            # Readline works on stdout alone; in a pipe the question goes to stderr, without Tab.
            err=not sys.stdout.isatty(),
        )
    return value


def _one(part: str, words: Sequence[str]) -> str:
    """A word of the list; its beginning is enough where only one begins so."""
    if part in words or not words:
        return part
    begun = [one for one in words if one.startswith(part)]
    if len(begun) == 1:
        return begun[0]
    help = meant(part, words, f"write one of {listing(words)}")
    message = f"there is no `{part}`; {help}"
    raise click.UsageError(message)


@contextlib.contextmanager
def _completion(words: Sequence[str]) -> Iterator[None]:
    """Tab completes while the question stands, where Python has readline."""
    try:
        import readline  # noqa: PLC0415  # not on Windows
    except ImportError:
        yield
        return
    completer, delimiters = readline.get_completer(), readline.get_completer_delims()

    def complete(text: str, state: int) -> str | None:
        found = [one for one in words if one.startswith(text)]
        return found[state] if state < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" ,\t\n")
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(completer)
        readline.set_completer_delims(delimiters)

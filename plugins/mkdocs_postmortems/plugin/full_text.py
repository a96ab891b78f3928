"""Pagefind, which searches every word of a large site: an extra, run when the site is written."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("postmortems")

INSTALL = "pip install 'mkdocs-postmortems[pagefind]'"


def is_installed() -> bool:
    return find_spec("pagefind") is not None


def say_how_to_install(count: int) -> None:
    """No warning: a strict build must not stop at the pull request that brings one too many."""
    log.info(
        "%d postmortems: the theme's search knows their titles, summaries and lessons. "
        "For every word, with facets: %s",
        count,
        INSTALL,
    )


def index(site: str) -> None:
    """Write `pagefind/` into a built site; only pages that carry its marks are in it."""
    if not is_installed():
        message = f"postmortems: `full_text: always` needs Pagefind: {INSTALL}"
        raise PluginError(message)
    done = subprocess.run(  # noqa: S603  # our own interpreter and the folder of the build
        [sys.executable, "-m", "pagefind", "--site", site, "--include-characters", "_."],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise PluginError("\n  ".join(("postmortems: Pagefind gave up:", *lines[-5:])))

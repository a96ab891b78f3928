"""Style and script of generated pages: many small files in the source, one each on the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from mkdocs_postmortems.publish.page import Asset

FOLDER = "assets/postmortems"
STYLE = f"{FOLDER}/postmortems.css"
SCRIPT = f"{FOLDER}/postmortems.js"
EXPLORE = f"{FOLDER}/explore.js"

_STYLES = (
    *("colours", "links", "words", "severity", "details", "tables", "quotes", "cards", "landing"),
    *("notices", "folds", "charts", "ledger", "postmortem", "figures", "search"),
    *("explore", "explore_table", "explore_timeline", "print", "paper", "review"),
)
"""In the order of the cascade: what comes later wins over what is as strong."""
_SHARED = ("ready", "words")
_SCRIPTS = ("sort", "search", "full-text", "moments", "copy", "lightbox", "explore")
"""Each sees what is shared, and nothing of another."""
_EXPLORE = ("data", "state", "filter", "words", "facets", "table", "timeline", "csv", "page")
"""A module of its own, that the script above loads on the one page that has use for it."""


def publish() -> Iterator[Asset]:
    yield Asset(
        uri=STYLE, data="\n".join(_read("styles", f"{one}.css") for one in _STYLES).encode()
    )
    scripts = "\n".join(f"{{\n{_read('scripts', f'{one}.js')}}}" for one in _SCRIPTS)
    body = "".join(_read("scripts", f"{one}.js") for one in _SHARED) + scripts
    yield Asset(uri=SCRIPT, data=f'(() => {{\n"use strict";\n{body}\n}})();\n'.encode())
    parts = (_read("scripts/explore", f"{one}.js") for one in _EXPLORE)
    yield Asset(uri=EXPLORE, data="\n".join(parts).encode())


def _read(folder: str, name: str) -> str:
    return files("mkdocs_postmortems.publish").joinpath("assets", folder, name).read_text("utf-8")

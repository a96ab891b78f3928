"""Style and script of generated pages: many small files in the source, one each on the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from mkdocs_postmortems.publish.page import Asset

FOLDER = "assets/postmortems"
STYLE = f"{FOLDER}/postmortems.css"
SCRIPT = f"{FOLDER}/postmortems.js"

_STYLES = (
    *("colours", "links", "words", "severity", "details", "tables", "quotes", "cards", "landing"),
    *("notices", "charts", "search", "print"),
)
"""In the order of the cascade: what comes later wins over what is as strong."""
_SHARED = ("ready", "words")
_SCRIPTS = ("sort", "search", "full-text")
"""Each sees what is shared, and nothing of another."""


def publish() -> Iterator[Asset]:
    yield Asset(
        uri=STYLE, data="\n".join(_read("styles", f"{one}.css") for one in _STYLES).encode()
    )
    scripts = "\n".join(f"{{\n{_read('scripts', f'{one}.js')}}}" for one in _SCRIPTS)
    body = "".join(_read("scripts", f"{one}.js") for one in _SHARED) + scripts
    yield Asset(uri=SCRIPT, data=f'(() => {{\n"use strict";\n{body}\n}})();\n'.encode())


def _read(folder: str, name: str) -> str:
    return files("mkdocs_postmortems.publish").joinpath("assets", folder, name).read_text("utf-8")

"""Projects written from a few lines of text, and MkDocs run on them for real."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Keeps what theme and host say about their own future out of the output."""

EPOCH = "1772323200"
"""2026-03-01, the day of every build here."""

EACH_HOST: dict[str, Any] = {
    "params": [("material", True), ("material", False), ("mkdocs", True), ("mkdocs", False)],
    "ids": lambda param: f"{param[0]}-{'folders' if param[1] else 'files'}",
}
"""For a fixture: each theme, with a folder for each page and with a file."""

EXTENSIONS = [
    "admonition",
    "attr_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    "tables",
    {"toc": {"permalink": True}},
]


def config(**settings: object) -> str:
    """An mkdocs.yml without a nav; every link check is on."""
    links = dict.fromkeys(("absolute_links", "anchors", "not_found", "unrecognized_links"), "warn")
    base = {
        "site_name": "Sample",
        "site_url": "https://example.org/kb/",
        "theme": "mkdocs",
        "plugins": ["search", "postmortems"],
        "validation": {"links": links},
    }
    return yaml.safe_dump(base | settings, sort_keys=False)


def postmortem(body: str = "", **fields: object) -> str:
    """A published postmortem; a field given as None is left out."""
    base = {
        "title": "Cache flush emptied the shop",
        "severity": "sev-3",
        "services": ["shop"],
        "status": "published",
        "started_at": "2024-05-02T10:00:00+00:00",
        "resolved_at": "2024-05-02T11:00:00+00:00",
        "visibility": "public",
    }
    written = {name: value for name, value in (base | fields).items() if value is not None}
    front_matter = yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=10_000)
    for name in ("started_at", "resolved_at"):
        if isinstance(written.get(name), str):
            front_matter = front_matter.replace(f"'{written[name]}'", str(written[name]))
    return f"---\n{front_matter}---\n\n{body}"


def write(root: Path, files: Mapping[str, str | bytes], **settings: object) -> Path:
    """A project of these files, with a home page, one service and settings where none are given."""
    base: dict[str, str | bytes] = {
        "mkdocs.yml": config(**settings),
        "docs/index.md": "# Home\n",
        "postmortems/services.yml": "- id: shop\n  name: Shop\n",
    }
    for path, content in (base | dict(files)).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


class RefusedError(Exception):
    """MkDocs gave up; the message holds its warnings and errors."""


def build(root: Path, *, strict: bool = True, site: Path | None = None, **settings: object) -> Path:
    """Build in this process, as `mkdocs build` does; the folder of the site."""
    if site is not None:
        settings["site_dir"] = str(site)
    loaded = load_config(config_file=str(root / "mkdocs.yml"), strict=strict, **settings)
    loaded.plugins.on_startup(command="build", dirty=False)
    said = _Said(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(said)
    try:
        mkdocs_build(loaded)
    except (Abort, PluginError) as error:
        raise RefusedError("\n".join((*said.messages, str(error)))) from None
    finally:
        logging.getLogger("mkdocs").removeHandler(said)
        loaded.plugins.on_shutdown()
    return Path(loaded.site_dir)


class _Said(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs …` as people run it; stderr goes with stdout."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env={**os.environ, **QUIET},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

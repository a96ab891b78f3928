"""Hands our functions to the macros plugin where a site has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_postmortems.extension import Roots
from mkdocs_postmortems.macros import Macros
from mkdocs_postmortems.plugin.build import Build

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def register(config: MkDocsConfig, build: Build, roots: Roots) -> None:
    """Closures over the running build: a macro is only called when pages are rendered."""
    plugin = config.plugins.get("macros")
    if plugin is None:
        return
    macros = Macros(
        learned=lambda: build.base.learned,
        writer=lambda: build.writer,
        here=lambda: roots.uri,
        has_full_text=lambda: build.has_full_text,
    )
    # The macros plugin keeps what is registered on its class, across builds of one process.
    plugin._add_macros = {}  # noqa: SLF001
    plugin.register_macros(macros.all)

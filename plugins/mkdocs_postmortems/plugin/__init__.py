"""The MkDocs host: hooks of a few lines that hand over."""

from mkdocs_postmortems.plugin.hooks import PostmortemsPlugin

__all__ = ["PostmortemsPlugin"]

"""What pages may know of the site they stand on; any host can say it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_postmortems.publish import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A site's name and address, and the form of its pages' addresses.

    `url` ends with a slash, and is empty where nobody has said under which address the site will
    stand. With `has_folders` a page is a folder: `incidents/` and not `incidents/index.html`.
    """

    name: str = ""
    description: str = ""
    url: str = ""
    has_folders: bool = True

    def file(self, uri: str) -> str:
        """The HTML file of a page, below the site's folder, by the page's source path."""
        stem, _ = posixpath.splitext(uri)
        if not self.has_folders or posixpath.basename(stem) == "index":
            return f"{stem}.html"
        return f"{stem}/index.html"

    def path(self, uri: str) -> str:
        """The address of a page from the site's root, quoted, by its source path."""
        file = self.file(uri)
        return quote(file.removesuffix("index.html") if self.has_folders else file)

    def absolute(self, path: str) -> str:
        """A quoted path from the site's root as a full address; as it is where none is known."""
        return self.url + path

    def postmortem(self, id: str) -> str:
        """The address of a postmortem's page from the site's root."""
        return self.path(addresses.postmortem(id))

    def markdown(self, id: str) -> str:
        """The file of a postmortem's Markdown: in the folder of its page, or beside its file."""
        stem = addresses.postmortem(id).removesuffix(".md")
        return f"{stem}/index.md" if self.has_folders else f"{stem}.md"

"""A postmortem as a MkDocs page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import nh3
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from mkdocs_postmortems.plugin.search import leave_out
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.escape import escape_html
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_TAGS = nh3.ALLOWED_TAGS | {"input", "label", "section", "svg", "path"}
_ANYWHERE = {"id", "class", "title", "dir", "lang"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "a": {"href", "name", "hreflang", "target", "data-kind"},
    "code": {"data-lang"},
    "details": {"open"},
    "div": {"data-here", "data-copied", "data-close"},
    "input": {"type", "disabled", "checked"},
    "img": {"src", "alt", "width", "height", "loading"},
    "label": {"for"},
    "svg": {"viewbox", "viewBox", "xmlns"},
    "path": {"d"},
    "section": {"data-search-exclude"},
    "span": {"data-offset"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "data": {"value"},
}


class PostmortemPage(MkDocsPage):
    """Takes Markdown and metadata from our reader, so that MkDocs never parses the front matter.

    What is rendered is cleaned: an author's HTML is kept as far as GitHub keeps it, and none of it
    runs.
    """

    def __init__(
        self, page: Page, file: File, config: MkDocsConfig, *, is_large: bool = False
    ) -> None:
        super().__init__(None, file, config)
        self.source = page
        self.left_out = page.beside_lessons if is_large else frozenset()

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = self.source.markdown
        self.meta = metadata(self.source)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        super().render(config, files)
        # The drawing is ours; it stands between two whole parts, each of which is cleaned.
        before, figure, after = _parted(self.content or "", self.source.figure)
        html = leave_out(clean(before) + figure + clean(after), self.left_out.__contains__)
        self.content = marked(html, self.source.marks) if self.source.marks else html


def postmortem_file(root: Path, uri: str, id: str, host: Host, config: MkDocsConfig) -> File:
    """The source of a postmortem below the folder `root`, and where its page goes."""
    file = File(
        uri,
        src_dir=str(root),
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=host.file(addresses.postmortem(id)),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.edit_uri = Path(os.path.relpath(root / uri, config.docs_dir)).as_posix()
    return file


def _parted(html: str, figure: str) -> tuple[str, str, str]:
    return html.partition(figure) if figure else (html, "", "")


def metadata(page: Page) -> dict[str, object]:
    """All that themes and plugins may know of a page; strings escaped, since themes print them."""
    meta: dict[str, object] = {"title": escape_html(page.title), "render_macros": False}
    if page.description:
        meta["description"] = escape_html(page.description)
    if page.tags:
        meta["tags"] = [escape_html(tag) for tag in page.tags]
    if not page.is_searched:
        meta["search"] = {"exclude": True}
    else:
        # An incident comes before a page of the docs, and that before a page of a rule.
        meta["search"] = {"boost": 4 if page.marks else 0.2}
    if page.is_wide or page.is_alone:
        meta["hide"] = ["toc", "navigation"] if page.is_alone else ["toc"]
    return meta


def clean(html: str) -> str:
    """HTML without script, style, frames, forms that send, event handlers and odd schemes."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={**_ATTRIBUTES, "*": _ANYWHERE},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        attribute_filter=_only_checkboxes,
    )


def _only_checkboxes(tag: str, name: str, value: str) -> str | None:
    return "checkbox" if tag == "input" and name == "type" else value


def marked(html: str, marks: str) -> str:
    """The page in Pagefind's markup: only what carries it is in the index of every word.

    The heading stays outside and first: what stands before it is a section to search plugins.
    """
    heading, end, rest = html.partition("</h1>")
    heading = heading.replace("<h1", "<h1 data-pagefind-body", 1)
    return f"{heading}{end}\n<div data-pagefind-body>{rest}\n{marks}</div>"

"""What other programs read of a page, put into its head: any theme has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.plugins import get_plugin_logger

from mkdocs_postmortems.plugin.page import PostmortemPage
from mkdocs_postmortems.publish.host import Host

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from mkdocs_postmortems.plugin.build import Build

log = get_plugin_logger("postmortems")


def host_of(config: MkDocsConfig) -> Host:
    url = config.site_url or ""
    if not url:
        log.info("there are no feeds: set `site_url` in mkdocs.yml, as readers need its address")
    return Host(
        name=config.site_name,
        description=config.site_description or "",
        url=url if not url or url.endswith("/") else f"{url}/",
        has_folders=config.use_directory_urls,
    )


def insert(build: Build, output: str, page: Page) -> str:
    """The page with our lines before the end of its head; a theme without one stays as it is."""
    before, end, after = output.partition("</head>")
    if not end:
        return output
    ours = build.page_of(page.file.src_uri)
    published = build.postmortem_of(page.file.src_uri) if isinstance(page, PostmortemPage) else None
    meta = page.meta.get("description") if ours is None else ours.description
    lines = build.head.write(
        "" if page.file.url in {".", "./"} else page.file.url,
        # Themes take a title for HTML.
        ours.title if ours else Markup(page.title or "").striptags(),  # noqa: S704  # taken off
        description=str(meta or ""),
        postmortem=published,
        has_markdown=published is not None and published.id in build.readable,
        shows_graph='property="og:' not in before,
    )
    return f"{before}{lines}{end}{after}"

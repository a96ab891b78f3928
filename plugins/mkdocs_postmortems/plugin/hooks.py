"""What MkDocs calls, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority

from mkdocs_postmortems.extension import PostmortemLinks, Roots
from mkdocs_postmortems.plugin import clock, files, full_text, gate, head, nav, search
from mkdocs_postmortems.plugin.build import Build
from mkdocs_postmortems.plugin.macros import register
from mkdocs_postmortems.plugin.page import PostmortemPage

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


class PostmortemsConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    folder = config_options.Type(str, default="postmortems")
    """The knowledge base, relative to mkdocs.yml."""
    search_limit = config_options.Type(int, default=1000)
    """Up to so many postmortems the theme's search knows every word of them."""
    full_text = config_options.Choice(("auto", "always", "never"), default="auto")
    """Whether Pagefind indexes every word; `auto` above the limit, where it is installed."""


class PostmortemsPlugin(BasePlugin[PostmortemsConfig]):  # type: ignore[no-untyped-call]  # as above
    """One instance a build; everything that a build learns is in `self.build`."""

    is_preview = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Kept by MkDocs across the rebuilds of `serve`: only the command is remembered."""
        self.is_preview = command == "serve"

    # Before the search plugin, which reads its settings at 0.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        project = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        root = project / self.config.folder
        if not root.is_dir():
            message = f"postmortems: there is no folder `{self.config.folder}` beside mkdocs.yml"
            raise PluginError(message)
        self.build = Build(
            project=project,
            root=root,
            today=clock.today(),
            is_preview=self.is_preview,
            config=config,
            search_limit=self.config.search_limit,
            full_text=self.config.full_text,
        )
        search.prepare(config)
        # Cells are aligned by their attribute: a style would need a weaker policy of content.
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        self.roots = Roots()
        config.markdown_extensions.append(PostmortemLinks(self.roots))  # type: ignore[arg-type]
        if "md_in_html" not in config.markdown_extensions:
            config.markdown_extensions.append("md_in_html")
        files.add_assets(config)
        register(config, self.build, self.roots)
        return config

    # After other plugins have added their files, so that none of theirs is overlooked.
    @event_priority(-50)
    def on_files(self, files_: Files, /, *, config: MkDocsConfig) -> Files:
        gate.hold(self.build, strict=config.strict)
        self.roots.uris = files.add(self.build, files_, config)
        return files_

    # After plugins that rebuild the navigation.
    @event_priority(-50)
    def on_nav(self, nav_: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        nav.attach(nav_, files)
        return nav_

    # Before the macros plugin, which reads the same metadata at 0.
    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        self.roots.uri = page.file.src_uri
        self.roots.source = self.build.source_of(page.file)
        self.roots.has_figures = isinstance(page, PostmortemPage)
        return markdown

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        return head.insert(self.build, output, page)

    # After whatever else changes the pages.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.build.has_full_text and not self.is_preview:
            full_text.index(config.site_dir)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        server.watch(str(self.build.root))
        return server

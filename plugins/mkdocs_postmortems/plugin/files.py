"""Our pages among MkDocs' files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import frontmatter
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel

from mkdocs_postmortems.plugin.build import Build
from mkdocs_postmortems.plugin.page import PostmortemPage, metadata, postmortem_file
from mkdocs_postmortems.publish import addresses, assets, home_page, redirects, search_page
from mkdocs_postmortems.publish.page import Page
from mkdocs_postmortems.read.folder import find_attachments

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


log = get_plugin_logger("postmortems")


def add_assets(config: MkDocsConfig) -> None:
    """Name our style and script in the theme's page heads."""
    # Before those of the site, which may say otherwise.
    config.extra_css.insert(0, assets.STYLE)
    config.extra_javascript.append(assets.SCRIPT)


def add(build: Build, files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Add every page and asset; the site's source path of every repository file by its own path."""
    _leave_out_knowledge_base(build, files)
    _refuse_hand_written(files)
    for published in build.site.postmortems:
        file = postmortem_file(
            build.root.parent, published.uri, published.postmortem.id, build.host, config
        )
        files.append(file)
        PostmortemPage(published.page, file, config, is_large=build.is_large)
    for page in build.site.pages:
        files.append(_generated_file(page, config))
    if build.has_full_text:
        files.append(_generated_file(search_page.publish(build.writer), config))
    if not any(file.dest_uri == "index.html" for file in files):
        page = home_page.publish(build.writer, has_full_text=build.has_full_text)
        _put_first(_generated_file(page, config), files)
    _add_assets(build, files, config)
    _add_attachments(build, files, config)
    return {source: file.src_uri for file in files if (source := build.source_of(file))}


def _refuse_hand_written(files: Files) -> None:
    taken = [
        file.src_uri
        for file in files.documentation_pages()
        if file.dest_uri.startswith(addresses.GENERATED)
    ]
    if taken:
        message = f"postmortems: {', '.join(taken)} stands where generated pages go; move it"
        raise PluginError(message)


def _leave_out_knowledge_base(build: Build, files: Files) -> None:
    """A knowledge base inside docs/ is ours to publish: MkDocs would print its YAML as text."""
    inside = f"{build.root.resolve()}{os.sep}"
    for file in list(files):
        path = file.abs_src_path
        if path and os.path.realpath(path).startswith(inside):
            files.remove(file)


def _generated_file(page: Page, config: MkDocsConfig) -> File:
    """An overview joins a navigation that MkDocs makes; a written one names what it wants."""
    post = frontmatter.Post(page.markdown)
    post.metadata = metadata(page)
    in_nav = page.is_overview and config.nav is None
    return File.generated(
        config,
        page.uri,
        content=frontmatter.dumps(post, sort_keys=False) + "\n",
        inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
    )


def _add_assets(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Files of ours, served as they are. What the site itself puts at such a place stays."""
    taken = {file.dest_uri for file in files}
    _say_what_is_taken(build, taken)
    for asset in build.site.assets:
        if asset.uri in taken:
            continue
        # By a name that MkDocs does not take for a page's source: Markdown goes out as Markdown.
        name = f"{asset.uri}.txt" if asset.uri.endswith(".md") else asset.uri
        file = File.generated(config, name, content=asset.data)
        file.dest_uri = asset.uri
        files.append(file)


def _say_what_is_taken(build: Build, taken: set[str]) -> None:
    """Old addresses where a page stands now, or that two postmortems name."""
    first: dict[str, str] = {}
    for one in redirects.redirects((one.postmortem for one in build.site.postmortems), build.host):
        path = one.postmortem.path
        if one.file in taken:
            log.warning("%s: the alias `%s` is the address of a page", path, one.alias)
        elif first.setdefault(one.file, path) != path:
            log.warning("%s: the alias `%s` is also in %s", path, one.alias, first[one.file])


def _put_first(file: File, files: Files) -> None:
    """A navigation that MkDocs makes has the order of the files."""
    others = list(files)
    for other in others:
        files.remove(other)
    for one in (file, *others):
        files.append(one)


def _add_attachments(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Files that a published postmortem links to, and those in a postmortem's own folder.

    Nothing else goes out: a picture may belong to a document that this audience may not see.
    """
    documents = {build.uri_of(one): one for one in build.base.documents if not one.is_withheld}
    wanted: set[Path] = set()
    for published in build.site.postmortems:
        source = build.root.parent / published.uri
        document = documents.get(published.uri)
        for link in document.links if document else ():
            target = _local_target(source, link.target, build.root)
            if target is not None:
                wanted.add(target)
        if document and source.name == "index.md":
            wanted |= set(find_attachments(source.parent))
    for path in sorted(wanted):
        uri = Path(os.path.relpath(path, build.root.parent)).as_posix()
        files.append(
            File(
                uri,
                src_dir=str(build.root.parent),
                dest_dir=config.site_dir,
                use_directory_urls=config.use_directory_urls,
                inclusion=InclusionLevel.NOT_IN_NAV,
            )
        )


def _local_target(source: Path, target: str, root: Path) -> Path | None:
    """The file inside the knowledge base that a link leads to, unless it is a page."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path or parts.path.endswith(".md"):
        return None
    path = Path(os.path.normpath(source.parent / unquote(parts.path)))
    inside = root.resolve() in path.resolve().parents
    return path if inside and path.is_file() else None

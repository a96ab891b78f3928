"""Where pages that are not in the navigation stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_postmortems.plugin.page import PostmortemPage
from mkdocs_postmortems.publish import addresses

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation, Section

_PARENTS = (
    ("postmortems/", addresses.INCIDENTS),
    ("incidents/", addresses.INCIDENTS),
    ("trends/", addresses.TRENDS),
    ("reference/rules/", addresses.RULES),
)


def attach(nav: Navigation, files: Files) -> None:
    """Put each of our pages under the section that holds its overview, for tabs and breadcrumbs."""
    parents: dict[str, Section | None] = {}
    for prefix, overview in _PARENTS:
        file = files.get_file_from_path(overview)
        parents[prefix] = file.page.parent if file and file.page else None
    in_nav = set(map(id, nav.pages))
    for file in files.documentation_pages():
        page = file.page
        if page is None or id(page) in in_nav or page.parent is not None:
            continue
        uri = "postmortems/" if isinstance(page, PostmortemPage) else file.src_uri
        page.parent = next((one for prefix, one in parents.items() if uri.startswith(prefix)), None)

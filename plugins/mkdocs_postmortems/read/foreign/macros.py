"""What Confluence's macros leave in a page, as the HTML that they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs_postmortems.read.foreign.marks import exact_times
from mkdocs_postmortems.read.foreign.soup import attribute, classes, holds_nothing, tags, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_NAVIGATION = (
    ".toc-macro, .client-side-toc-macro, .tableFloatingHeader, .collapse-source,"
    " .confluence-information-macro-icon, .expand-control-icon, .expand-icon, .aui-icon,"
    " .confluence-anchor-link, .navmenu, .breadcrumbs-macro"
)
_CHILDREN = (
    ".childpages-macro, .children-show-hide, .plugin_pagetree, .plugin-pagetree, .pagetree2,"
    " .content-by-label, .recently-updated, .blog-post-list"
)
_EMOTICONS = {
    "(tick)": "✔",
    "(error)": "✘",
    "(cross)": "✘",
    "(warning)": "⚠",
    "(info)": "ℹ",
    "(plus)": "+",
    "(minus)": "-",
}
_DEFAULT_EXPAND = re.compile(r"click here to expand(?:\.\.\.|…)?$", re.IGNORECASE)


def without_lists_of_pages(root: Tag) -> bool:
    """Whether a page says anything beside the pages below it."""
    listed = {id(text) for one in root.select(_CHILDREN) for text in one.strings}
    text = "".join(one for one in root.strings if id(one) not in listed)
    return bool(text.strip()) or root.find("img") is not None


def tidy_macros(root: Tag, soup: BeautifulSoup, notes: list[str]) -> None:
    """Make plain HTML of status marks, tasks, panels, expanders, issues, mentions and files."""
    for app in root.select(".ap-container"):
        name = attribute(app, "id").removeprefix("ap-") or "unknown"
        notes.append(f"What an app shows could not be carried over: {name.split('__')[0]}")
    exact_times(root)
    for one in root.select(_NAVIGATION):
        one.decompose()
    _inline_macros(root)
    for control in root.select(".expand-control"):
        _title(control, soup)
    for title in root.select(".panelHeader, .codeHeader, .confluence-information-macro > .title"):
        _title(title, soup)
    for panel in root.select(".confluence-information-macro"):
        panel.name = "blockquote"


def _inline_macros(root: Tag) -> None:
    for issue in root.select(".jira-issue"):
        _issue(issue)
    for task in root.select("ul.inline-task-list > li"):
        task.insert(0, "☒ " if "checked" in classes(task) else "☐ ")
    for link in root.select("a.confluence-userlink, a.user-mention"):
        link.unwrap()
    for image in tags(root, ["img"]):
        _image(image)
    for file in root.select("a.confluence-embedded-file"):
        alias = attribute(file, "data-linked-resource-default-alias")
        if holds_nothing(file) or not words(file):
            file.string = alias or attribute(file, "href").rsplit("/", 1)[-1]


def _issue(issue: Tag) -> None:
    """The key with its link; summary and state only where the export knew them."""
    for icon in tags(issue, ["img"]):
        icon.decompose()
    if issue.select_one(".issue-placeholder") is None:
        return
    link = issue.select_one("a")
    if link is not None:
        issue.clear()
        issue.append(link)


def _title(title: Tag, soup: BeautifulSoup) -> None:
    """The line above a panel, bold; nothing, where it is what the macro says by itself."""
    said = words(title)
    title.clear()
    if not said or _DEFAULT_EXPAND.match(said):
        title.decompose()
        return
    title.name = "p"
    strong = soup.new_tag("strong")
    strong.string = said
    title.append(strong)


def _image(image: Tag) -> None:
    """An emoticon is a character, an icon nothing, and a thumbnail what it is one of."""
    source, alt = attribute(image, "src"), attribute(image, "alt")
    if "emoticon" in classes(image) or "/emoticons/" in source:
        fallback = attribute(image, "data-emoji-fallback")
        named = fallback.startswith(":")
        image.replace_with(_EMOTICONS.get(alt, alt) if named or not fallback else fallback)
    elif re.match(r"(?:\./|/)?(?:wiki/)?images/icons/", source):
        image.decompose()
    else:
        original = attribute(image, "data-image-src")
        if "/thumbnails/" in source and original and "/thumbnails/" not in original:
            image["src"] = original
        if not alt:
            alias = attribute(image, "data-linked-resource-default-alias")
            image["alt"] = alias.rsplit(".", 1)[0]

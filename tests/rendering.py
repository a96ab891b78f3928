"""Markdown as the site renders it, and what a reader sees of it."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "tables",
    "toc",
]
VOID = {"br", "hr", "img", "input", "wbr", "meta", "link", "base", "col", "source", "area"}


class Seen(HTMLParser):
    """The tags, the words and the attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.tags.append("instruction")


def render(text: str) -> str:
    return markdown.markdown(
        text,
        extensions=EXTENSIONS,
        extension_configs={"pymdownx.tasklist": {"custom_checkbox": True}},
    )


def see(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


def joined(text: str) -> str:
    return " ".join(text.split())

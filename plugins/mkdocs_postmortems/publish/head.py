"""What other programs read of a page: feeds, its Markdown, Open Graph and JSON-LD.

No person is named, and nothing is fetched: a preview in a chat shows words and no picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.addresses import relative
from mkdocs_postmortems.publish.feeds import Feed, published_on
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.html import write_html

LONGEST = 300
"""Characters of a description: no preview shows more."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A feed as a page's head names it; the path has no ending."""

    title: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the pages of one site have in common. Feeds are the site's, in their order."""

    host: Host
    corpus: Corpus
    feeds: tuple[Feed, ...] = ()

    def write(
        self,
        path: str,
        title: str,
        *,
        description: str = "",
        postmortem: Postmortem | None = None,
        has_markdown: bool = False,
        shows_graph: bool = True,
    ) -> str:
        """The lines of a page by its address from the site's root, as it stands in a browser."""
        url = self.host.absolute(path) if self.host.url else ""
        about = _cut(description or self.host.description)
        has_data = postmortem is not None and postmortem.is_counted
        day = published_on(postmortem) if postmortem and has_data else None
        return write_html(
            "head",
            feeds=list(self._feeds(path)),
            markdown=relative(self.host.markdown(postmortem.id), path)
            if postmortem and has_markdown
            else "",
            shows_graph=shows_graph,
            is_article=postmortem is not None,
            site=self.host.name,
            title=title,
            description=about,
            url=url,
            day=day.isoformat() if day else "",
            linked_data=data_block(self._article(postmortem, title, about, url))
            if postmortem and has_data
            else "",
        )

    def _feeds(self, path: str) -> Iterable[Link]:
        """That of everything on every page, a service's on its own."""
        for one in self.feeds:
            if not one.page or one.page == path:
                yield Link(title=one.title, path=relative(one.uri, path))

    def _article(self, one: Postmortem, title: str, about: str, url: str) -> dict[str, Any]:
        day = published_on(one)
        names = [self.corpus.services.name(id) for id in one.services]
        found = {
            "@context": "https://schema.org",
            "@type": "TechArticle",
            "headline": title,
            "description": about,
            "url": url,
            "datePublished": day.isoformat() if day else "",
            "about": [{"@type": "Thing", "name": name} for name in names],
            "keywords": ", ".join(one.tags),
            "publisher": {"@type": "Organization", "name": self.host.name},
        }
        return {key: value for key, value in found.items() if value}


def data_block(body: dict[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in, whatever an author wrote."""
    text = json.dumps(body, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  # no sign of HTML is left


def _cut(text: str) -> str:
    """At a word's end."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"

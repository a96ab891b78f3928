"""Each postmortem as Markdown beside its page, and `llms.txt`, which lists them.

What goes out is what the page shows: the author's words, without comments, under a front matter of
its own that names no person, no tracker and no address inside the organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import frontmatter

from mkdocs_postmortems.learn import listings
from mkdocs_postmortems.model.document import BlockKind, Document
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import MOMENTS, Postmortem, Source
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Asset

_FIELDS = (
    *("title", "severity", "services", "status", "kind", "account", "confidence"),
    *MOMENTS,
    *("published_at", "trigger", "detected_by", "mitigated_by", "impact", "sources", "tags"),
)
"""The fields that a page shows, but for people. Whatever is not here stays at home."""

_IMPACT = ("summary", "nature", "pattern", "customers", "requests", "data_loss")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCES = ("```", "~~~")


def publish(documents: Mapping[str, Document], writer: Writer, host: Host) -> Iterator[Asset]:
    """`documents` are those that have a page and may be read, by id."""
    for one in writer.corpus.postmortems:
        if document := documents.get(one.id):
            text = _markdown(document, host)
            yield Asset(uri=host.markdown(one.id), data=text.encode("utf-8", "replace"))
    yield Asset(uri=addresses.LLMS, data=_llms(writer, host).encode("utf-8", "replace"))


def _markdown(document: Document, host: Host) -> str:
    one = document.postmortem
    post = frontmatter.Post(body_without_comments(document).strip("\n"))
    post.metadata = {"id": one.id, **fields(one)}
    if host.url:
        post.metadata["address"] = host.absolute(host.postmortem(one.id))
    return f"{frontmatter.dumps(post, sort_keys=False, allow_unicode=True, width=10_000)}\n"


def fields(one: Postmortem) -> dict[str, Any]:
    """The front matter that goes out; what is not known is left out."""
    values = {name: _plain(getattr(one, name)) for name in _FIELDS}
    values["impact"] = {name: _plain(getattr(one.impact, name)) for name in _IMPACT}
    values["impact"] = {name: value for name, value in values["impact"].items() if value}
    return {name: value for name, value in values.items() if value}


def _plain(value: object) -> Any:
    match value:
        case Moment():
            return value.iso
        case Source():
            told = {"title": value.title, "url": value.url, "read": value.read}
            return {name: words for name, words in told.items() if words}
        case tuple():
            return [_plain(one) for one in value]
        case None | str():
            return value
        case _:
            return str(value)


def body_without_comments(document: Document) -> str:
    """The author's words; a comment is on no page, and stays only where a fence quotes it."""
    text, position = document.text, document.body.start
    parts: list[str] = []
    for block in document.blocks:
        start, end = block.span
        is_fence = block.kind is BlockKind.CODE and text[start:end].lstrip().startswith(_FENCES)
        if is_fence and start >= position:
            parts += (_COMMENT.sub("", text[position:start]), text[start:end])
            position = end
    return "".join((*parts, _COMMENT.sub("", text[position : document.body.end])))


def _llms(writer: Writer, host: Host) -> str:
    """By the form of llmstxt.org: a title, what it is, lists of links."""
    found = listings.everything(writer.corpus)
    return writer.write(
        "llms",
        addresses.LLMS,
        site=host.name or "Postmortems",
        about=host.description,
        postmortems=sorted(found.all, key=lambda one: one.sort_key, reverse=True),
        page=lambda uri: host.absolute(host.path(uri)),
        file=host.absolute,
        markdown=lambda one: host.absolute(host.markdown(one.id)),
    )

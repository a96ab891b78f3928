"""Published postmortems as Atom and as JSON Feed: everything, and each service on its own.

An entry's day is that on which its postmortem was published, never that of the build; no entry
names a person. Readers keep entries by their id, which is the address of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any

from markupsafe import escape

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.listings import by_service
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.data_files import as_plain_json
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Asset

MOST = 50
"""Entries of a feed: who comes late reads the site."""

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A postmortem as a feed tells of it, all as plain text."""

    url: str
    title: str
    summary: str
    day: date
    tags: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(), UTC)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Entries, newest first, with the page that they are of. `uri` has no ending."""

    uri: str
    title: str
    page: str
    entries: tuple[Entry, ...]


def publish(learned: Learned, host: Host) -> Iterator[Asset]:
    """Nothing where the site's address is not known: a feed is read away from its site."""
    if not host.url:
        return
    for feed in feeds(learned.corpus, host):
        yield Asset(uri=f"{feed.uri}.xml", data=_atom(feed, host))
        yield Asset(uri=f"{feed.uri}.json", data=_json(feed, host))


def feeds(corpus: Corpus, host: Host) -> Iterator[Feed]:
    """The feed of everything, and one of each service with a published postmortem."""
    everything = _entries(corpus.postmortems, corpus, host)
    if not everything:
        return
    yield Feed(uri=addresses.FEED, title=host.name, page="", entries=everything)
    for found in by_service(corpus):
        if entries := _entries(found.all, corpus, host):
            yield Feed(
                uri=addresses.service_feed(found.id),
                title=f"{found.name} · {host.name}",
                page=host.path(addresses.service(found.id)),
                entries=entries,
            )


def _entries(postmortems: Iterable[Postmortem], corpus: Corpus, host: Host) -> tuple[Entry, ...]:
    dated = [
        (day, one)
        for one in postmortems
        if one.status == "published" and (day := published_on(one))
    ]
    dated.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return tuple(
        Entry(
            url=host.absolute(host.postmortem(one.id)),
            title=_text(one.title),
            summary=_text(one.impact.summary or one.summary),
            day=day,
            tags=tuple(_text(name) for name in _tags(one, corpus)),
        )
        for day, one in dated[:MOST]
    )


def published_on(one: Postmortem) -> date | None:
    """The day it was published, else the day of the incident's end or start as far as known."""
    return one.published_at or _day(one.resolved_at) or _day(one.started_at)


def _day(moment: Moment | None) -> date | None:
    return date(moment.year, moment.month, moment.day or 1) if moment else None


def _tags(one: Postmortem, corpus: Corpus) -> Iterator[str]:
    yield from (corpus.services.name(id) for id in one.services)
    if one.severity:
        yield one.severity


def _text(words: str) -> str:
    """One line without what no XML may hold."""
    return " ".join(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", words).split())


def _atom(feed: Feed, host: Host) -> bytes:
    from feedgenerator import Atom1Feed  # noqa: PLC0415  # of the extra `site`, as MkDocs is

    made = Atom1Feed(
        title=_text(feed.title),
        link=host.absolute(feed.page),
        description=_text(host.description),
        author_name=_text(host.name),
        feed_url=host.absolute(f"{feed.uri}.xml"),
    )
    for one in feed.entries:
        made.add_item(
            title=one.title,
            link=one.url,
            # Feed readers take a summary for HTML.
            description=str(escape(one.summary)) or None,
            pubdate=one.at,
            updateddate=one.at,
            unique_id=one.url,
            categories=one.tags,
        )
    out = StringIO()
    made.write(out, "utf-8")
    return f"{out.getvalue()}\n".encode()


def _json(feed: Feed, host: Host) -> bytes:
    about = {"description": host.description} if host.description else {}
    return as_plain_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            **about,
            "home_page_url": host.absolute(feed.page),
            "feed_url": host.absolute(f"{feed.uri}.json"),
            "items": [_item(one) for one in feed.entries],
        }
    )


def _item(one: Entry) -> dict[str, Any]:
    return {
        "id": one.url,
        "url": one.url,
        "title": one.title,
        "content_text": one.summary or one.title,
        "date_published": one.at.isoformat(),
        "tags": list(one.tags),
    }

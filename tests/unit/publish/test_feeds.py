"""Feeds as values and as bytes: what no reader of XML may meet, and what is left out."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import feeds
from mkdocs_postmortems.publish.host import Host
from planted import learned
from told import moment, spread, told

ATOM = "{http://www.w3.org/2005/Atom}"
HOST = Host(name="Knowledge & base", url="https://example.org/kb/")


def published(*postmortems: Postmortem, host: Host = HOST) -> dict[str, bytes]:
    return {one.uri: one.data for one in feeds.publish(learned(postmortems), host)}


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\x1bb", "a\ufffeb", "a\ud800b", "a\u0085b"])
def test_no_sign_of_an_author_breaks_the_xml(text: str) -> None:
    """What XML may not hold is shown as missing; the feed can still be read."""
    files = published(told("2024-03-08-a", title=text, summary=text))
    entry = ET.fromstring(files["feed.xml"]).find(f"{ATOM}entry")

    assert entry is not None
    assert (entry.findtext(f"{ATOM}title") or "").startswith("a")
    assert json.loads(files["feed.json"])["items"][0]["title"].startswith("a")


def test_markup_stays_words() -> None:
    """A title is text; a summary, which readers take for HTML, is escaped once more."""
    files = published(told("2024-03-08-a", title="<b>&amp;", summary="<i>x</i> & ]]>"))
    entry = ET.fromstring(files["feed.xml"]).find(f"{ATOM}entry")

    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "<b>&amp;"
    assert entry.findtext(f"{ATOM}summary") == "&lt;i&gt;x&lt;/i&gt; &amp; ]]&gt;"


@pytest.mark.parametrize(
    ("rest", "day"),
    [
        ({"published_at": "2024-03-20", "resolved_at": "2024-03-09"}, date(2024, 3, 20)),
        ({"resolved_at": "2024-03-09T01:00:00"}, date(2024, 3, 9)),
        ({"resolved_at": "2024-04"}, date(2024, 4, 1)),
        ({}, date(2024, 3, 8)),
        ({"started_at": None}, None),
    ],
)
def test_an_entry_s_day_is_the_best_that_is_known(
    rest: dict[str, object], day: date | None
) -> None:
    """And without any there is no entry: a feed has no unknown dates."""
    one = told("2024-03-08-a", **rest)

    assert feeds.published_on(one) == day
    assert bool(published(one)) == (day is not None)


def test_a_feed_is_no_archive() -> None:
    """The newest are in it, by day and then by id."""
    found = spread("2020-01-01", feeds.MOST + 10, 3)
    items = json.loads(published(*found)["feed.json"])["items"]

    assert len(items) == feeds.MOST
    assert [one["date_published"] for one in items] == sorted(
        (one["date_published"] for one in items), reverse=True
    )
    assert found[-1].id in items[0]["id"]
    assert published(*found) == published(*reversed(found))


def test_nothing_published_and_no_address_are_no_feed() -> None:
    """A feed of nothing would need a day, and there is none but that of the build."""
    in_review = told("2024-03-08-a", status="in-review")

    assert published() == {}
    assert published(in_review) == {}
    assert published(told("2024-03-08-a"), host=Host(name="x")) == {}


def test_a_near_miss_and_a_retold_one_are_in_it() -> None:
    """Whoever follows a service wants to read of them too."""
    found = published(
        told("2024-03-08-a", kind="near-miss"),
        told("2024-03-09-b", kind="false-alarm", services=("api",)),
        told("2024-03-10-c", account="retold", started_at=moment("2024-03-10")),
    )

    assert len(json.loads(found["feed.json"])["items"]) == 3
    assert len(json.loads(found["feeds/checkout.json"])["items"]) == 2
    assert len(json.loads(found["feeds/api.json"])["items"]) == 1

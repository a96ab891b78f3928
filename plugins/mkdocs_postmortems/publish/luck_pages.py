"""The page of luck: a register of what is still relied on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_postmortems.learn.luck import LuckState, Risk
from mkdocs_postmortems.learn.themes import incidents_of
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

MOST = 10
"""Later incidents that one piece of luck names; its theme's page has all."""


def publish(writer: Writer) -> Iterator[Page]:
    """Own luck as open risks, what was called in, and what others tell."""
    luck, read = writer.learned.luck, writer.learned.trends.read_for_luck
    by_theme = [
        (theme, [quote for quote in luck.retold if theme.id in quote.themes])
        for theme in writer.corpus.vocabularies.themes
    ]
    told = [(theme, quotes) for theme, quotes in by_theme if quotes]
    told.sort(key=lambda pair: (-len(incidents_of(pair[1])), pair[0].name.casefold()))
    states = (
        ("No action linked", "no-action-linked", _oldest_first(luck.of(LuckState.NONE))),
        ("Waiting", "waiting", _oldest_first(luck.waiting)),
        ("Settled", "settled", luck.settled),
    )
    markdown = writer.write(
        "luck",
        addresses.LUCK,
        luck=luck,
        relied_on=luck.relied_on,
        states=[one for one in states if one[2]],
        read=[one for one in read if one.is_own] if luck.register else read,
        own=incidents_of(one.quote for one in luck.register),
        retold=incidents_of(luck.retold),
        themes=told,
        called=incidents_of(one.luck for one in luck.called_in),
        rest=[one for one in luck.retold if not one.themes],
        most=MOST,
    )
    yield Page(uri=addresses.LUCK, title="Luck", markdown=markdown, is_overview=True)


def _oldest_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """What has been relied on longest stands on top, and last what has no day."""
    return tuple(sorted(risks, key=lambda one: -1 if one.age is None else one.age, reverse=True))

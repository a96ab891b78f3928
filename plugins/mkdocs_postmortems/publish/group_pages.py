"""What a group of services or a team has lived through, and what to read. No person, no rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_postmortems.learn.action_items import Item, State
from mkdocs_postmortems.learn.groups import ServiceGroup, by_group
from mkdocs_postmortems.model.postmortem import LessonKind, Postmortem
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

MOST_THEMES = 5
MOST_QUOTES = 3
"""Of a theme; the rest stands on the theme's own page."""
MOST_HELPED = 5


def publish(writer: Writer) -> Iterator[Page]:
    """Nothing where services.yml names no group and no team."""
    groups = by_group(writer.corpus)
    if not groups:
        return
    yield Page(
        uri=addresses.GROUPS,
        title="Groups",
        markdown=writer.write(
            "groups",
            addresses.GROUPS,
            groups=groups,
            services={one.id for group in groups for one in group.services},
        ),
        is_overview=True,
        is_wide=True,
    )
    for group in groups:
        yield _page(group, writer)


def _page(group: ServiceGroup, writer: Writer) -> Page:
    uri = addresses.group(group.name)
    postmortems = group.listing.all
    trends = writer.learned.trends_of(postmortems)
    hurt = sorted(
        (one for one in trends.themes if one.hurt),
        key=lambda one: (-len(one.hurt_incidents), one.theme.name.casefold()),
    )
    helped = [one for one in trends.quotes if one.lesson.kind is LessonKind.WELL]
    return Page(
        uri=uri,
        title=group.name,
        markdown=writer.write(
            "group",
            uri,
            group=group,
            found=group.listing,
            trends=trends,
            hurt=hurt[:MOST_THEMES],
            most=MOST_QUOTES,
            helped=helped[:MOST_HELPED],
            well=len(helped),
            mitigations=_mitigations(group.listing.incidents, writer),
            items=_open(group, writer),
            by_id={one.id: one for one in postmortems},
        ),
    )


def _mitigations(
    incidents: tuple[Postmortem, ...], writer: Writer
) -> list[tuple[str, list[Postmortem]]]:
    """What ended the impact with the incidents where it did, the most frequent first."""
    names = Counter(one.mitigated_by for one in incidents if one.mitigated_by)
    terms = writer.corpus.vocabularies["mitigations"]
    return [
        (terms.name(id), [one for one in incidents if one.mitigated_by == id])
        for id, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _open(group: ServiceGroup, writer: Writer) -> list[Item]:
    """The open action items of its postmortems, those of the newest first."""
    place = {one.id: number for number, one in enumerate(group.listing.all)}
    items = [
        item
        for item in writer.learned.items
        if item.state is State.OPEN and item.incident.id in place
    ]
    return sorted(items, key=lambda item: (place[item.incident.id], item.number))

"""Services by what they belong to and by the team that owns them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.learn.listings import Listing, by_service, listing
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem


@dataclass(frozen=True, kw_only=True)
class ServiceGroup:
    """A group or a team of services.yml with those of its services that are told of, by name."""

    name: str
    services: tuple[Listing, ...]
    listing: Listing
    """Their postmortems; one that hit two of the services stands there once."""


def by_group(corpus: Corpus) -> tuple[ServiceGroup, ...]:
    """By name. A group and a team of one name, capitals aside, are one.

    A public build knows no teams: who owns what is the organisation's own business.
    """
    names_teams = corpus.settings.audience != "public"
    names: dict[str, str] = {}
    found: dict[str, dict[str, Listing]] = {}
    for service in by_service(corpus):
        term = corpus.services.get(service.id)
        written = (term.group, term.owner if names_teams else "") if term else ()
        for name in filter(None, (" ".join(one.split()) for one in written)):
            key = name.casefold()
            names.setdefault(key, name)
            found.setdefault(key, {})[service.id] = service
    return tuple(
        ServiceGroup(
            name=names[key],
            services=tuple(services.values()),
            listing=listing(key, names[key], _once(services.values())),
        )
        for key, services in sorted(found.items())
    )


def _once(services: Iterable[Listing]) -> list[Postmortem]:
    return list({one.id: one for service in services for one in service.all}.values())

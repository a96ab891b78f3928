"""Groups and teams of services."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_postmortems.learn.groups import by_group
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.publish import addresses
from told import corpus, told


def made(*services: Service, audience: str = "internal") -> Corpus:
    hit = [told("2024-03-08", services=(one.id,)) for one in services]
    found = corpus(replace(one, id=f"{one.id}-{number}") for number, one in enumerate(hit))
    settings = replace(found.settings, audience=audience)
    return replace(found, services=Vocabulary(services, "service"), settings=settings)


def names(found: Corpus) -> list[str]:
    return [one.name for one in by_group(found)]


def test_a_group_and_a_team_of_one_name_are_one() -> None:
    """Capitals and blanks aside: nobody means two things by Money and money."""
    found = by_group(made(Service(id="pay", name="Pay", group="Money", owner=" money ")))

    assert [one.name for one in found] == ["Money"]
    assert len(found[0].services) == len(found[0].listing.incidents) == 1


def test_an_incident_of_two_services_stands_in_their_group_once() -> None:
    """The group is told of by incident, not by service."""
    found = made(Service(id="a", name="A", group="G"), Service(id="b", name="B", group="G"))
    both = replace(found.postmortems[0], services=("a", "b"))
    (group,) = by_group(replace(found, postmortems=(both,)))

    assert [one.id for one in group.services] == ["a", "b"]
    assert len(group.listing.all) == 1


def test_odd_names_have_pages_of_their_own() -> None:
    """Names that differ in signs only, or have nothing but signs, lie at different addresses."""
    written = ("C", "C++", "C#", "R/D", "R|D", "???", "index", "Über & Söhne")
    found = made(*(Service(id=f"s{i}", name="S", group=name) for i, name in enumerate(written)))
    uris = [addresses.group(name) for name in names(found)]

    assert sorted(names(found)) == sorted(written)
    assert len({uri.casefold() for uri in uris}) == len(written)
    assert addresses.GROUPS not in uris
    assert all(uri.count("/") == 2 for uri in uris)


def test_nothing_declared_is_no_group() -> None:
    """And a service of which nothing is told brings none either."""
    assert by_group(made(Service(id="a", name="A"))) == ()
    found = made(Service(id="a", name="A", group="G"))
    assert by_group(replace(found, postmortems=())) == ()


def test_a_public_build_knows_no_teams() -> None:
    """Who owns what is the organisation's own business; what belongs together is not."""
    service = Service(id="a", name="A", group="G", owner="team")

    assert names(made(service)) == ["G", "team"]
    assert names(made(service, audience="public")) == ["G"]

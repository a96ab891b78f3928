"""Incidents like this one."""

from __future__ import annotations

import random

import pytest

from mkdocs_postmortems.learn.fields import Fields
from mkdocs_postmortems.learn.similar import Index
from mkdocs_postmortems.model.postmortem import Postmortem, TimelineEntry
from told import NOWHERE, SERVICES, action, lesson, told


def incident(id: str, title: str, text: str, **rest) -> Postmortem:
    return told(id, **{"title": title, "text": text, "services": (), **rest})


DISK = incident(
    "2024-01-08-disk",
    "Log rotation stopped and the disk filled up",
    "The disk of the build host filled because rotation had stopped. Builds failed until old logs "
    "were deleted.",
    action_items=(action("Alert on disk", status="open"), action("Rotate", status="done")),
    timeline=(
        TimelineEntry(clock="1", at=None, text="Builds fail", span=NOWHERE),
        TimelineEntry(clock="2", at=None, text="Logs deleted", span=NOWHERE, mark="mitigated"),
    ),
)
DISK_AGAIN = incident(
    "2024-06-08-disk-again",
    "A disk full of core dumps",
    "Core dumps filled the disk of a build host, so builds failed. The dumps were deleted.",
)
DNS = incident("2024-02-08-dns", "Empty DNS answers", "A resolver gave empty answers for a name.")
MAIL = incident("2024-03-08-mail", "Mail queue stuck", "Outgoing mail waited behind one sender.")
CERT = incident("2024-04-08-cert", "Certificate expired", "Renewal had failed, browsers warned.")
ALL = (DISK, DISK_AGAIN, DNS, MAIL, CERT)


def ids(found) -> list[str]:
    return [one.postmortem.id for one in found]


def test_alike_is_found_and_itself_is_not():
    """The other full disk is found; the incident itself and unlike ones are not."""
    assert ids(Index.of(ALL).similar(DISK_AGAIN)) == [DISK.id]


def test_why_and_what_was_done():
    """A find says which words made it, what is still open and what mitigated it."""
    (found,) = Index.of(ALL).similar(DISK_AGAIN)
    assert "disk" in " ".join(found.because)
    assert len(found.because) <= 5
    assert [item.text for item in found.open_actions] == ["Alert on disk"]
    assert found.mitigation == "Logs deleted"
    assert found.same_services == ()
    assert 0 < found.score <= 1


def test_by_id():
    """An id of the index stands for its incident."""
    index = Index.of(ALL)
    assert index.similar(DISK_AGAIN.id) == index.similar(DISK_AGAIN)


@pytest.mark.parametrize(
    ("words", "first"),
    [("disk full", DISK_AGAIN.id), ("empty dns", DNS.id), ("MAIL!", MAIL.id), ("expired", CERT.id)],
)
def test_symptom_words(words, first):
    """A few words find the incident that they describe."""
    assert ids(Index.of(ALL).similar(words))[0] == first


@pytest.mark.parametrize("words", ["", "the of and", "unicorn", "12 34", "2024-01-08-no-such-id x"])
def test_nothing_similar(words):
    """Where no word tells anything, nothing is similar; a forced list would teach to ignore it."""
    assert Index.of(ALL).similar(words) == ()


def test_an_unlike_incident_has_nothing():
    """A postmortem like no other one has no similar ones."""
    assert Index.of(ALL).similar(MAIL) == ()


def test_empty_index():
    """With no postmortems nothing is similar to anything."""
    assert Index.of(()).similar(DISK) == ()
    assert Index.of((DISK,)).similar(DISK) == ()


def test_drafts_are_not_shown():
    """A draft is compared with others and shown to none."""
    draft = incident(DISK.id, DISK.title, DISK.text, status="draft")
    index = Index.of((draft, DISK_AGAIN, DNS, MAIL, CERT))
    assert ids(index.similar(DISK_AGAIN)) == []
    assert ids(index.similar(draft)) == [DISK_AGAIN.id]


def test_a_shared_service_lifts():
    """Among alike incidents the one of the same service comes first; alone it makes nothing alike."""
    other = incident("2024-05-01-z", DISK.title, DISK.text, services=("api",))
    same = incident("2024-05-02-z", DISK.title, DISK.text, services=("checkout",))
    unlike = incident("2024-05-03-z", MAIL.title, MAIL.text, services=("checkout",))
    query = incident("2024-07-01-q", DISK.title, DISK.text, services=("checkout",))
    found = Index.of((other, same, unlike, DNS, CERT)).similar(query)
    assert ids(found) == [same.id, other.id]
    assert found[0].same_services == ("checkout",)


def test_service_names_are_no_words():
    """Two incidents that share only the name of their service are not alike."""
    one = incident("2024-01-01-a", "Public API slow", "The Public API was slow.")
    two = incident("2024-01-02-b", "Public API wrong", "The Public API gave wrong sums.")
    rest = (DNS, MAIL, CERT)
    assert ids(Index.of((one, two, *rest)).similar(one)) == [two.id]
    assert Index.of((one, two, *rest), SERVICES).similar(one) == ()


def test_only_whole_names_are_dropped():
    """A word of a service's name that stands alone is a word."""
    fields = Fields.of(SERVICES)
    assert fields.terms("the public API, an api and the public") == ["public"]
    assert fields.terms("publicly") == ["public"]


def test_people_are_no_words():
    """Names of those who responded make no incident alike."""
    one = incident("2024-01-01-a", "A", "Ada looked.", responders=("Ada Byron",))
    assert "ada" not in Fields.of(SERVICES).counts(one)


def test_retold_actions_are_never_open():
    """Nobody here closes the actions of an incident told by others."""
    retold = incident(
        DISK.id, DISK.title, DISK.text, account="retold", action_items=DISK.action_items
    )
    (found,) = Index.of((retold, DISK_AGAIN, DNS, MAIL, CERT)).similar(DISK_AGAIN)
    assert found.open_actions == ()


def test_factors_weigh_more_than_the_rest():
    """A word of a factor counts twice, one of title and summary three times, another once."""
    one = incident(
        "2024-01-01-a",
        "Gamma",
        "Alpha. Beta. Delta.",
        summary="Beta.",
        lessons=(lesson(kind="factor", text="Alpha."),),
    )
    counts = Fields.of(SERVICES).counts(one)
    stems = ("gamma", "beta", "alpha", "delta")
    assert [counts[stem] for stem in stems] == [3, 3, 2, 1]


def test_duplicates():
    """The same words under another id may be the same incident; alike is not the same."""
    twin = incident("2024-01-09-twin", DISK.title, DISK.text)
    index = Index.of((*ALL, twin))
    assert [one.id for one in index.duplicates(DISK)] == [twin.id]
    assert Index.of(ALL).duplicates(DISK) == ()


def test_limit_and_order():
    """No more than asked for, ties by id, the same whatever the order of the files."""
    many = [incident(f"2024-05-{n:02}-same", DISK.title, DISK.text) for n in range(1, 9)]
    corpus = [*many, DNS, MAIL, CERT]
    shuffled = list(corpus)
    random.Random(1).shuffle(shuffled)
    found = Index.of(corpus).similar("disk rotation", limit=3)
    assert ids(found) == [f"2024-05-0{n}-same" for n in (1, 2, 3)]
    assert Index.of(shuffled).similar("disk rotation", limit=3) == found
    assert len(Index.of(many * 3 + corpus).similar("disk rotation", limit=40)) == 8
    assert Index.of(shuffled).similar(many[4]) == Index.of(corpus).similar(many[4])

"""The words of an answer to what they mean; what cannot be used is told with what to write."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import click

from mkdocs_postmortems.model.nearest import listing
from mkdocs_postmortems.model.settings import AUDIENCES, Settings
from mkdocs_postmortems.model.vocabulary import Service, Term, slugify
from mkdocs_postmortems.read import packaged

_ID = re.compile(r"[a-z0-9][a-z0-9._/-]*")
_DEADLINE = re.compile(r"(?P<severity>[^=\s]+)=(?P<publish>\d{1,3}(?:d|bd))/(?P<actions>\d{1,3}d)")


def plain(text: str) -> str:
    return " ".join(text.split())


def listed(text: str) -> tuple[Service, ...]:
    return tuple(_service(one) for one in dict.fromkeys(parts(text)))


def _service(word: str) -> Service:
    id, _, name = (one.strip() for one in word.partition(":"))
    if not _ID.fullmatch(id):
        near = slugify(id).replace("_", "-").strip("-")
        help = f"write `{near}`" if near else "write lower-case letters, digits and hyphens"
        raise wrong("services", id, help)
    return Service(id=id, name=name or id.replace("-", " ").capitalize())


def scale(text: str) -> tuple[Term, ...]:
    """Severities by id, those of the packaged scale with all that it says of them."""
    known_scale = packaged.vocabularies(Settings())["severities"]
    terms: dict[str, Term] = {}
    for part in parts(text):
        id, _, name = (one.strip() for one in part.partition(":"))
        if not _ID.fullmatch(id):
            raise wrong("severities", id, "an id has lower-case letters, digits and hyphens")
        known = known_scale.get(id)
        terms[id] = known if known and not name else Term(id=id, name=name or id)
    if not terms:
        raise wrong("severities", text, "name at least one")
    return tuple(terms.values())


def deadlines_by(text: str, ids: list[str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in parts(text):
        match = _DEADLINE.fullmatch(part)
        if match is None or match["severity"] not in ids:
            help = f"write e.g. `{ids[0]}=3d/15d`; `5bd` are business days"
            raise wrong("deadline", part, help)
        found[match["severity"]] = (match["publish"], match["actions"])
    return {id: found[id] for id in ids if id in found}


def zone_named(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise wrong("time-zone", name, "write e.g. Europe/Berlin") from None


def audience_named(word: str) -> str:
    if word in AUDIENCES:
        return word
    raise wrong("audience", word, f"write one of {listing(AUDIENCES)}")


def parts(text: str) -> list[str]:
    return [one for part in text.split(",") if (one := part.strip())]


def wrong(option: str, word: object, help: str) -> click.BadParameter:
    return click.BadParameter(f"`{word}` cannot be used; {help}", param_hint=f"--{option}")

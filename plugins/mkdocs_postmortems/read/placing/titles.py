"""A document's title, its day in it, and what else its words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.read.clock import Clock, read_clock
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.placing.dates import find_day
from mkdocs_postmortems.read.placing.keys import plain

_PREFIX = re.compile(
    r"^(?:incident\s+)?(?:post[-\s]?mortem|retrospective|rca|root cause analysis|outage report|coe"
    r"|incident (?:report|review|retrospective|analysis|summary)|after[- ]action (?:report|review))"
    r"(?:\s+(?:report|review|document|for|of|on))*\s*[:–—-]+\s*",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:incident )?(?:post[-\s]?mortem|report|review|retrospective|rca|root cause analysis)"
    r"(?: (?:report|review|document|template))?|incident(?: summary)?",
    re.IGNORECASE,
)
_HANGING = re.compile(r"[\s,]+(?:on|at|of|from|since|for|in|during|the|as of)$", re.IGNORECASE)
_DATED = re.compile(r"^(?:incident )?(?:date|day)\s*[:–—-]*\s*", re.IGNORECASE)
_EDGES = " \t:;,–—-_|/()[]."
_SEVERITY = re.compile(r"\bSEV[-\s]?[0-5]\b|\bP[0-5]\b", re.IGNORECASE)
_TICKET = re.compile(r"\b(?:(?!SEV-|PRIO-)[A-Z]{2,10}-\d{1,7}|PM\d{4}-\d{2,4})\b")
_KINDS = (
    (re.compile(r"near[- ]miss", re.IGNORECASE), "near-miss"),
    (re.compile(r"false[- ]alarm", re.IGNORECASE), "false-alarm"),
)
MOST_SERVICES = 3


@dataclass(frozen=True, slots=True)
class Title:
    """The words without day and form of document, and the day that stood among them."""

    text: str
    written: str
    day: date | None = None
    clock: Clock | None = None
    """A time that stood with the day."""


def read_title(written: str) -> Title:
    """`Postmortem: 2018-02-22 NGINX crash` is the title “NGINX crash” of a day."""
    words = plain(re.sub(r"\s*\{#[^}]*\}\s*$", "", written))
    day, text, clock = None, words, None
    if (found := find_day(words)) is not None:
        day, (start, end) = found
        before, after = words[:start].rstrip(_EDGES), words[end:].lstrip(_EDGES)
        if (read := read_clock(after)) is not None and read[0].seconds is not None:
            clock, after = read[0], after[read[1] :].lstrip(_EDGES)
        if not after:
            before = _HANGING.sub("", before)
        text = f"{before} {after}" if before and after else before or after
    text = _PREFIX.sub("", _DATED.sub("", text)).strip(" \t:;,–—_|/-")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    text = text[:1].upper() + text[1:] if len(text) > 2 else words
    return Title(text, words, day, clock)


def is_generic(text: str) -> bool:
    """Whether a title names the form and not what happened: `Incident report`."""
    return _GENERIC.fullmatch(text.strip(" :#*")) is not None


def named_in(title: str, context: Context) -> Iterator[tuple[str, str | tuple[str, ...], str]]:
    """Field, value and word of what a title names: severity, kind, services, ticket."""
    if match := _SEVERITY.search(title):
        word = match[0]
        term = context.vocabularies["severities"].find(word)
        if term is not None:
            yield "severity", term.id, word
    for words, kind in _KINDS:
        if match := words.search(title):
            yield "kind", kind, match[0]
    if match := _TICKET.search(title):
        yield "tracker_ids", (match[0],), match[0]
    services = tuple(services_in(title, context))
    if 0 < len(services) <= MOST_SERVICES:
        yield "services", tuple(id for id, _ in services), ", ".join(word for _, word in services)


def services_in(text: str, context: Context) -> Iterator[tuple[str, str]]:
    """Services of the catalogue whose name or alias stands among the words."""
    for service in context.services:
        for name in sorted({service.name, service.id, *service.aliases}, key=len, reverse=True):
            if len(name) < 3:
                continue
            match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
            if match:
                yield service.id, match[0]
                break

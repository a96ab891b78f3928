"""PM703 and PM704: addresses of people and of machines."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_EMAIL = re.compile(
    r"@([A-Za-z0-9][\w-]{0,63}(?:\.[\w-]{1,63}){0,6}\.[A-Za-z]{2,18})(?![\w-]|\.\w)"
)
_LOCAL_PART = re.compile(r"[\w.+%-]+\Z")
_NO_PERSON = re.compile(
    r"(?:git|abuse|admin|alerts?|billing|contact|help|hello|hostmaster|info|incidents?|mail|"
    r"mailer-daemon|marketing|no-?reply|noc|on-?call|ops|postmaster|press|privacy|root|sales|security|"
    r"service|sre|status|support|sysadmin|team|test|user|username|webmaster|you|your[.-]?name)"
    r"(?:[-+_.].*)?$|.*[-_.](?:alerts?|announce|list|on-?call|support|team|users)$",
    re.IGNORECASE,
)
"""Mailboxes of roles, and what documentation writes for somebody."""

_NO_MAIL = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|local|localhost|localdomain|internal|lan|"
    r"service|socket|timer|target|slice|mount|png|jpe?g|gif|svg|md|yml|yaml|json|py|js|"
    r"gserviceaccount\.com|noreply\.github\.com|googlegroups\.com|groups\.io)$|lists?\.",
    re.IGNORECASE,
)
"""Reserved domains, machines, systemd's units, files, accounts of programs, mailing lists."""

_OF_PEOPLE = ("owner", "authors", "responders", "incident_commander", "teams")
_PHONES = (
    (
        re.compile(
            r"\+[1-9](?:\d{10,13}|"
            r"\d{0,2}[ ./-]?(?:\(\d{1,4}\)[ ./-]?)?\d{1,4}(?:[ ./-]\d{2,8}){1,4})(?![\w-]|\.\d)"
        ),
        re.compile(r"(?<![\w.+/=-])\Z"),
    ),
    (re.compile(r"\(\d{3}\) ?\d{3}-\d{4}(?![\w-]|\.\d)"), re.compile(r"(?<!\w)\Z")),
    (re.compile(r"-\d{3}-\d{4}(?![\w-]|\.\d)"), re.compile(r"(?<![\w.+/=-])\d{3}\Z")),
)
"""International, and North American ones; each with what must stand before it."""

_NO_PHONE = re.compile(r"\+\d{1,3}(?: \d{3})+\Z|(?:\+1\D{0,2})?\(?555\D|.*555\D?01\d\d\Z")
"""Thousands, and numbers that are kept for stories."""

_IP_REST = re.compile(r"\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w-]|\.\d)")
_IP_FIRST = re.compile(r"(?<![\w.-])(?<!\w/)\d{1,3}\Z")
_VERSION = re.compile(r"(?:\bv|version|release|ver\.?|build)\s*\Z", re.IGNORECASE)
_KNOWN = frozenset({"1.0.0.1", "1.1.1.1", "1.2.3.4", "8.8.4.4", "8.8.8.8", "9.9.9.9"})
"""Public resolvers, and what people write for any address."""


def check_personal_data(document: Document, around: Surroundings) -> Iterator[Problem]:
    """E-mail addresses and telephone numbers outside the fields that are for people."""
    for span in _emails(document):
        help = "take it out or write the role; `authors` and `responders` are for people"
        yield Problem("PM703", span, "this looks like a person's e-mail address", help)
    for span in _phones(document.prose):
        help = "take it out; say how to reach somebody by their role"
        yield Problem("PM703", span, "this looks like a telephone number", help)


def _emails(document: Document) -> Iterator[Span]:
    text = document.text
    if "@" not in text:
        return
    front_matter = document.front_matter
    nodes = [front_matter.get(name) for name in _OF_PEOPLE] if front_matter else []
    for match in _EMAIL.finditer(text):
        local = _LOCAL_PART.search(text, max(0, match.start() - 64), match.start())
        if local is None or _NO_MAIL.match(match[1]) or _NO_PERSON.match(local[0]):
            continue
        span = Span(local.start(), match.end())
        in_field = any(one and one.span.start <= span.start < one.span.end for one in nodes)
        if not in_field and not _is_remote(text, span):
            yield span


def _is_remote(text: str, span: Span) -> bool:
    """A place to copy from, or the part of a URL that PM702 looks at: `x@git.shop.io:team/repo`."""
    if re.match(r"[:/][\w~./]", text[span.end : span.end + 2]):
        return True
    before = text[max(0, span.start - 80) : span.start]
    return before.endswith((":", "/")) and re.search(r"://\S*$", before) is not None


def _phones(prose: str) -> Iterator[Span]:
    found: list[Span] = []
    for pattern, preceding in _PHONES:
        for match in pattern.finditer(prose):
            first = preceding.search(prose, max(0, match.start() - 4), match.start())
            if first is None:
                continue
            span = Span(first.start(), match.end())
            written = prose[span.start : span.end]
            digits = sum(one.isdigit() for one in written)
            if 9 <= digits <= 15 and not any(span.end == one.end for one in found):
                found.append(span)
                if not _NO_PHONE.match(written):
                    yield span


def check_public_ip(document: Document, around: Surroundings) -> Iterator[Problem]:
    """IPv4 addresses that anybody on the internet can reach."""
    text = document.text
    for match in _IP_REST.finditer(text):
        first = _IP_FIRST.search(text, max(0, match.start() - 5), match.start())
        if first is None or _VERSION.search(text, max(0, first.start() - 12), first.start()):
            continue
        written = first[0] + match[0]
        try:
            is_public = ipaddress.IPv4Address(written).is_global
        except ValueError:
            continue
        if is_public and written not in _KNOWN:
            span = Span(first.start(), match.end())
            help = "write what the machine is; an address of 192.0.2.0/24 is for examples"
            yield Problem("PM704", span, f"`{written}` is a public address", help)


RULES = (
    Rule(code="PM703", name="personal-data", level=Level.WARNING, check=check_personal_data),
    Rule(
        code="PM704",
        name="public-ip",
        level=Level.INFO,
        check=check_public_ip,
        is_default=False,
    ),
)

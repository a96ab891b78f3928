"""PM701 and PM702: secrets in the text, code and front matter included. None is ever shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.check.secret_kinds import (
    ASSIGNED,
    ASSIGNED_TO,
    HEADERS,
    PLACEHOLDER,
    PREFIXED,
    SHOWN,
    TAILS,
    URL_CREDENTIALS,
    VALUE,
)
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_HELP = "revoke it, then take it out: what was pushed once stays in git's history"
_NAMES = re.compile(r"[a-z]*\d{0,4}(?:[-_./:@][a-z0-9]{0,12})+")
"""`checkout-tls-2`, `kv/prod/db1`, `10.2.0.1:8080`: what a secret is called, not what it is."""

_AFTER = ".:!?*_\\"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHORTEST_PASSWORD = 8
_SHORTEST_KEY = 12
_FEWEST = 5
"""Different characters; a row of `0` stands for a secret."""

_LOCAL = re.compile(
    r"localhost|127\.|0\.0\.0\.0|(?:[\w-]+\.)*example(?:\.[a-z]+)?$|(?:.*\.)?(?:test|invalid)$|host$"
)


class _Secret(NamedTuple):
    kind: str
    span: Span
    shown: str
    """What a message may show of it."""


def check_secret(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Keys, tokens and passwords by what they look like and by what they are assigned to."""
    text = document.text
    in_urls = [one.span for one in _in_urls(text)]
    found = [*(_Secret("", span, "") for span in in_urls), *_prefixed(text), *_assigned(text)]
    end = 0
    for secret in sorted(found, key=lambda one: one.span.start):
        if secret.span.start < end:
            continue
        end = secret.span.end
        if secret.kind:
            size = end - secret.span.start
            what = f"`{secret.shown}…`, {size} characters" if secret.shown else f"{size} characters"
            message = f"this looks like {secret.kind} ({what})"
            yield Problem("PM701", secret.span, message, _HELP, is_secret=True)


def check_url_credentials(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Passwords between `://` and `@` of an address."""
    for secret in _in_urls(document.text):
        size = secret.span.end - secret.span.start
        message = f"the address holds a password ({size} characters)"
        yield Problem("PM702", secret.span, message, _HELP, is_secret=True)


def _prefixed(text: str) -> Iterator[_Secret]:
    joints = {joint for joint, tail in TAILS.items() if tail.search(text)}
    for kind in PREFIXED:
        joint = kind.hints[0][-1]
        if (joint in joints or joint not in TAILS) and any(hint in text for hint in kind.hints):
            for match in kind.pattern.finditer(text):
                inside = match.start() and re.match(r"[A-Za-z0-9_]", text[match.start() - 1])
                if not inside and not _is_placeholder(match[1]):
                    shown = (
                        match[1][:SHOWN]
                        if match[1].startswith(kind.hints) and match[1][0] != "-"
                        else ""
                    )
                    yield _Secret(kind.name, Span(*match.span(1)), shown)


def _assigned(text: str) -> Iterator[_Secret]:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    for kind in HEADERS:
        if kind.hints[0] in lowered:
            for match in kind.pattern.finditer(lowered):
                if _is_secret_value(text[slice(*match.span(1))], is_password=False):
                    yield _whole(kind.name, match.start(1), text)
    if any(hint in lowered for hint in ASSIGNED.hints):
        end = 0
        for match in ASSIGNED.pattern.finditer(lowered):
            start = match.start(1)
            name = ASSIGNED_TO.search(lowered, max(0, match.start() - 24), match.start())
            if name is None or start < end:
                continue
            value = text[slice(*match.span(1))].rstrip(_AFTER)
            if _is_secret_value(value, is_password=name["password"] is not None):
                secret = _whole(ASSIGNED.name, start, text)
                end = secret.span.end
                yield secret


def _whole(kind: str, start: int, text: str) -> _Secret:
    match = VALUE.match(text, start)
    assert match is not None
    return _Secret(kind, Span(start, start + len(match[0].rstrip(_AFTER))), "")


def _is_secret_value(value: str, *, is_password: bool) -> bool:
    """Whether this is a secret rather than the name of one, a word, a place or a placeholder."""
    if not (re.search(r"\d", value) and re.search(r"[A-Za-z]", value)):
        return False
    if _is_placeholder(value) or "://" in value or value[0] in "/$%@#":
        return False
    if is_password:
        return len(value) >= _SHORTEST_PASSWORD
    is_name = _NAMES.fullmatch(value) is not None and _UUID.fullmatch(value) is None
    return len(value) >= _SHORTEST_KEY and not is_name


def _in_urls(text: str) -> Iterator[_Secret]:
    if "://" in text and "@" in text:
        for match in URL_CREDENTIALS.pattern.finditer(text):
            password, host = match[1], match[2].lower()
            is_word = password.lower() in {
                "pass",
                "passwd",
                "password",
                "pw",
                "pwd",
                "secret",
                "token",
            }
            if not (is_word or _LOCAL.match(host) or PLACEHOLDER.search(password.lower())):
                yield _Secret(URL_CREDENTIALS.name, Span(*match.span(1)), "")


def _is_placeholder(value: str) -> bool:
    return len(set(value[SHOWN:])) < _FEWEST or PLACEHOLDER.search(value.lower()) is not None


RULES = (
    Rule(code="PM701", name="secret", level=Level.ERROR, check=check_secret),
    Rule(code="PM702", name="credentials-in-url", level=Level.ERROR, check=check_url_credentials),
)

"""Where every page lies, as source paths that Markdown links can name."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256
from urllib.parse import quote

HOME = "index.md"
INCIDENTS = "incidents/index.md"
SEARCH = "incidents/search.md"
SERVICES = "incidents/services/index.md"
SEVERITIES = "incidents/severities/index.md"
DATES = "incidents/dates/index.md"
TRENDS = "trends/index.md"
LUCK = "trends/luck.md"
SEEN_AGAIN = "trends/seen-again.md"
UNFILED = "trends/unfiled.md"
TIMING = "trends/timing.md"
ACTIONS = "trends/actions.md"
REVIEWS = "trends/reviews/index.md"
STRENGTHS = "trends/strengths.md"
QUESTIONS = "trends/questions.md"
GROUPS = "incidents/groups/index.md"
FEED = "feed"
LLMS = "llms.txt"

RULES = "reference/rules/index.md"

GENERATED = ("postmortems/", "incidents/", "trends/", "data/", "feeds/", "reference/rules/")
"""Addresses that belong to generated pages; a hand-written page there is an error."""


def postmortem(id: str) -> str:
    """Where its page stands on the site, as if its source lay there."""
    return f"postmortems/{slug(id)}.md"


def group(name: str) -> str:
    return f"incidents/groups/{slug(name)}.md"


def service(id: str) -> str:
    return f"incidents/services/{slug(id)}.md"


def severity(id: str) -> str:
    return f"incidents/severities/{slug(id)}.md"


def period(id: str) -> str:
    return f"incidents/dates/{slug(id)}.md"


def review(id: str) -> str:
    return f"trends/reviews/{slug(id)}.md"


def data(name: str) -> str:
    """`incidents.json`, `actions.csv`."""
    return f"data/{name}"


def service_data(id: str) -> str:
    return f"data/services/{slug(id)}.json"


def service_feed(id: str) -> str:
    """Without its ending: `.xml` and `.json` are there."""
    return f"feeds/{slug(id)}"


def theme(id: str) -> str:
    return f"trends/themes/{slug(id)}.md"


def rule(code: str) -> str:
    return f"reference/rules/{code}.md"


def slug(id: str) -> str:
    """An id as a path segment of its own.

    Anything but letters, digits, dots and hyphens becomes a hyphen; where that changes the id, or
    it would name an overview, four hex digits of it keep two ids apart.
    """
    plain = re.sub(r"[^\w.-]+", "-", id).strip("-.")
    if plain and plain == id and plain.lower() not in {"index", "readme"}:
        return plain
    return f"{plain or 'unnamed'}-{sha256(id.encode('utf-8', 'replace')).hexdigest()[:4]}"


def relative(target: str, here: str) -> str:
    """The path from one page to another, both as sources or both as addresses of the site."""
    return posixpath.relpath(target, posixpath.dirname(here) or ".")


def link(target: str, here: str, anchor: str = "") -> str:
    """What a mark of a drawing on one page names another by; the host makes an address of it."""
    found = quote(relative(target, here), safe="/.-_~") if target != here else ""
    return f"{found}#{quote(anchor, safe='/.-_~')}" if anchor else found

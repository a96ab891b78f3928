"""The address patterns of settings: where tickets lie, and where a postmortem is discussed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Mapping, Scalar
from mkdocs_postmortems.model.settings import PLACES


def check_addresses(node: Mapping) -> Iterator[Problem]:
    """Address patterns without a place for the id, or with one that nothing fills."""
    tickets = node.get("tickets")
    entries = tickets.entries if isinstance(tickets, Mapping) else ()
    patterns = [(value, ("id", "rest")) for _, value in entries]
    for value, known in (*patterns, (node.get("discuss"), ("id",))):
        found = set(PLACES.findall(value.text)) if isinstance(value, Scalar) else set(known)
        if isinstance(value, Scalar) and (not found or found - set(known)):
            places = " or ".join(f"`{{{one}}}`" for one in known)
            message = f"`{value.text}` does not say where the id goes"
            yield Problem("PM903", value.span, message, f"write {places} there")

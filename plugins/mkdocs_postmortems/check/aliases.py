"""PM113: old addresses that cannot lead here."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.alias import alias_path
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.node import Node, Scalar, Sequence


def check_aliases(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Aliases that are no address, lead out of the site, or are a postmortem's address now."""
    node = document.front_matter.get("aliases") if document.front_matter else None
    items: tuple[Node, ...] = node.items if isinstance(node, Sequence) else ()
    for item in items:
        if not isinstance(item, Scalar):
            continue
        path = alias_path(item.text)
        if path is None:
            message = f"`{item.text}` is no address on this site"
            help = "write the old name, `old-name`, or the old path from the root, `wiki/42/`"
            yield Problem("PM113", item.span, message, help)
            continue
        id = path.removeprefix("postmortems/").removesuffix("/").removesuffix(".html")
        if path.startswith("postmortems/") and id in around.paths_by_id:
            is_own = id == document.postmortem.id
            whose = "this postmortem" if is_own else "another postmortem"
            message = f"`{item.text}` is the address of {whose} itself"
            yield Problem("PM113", item.span, message, "take the alias away")


RULES = (
    Rule(
        code="PM113",
        name="alias-leads-nowhere",
        level=Level.ERROR,
        check=check_aliases,
        needs=frozenset({"aliases"}),
    ),
)

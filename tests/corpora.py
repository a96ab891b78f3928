"""Small corpora of a line or two an incident."""

from __future__ import annotations

from collections.abc import Iterable

from helpers import SERVICES, SETTINGS, read
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.read import packaged


def postmortem(
    id: str,
    body: str = "",
    *,
    services: str = "checkout",
    status: str = "published",
    kind: str = "incident",
    severity: str | None = "sev-2",
    started_at: str | None = None,
) -> Postmortem:
    """Read from text; it starts on the day of its id unless `started_at` says otherwise."""
    lines = [f"title: {id}", f"services: [{services}]", f"status: {status}", f"kind: {kind}"]
    lines += [f"severity: {severity}"] if severity else []
    start = id[:10] if started_at is None else started_at
    lines += [f"started_at: {start}"] if start else []
    return read("---\n" + "\n".join(lines) + f"\n---\n\n{body}\n", f"{id}.md").postmortem


def corpus(postmortems: Iterable[Postmortem]) -> Corpus:
    return Corpus(
        postmortems=tuple(sorted(postmortems, key=lambda one: one.sort_key)),
        services=SERVICES,
        vocabularies=packaged.vocabularies(SETTINGS),
        settings=SETTINGS,
    )


def ids(postmortems: Iterable[Postmortem]) -> list[str]:
    return [one.id for one in postmortems]

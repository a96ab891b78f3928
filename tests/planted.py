"""Pages of planted postmortems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page
from told import corpus, day

TODAY = day("2024-12-31")


def learned(postmortems: Iterable[Postmortem], today: date = TODAY, **settings: Any) -> Learned:
    found = corpus(postmortems)
    return Learned(corpus=replace(found, settings=replace(found.settings, **settings)), today=today)


def pages(publish: Callable[[Writer], Iterator[Page]], found: Learned) -> dict[str, str]:
    uris = {one.id: f"postmortems/{one.id}.md" for one in found.corpus.postmortems}
    return {page.uri: page.markdown for page in publish(Writer(found, uris))}


def answer(markdown: str) -> str:
    """The first sentence, its links as their text."""
    found = re.search(r'<div class="pm-answer" markdown>\n\n(.*?)\n\n</div>', markdown, re.DOTALL)
    assert found
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found[1]).strip()

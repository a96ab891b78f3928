"""What a review says of a branch, as Markdown for a comment on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.luck import Risk
from mkdocs_postmortems.learn.seen_again import Pair
from mkdocs_postmortems.learn.similar import Similar
from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.escape import mute

MARKER = "<!-- postmortems review -->"
"""By this hidden line a workflow finds the comment that it wrote before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """A line of a document, and the same line filed under the theme that fits best."""

    line: int
    theme: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One changed postmortem beside what the knowledge base knows."""

    postmortem: Postmortem
    path: str
    is_new: bool
    findings: tuple[Finding, ...] = ()
    similar: tuple[Similar, ...] = ()
    again: tuple[Pair, ...] = ()
    lucky: tuple[Risk, ...] = ()
    pastes: tuple[Paste, ...] = ()
    deadline: date | None = None
    days_left: int | None = None
    """Until the deadline; below 0 after it. None once it is published."""

    @property
    def has_secret(self) -> bool:
        """Nothing but its findings is told then."""
        return any(one.is_secret for one in self.findings)


def write_review(
    reviews: Sequence[Review], settings: Sequence[Finding], learned: Learned, *, sticky: bool
) -> str:
    """Markdown that notifies nobody, whatever the documents say."""
    text = Writer(learned, {}).write("change_review", "", reviews=reviews, settings=settings)
    # Lines to paste write `@` and `#` in hexadecimal, and stay exact.
    text = mute(text)
    return f"{MARKER}\n{text}" if sticky else text

"""The author's Markdown, with an address on every lesson, links between its parts, and offsets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Edit
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.publish.body_actions import action_edits
from mkdocs_postmortems.publish.body_lessons import lesson_edits
from mkdocs_postmortems.publish.body_timeline import timeline_edits


class Pieces(Protocol):
    """What is inserted, as Markdown of one line. An empty piece is left out."""

    def anchor(self, lesson: Lesson) -> str:
        """A lesson's address, without words that a reader would see twice."""

    def chips(self, lesson: Lesson) -> str:
        """A lesson's themes."""

    def mark(self, name: str, address: str) -> str:
        """A timeline's `[detected]`; the address is empty where another line has it."""

    def offset(self, length: timedelta) -> str:
        """How long after the start, or before it."""

    def silent_offset(self, length: timedelta) -> str:
        """The same in a heading, whose words are its address and may not change."""

    def action(self, address: str, lessons: Sequence[Lesson]) -> str:
        """An action item's address, and the way back to the lessons that led to it."""

    def ticket(self, id: str) -> str:
        """The address of a ticket."""


def publish_body(document: Document, pieces: Pieces) -> str:
    """The body as it is handed to the renderer.

    Only insertions by source position: whatever Markdown reads it, a lesson's anchor stands at its
    first word. A first heading that is the title is left out, because the page has it already.
    """
    edits = [
        *lesson_edits(document, pieces),
        *timeline_edits(document, pieces),
        *action_edits(document, pieces),
    ]
    within = Span(_after_title(document), document.body.end)
    return apply(document.text, edits, within).strip("\n")


def _after_title(document: Document) -> int:
    """Where the body begins behind a first heading that says the page's title again."""
    before, *sections = document.sections or (None,)
    heading = sections[0].heading if sections and before and not before.blocks else None
    if heading is None or heading.level != 1:
        return document.body.start
    is_title = normal_form(heading.text) == normal_form(document.postmortem.title)
    return heading.span.end if is_title else document.body.start


def apply(text: str, edits: list[Edit], within: Span) -> str:
    """A part of a text with edits made; those that lie outside or overlap are left out."""
    parts: list[str] = []
    position = within.start
    for edit in sorted(edits, key=lambda one: one.span):
        if edit.span.start < position or edit.span.end > within.end:
            continue
        parts += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    return "".join((*parts, text[position : within.end]))

"""What is inserted into an author's text, in its simplest form, and how to take it out again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.publish.wording import since

_MARKS = "started|detected|acknowledged|mitigated|resolved"


def no_chips(lesson: Lesson) -> str:
    return ""


class Pieces:
    """Every piece as one short element."""

    def __init__(
        self, chips: Callable[[Lesson], str] = no_chips, tickets: dict[str, str] | None = None
    ) -> None:
        self.chips = chips
        self.tickets = tickets or {}

    def anchor(self, lesson: Lesson) -> str:
        return f'<a id="{lesson.address}"></a>'

    def mark(self, name: str, address: str) -> str:
        return f'<b id="{address}">{name}</b>' if address else f"<b>{name}</b>"

    def offset(self, length: timedelta) -> str:
        return f"<i>{since(length)}</i>"

    def silent_offset(self, length: timedelta) -> str:
        return f'<i title="{since(length)}"></i>'

    def action(self, address: str, lessons: Sequence[Lesson]) -> str:
        back = "".join(f'<a href="#{one.address}"></a>' for one in lessons)
        return f'<a id="{address}"></a>{back}'

    def ticket(self, id: str) -> str:
        return self.tickets.get(id, "")


def without_pieces(published: str) -> str:
    """A published body as its author wrote it: every insertion taken out."""
    text = re.sub(rf'<b(?: id="[^"]*")?>({_MARKS})</b>', r"[\1]", published)
    text = re.sub(r"\[([^\[\]]*)\]\(#action-[^)]*\)", r"\1", text)
    text = re.sub(r'<span class="pm-accepted">(\([^()]*\))</span>', r"\1", text)
    return re.sub(
        r'<a (?:id|href)="[^"]*"></a>| <i>[+\N{MINUS SIGN}][^<]*</i>|<i title="[^"]*"></i>',
        "",
        text,
    )

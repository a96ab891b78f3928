"""What incidents left open, until somebody answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_postmortems.model.postmortem import Postmortem, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the postmortem that asks it."""

    postmortem: Postmortem
    question: Question


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Oldest incident first, of one document in its own order.

    Those of retold incidents stand apart: whoever could answer them is not here.
    """

    open: tuple[Asked, ...] = ()
    answered: tuple[Asked, ...] = ()
    retold: tuple[Asked, ...] = ()
    """Open ones of retold incidents."""

    @property
    def total(self) -> int:
        return len(self.open) + len(self.answered) + len(self.retold)


def open_questions(postmortems: Iterable[Postmortem]) -> Questions:
    """The questions of the counted postmortems among these, whatever their kind."""
    counted = sorted((one for one in postmortems if one.is_counted), key=lambda one: one.sort_key)
    asked = [Asked(one, question) for one in counted for question in one.questions]
    waiting = [one for one in asked if not one.question.is_answered]
    return Questions(
        open=tuple(one for one in waiting if one.postmortem.is_own),
        answered=tuple(one for one in asked if one.question.is_answered),
        retold=tuple(one for one in waiting if not one.postmortem.is_own),
    )

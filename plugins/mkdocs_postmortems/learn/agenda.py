"""What a meeting about a postmortem has to ask, by what its document does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_postmortems.learn.action_items import State, state_of
from mkdocs_postmortems.learn.themes import HURT
from mkdocs_postmortems.model.postmortem import LessonKind, Postmortem

_SATURDAY = 5
_TO_DO = frozenset({State.OPEN, State.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The gaps of one document, each as what is missing or as the lines it is about."""

    postmortem: Postmortem
    day: date
    """A weekday, before the deadline where that is not over."""
    deadline: date | None
    """None once it is published."""
    is_over: bool
    without_action: tuple[str, ...]
    luck: tuple[str, ...]
    """Lucky without an action, and accepted by nobody."""
    unowned: tuple[str, ...]
    """Action items still to be done, without an owner or a day."""
    questions: tuple[str, ...]
    knows_detection: bool
    knows_mitigation: bool
    has_impact: bool
    has_timeline: bool
    went_well: bool


def make_agenda(one: Postmortem, deadline: date | None, today: date) -> Agenda:
    """The agenda as of one day."""
    if one.status == "published":
        deadline = None
    open_ended = [lesson for lesson in one.lessons if not lesson.leads_to and not lesson.accepted]
    return Agenda(
        postmortem=one,
        day=_day(deadline, today),
        deadline=deadline,
        is_over=deadline is not None and deadline < today,
        without_action=tuple(it.text for it in open_ended if it.kind in HURT),
        luck=tuple(it.text for it in open_ended if it.kind is LessonKind.LUCKY),
        unowned=tuple(
            it.text
            for it in one.action_items
            if state_of(it) in _TO_DO and not (it.owner and it.due)
        ),
        questions=tuple(it.text for it in one.questions if not it.is_answered),
        knows_detection=bool(one.detected_at or one.detected_by),
        knows_mitigation=bool(one.mitigated_at or one.mitigated_by),
        has_impact=bool(one.impact.summary or one.impact.customers or one.summary),
        has_timeline=bool(one.timeline),
        went_well=any(lesson.kind is LessonKind.WELL for lesson in one.lessons),
    )


def _day(deadline: date | None, today: date) -> date:
    """The last weekday before the deadline, which leaves a day to write; else the next one."""
    day = deadline - timedelta(days=1) if deadline else today
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    if day > today:
        return day
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day

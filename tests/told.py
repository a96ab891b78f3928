"""Postmortems as values, a line each, for what is learned from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import ActionItem, Lesson, LessonKind, Postmortem
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read import packaged

NOWHERE = Span(0, 0)
SERVICES: Vocabulary[Service] = Vocabulary(
    (Service(id="checkout", name="Checkout"), Service(id="api", name="Public API")), "service"
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> Moment:
    """`2024-03`, `2024-03-08`, or a full time; one without an offset is UTC."""
    if len(text) == 7:
        return Moment(int(text[:4]), int(text[5:]))
    if len(text) == 10:
        at = day(text)
        return Moment(at.year, at.month, at.day)
    at = datetime.fromisoformat(text)
    return Moment.of(at if at.tzinfo else at.replace(tzinfo=UTC))


def after(start: str, **length: float) -> Moment:
    at = moment(start).at
    assert at
    return Moment.of(at + timedelta(**length))


def lesson(
    *themes: str, kind: str = "wrong", text: str = "It did.", leads_to: tuple[str, ...] = ()
) -> Lesson:
    return Lesson(
        kind=LessonKind(kind),
        text=text,
        address="item-000000",
        span=NOWHERE,
        words=NOWHERE,
        themes=themes,
        leads_to=leads_to,
    )


def action(text: str = "Do it.", id: str | None = None, **rest: Any) -> ActionItem:
    days = {key: day(rest.pop(key)) for key in ("due", "closed") if key in rest}
    return ActionItem(id=id, text=text, span=NOWHERE, **days, **rest)


def told(id: str, **rest: Any) -> Postmortem:
    """A published incident of one's own that started at noon of its id's day."""
    for name in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"):
        if isinstance(rest.get(name), str):
            rest[name] = moment(rest[name])
    if isinstance(rest.get("published_at"), str):
        rest["published_at"] = day(rest["published_at"])
    if "started_at" not in rest:
        rest["started_at"] = moment(f"{id[:10]}T12:00:00")
    lessons = rest.setdefault("lessons", ())
    rest.setdefault("read_for", frozenset(one.kind for one in lessons))
    return Postmortem(
        **{
            "id": id,
            "path": f"{id}.md",
            "title": id,
            "status": "published",
            "severity": "sev-2",
            "services": ("checkout",),
            "visibility": "internal",
            **rest,
        }
    )


def corpus(postmortems: Iterable[Postmortem] = ()) -> Corpus:
    settings = Settings()
    return Corpus(
        postmortems=tuple(sorted(postmortems, key=lambda one: one.sort_key)),
        services=SERVICES,
        vocabularies=packaged.vocabularies(settings),
        settings=settings,
    )


def spread(first: str, count: int, every: int, **rest: Any) -> tuple[Postmortem, ...]:
    """So many, one every so many days."""
    days = (day(first) + timedelta(days=every * number) for number in range(count))
    return tuple(told(f"{at.isoformat()}-{number}", **rest) for number, at in enumerate(days))

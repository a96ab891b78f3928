"""A quarter beside those before it, as small pictures on one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mkdocs_postmortems.learn.detection import learn_finders
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW
from mkdocs_postmortems.learn.review import Review
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.columns import Column, Columns, Panel

FROM = 4
"""Fewer quarters are no row to look along."""


def beside(reviews: Sequence[Review], here: str) -> Mapping[str, Columns]:
    """What each quarter up to the first of these held, which are newest first.

    None where their incidents are too few to be drawn.
    """
    total = sum(len(one.incidents) for one in reviews)
    if len(reviews) < FROM or total < SENTENCES_BELOW:
        return {}

    def page(one: Review) -> str:
        return addresses.review(one.period.id)

    found = {
        "incidents": _columns(
            reviews,
            lambda one: len(one.incidents),
            lambda one: addresses.link(page(one), here, "incidents"),
        ),
        "unwatched": _columns(
            reviews, _unwatched, lambda one: addresses.link(page(one), here, "incidents")
        ),
    }
    if any(one.overdue for one in reviews):
        found["overdue"] = _columns(
            reviews,
            lambda one: len(one.overdue),
            lambda one: addresses.link(page(one), here, "overdue"),
        )
    return found


def _unwatched(one: Review) -> int:
    found = learn_finders(one.incidents)
    return len(found.people) + len(found.chance)


def _columns(
    reviews: Sequence[Review], count: Callable[[Review], int], href: Callable[[Review], str]
) -> Columns:
    """From the oldest quarter to the newest, those between without any too."""
    by_period = {one.period: one for one in reviews}
    first, last = reviews[-1].period, reviews[0].period
    periods = [first.shifted(by) for by in range(last.index - first.index + 1)]
    columns: list[Column] = []
    for period in periods:
        review = by_period.get(period)
        value = count(review) if review else 0
        columns.append(
            Column(
                label=str(value),
                title=f"{period.name}: {value}",
                href=href(review) if review and value else "",
                value=float(value),
                is_open=bool(review and review.is_filling),
            )
        )
    names = tuple(period.name for period in periods)
    return Columns(names=names, panels=(Panel(name="", columns=tuple(columns)),), tall=56)

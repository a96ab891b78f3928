"""Pictures of incidents: when they began, how severe they were, who found them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mkdocs_postmortems.learn.detection import PeriodFound
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW, Length, by_period, period_of
from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.columns import Column, Columns, Panel
from mkdocs_postmortems.publish.charts.dots import Dot, Dots, Row
from mkdocs_postmortems.publish.charts.scales import calendar
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.wording import day, duration

MOST = 300
"""Dots in a row, the newest; more would hide each other and make a page heavy."""

QUARTERS = 12
"""More than so many, and years are shown."""

YEARS = 24


def severity_dots(found: Sequence[Postmortem], writer: Writer, here: str) -> Dots | None:
    """Incidents along the years, a row a severity; none with fewer than twenty."""
    dated = [(one, at) for one in found if (at := _day(one.started_at))]
    if len(dated) < SENTENCES_BELOW:
        return None
    dated.sort(key=lambda pair: pair[0].sort_key)
    rows = (
        Row(
            name=name,
            label=str(len(mine)),
            kind=f"pm-dot pm-of-{writer.rank(id)}",
            dots=tuple(_dot(one, at, writer, here) for one, at in mine[-MOST:]),
        )
        for id, name in severities(writer)
        if (mine := [pair for pair in dated if pair[0].severity == id])
    )
    return Dots(tuple(rows), calendar([at for _, at in dated]))


def severity_columns(found: Sequence[Postmortem], writer: Writer, here: str) -> Columns | None:
    """Incidents by quarter, or by year where there are many, a panel a severity."""
    dated = [one for one in found if one.started_at]
    if len(dated) < SENTENCES_BELOW:
        return None
    length = Length.QUARTER
    if len(by_period(dated, length)) > QUARTERS:
        length = Length.YEAR
    periods = [period for period, _ in by_period(dated, length)][-YEARS:]
    panels: list[Panel] = []
    for id, name in severities(writer):
        mine = [one for one in dated if one.severity == id]
        if not mine:
            continue
        count = {
            period: [
                one
                for one in mine
                if one.started_at and period_of(one.started_at, length) == period
            ]
            for period in periods
        }
        columns = (
            _count(
                f"{name}, {period.name}",
                len(count[period]),
                addresses.link(addresses.period(period.id), here, "incidents"),
            )
            for period in periods
        )
        panels.append(
            Panel(name=name, columns=tuple(columns), kind=f"pm-bar pm-of-{writer.rank(id)}")
        )
    return Columns(names=tuple(one.name for one in periods), panels=tuple(panels), tall=40)


def severities(writer: Writer) -> list[tuple[str | None, str]]:
    """Each with its words, strongest first, unknown last."""
    scale = writer.corpus.vocabularies["severities"]
    known = [(one.id, f"{one.id}, {one.name.lower()}") for one in scale]
    return [*known, (None, "unknown")]


def finders(rows: Sequence[PeriodFound], names: Sequence[tuple[str, str]]) -> Columns:
    """Who found the incidents of each period; a panel a finder, `names` by its attribute."""
    shown = rows[-YEARS:]
    panels = (
        Panel(
            name=name,
            columns=tuple(
                _count(
                    f"{name}, {row.period.name}",
                    len(getattr(row.found, finder)),
                    f"#found-{finder}",
                    of=row.found.n,
                    is_open=row.is_filling,
                )
                for row in shown
            ),
        )
        for finder, name in names
    )
    return Columns(names=tuple(row.period.name for row in shown), panels=tuple(panels), tall=40)


def _count(name: str, count: int, href: str, *, of: int = 0, is_open: bool = False) -> Column:
    return Column(
        label=str(count),
        title=f"{name}: {count} of {of}" if of else f"{name}: {count}",
        href=href if count else "",
        value=float(count),
        is_open=is_open,
    )


def _dot(one: Postmortem, at: date, writer: Writer, here: str) -> Dot:
    took = lengths(one).impact
    title = f"{one.title}, {day(one.started_at)}"
    return Dot(
        at=float(at.toordinal()),
        title=f"{title}, {duration(took)}" if took is not None else title,
        href=addresses.link(writer.uris[one.id], here),
        is_hollow=one.kind != "incident",
    )


def _day(moment: Moment | None) -> date | None:
    """Where only a month is known, its middle."""
    if moment is None:
        return None
    return moment.date or date(moment.year, moment.month, 15)

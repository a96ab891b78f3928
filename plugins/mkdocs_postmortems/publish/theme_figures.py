"""Pictures of themes: how often each hurt, how often it was luck, and when."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortems.learn.breakdown import Row
from mkdocs_postmortems.learn.statistics import Share
from mkdocs_postmortems.learn.themes import ThemeTrend, Trends
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.bars import Bar, Bars
from mkdocs_postmortems.publish.charts.columns import Column, Columns, Panel
from mkdocs_postmortems.publish.comparison import interval

MOST = 12
"""Themes in one picture; the table has all."""

PERIODS = 24
"""Periods in one picture, the newest."""

_STEPS = (0.1, 0.2, 0.3, 0.45, 0.6)
"""Shares at which a cell is shaded more."""


def theme_bars(trends: Trends, here: str) -> Bars | None:
    """The themes that hurt in most incidents, two at least, each with its interval."""
    n = len(trends.read_for_themes)
    rows = (
        _bar(
            one.theme.name,
            Share(len(one.hurt_incidents), n),
            addresses.link(addresses.theme(one.theme.id), here, "went-wrong"),
        )
        for one in trends.themes[:MOST]
        if len(one.hurt_incidents) > 1
    )
    return _bars(tuple(rows))


def faces(trend: ThemeTrend, trends: Trends, wrong: str, lucky: str) -> Bars | None:
    """One theme under two names, each of its own denominator; luck is hatched."""
    parts = (
        (wrong, trend.hurt_incidents, trends.read_for_themes, "went-wrong", False),
        (lucky, trend.lucky_incidents, trends.read_for_luck, "got-lucky", True),
    )
    rows = (
        _bar(name, Share(len(found), len(read)), f"#{anchor}", is_hatched=is_hatched)
        for name, found, read, anchor, is_hatched in parts
        if found
    )
    return _bars(tuple(rows))


def by_period(rows: Sequence[Row], anchor: str, lines: tuple[tuple[float, str], ...]) -> Columns:
    """A theme's share by period; what no person filed is hatched. `lines` name some shares."""
    shown = rows[-PERIODS:]
    return Columns(
        names=tuple(row.name for row in shown),
        panels=(Panel(name="", columns=tuple(_column(row, anchor) for row in shown)),),
        tall=110,
        top=1.0,
        lines=lines,
    )


def shade(share: Share) -> str:
    """How strongly a cell is filled: `0` for none to `6`; `few` where a share says little."""
    if not share.count or share.value is None:
        return "0"
    if share.interval is None:
        return "few"
    return str(1 + sum(share.value >= step for step in _STEPS))


def _bars(rows: tuple[Bar, ...]) -> Bars | None:
    return Bars(rows) if rows else None


def _bar(name: str, share: Share, href: str, *, is_hatched: bool = False) -> Bar:
    found = share.interval
    label = f"{share.count} of {share.of}"
    return Bar(
        name=name,
        label=label,
        title=f"{name}: {label} ({interval(share)})" if found else f"{name}: {label}",
        href=href,
        value=share.value or 0.0,
        low=found.low if found else None,
        high=found.high if found else None,
        is_hatched=is_hatched,
    )


def _column(row: Row, anchor: str) -> Column:
    share, found = row.share, row.share.interval
    label = f"{row.name}: {share.count} of {share.of}"
    return Column(
        label=str(share.count),
        title=f"{label} ({interval(share)})" if found else label,
        href=f"#{anchor}-{row.id}" if share.count else "",
        # Of fewer than five a height would say more than is known: the number stands alone.
        value=share.value or 0.0 if found else 0.0,
        hatched=row.by_rule / share.of if found else 0.0,
        low=found.low if found else None,
        high=found.high if found else None,
        is_open=row.is_filling,
    )

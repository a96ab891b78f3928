"""Words for shares and changes, no stronger than the numbers."""

from __future__ import annotations

from mkdocs_postmortems.learn.changes import Change, Changes, ThemeChange
from mkdocs_postmortems.learn.periods import Length
from mkdocs_postmortems.learn.statistics import SHARES_FROM, Share
from mkdocs_postmortems.learn.windows import Window

_SPANS = {
    Length.QUARTER: ("the last year", "the year before"),
    Length.HALF: ("the last two years", "the two years before"),
    Length.YEAR: ("the last four years", "the four years before"),
}
"""What four periods are, and the four before."""


def interval(share: Share) -> str:
    """`9–53 %`, Wilson's at 95 %; nothing below five."""
    found = share.interval
    return f"{round(found.low * 100)}–{round(found.high * 100)} %" if found else ""


def percent(count: int, of: int) -> str:
    """`50 %`; nothing below five."""
    return f"{round(count * 100 / of)} %" if of >= SHARES_FROM else ""


def spans(changes: Changes) -> tuple[str, str]:
    """`the last year` and `the year before`, by what is compared."""
    length = changes.after.periods[0].length if changes.after else Length.QUARTER
    return _SPANS[length]


def between(window: Window) -> str:
    """`2022 Q1 to 2022 Q4`."""
    return f"{window.periods[0].name} to {window.periods[-1].name}"


def verdict(change: ThemeChange) -> str:
    """The word for a change, alone."""
    words = {
        Change.ROSE: "more often, beyond what chance explains",
        Change.FELL: "less often, beyond what chance explains",
    }
    return words.get(change.change, Change.UNCLEAR.value)


def needed(change: ThemeChange) -> str:
    """What would have been called a change, where none is; else nothing."""
    if change.change is not Change.UNCLEAR:
        return ""
    visible = change.visible
    goals = [str(one) for one in (visible.rise_to, visible.fall_to) if one is not None]
    sizes = f"with {change.before.of} and {change.after.of}"
    if not goals:
        return f"{sizes} no count could show one"
    return f"{sizes} it would have to go from {change.before.count} to {' or '.join(goals)}"


WORDS = {
    "interval": interval,
    "percent": percent,
    "spans": spans,
    "between": between,
    "verdict": verdict,
    "needed": needed,
}
"""What templates on trends call."""

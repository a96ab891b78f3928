"""Numbers, days and durations as pages print them."""

from __future__ import annotations

from datetime import timedelta

from mkdocs_postmortems.model.moment import Moment


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 incident`, `2 incidents`, `no incidents`."""
    word = noun if number == 1 else (plural or f"{noun}s")
    return f"{number:,} {word}" if number else f"no {word}"


def duration(delta: timedelta | None) -> str:
    """`14 min`, `1 h 20 min`, `24 h 11 min`, from two days on `2 d 3 h`; `unknown` for None."""
    if delta is None:
        return "unknown"
    seconds = int(delta.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 48 * 60:
        parts = ((minutes // 60, "h"), (minutes % 60, "min"))
    else:
        hours = round(minutes / 60)
        parts = ((hours // 24, "d"), (hours % 24, "h"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def since(delta: timedelta) -> str:
    """How far from the start: `+14 min`, `−6 min`, `+0 min`."""
    if not delta:
        return "+0 min"
    sign = "+" if delta > timedelta() else "\N{MINUS SIGN}"
    return f"{sign}{duration(abs(delta))}"


def day(moment: Moment | None) -> str:
    """`2024-05-02`, or `2024-05` where only the month is known."""
    return "unknown date" if moment is None else moment.iso[:10]


def clock(moment: Moment | None) -> str:
    """`2024-05-02 14:05 UTC` in the author's offset, as fine as known."""
    if moment is None:
        return "unknown"
    if moment.at is None:
        return moment.iso
    form = "%Y-%m-%d %H:%M:%S" if moment.at.second else "%Y-%m-%d %H:%M"
    return f"{moment.at.strftime(form)} {offset(moment)}"


def offset(moment: Moment) -> str:
    """`UTC`, `UTC+2`, `UTC-03:30`."""
    delta = moment.at.utcoffset() if moment.at else None
    minutes = int(delta.total_seconds() // 60) if delta else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")

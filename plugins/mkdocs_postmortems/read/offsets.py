"""Time zones as people name them beside a clock time."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

ABBREVIATIONS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "IST": 330, "CET": 60,
    "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "SGT": 480, "HKT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300,
    "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes east of UTC. Ambiguous ones (IST, CST) mean what they mostly mean in such documents."""

SEASONAL = ("PT", "MT", "CT", "ET")
"""Their offset changes with the season; the document's zone tells it."""

NAMED = (
    r"(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?\b|(?:"
    + "|".join(sorted((*ABBREVIATIONS, *SEASONAL), key=len, reverse=True))
    + r")\b"
)


def offset_named(name: str | None) -> timedelta | None:
    """The offset of `PST`, `UTC+2` or `+05:30`."""
    if not name:
        return None
    if name in ABBREVIATIONS:
        return timedelta(minutes=ABBREVIATIONS[name])
    match = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes >= 24 * 60:
        return None
    return timedelta(minutes=minutes if match[1] == "+" else -minutes)


def zone_in(text: str) -> timedelta | None:
    """The offset that a table header such as `Time (PST)` names."""
    for word in re.findall(r"[A-Z]{3,4}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:\d{2}", text):
        offset = offset_named(word)
        if offset is not None:
            return offset
    return None


def zone_of(name: str | None, fallback: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else fallback
    except (KeyError, ValueError, OSError):
        return fallback

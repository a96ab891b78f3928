"""Which columns of a table say when something happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TIME = re.compile(r"\b(?:time|when|clock|date|day|timestamp)\b", re.IGNORECASE)


def time_columns(titles: Sequence[str]) -> tuple[int, ...]:
    """The columns whose titles say so, as `Date` and `Time` do together; else the first one."""
    return tuple(at for at, title in enumerate(titles) if _TIME.search(title)) or (0,)

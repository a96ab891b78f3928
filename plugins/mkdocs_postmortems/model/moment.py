"""Points in time, exactly as fine as they were written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """A month, a day, or a full time with its offset. Nothing finer than what is known exists.

    `at` is set for full moments only and is always aware.
    """

    year: int
    month: int
    day: int | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, at: datetime) -> Moment:
        """A full moment; `at` must be aware."""
        if at.tzinfo is None:
            message = "a moment needs an offset"
            raise ValueError(message)
        return cls(at.year, at.month, at.day, at)

    @property
    def quarter(self) -> int:
        return (self.month - 1) // 3 + 1

    @property
    def date(self) -> date | None:
        return date(self.year, self.month, self.day) if self.day else None

    @property
    def iso(self) -> str:
        """ISO 8601 in the author's offset, as fine as known."""
        if self.at:
            return self.at.isoformat()
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By calendar first, so that a month and its days interleave in a stable order."""
        return (
            self.year,
            self.month,
            self.day or 0,
            self.at.timestamp() if self.at else 0.0,
        )

    def is_before(self, other: Moment) -> bool:
        """Whether this is surely earlier: compared no finer than both are known."""
        if self.at and other.at:
            return self.at < other.at
        if self.day and other.day:
            return (self.year, self.month, self.day) < (
                other.year,
                other.month,
                other.day,
            )
        return (self.year, self.month) < (other.year, other.month)

    def until(self, later: Moment | None) -> timedelta | None:
        """The time from this to `later`, where both are full moments and in order."""
        if later is None or self.at is None or later.at is None or later.at < self.at:
            return None
        return later.at - self.at

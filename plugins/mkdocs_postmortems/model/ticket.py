"""What a tracker says of a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as of its export."""

    key: str
    """`OPS-12`, or `#12`."""
    status: str
    """One of the action item's: open, in-progress, done, dropped."""
    url: str | None = None
    closed: date | None = None
    action: str | None = None
    """The action item it was made for, as `reference` writes it."""

    @property
    def is_closed(self) -> bool:
        return self.status in {"done", "dropped"}

    @property
    def written(self) -> str:
        return f"[{self.key}]({self.url})" if self.url else self.key


PREFIX = "postmortem-action:"
"""Before a reference in a ticket's description, by which `sync` finds the item again."""


def reference(incident: str, id: str | None, number: int) -> str:
    """An action item's name outside of its document: `2024-03-08-checkout/A1`."""
    return f"{incident}/{id or number}"

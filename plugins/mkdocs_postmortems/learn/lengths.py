"""How long one incident took, as far as its times are known to the minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mkdocs_postmortems.model.postmortem import Postmortem


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """Times from the start; None where either end is not a full moment."""

    detect: timedelta | None
    acknowledge: timedelta | None
    mitigate: timedelta | None
    resolve: timedelta | None

    @property
    def impact(self) -> timedelta | None:
        """How long it hurt: until mitigated, else until resolved."""
        return self.mitigate if self.mitigate is not None else self.resolve


def lengths(one: Postmortem) -> Lengths:
    start = one.started_at
    if start is None:
        return Lengths(detect=None, acknowledge=None, mitigate=None, resolve=None)
    return Lengths(
        detect=start.until(one.detected_at),
        acknowledge=start.until(one.acknowledged_at),
        mitigate=start.until(one.mitigated_at),
        resolve=start.until(one.resolved_at),
    )

"""What settings say of trends."""

from __future__ import annotations

from pathlib import Path

from helpers import open_base, say
from mkdocs_postmortems.knowledge_base.schemas import schema_of
from mkdocs_postmortems.learn.periods import Length
from mkdocs_postmortems.model.settings import Annotation

GOOD = """version: 1
trends:
  period: half
  annotations:
    2026-04: "Sev-3 postmortems became mandatory."
    2025-11: A new tracker.
"""


def test_period_and_annotations_are_read_in_order(tmp_path: Path) -> None:
    base = open_base(tmp_path, {"settings.yml": GOOD})

    assert base.config_findings == ()
    assert base.settings.annotations == (
        Annotation(month="2025-11", text="A new tracker."),
        Annotation(month="2026-04", text="Sev-3 postmortems became mandatory."),
    )
    assert base.learned.calendar.length is Length.HALF
    assert "trends" in str(schema_of(base, "settings"))


def test_what_cannot_be_is_a_finding_and_left_out(tmp_path: Path) -> None:
    bad = GOOD.replace("half", "month").replace("2026-04", "2026-13")
    base = open_base(tmp_path, {"settings.yml": bad})

    assert [say(one)[:3] for one in base.config_findings] == ["3:1", "5:5"]
    assert [one.month for one in base.settings.annotations] == ["2025-11"]
    assert base.settings.period is None

"""Whatever an incident is called, its file has a name that is valid, and reads back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from helpers import TODAY, write_tree
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.starting import Begun, start
from mkdocs_postmortems.model.finding import Level
from mkdocs_postmortems.model.moment import Moment

TITLES = st.text(min_size=1, max_size=120).map(lambda text: " ".join(text.split())).filter(bool)
ZONES = st.sampled_from(("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"))
STARTS = st.datetimes(datetime(2001, 1, 1), datetime(2024, 5, 30))
SEVERITIES = st.sampled_from((None, "sev-1", "sev-4"))
KINDS = st.sampled_from((None, "near-miss", "false-alarm"))


@given(TITLES, ZONES, STARTS, SEVERITIES, KINDS, st.none() | TITLES)
def test_any_title_gives_a_file_that_reads_back(title, zone, at, severity, kind, owner):
    """The name is of letters that every system takes, and what was said is what is read."""
    at = at.replace(second=0, microsecond=0, tzinfo=UTC)
    with TemporaryDirectory() as folder:
        root = write_tree(Path(folder), {"postmortems/services.yml": "- id: checkout\n"})
        base = KnowledgeBase(root / "postmortems", root, TODAY, "restricted")
        begun = Begun(
            title=title,
            kind=kind,
            severity=severity,
            services=("checkout",),
            owner=owner,
            moments={"started_at": Moment.of(at)},
            zone=ZoneInfo(zone),
        )
        started = start(base, begun)
        document = base.read(started.path, started.text.encode("utf-8", errors="surrogatepass"))
        found = base.check_file(started.path, started.text.encode("utf-8", errors="surrogatepass"))

    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[a-z0-9][a-z0-9-]*\.md", started.path.name)
    assert len(started.path.name) < 100
    postmortem = document.postmortem
    assert postmortem.title == title
    assert postmortem.severity == severity
    assert postmortem.services == ("checkout",)
    assert (postmortem.owner or None) == owner
    assert postmortem.started_at is not None
    assert postmortem.started_at.at == at
    assert started.path.name[:10] == postmortem.started_at.iso[:10]
    assert [one for one in found if one.level is Level.ERROR and not one.is_secret] == []

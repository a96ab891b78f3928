"""The whole story in one repository: from an incident that is over to one that is followed up."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import DATA
from tests.site.project import QUIET, build, postmortem
from tests.site.web import Site

PAGERDUTY = DATA / "foreign/pagerduty/Q4TIDE9C3M.json"
NOON = "1714737600"  # 2024-05-03 12:00 UTC, the day after
EARLIER = "2023-11-20-gate-certificate-expired"
BODY = """\
## Summary

The certificate of the gates expired overnight, and gates refused every ticket until a new one was issued.

## Impact

Gates at two piers refused every ticket for 40 min.

## Timeline

- 05:10 [detected] Gates refuse every ticket: `x509: certificate has expired`
- 05:50 [mitigated] A new certificate is issued

## Contributing factors

- [monitoring-coverage] Nothing watched when the certificate of the gates expires. → A1

## Where we got lucky

- [timing] It was before the first boat. (accepted: boats are few at night, until 2025-01)

## Action items

| Id | Action | Type | Owner | Due | Status |
|---|---|---|---|---|---|
| A1 | Page two weeks before a certificate expires | detect | Ana | 2024-02-01 | open |
"""
WRITTEN = """\
## Summary

The certificate of the ticket scanners expired, and gates at pier 3 refused every ticket.

## Impact

Every ticket at pier 3 was refused for 79 min.

## Timeline

| Time | Event |
|---|---|
| 04:01 | [detected] Gates at pier 3 refuse every ticket: `x509: certificate has expired` |
| 04:30 | The renewal job is found to have failed since February |
| 05:20 | [mitigated] A renewed certificate is in place |

## Contributing factors

- [monitoring-covrage] Nothing watched when the certificate of the scanners expires. → A1

## Where we got lucky

- [timing] The first boat left an hour later than usual.

## Action items

| Id | Action               | Type   | Owner | Due        | Status |
|----|----------------------|--------|-------|------------|--------|
| A1 | Watch renewal jobs   | detect | Ana   | 2024-05-10 | open   |
| A2 | Renew by hand once   | mitigate | Jon | 2024-05-04 | open   |
"""


class Repository:
    """A repository in which people and CI type what they would type."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GITHUB")},
            **QUIET,
            "SOURCE_DATE_EPOCH": NOON,
            "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
            "NO_COLOR": "1",
        }

    def run(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs_postmortems", *words[1:]]
        ran = subprocess.run(
            command if words[0] == "postmortems" else words,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert ran.returncode == code, f"{words}\n{ran.stdout}\n{ran.stderr}"
        return ran

    def git(self, *words: str) -> None:
        self.run("git", "-c", "user.name=A", "-c", "user.email=a@b.example", *words)

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Set up by `init`, with one older incident whose action is still open."""
    here = Repository(tmp_path / "kb")
    here.git("init", "--quiet", "--initial-branch", "main")
    here.run(
        *("postmortems", "init", ".", "--yes", "--name", "Tidewater", "--host", "github"),
        *("--services", "booking-api:Booking API,ferries:Ferries"),
    )
    earlier = here.root / f"postmortems/2023/{EARLIER}.md"
    earlier.parent.mkdir(parents=True)
    fields = {
        "title": "The certificate of the gates expired",
        "severity": "sev-2",
        "services": ["booking-api"],
        "started_at": "2023-11-20T05:00:00Z",
        "resolved_at": "2023-11-20T06:00:00Z",
        "published_at": "2023-11-22",
        "visibility": None,
    }
    earlier.write_text(postmortem(BODY, **fields), "utf-8")
    here.run("postmortems", "check")
    here.commit("Start a knowledge base")
    return here


def test_from_an_incident_to_its_follow_up(repository: Repository) -> None:
    """init, new, check, review, merge, site, due, export, sync: each does what the next needs."""
    path = start(repository)
    write_and_mend(repository, path)
    review(repository)
    publish(repository)
    follow_up(repository, path)


def start(here: Repository) -> Path:
    """From PagerDuty's record: the file stands, and what was similar is told at once."""
    here.git("switch", "--quiet", "--create", "scanners")
    ran = here.run("postmortems", "new", "--from", str(PAGERDUTY), "--yes", "--no-edit")
    path = here.root / ran.stdout.strip()
    text = path.read_text("utf-8")
    assert path.name == "2024-05-02-ticket-scanner-certificate-expired.md"
    assert "Renewal job had been failing since February" in text
    assert "started_at: 2024-05-02T04:01:00Z" in text
    assert EARLIER in ran.stderr
    assert "Page two weeks before a certificate expires" in ran.stderr
    here.run("postmortems", "check")
    return path


def write_and_mend(here: Repository, path: Path) -> None:
    """A mistake is told at its place with the nearest word; `--fix` and one edit settle it."""
    front, _, _ = path.read_text("utf-8").partition("\n## Summary")
    front = front.replace("severity: sev-1", "severity: SEV2").replace("draft   ", "in-review")
    front = front.replace("summary:  ", "summary: Gates at pier 3 refused every ticket.")
    path.write_text(f"{front}\n{WRITTEN}", "utf-8")

    ran = here.run("postmortems", "check", "--fail-on", "warning", code=1)
    line = (
        path.read_text("utf-8")
        .splitlines()
        .index(
            "- [monitoring-covrage] Nothing watched when the certificate of the scanners expires. → A1"
        )
    )
    assert f"{path.relative_to(here.root)}:{line + 1}:4" in ran.stdout
    assert "monitoring-coverage" in ran.stdout
    here.run("postmortems", "check", "--fix", "--unsafe-fixes")
    assert "severity: sev-2\n" in path.read_text("utf-8")
    assert "- [monitoring-coverage] Nothing watched" in path.read_text("utf-8")
    here.run("postmortems", "check")


def review(here: Repository) -> None:
    """On the branch: the incident that was like it, what is still open of it, luck untied."""
    here.commit("The scanners' certificate expired")
    ran = here.run("postmortems", "review", "--base", "main", "--format", "markdown")
    assert EARLIER in ran.stdout
    assert "Page two weeks before a certificate expires" in ran.stdout
    assert "The first boat left an hour later than usual" in ran.stdout
    assert "::" not in ran.stdout


def publish(here: Repository) -> None:
    """Merged, it stands on a strictly built site, beside the one that was like it."""
    here.git("switch", "--quiet", "main")
    here.git("merge", "--quiet", "scanners")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        site = Site(build(here.root))
    page = site.pages["postmortems/2024-05-02-ticket-scanner-certificate-expired/index.html"]
    assert f"../{EARLIER}/" in [one.attributes.get("href") for one in page.links]
    theme = site.pages["trends/themes/monitoring-coverage/index.html"]
    assert "Nothing watched when the certificate of the scanners expires" in theme.main.text
    again = site.pages["trends/seen-again/index.html"]
    assert "Page two weeks before a certificate expires" in again.main.text


def follow_up(here: Repository, path: Path) -> None:
    """What is due by owner; out to a tracker and back, until nothing is left to export."""
    due = here.run("postmortems", "actions", "--due").stdout
    assert due.index("Ana") < due.index("Jon")
    out = here.run("postmortems", "actions", "--export", "jira-csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 3
    issues = [answer(number, row) for number, row in enumerate(rows, 1)]
    (here.root / "jira.json").write_text(json.dumps({"issues": issues}), "utf-8")
    here.run("postmortems", "sync", "--from", "jira.json")
    text = path.read_text("utf-8")
    assert "OPS-2" in text
    assert "| done" in text
    assert "2024-05-03" in text
    here.run("postmortems", "check")
    left = here.run("postmortems", "actions", "--export", "jira-csv").stdout
    assert len(list(csv.DictReader(io.StringIO(left)))) == 0
    before = path.read_bytes()
    here.run("postmortems", "sync", "--from", "jira.json")
    assert path.read_bytes() == before


def answer(number: int, row: dict[str, str]) -> dict[str, object]:
    """As Jira's search tells an issue made from that row; the second is done."""
    is_done = number == 2
    state = {"name": "Done" if is_done else "To Do"}
    return {
        "key": f"OPS-{number}",
        "fields": {
            "summary": row["Summary"],
            "description": row["Description"],
            "status": {**state, "statusCategory": {"key": "done" if is_done else "new"}},
            "resolutiondate": "2024-05-03T09:00:00.000+0000" if is_done else None,
        },
    }

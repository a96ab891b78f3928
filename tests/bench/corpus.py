"""A deterministic corpus of synthetic postmortems of about 800 words, for measuring.

File `i` depends on the seed and on `i` alone, so a small corpus is the beginning of a large one.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

SERVICES = [
    f"{name}-{part}"
    for name in ("checkout", "billing", "search", "auth", "media", "mail")
    for part in ("api", "db", "cache", "queue", "worker")
]
THEMES = [
    "monitoring-coverage",
    "alert-quality",
    "runbook-docs",
    "rollback",
    "staged-rollout",
    "guardrails",
    "capacity-limits",
    "overload-cascade",
    "third-party",
    "backup-restore",
    "redundancy-failover",
    "blast-radius",
    "software-defect",
    "deferred-risk",
    "test-coverage",
    "timing",
]
SUBJECTS = [
    "the connection pool",
    "the rollout",
    "the retry budget",
    "the cache",
    "the primary",
    "the queue",
    "the certificate job",
    "the health check",
    "the alert",
    "the dashboard",
    "the deploy pipeline",
    "the replica",
    "the rate limiter",
    "the config loader",
    "the scheduler",
    "the load balancer",
]
VERBS = [
    "filled up",
    "lagged behind",
    "was restarted",
    "timed out",
    "returned stale data",
    "dropped requests",
    "was drained",
    "recovered",
    "rejected writes",
    "was scaled out",
    "kept retrying",
    "lost its leader",
    "served errors",
    "fell back to defaults",
]
ENDS = [
    "in one zone",
    "for a third of requests",
    "after the change",
    "under peak load",
    "within minutes",
    "for every tenant of the shard",
    "until the rollback",
    "while the region was busy",
    "as the runbook says",
    "without a warning",
    "before the first page",
    "because the limit was shared",
]
NUMBERS = range(2, 90)


def write_corpus(folder: Path, count: int, seed: int = 1) -> Path:
    """Write `count` postmortems with settings and services; the knowledge base's folder."""
    root = folder / "postmortems"
    root.mkdir(parents=True, exist_ok=True)
    (root / "settings.yml").write_text("version: 1\ntime_zone: UTC\nselect: [ALL]\n", "utf-8")
    services = "".join(f"- id: {one}\n  name: {one}\n" for one in SERVICES)
    (root / "services.yml").write_text(services, "utf-8")
    for number in range(count):
        name, text = document(number, seed)
        path = root / name[:4] / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def document(number: int, seed: int) -> tuple[str, str]:
    """The id and text of one postmortem."""
    chance = random.Random(f"{seed}:{number}")
    start = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=number * 487 % 5_000_000)
    services = chance.sample(SERVICES, chance.choice((1, 1, 2, 3)))
    subject = chance.choice(SUBJECTS).removeprefix("the ")
    id = f"{start:%Y-%m-%d}-{services[0]}-{subject.replace(' ', '-')}-{number}"
    times = [start + timedelta(minutes=minutes) for minutes in _steps(chance)]
    return id, f"{_front(chance, services, subject, times)}\n{_body(chance, times)}"


def _steps(chance: random.Random) -> list[int]:
    detected = chance.randint(1, 40)
    mitigated = detected + chance.randint(5, 300)
    return [0, detected, mitigated, mitigated + chance.randint(5, 200)]


def _front(chance: random.Random, services: list[str], subject: str, times: list[datetime]) -> str:
    started, detected, mitigated, resolved = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in times)
    return f"""---
title: {services[0]} and its {subject} {chance.choice(ENDS)}
severity: sev-{chance.choices((1, 2, 3, 4), (6, 22, 45, 27))[0]}
services: [{", ".join(services)}]
status: published
owner: team-{chance.choice(NUMBERS)}
started_at: {started}
detected_at: {detected}
mitigated_at: {mitigated}
resolved_at: {resolved}
published_at: {times[3] + timedelta(days=chance.randint(0, 2)):%Y-%m-%d}
trigger: {chance.choice(("config-push", "binary-push", "traffic-change", "capacity-limit"))}
detected_by: {chance.choice(("alert", "customer-report", "by-chance"))}
mitigated_by: {chance.choice(("rollback", "restart", "scale-up"))}
impact:
  summary: {_sentence(chance)}
  nature: degradation
tags: [{chance.choice(("deploy", "dns", "quota"))}]
---
"""


def _body(chance: random.Random, times: list[datetime]) -> str:
    rows = "\n".join(
        f"| {times[0] + timedelta(minutes=7 * step):%H:%M} | {_sentence(chance)} |"
        for step in range(8)
    )
    parts = [
        f"## Summary\n\n{_paragraph(chance, 5)}",
        f"## Impact\n\n{_paragraph(chance, 3)}",
        f"## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n{rows}",
        f"## Contributing factors\n\n{_lessons(chance, 4)}",
        f"## Resolution\n\n{_paragraph(chance, 6)}",
        f"## What went well\n\n{_lessons(chance, 3)}",
        f"## What went wrong\n\n{_lessons(chance, 5)}",
        f"## Where we got lucky\n\n{_lessons(chance, 2)}",
        f"## Action items\n\n{_actions(chance, times[3])}",
    ]
    return "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random) -> str:
    first = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ENDS)}"
    second = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(NUMBERS)} times"
    return f"{first[0].upper()}{first[1:]} and {second}."


def _paragraph(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _lessons(chance: random.Random, count: int) -> str:
    return "\n".join(
        f"- [{chance.choice(THEMES)}] {_paragraph(chance, chance.choice((1, 2)))}"
        for _ in range(count)
    )


def _actions(chance: random.Random, resolved: datetime) -> str:
    head = "| Id | Action | Type | Owner | Due | Status | Ticket |\n|---|---|---|---|---|---|---|\n"
    due = f"{resolved + timedelta(days=10):%Y-%m-%d}"
    return head + "\n".join(
        f"| A{number} | Limit how much {chance.choice(SUBJECTS)} can take | prevent | "
        f"team-{chance.choice(NUMBERS)} | {due} | done | OPS-{chance.choice(NUMBERS)} |"
        for number in range(1, 4)
    )

"""One address of every kind of page of this project's own site; a new kind of page adds its own."""

from __future__ import annotations

POSTMORTEM = "postmortems/2018-10-21-github-mysql-cross-coast-failover/"
REVIEW = "trends/reviews/2025-q4/"
ABSENT = "404.html"

KINDS = (
    "",
    "incidents/",
    "incidents/?service=github-mysql&view=timeline",
    "incidents/services/",
    "incidents/services/github-mysql/",
    "incidents/groups/",
    "incidents/groups/GitHub/",
    "incidents/severities/",
    "incidents/severities/sev-1/",
    "incidents/dates/",
    "incidents/dates/2019/",
    "incidents/dates/2019-q1/",
    "trends/",
    "trends/luck/",
    "trends/seen-again/",
    "trends/strengths/",
    "trends/questions/",
    "trends/timing/",
    "trends/actions/",
    "trends/reviews/",
    REVIEW,
    "trends/unfiled/",
    "trends/themes/hidden-coupling/",
    POSTMORTEM,
    "postmortems/2019-07-02-cloudflare-waf-regex-cpu/",
    "guide/",
    "how-to/content-security-policy/",
    "reference/front-matter/",
    "reference/rules/",
    "reference/rules/PM105/",
    ABSENT,
)

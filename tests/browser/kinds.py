"""One address of every kind of page of this project's own site; a new kind of page adds its own."""

from __future__ import annotations

KINDS = (
    "",
    "incidents/",
    "incidents/services/",
    "incidents/services/github-mysql/",
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
    "trends/reviews/2023-q4/",
    "trends/unfiled/",
    "trends/themes/hidden-coupling/",
    "postmortems/2018-10-21-github-mysql-cross-coast-failover/",
    "postmortems/2019-07-02-cloudflare-waf-regex-cpu/",
    "guide/",
    "reference/front-matter/",
    "reference/rules/",
    "reference/rules/PM105/",
)

"""The two pages that a trial has beside the site: what the documents teach, what was not read."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.repeats import said_again
from mkdocs_postmortems.learn.similar import Similar
from mkdocs_postmortems.learn.themes import one_each
from mkdocs_postmortems.model.foreign import Refused
from mkdocs_postmortems.model.imported import Report
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

HOME = "index.md"
UNREAD = "not-read.md"
MOST_GROUPS = 4
MOST_PAIRS = 5
MOST = 3
_FACTS = ("started_at", "severity", "services")


def publish(
    writer: Writer, reports: Sequence[Report], refused: Sequence[Refused], folder: str
) -> Iterator[Page]:
    """`folder` is what was tried, as somebody wrote it on the command line."""
    learned = writer.learned
    trends = learned.trends
    missing = [one for one in refused if not one.is_passed_over]
    again = said_again(trends.quotes)
    shared = {"reports": reports, "missing": missing, "folder": folder, "unread": UNREAD}
    lessons = sum(len(one.imported.document.postmortem.lessons) for one in reports)
    markdown = writer.write(
        "trial",
        HOME,
        again=again,
        command=f"postmortems import {shlex.quote(folder)}",
        lessons=lessons,
        most=MOST_GROUPS,
        themes=[one for one in trends.themes if one.hurt][:MOST],
        lucky=one_each(learned.trends.lucky)[:MOST],
        pairs=_pairs(learned),
        trends=trends,
        n=len(trends.read_for_themes),
        **shared,
    )
    yield Page(uri=HOME, title="Trial", markdown=markdown)
    topics = Counter(one.text for report in reports for one in report.imported.draft.unplaced)
    markdown = writer.write(
        "trial_unread",
        UNREAD,
        passed=[one for one in refused if one.is_passed_over],
        facts=[(name, *_known(reports, name)) for name in _FACTS],
        assumed=[(one, zone) for one in reports if (zone := _assumed(one))],
        guessing=[one for one in reports if one.imported.draft.guessed],
        topics=topics.most_common(),
        one=lambda report: report.imported.document.postmortem,
        **shared,
    )
    yield Page(uri=UNREAD, title="What I could not read", markdown=markdown)


def _assumed(report: Report) -> str:
    """The zone that clock times are shown in for want of a stated one; empty where one is."""
    if not report.imported.draft.zone_assumed:
        return ""
    return report.imported.document.postmortem.time_zone or ""


def _known(reports: Sequence[Report], name: str) -> tuple[int, list[Report]]:
    """How many documents say it, and those that do not."""
    missing = [one for one in reports if not getattr(one.imported.document.postmortem, name)]
    return len(reports) - len(missing), missing


def _pairs(learned: Learned) -> list[tuple[Postmortem, Similar]]:
    """The incidents most alike, each pair once; near copies of one text are no news."""
    found: dict[frozenset[str], tuple[Postmortem, Similar]] = {}
    for one in learned.corpus.counted:
        copies = {other.id for other in learned.index.duplicates(one)}
        for similar in learned.index.similar(one):
            key = frozenset({one.id, similar.postmortem.id})
            if similar.postmortem.id not in copies and key not in found:
                found[key] = (one, similar)
    ranked = sorted(found.values(), key=lambda pair: (-pair[1].score, pair[0].id))
    return ranked[:MOST_PAIRS]

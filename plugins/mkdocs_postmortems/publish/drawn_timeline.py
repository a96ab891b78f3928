"""The moments of one incident as they are drawn."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.charts.course import Mark, course
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.wording import since

NAMES = ("started", "detected", "acknowledged", "mitigated", "resolved")


def draw_timeline(one: Postmortem, body: str, uri: str, writer: Writer) -> Markup:
    """The figure; empty where not even two moments are known to the minute and apart.

    A moment of which only the day is known has no place on the line, and is named under it.
    """
    start = one.started_at
    moments = {name: getattr(one, f"{name}_at") for name in NAMES}
    known = {name: at for name, at in moments.items() if at is not None and at.at is not None}
    if start is None or start.at is None or len({at.at for at in known.values()}) < 2:
        return Markup()
    marks = []
    for name, moment in sorted(known.items(), key=lambda item: item[1].at):
        length = moment.at - start.at
        label = Markup("" if name == "started" else since(length))  # noqa: S704  # digits
        href = f"#at-{name}" if f'id="at-{name}"' in body else ""
        marks.append(Mark(name, label, length.total_seconds(), href))
    seconds = {mark.name: mark.seconds for mark in marks}
    end = seconds.get("mitigated", seconds.get("resolved", 0.0))
    impact = (0.0, end) if end > 0 else None
    drawn = writer.write(
        "course",
        uri,
        one=one,
        marks=marks,
        impact=impact,
        by_day=[(name, at) for name, at in moments.items() if at is not None and at.at is None],
        draw=partial(course, marks, impact, id="pm-course"),
    )
    return Markup(drawn.strip("\n"))  # noqa: S704  # a template's

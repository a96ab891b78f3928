"""How long detecting, mitigating and publishing took, and who found it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup

from mkdocs_postmortems.learn.detection import finders_by_period, finders_by_service
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW, incidents
from mkdocs_postmortems.learn.timing import Measure, Timing
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.strip import Dot, Row, strip
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page
from mkdocs_postmortems.publish.wording import duration

_ANSWERS = (Measure.MITIGATE, Measure.RESOLVE, Measure.DETECT, Measure.ACKNOWLEDGE)
"""Which measure the first sentence tells: the first with a median, else what most know."""


def publish(writer: Writer) -> Iterator[Page]:
    learned, corpus = writer.learned, writer.corpus
    uri = addresses.TIMING
    counted = incidents(corpus.postmortems)
    timings = {one.measure: one for one in learned.timings}
    took = {
        measure.value: {value.postmortem.id: value.length for value in timing.values}
        for measure, timing in timings.items()
    }
    known = {id for measure in _ANSWERS for id in took[measure.value]}
    yield Page(
        uri=uri,
        title="Timing",
        markdown=writer.write(
            "timing",
            uri,
            timings=learned.timings,
            told=_told(timings),
            n=len(counted),
            own=[one for one in counted if one.is_own],
            shown=[one for one in reversed(counted) if one.id in known | set(took["publish"])],
            took=took,
            found=learned.found,
            by_period=[
                one
                for one in finders_by_period(corpus.postmortems, learned.calendar)
                if one.found.n
            ][::-1],
            by_service=finders_by_service(corpus.postmortems, corpus.services),
            figure=_figure(timings) if len(counted) >= SENTENCES_BELOW else None,
        ),
        is_overview=True,
        is_wide=True,
    )


def _told(timings: dict[Measure, Timing]) -> Timing:
    ordered = [timings[one] for one in _ANSWERS]
    with_median = (one for one in ordered if one.median is not None)
    return next(with_median, max(ordered, key=lambda one: one.n))


def _figure(timings: dict[Measure, Timing]) -> Markup | None:
    """Publishing is counted in days and stands in the table alone."""
    rows = tuple(_row(one) for key, one in timings.items() if key is not Measure.PUBLISH and one.n)
    if not rows:
        return None
    return strip(
        rows,
        id="timing",
        title="Time from the start, on a log axis",
        about="A dot an incident. Where six or more are known, a line marks the median and a "
        "band its 95 % interval. The numbers stand in the table below.",
    )


def _row(timing: Timing) -> Row:
    interval = timing.interval
    return Row(
        name=timing.measure.value,
        dots=tuple(_dot(one.postmortem, one.length) for one in timing.values),
        median=timing.median.total_seconds() if timing.median is not None else None,
        low=interval.low.total_seconds() if interval else None,
        high=interval.high.total_seconds() if interval else None,
    )


def _dot(one: Postmortem, length: timedelta) -> Dot:
    """It leads to the incident's row, since no host rewrites links inside a drawing."""
    return Dot(
        seconds=length.total_seconds(),
        title=f"{one.title}, {duration(length)}",
        href=f"#incident-{addresses.slug(one.id)}",
    )

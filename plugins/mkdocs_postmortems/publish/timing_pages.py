"""How long detecting, mitigating and publishing took, and who found it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_postmortems.learn.detection import finders_by_period, finders_by_service
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW, incidents
from mkdocs_postmortems.learn.timing import Measure, Timing
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.dots import Dot, Dots, Row
from mkdocs_postmortems.publish.charts.scales import times
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.incident_figures import MOST, finders
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
    periods = [
        one for one in finders_by_period(corpus.postmortems, learned.calendar) if one.found.n
    ]
    is_enough = len(counted) >= SENTENCES_BELOW
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
            by_period=periods[::-1],
            finders=lambda *names: finders(periods, names),
            shows=is_enough,
            most=MOST,
            by_service=finders_by_service(corpus.postmortems, corpus.services),
            figure=_figure(timings, writer) if is_enough else None,
        ),
        is_overview=True,
        is_wide=True,
    )


def _told(timings: dict[Measure, Timing]) -> Timing:
    ordered = [timings[one] for one in _ANSWERS]
    with_median = (one for one in ordered if one.median is not None)
    return next(with_median, max(ordered, key=lambda one: one.n))


def _figure(timings: dict[Measure, Timing], writer: Writer) -> Dots | None:
    """Publishing is counted in days and stands in the table alone."""
    shown = [one for key, one in timings.items() if key is not Measure.PUBLISH and one.n]
    if not shown:
        return None
    rows = tuple(_row(one, writer) for one in shown)
    return Dots(rows, times(dot.at for row in rows for dot in row.dots))


def _row(timing: Timing, writer: Writer) -> Row:
    interval = timing.interval
    newest = sorted(timing.values, key=lambda one: one.postmortem.sort_key)[-MOST:]
    ids = {one.postmortem.id for one in newest}
    return Row(
        name=timing.measure.value,
        label=f"{timing.n}" if timing.median is None else f"{duration(timing.median)} · {timing.n}",
        dots=tuple(
            _dot(one.postmortem, one.length, writer)
            for one in timing.values
            if one.postmortem.id in ids
        ),
        median=timing.median.total_seconds() if timing.median is not None else None,
        low=interval.low.total_seconds() if interval else None,
        high=interval.high.total_seconds() if interval else None,
    )


def _dot(one: Postmortem, length: timedelta, writer: Writer) -> Dot:
    return Dot(
        at=length.total_seconds(),
        title=f"{one.title}, {duration(length)}",
        href=addresses.link(writer.uris[one.id], addresses.TIMING),
    )

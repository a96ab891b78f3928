"""What became of action items, and which postmortems are late or missing. It names no person."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.learn.follow_up import (
    TimeToClose,
    items_by_service,
    items_by_theme,
    items_by_type,
)
from mkdocs_postmortems.learn.periods import SENTENCES_BELOW
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.charts.curve import Curve
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page


def publish(writer: Writer) -> Iterator[Page]:
    learned, corpus = writer.learned, writer.corpus
    uri = addresses.ACTIONS
    items = learned.items
    yield Page(
        uri=uri,
        title="Follow-up",
        markdown=writer.write(
            "actions",
            uri,
            follow=learned.follow,
            closing=learned.closing,
            figure=_figure(learned.closing),
            groups=(
                ("service", items_by_service(items, corpus)),
                ("type", items_by_type(items, corpus)),
                ("theme", items_by_theme(items, corpus)),
            ),
            written=learned.written,
            tracked=learned.tracked,
            shown={one.id for one in corpus.postmortems},
            uris=writer.uris,
            today=learned.today,
            counted=corpus.counted,
            own=[one for one in corpus.counted if one.is_own],
            has_owed=any(one.is_own for one in corpus.postmortems),
        ),
        is_overview=True,
        is_wide=True,
    )


def _figure(closing: TimeToClose) -> Curve | None:
    """A curve of a few items would be mostly its band."""
    found = closing.curve
    if found.n < SENTENCES_BELOW or not found.events:
        return None
    return Curve(found, found.steps[-1].time)

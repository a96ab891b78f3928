"""What an import costs, as ratios in one run: `python -m tests.bench.bench_import [DOCUMENTS]`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.importing import import_all, write_all
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.read.document import read_document
from mkdocs_postmortems.read.foreign.kinds import read_sources
from mkdocs_postmortems.read.placing.place import place

DOCUMENTS = sorted((Path(__file__).parents[1] / "data" / "placing").glob("[0-9]*.md"))


def timed(run: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    before = time.process_time()
    run()
    return time.process_time() - before


def main(number: int) -> None:
    """Each document of the tests' own, as often as it takes."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "old"
        source.mkdir()
        for at in range(number):
            one = DOCUMENTS[at % len(DOCUMENTS)]
            (source / f"{at:05}-{one.name}").write_bytes(one.read_bytes())
        base = KnowledgeBase(Path(folder) / "kb", Path(folder), date(2024, 6, 1), "restricted")
        files = sorted(source.iterdir())
        foreigns = [one for one in read_sources(source) if isinstance(one, Foreign)]
        reports, _ = import_all(foreigns, base)
        costs = {
            "read the bytes": timed(lambda: [one.read_bytes() for one in files]),
            "read as documents": timed(
                lambda: [read_document(one.read_bytes(), one.name, base.context) for one in files]
            ),
            "recognise and read": timed(lambda: list(read_sources(source))),
            "place": timed(lambda: [place(one, base.context) for one in foreigns]),
            "place, name, link, read again": timed(lambda: import_all(foreigns, base)),
            "write and check": timed(lambda: write_all(reports, base)),
        }
    floor = costs["read as documents"]
    print(
        f"{number:,} documents of {sum(map(len, (one.text for one in foreigns))) / number / 1000:.1f} KB"
    )
    for name, seconds in costs.items():
        print(f"{name:32} {seconds * 1000 / number:8.2f} ms a document {seconds / floor:8.1f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

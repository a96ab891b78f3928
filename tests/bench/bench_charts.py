"""`make bench`: what drawings cost, as a ratio to rendering the page they stand on, in one run.

python -m tests.bench.bench_charts
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from markdown import Markdown

from mkdocs_postmortems.extension import PostmortemLinks, Roots
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.publish.site import Sources, publish_site

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 3, 1)
FIGURE = re.compile(r'<figure class="pm-figure.*?</figure>', re.DOTALL)
PAGES = (
    *("trends/index.md", "trends/themes/blast-radius.md", "trends/timing.md"),
    *("trends/reviews/2025-q4.md", "incidents/severities/index.md", "incidents/dates/index.md"),
)
ROUNDS = 5


def main() -> None:
    base = KnowledgeBase(REPOSITORY / "postmortems", REPOSITORY, TODAY)
    uris = {one.postmortem.id: f"postmortems/{one.postmortem.id}.md" for one in base.documents}
    sources = Sources(documents=base.documents, uris=uris)
    pages = {one.uri: one.markdown for one in publish_site(base.learned, sources).pages}
    print(f"{'page':<34} drawings marks   KB  KB gzip  ms page  ms without  share")
    for uri in PAGES:
        text = pages[uri]
        figures = FIGURE.findall(text)
        drawn = "".join(figures)
        whole = best(lambda text=text: render(text))
        bare = best(lambda text=text: render(FIGURE.sub("", text)))
        print(
            f"{uri:<34} {len(figures):>8} {drawn.count('<a '):>5} {len(drawn) / 1000:>4.1f}"
            f" {len(gzip.compress(drawn.encode())) / 1000:>8.1f} {whole * 1e3:>8.1f}"
            f" {bare * 1e3:>11.1f} {1 - bare / whole:>6.0%}"
        )


def render(text: str) -> str:
    links = PostmortemLinks(Roots())
    return Markdown(extensions=["attr_list", "md_in_html", "tables", "toc", links]).convert(text)


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of some runs."""
    spent: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


if __name__ == "__main__":
    main()

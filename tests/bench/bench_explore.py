"""What the explore page costs in a browser: `python -m tests.bench.bench_explore [INCIDENTS]`.

The page is of a real build of few incidents; its data files are those of all of them.
"""

from __future__ import annotations

import functools
import gzip
import logging
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.publish import explore_data
from tests.bench.corpus import write_corpus
from tests.browser.conftest import _Handler, _Server, find_chromium
from tests.site.project import build, config

TODAY = date(2026, 1, 1)
LOADS = 5
FEW = 50

FIRST = "performance.getEntriesByName('pm-explore-first')[0].duration"
SHOWN = "performance.getEntriesByName('pm-explore-shown').at(-1).duration"


def main(count: int) -> None:
    chromium = find_chromium()
    if chromium is None:
        print("there is no Chromium on this machine: the explore page was not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder) / "few")
        write_data(Path(folder) / "many", site, count)
        handler = functools.partial(_Handler, directory=str(site))
        with _Server(("127.0.0.1", 0), handler) as server, sync_playwright() as started:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            measure(browser, f"http://127.0.0.1:{server.server_address[1]}/incidents/")
            browser.close()
            server.shutdown()


def write_site(root: Path) -> Path:
    logging.disable()
    write_corpus(root, FEW)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Home\n", "utf-8")
    theme = {"name": "material", "font": False}
    (root / "mkdocs.yml").write_text(config(theme=theme), "utf-8")
    return build(root, strict=False)


def write_data(root: Path, site: Path, count: int) -> None:
    """The data files of all incidents over those of the few, with their sizes."""
    base = KnowledgeBase(write_corpus(root, count), root, TODAY, audience="restricted")
    learned = base.learned
    start = time.process_time()
    assets = list(explore_data.publish(learned))
    print(f"{count:,} incidents, written in {time.process_time() - start:.1f} s CPU")
    for asset in assets:
        (site / asset.uri).write_bytes(asset.data)
        packed = len(gzip.compress(asset.data, 6))
        print(f"{asset.uri:<28} {len(asset.data) / 1e3:8.0f} KB {packed / 1e3:8.0f} KB gzipped")


def measure(browser: object, url: str) -> None:
    firsts: list[float] = []
    for _ in range(LOADS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened(page, url)
        firsts.append(page.evaluate(FIRST))
        page.close()
    print(f"\nfirst rows after the data    {median(firsts):7.0f} ms, at most {max(firsts):.0f}")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    opened(page, url)
    page.wait_for_function("performance.getEntriesByName('pm-explore-shown').length > 1")
    for name, act in (
        ("a service is chosen", "document.querySelector('[data-facet=service] input').click()"),
        (
            "a severity beside it",
            "document.querySelectorAll('[data-facet=severity] input')[2].click()",
        ),
        ("all is cleared", "document.querySelector('.pm-explore-clear').click()"),
        ("sorted by title", "document.querySelector('[data-sort=title]').click()"),
        ("sorted again", "document.querySelector('[data-sort=title]').click()"),
    ):
        page.evaluate(act)
        print(f"{name:<28} {page.evaluate(SHOWN):7.0f} ms")
    search(page)
    page.evaluate("document.querySelector('[data-view=timeline]').click()")
    print(f"{'the timeline':<28} {page.evaluate(SHOWN):7.0f} ms")


def opened(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".pm-explore-table tbody tr a").first.wait_for()


def search(page: Page) -> None:
    """With the fetching of the lessons, and then without."""
    start = time.perf_counter()
    page.locator("[name=text]").fill("connection pool")
    page.locator(".pm-explore-quoting tr a").first.wait_for(timeout=60_000)
    waited = (time.perf_counter() - start) * 1000
    print(f"{'words, lessons fetched first':<28} {waited:7.0f} ms")
    page.locator("[name=text]").fill("retry budget one zone")
    page.wait_for_url("**text=retry*")
    print(f"{'other words':<28} {page.evaluate(SHOWN):7.0f} ms")
    rows = page.locator(".pm-explore-table tbody tr").count()
    print(f"{page.locator('.pm-explore-count').inner_text()}, {rows} of them in the page")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

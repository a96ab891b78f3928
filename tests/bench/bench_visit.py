"""What a first visit costs in a browser: `python -m tests.bench.bench_visit`.

This project's own site, built and served with gzip as hosts do; each visit is a fresh browser.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Request, sync_playwright

from tests.browser.conftest import REPOSITORY, SCREENS, UNSETTLED, _Handler, _Server, find_chromium
from tests.browser.kinds import POSTMORTEM
from tests.site.project import build

PAGES = {"landing": "", "explore": "incidents/", "postmortem": POSTMORTEM, "trends": "trends/"}
VISITS = 5
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
INDEX = "search_index.json"

# A slow phone on a slow network, as Lighthouse has it.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 96_000}
SLOWER = 4

WATCH = """
    window.painted = 0; window.shifted = 0;
    new PerformanceObserver(list => { painted = list.getEntries().at(-1).startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) shifted += one.value;
    }).observe({type: 'layout-shift', buffered: true});
"""


class _Packed(_Handler):
    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.exists():
            return super().send_head()
        packed = gzip.compress(path.read_bytes(), 6)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return io.BytesIO(packed)


@dataclass
class Visit:
    """What one visit has asked for, seen and complained about."""

    requests: list[Request] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of headers and body as sent, by address."""
    complaints: list[str] = field(default_factory=list)
    painted: float = 0
    shifted: float = 0

    def bytes_of(self, *, is_index: bool) -> int:
        """Headers and bodies as sent; the search index comes after the page and is told apart."""
        return sum(size for url, size in self.sizes.items() if url.endswith(INDEX) is is_index)


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        print("there is no Chromium on this machine: visits were not measured")
        return
    with site() as url, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visit(browser, url, "laptop")  # the first start of a browser is nobody's page
        print(
            f"{'page':<12} requests {'KB':>6} {'KB index':>9} {'LCP ms':>7}"
            f" {'LCP ms, slow phone':>19} {'shift':>6} console"
        )
        for name, address in PAGES.items():
            row(name, browser, f"{url}/{address}")
        browser.close()


@contextmanager
def site() -> Iterator[str]:
    """This project's site at the address it is built for, so that instant navigation is on."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        handler = functools.partial(_Packed, directory=folder)
        with _Server(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_address[1]}"
            build(REPOSITORY, strict=False, site=Path(folder), site_url=f"{url}/")
            yield url
            server.shutdown()


def row(name: str, browser: Browser, url: str) -> None:
    visits = [visit(browser, url, "laptop") for _ in range(VISITS)]
    slow = [visit(browser, url, "phone", is_slow=True) for _ in range(VISITS)]
    first = visits[0]
    said = {text for one in (*visits, *slow) for text in one.complaints}
    print(
        f"{name:<12} {len(first.requests):>8} {first.bytes_of(is_index=False) / 1e3:>6.0f}"
        f" {first.bytes_of(is_index=True) / 1e3:>9.0f}"
        f" {median(one.painted for one in visits):>7.0f}"
        f" {median(one.painted for one in slow):>19.0f}"
        f" {max(one.shifted for one in (*visits, *slow)):>6.3f} {' | '.join(said) or 'empty'}"
    )


def visit(browser: Browser, url: str, screen: str, *, is_slow: bool = False) -> Visit:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height})
    page, seen = context.new_page(), Visit()
    if is_slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    # Playwright marks what it is handed, and cannot mark a bound method of a list.
    page.on("requestfinished", lambda one: seen.requests.append(one))  # noqa: PLW0108
    page.on("console", lambda one: seen.complaints.append(one.text))
    page.on("pageerror", lambda one: seen.complaints.append(str(one)))
    page.goto(url, wait_until="networkidle")
    page.locator(UNSETTLED).wait_for(state="detached")
    page.wait_for_timeout(100)  # what an observer has seen arrives a frame later
    seen.painted, seen.shifted = page.evaluate("[window.painted, window.shifted]")
    for one in seen.requests:
        sizes = one.sizes()
        seen.sizes[one.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    context.close()
    return seen


if __name__ == "__main__":
    main()

"""One Chromium and one server of the built site for all tests in a browser."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site.project import EPOCH, QUIET, build

REPOSITORY = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Where a Chromium is, if there is one."""
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else next(filter(None, map(shutil.which, NAMES)), None)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """A visitor who leaves in the middle of an answer is no error."""


@dataclass
class Visit:
    """A browser page on the site, with what it complained about and what it asked elsewhere."""

    page: object
    url: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, address: str, *, until: str = "networkidle") -> None:
        self.page.goto(f"{self.url}/{address}", wait_until=until)


@pytest.fixture(scope="session")
def site_url(tmp_path_factory) -> Iterator[str]:
    """This project's own site, built and served; tests/site says whether it is sound."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        folder = build(REPOSITORY, strict=False, site=tmp_path_factory.mktemp("browser"))
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site_url) -> Iterator[Visit]:
    """A fresh visitor on a laptop."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    visit = Visit(page, site_url)

    def say(message: object) -> None:
        if message.type in {"error", "warning"}:
            visit.complaints.append(message.text)

    def guard(route: object) -> None:
        address = route.request.url
        if address.startswith((site_url, "data:", "blob:")):
            route.continue_()
        else:
            visit.strangers.append(address)
            route.abort()

    page.on("console", say)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    context.route("**/*", guard)
    yield visit
    context.close()

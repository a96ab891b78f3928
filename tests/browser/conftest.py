"""One Chromium and one server of the built site for all tests in a browser."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site.project import EPOCH, QUIET, build

REPOSITORY = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

SCREENS = {
    "laptop": (1280, 800),
    "tablet": (768, 1024),
    "phone": (390, 844),
    "small": (320, 640),
    "half": (640, 400),
}

UNSETTLED = ".pm-explore-plain:not(.pm-explore-settled)"


def find_chromium() -> str | None:
    """Where a Chromium is, if there is one."""
    usual = Path("/usr/bin/chromium")
    return str(usual) if usual.exists() else next(filter(None, map(shutil.which, NAMES)), None)


class _Handler(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def send_error(self, code: int, *args: object) -> None:
        """What is not there is answered with the site's own page, as hosts do."""
        page = Path(self.directory, "404.html")
        if code != http.HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, *args)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """A visitor who leaves in the middle of an answer is no error."""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """The address at which a folder is served, under a Content-Security-Policy if one is given."""
    handler = type("Handler", (_Handler,), {"policy": policy})
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@dataclass
class Visit:
    """A browser page on the site, with what it complained about and what it asked elsewhere."""

    page: object
    url: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open a page, and wait until what a script puts there is there."""
        self.page.goto(f"{self.url}/{address}", wait_until="load")
        self.page.locator(UNSETTLED).wait_for(state="detached")

    def paste(self, text: str) -> None:
        """As by Ctrl+V, where the focus is."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def site_url(own_folder) -> Iterator[str]:
    """This project's own site, built and served; tests/site says whether it is sound.

    It is built for the address at which it is served: Material's instant navigation follows only
    what the sitemap names, port included.
    """
    with served(own_folder) as url, pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        build(REPOSITORY, strict=False, site=own_folder, site_url=f"{url}/")
        yield url


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
def visitor(chromium, site_url) -> Iterator[Callable[..., Visit]]:
    """Makes fresh visitors, each with the options of a browser context: `color_scheme="dark"`.

    `screen` is a name of SCREENS, `url` another site.
    """
    contexts = []

    def make(screen: str = "laptop", url: str = site_url, **options: object) -> Visit:
        width, height = SCREENS[screen]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        contexts.append(context)
        visit = Visit(context.new_page(), url)

        def say(message: object) -> None:
            if message.type in {"error", "warning"}:
                visit.complaints.append(f"{message.text} ({message.location['url']})")

        def guard(route: object) -> None:
            address = route.request.url
            if address.startswith((url, "data:", "blob:")):
                route.continue_()
            else:
                visit.strangers.append(address)
                route.abort()

        visit.page.on("console", say)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        context.route("**/*", guard)
        return visit

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(visitor) -> Visit:
    """A fresh visitor on a laptop."""
    return visitor()


@pytest.fixture(params=["light", "dark"])
def scheme(request) -> str:
    return request.param

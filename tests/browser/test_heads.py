"""Heads and old addresses in a browser, under the strictest Content-Security-Policy."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator

import pytest

from tests.browser.conftest import _Handler, _Server
from tests.site.project import EPOCH, QUIET, build, postmortem, write

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
TITLE = '</script><script>window.pwned = 1</script><!-- <script> & \u2028 "quoted"'
PAGE = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>x</title>"
    "{% for path in config.extra_css %}<link rel='stylesheet' href='{{ path | url }}'>{% endfor %}"
    "</head><body>{{ page.content if page }}</body></html>"
)


class _Strict(_Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def strict_url(tmp_path_factory) -> Iterator[str]:
    """A theme without a script of its own, so that whatever is refused is ours."""
    files = {
        "postmortems/2024/2024-05-02-flush.md": postmortem(title=TITLE, aliases=["wiki/old/"]),
        **{f"theme/{name}": PAGE for name in ("main.html", "404.html", "search.html")},
    }
    theme = {"name": None, "custom_dir": "theme", "static_templates": []}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        root = write(tmp_path_factory.mktemp("strict"), files, theme=theme)
        folder = build(root, strict=False)
    with _Server(("127.0.0.1", 0), functools.partial(_Strict, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def page(chromium) -> Iterator[object]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_data_about_a_page_is_no_script_to_a_strict_policy(page, strict_url):
    """The browser refuses nothing, runs nothing, and reads back the author's very words."""
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{strict_url}/postmortems/2024-05-02-flush/", wait_until="load")
    text = page.locator('script[type="application/ld+json"]').text_content()

    # The browser asks for an icon of its own accord; the site has none.
    assert [one for one in refused if "404" not in one] == []
    assert page.evaluate("window.pwned") is None
    assert page.locator("head script").count() == 1
    assert json.loads(text)["headline"] == TITLE
    shown = page.locator('meta[property="og:title"]').get_attribute("content")
    assert shown == TITLE


def test_an_old_address_arrives_without_script(chromium, strict_url):
    """A bookmark of years ago ends on the page, under the same policy."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{strict_url}/wiki/old/")
    page.wait_for_url("**/postmortems/2024-05-02-flush/", timeout=10_000)

    assert page.url == f"{strict_url}/postmortems/2024-05-02-flush/"
    context.close()

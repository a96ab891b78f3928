"""The preview follows the author: edit, add, delete, break and repair, without a restart."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.site.project import QUIET, postmortem, write

PATIENCE = 30.0


def _told(title: str, word: str, month: int) -> str:
    return postmortem(
        f"## Summary\n\nThe word is {word}.\n",
        title=title,
        started_at=f"2024-{month:02}-02T10:00:00+00:00",
        resolved_at=None,
    )


@dataclass
class Preview:
    root: Path
    url: str
    process: subprocess.Popen
    log: Path

    def get(self, address: str) -> str:
        """The page's HTML; empty where there is none."""
        try:
            with urllib.request.urlopen(f"{self.url}/{address}", timeout=PATIENCE) as answer:
                return answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            error.close()
            return ""
        except (urllib.error.URLError, ConnectionError):
            return ""

    def until(self, address: str, holds: Callable[[str], bool]) -> str:
        """The page as soon as it holds; fails with the server's words after a while."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            html = self.get(address)
            if holds(html):
                return html
            time.sleep(0.2)
        pytest.fail(f"{address} did not follow; the server said:\n{self.log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Iterator[Preview]:
    files = {
        f"postmortems/2024/2024-{month:02}-02-{name}.md": _told(f"Title {name}", name, month)
        for month, name in enumerate(("edited", "deleted", "broken", "hidden"), start=1)
    }
    root = write(tmp_path_factory.mktemp("serve"), files, site_url="https://example.org/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root / "serve.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=root,
            env={**os.environ, **QUIET},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    started = Preview(root, f"http://127.0.0.1:{port}", process, log)
    try:
        started.until("incidents/", lambda html: "Title edited" in html)
        yield started
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_an_edit_shows(preview):
    """A saved change is on the page and in the lists."""
    path = preview.root / "postmortems/2024/2024-01-02-edited.md"
    path.write_text(_told("Title rewritten", "rewritten", 1))

    preview.until("postmortems/2024-01-02-edited/", lambda html: "word is rewritten" in html)
    preview.until("incidents/", lambda html: "Title rewritten" in html)


def test_a_new_postmortem_appears(preview):
    """A new file, in a new folder, has its page, and its line in the lists."""
    path = preview.root / "postmortems/2023/2023-05-02-added.md"
    path.parent.mkdir()
    path.write_text(_told("Title added", "added", 5).replace("2024-05", "2023-05"))

    preview.until("postmortems/2023-05-02-added/", lambda html: "word is added" in html)
    preview.until("incidents/dates/2023/", lambda html: "Title added" in html)


def test_a_deleted_postmortem_disappears(preview):
    """A file that is gone has neither a page nor a line."""
    preview.until("postmortems/2024-02-02-deleted/", lambda html: "Title deleted" in html)
    (preview.root / "postmortems/2024/2024-02-02-deleted.md").unlink()

    preview.until("postmortems/2024-02-02-deleted/", lambda html: "Title deleted" not in html)
    preview.until("incidents/", lambda html: html and "Title deleted" not in html)


def test_a_broken_postmortem_says_what_is_wrong_and_is_repaired(preview):
    """The server stays, the page names code and line, and the repair takes the banner away."""
    path = preview.root / "postmortems/2024/2024-03-02-broken.md"
    whole = path.read_text()
    path.write_text(whole.replace("severity: sev-3", "severity: sev-9"))
    address = "postmortems/2024-03-02-broken/"

    html = preview.until(address, lambda html: "PM105" in html)
    assert "2024-03-02-broken.md:3:11" in html
    assert "word is broken" in html

    path.write_text(whole)
    preview.until(address, lambda html: "word is broken" in html and "PM105" not in html)


def test_front_matter_that_cannot_be_read_is_a_banner_without_its_words(preview):
    """A page that counts as restricted shows code and line, and nothing of the document."""
    path = preview.root / "postmortems/2024/2024-04-02-hidden.md"
    whole = path.read_text()
    address = "postmortems/2024-04-02-hidden/"
    for front_matter, code in (
        ("title: 'Open quote canary\nvisibility: internal\n", "PM0"),
        ("title: Readable canary\nvisibility: publik\n", "PM1"),
    ):
        path.write_text(f"---\n{front_matter}---\n\nBody canary.\n")
        html = preview.until(address, lambda html, code=code: f"{code}" in html)
        assert "2024-04-02-hidden.md:" in html
        assert "canary" not in html
    preview.until("incidents/", lambda html: html and "Title hidden" not in html)

    path.write_text(whole)
    preview.until(address, lambda html: "word is hidden" in html)
    preview.until("incidents/", lambda html: "Title hidden" in html)


def test_settings_and_services_are_followed(preview):
    """A renamed service shows its new name."""
    services = preview.root / "postmortems/services.yml"
    services.write_text("- id: shop\n  name: Renamed shop\n")

    preview.until("incidents/services/shop/", lambda html: "Renamed shop" in html)


def test_a_page_of_the_docs_is_followed_too(preview):
    """The rest of the site is previewed as ever."""
    (preview.root / "docs/index.md").write_text("# Home\n\nRewritten home.\n")

    preview.until("", lambda html: "Rewritten home" in html)

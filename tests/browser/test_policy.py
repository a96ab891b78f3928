"""The site under the Content-Security-Policy of its own docs."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.browser.conftest import REPOSITORY, served

pytestmark = pytest.mark.browser

ADDRESSES = (
    "",
    "incidents/",
    "trends/timing/",
    "postmortems/2019-07-02-cloudflare-waf-regex-cpu/",
    "reference/front-matter/",
)


def _policy(folder: Path) -> str:
    """The policy with the hashes that the docs' own program prints for this site."""
    text = (REPOSITORY / "docs/how-to/content-security-policy.md").read_text("utf-8")
    policy = re.search(r"```text\n(.*?)\n```", text, re.DOTALL)[1]
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(program.replace('"site"', repr(str(folder))), {})
    return policy.replace("HASHES", said.getvalue().strip())


def test_the_site_works_under_the_policy_of_the_docs(visitor, own_folder):
    """Nothing is refused on any page; search, the switch of the scheme and navigation work."""
    with served(own_folder, _policy(own_folder)) as url:
        visit = visitor(url=url)
        for address in ADDRESSES:
            visit.go(address)
        visit.go("")
        visit.page.locator("label.md-header__button:not([hidden])[for^=__palette]").click()
        visit.page.locator("article a", has_text="Browse them").click()
        visit.page.wait_for_url("**/incidents/")
        visit.page.keyboard.press("/")
        visit.page.keyboard.type("deadlock")
        visit.page.locator(".md-search-result__item a").first.wait_for()

        assert visit.complaints == []


def test_without_the_hashes_the_policy_refuses(visitor, own_folder):
    """The test above would see it."""
    with served(
        own_folder, _policy(own_folder).partition("'sha256-")[0] + "; style-src 'self'"
    ) as url:
        visit = visitor(url=url)
        visit.go("", until="load")

        assert any("Content Security Policy" in one for one in visit.complaints)

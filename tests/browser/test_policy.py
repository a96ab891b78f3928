"""The site under the Content-Security-Policy of its own docs."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.browser.conftest import REPOSITORY

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


def _under(visit, policy: str) -> None:
    """Every answer comes with the policy, at the address that instant navigation knows."""

    def answer(route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    visit.page.route(f"{visit.url}/**", answer)


def test_the_site_works_under_the_policy_of_the_docs(visit, own_folder):
    """Nothing is refused on any page; search, the switch of the scheme and navigation work."""
    _under(visit, _policy(own_folder))
    for address in ADDRESSES:
        visit.go(address)
    visit.go("")
    visit.page.locator("label.md-header__button:not([hidden])[for^=__palette]").click()
    visit.page.locator("article a", has_text="Browse them").click()
    visit.page.wait_for_url("**/incidents/")
    visit.page.locator(".pm-explore-table tbody tr a").first.wait_for()
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("deadlock")
    visit.page.locator(".md-search-result__item a").first.wait_for()

    assert visit.complaints == []


def test_without_the_hashes_the_policy_refuses(visit, own_folder):
    """The test above would see it."""
    _under(visit, _policy(own_folder).partition("'sha256-")[0] + "; style-src 'self'")
    visit.go("")

    assert any("Content Security Policy" in one for one in visit.complaints)

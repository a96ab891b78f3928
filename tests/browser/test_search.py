"""At three in the morning: a message is pasted, and its incident is open after three keys."""

from __future__ import annotations

import pytest

from tests.site.project import EXTENSIONS, build, postmortem, write

pytestmark = pytest.mark.browser

# Told in this project's words, so what is pasted is a line of the timeline as a log would have it.
MESSAGES = {
    "2019-05-04-mozilla-addons-intermediate-expired": "2019-05-04T00:00:13Z ERROR [main] add-ons: "
    '"intermediate certificate expired": signature not valid',
    "2023-07-25-honeycomb-database-deadlock-2023": "ERROR: deadlock detected (database) -- "
    "outage: querying & ingest",
    "2018-03-13-mybinder-hub-volume-locked": "FailedAttachVolume: Volume is already exclusively "
    "attached to one node\nand can't be attached to another; hub pod waits",
    "2025-12-05-cloudflare-waf-killswitch-lua-nil": "[lua] Failed to run module: killswitch skipped "
    "rule; attempt to index field 'execute' (a nil value)",
    "2020-12-14-google-user-id-quota": "Quota exceeded: reported usage=0 for User ID service; "
    "sign-in failed {id: 3f2a9c1e-1111-2222-3333-444455556666}",
}


def _key(visit, keys: list[str], key: str) -> None:
    keys.append(key)
    visit.page.keyboard.press(key)


@pytest.mark.parametrize("id", MESSAGES)
def test_a_pasted_message_reaches_its_incident_in_three_keys(visit, id):
    """`/`, Ctrl+V, Enter: the incident, what mitigated it and those like it are on the page."""
    visit.go("")
    visit.page.evaluate("text => navigator.clipboard.writeText(text)", MESSAGES[id])
    keys = []
    _key(visit, keys, "/")
    _key(visit, keys, "Control+v")
    visit.page.locator(".md-search-result__item a").first.wait_for()
    visit.page.wait_for_timeout(300)  # a person reads the first title
    _key(visit, keys, "Enter")
    visit.page.wait_for_url(f"**/postmortems/{id}/**")
    visit.page.locator(".pm-details").wait_for()

    assert len(keys) <= 3
    assert visit.page.get_by_text("Similar incidents").count()
    assert visit.page.locator(".pm-neighbours a[href*='/20']").count()
    assert (
        visit.page.get_by_text("Mitigated by").count()
        or visit.page.get_by_text("mitigated").count()
    )
    assert visit.complaints == []


LOGGED = {
    "ERROR: deadlock detected": "zebra",
    "x509: certificate has expired or is not yet valid": "yak",
    'Unrecognised option: --foo "bar -Xmx512m +x ~y ^2': "xerus",
    "java.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat com.foo.Bar(Bar.java:12)": "wombat",
    "title: text: tags: [Errno 111] Connection refused": "vole",
}


@pytest.fixture(scope="module")
def messages_site(tmp_path_factory):
    """Each message, word by word in a timeline, in a postmortem of its own."""
    root = tmp_path_factory.mktemp("messages")
    project = write(
        root,
        {
            f"postmortems/2024/2024-{month:02}-02-{name}.md": postmortem(
                f"## Timeline\n\n- 10:00 The log says:\n\n    ```\n    {message.splitlines()[0]}\n    ```\n",
                title=f"The {name}",
                started_at=f"2024-{month:02}-02T10:00:00+00:00",
                resolved_at=None,
            )
            for month, (message, name) in enumerate(LOGGED.items(), start=1)
        },
        theme={"name": "material", "font": False, "features": ["navigation.instant"]},
        markdown_extensions=EXTENSIONS,
    )
    (project / "docs/index.md").unlink()
    return build(project)


@pytest.mark.parametrize("message", LOGGED)
def test_a_message_with_the_searchs_own_syntax_is_only_words(visitor, messages_site, message):
    """Colons, quotes, signs and lines are no syntax, and a site without a front page has ours."""
    from tests.browser.conftest import served

    with served(messages_site) as url:
        visit = visitor(url=url)
        visit.go("")
        visit.page.keyboard.press("/")
        visit.paste(message)
        first = visit.page.locator(".md-search-result__item a").first
        first.wait_for()

        assert LOGGED[message] in first.get_attribute("href")
        assert visit.complaints == []

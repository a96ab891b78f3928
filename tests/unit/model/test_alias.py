"""Old addresses: what leads to a postmortem, and what leads nowhere."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.model.alias import alias_path


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("old-name", "postmortems/old-name"),
        ("old-name/", "postmortems/old-name/"),
        ("old.html", "postmortems/old.html"),
        ("/INC_42", "INC_42"),
        ("wiki/42/", "wiki/42/"),
        ("/wiki/über.html", "wiki/über.html"),
        ("2023-11-02-v1.2", "postmortems/2023-11-02-v1.2"),
    ],
)
def test_an_address_is_a_path_below_the_root(alias: str, path: str) -> None:
    """A word alone stands among the postmortems, a path where it says."""
    assert alias_path(alias) == path


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "/",
        "//evil.example/x",
        "..",
        "../x",
        "a/../../x",
        "a//b",
        "./a",
        "a/.",
        ".git/config",
        "a b",
        "a\\b",
        "C:\\x",
        "https://evil.example/x",
        "javascript:pwn",
        "a?b",
        "a#b",
        "%2e%2e/x",
        "<script>",
        'a"b',
        "a\nb",
        "a\n",
        "a\x00b",
        "name.",
    ],
)
def test_what_is_no_address_is_none(alias: str) -> None:
    """Nothing leads out of the site, and nothing needs escaping."""
    assert alias_path(alias) is None

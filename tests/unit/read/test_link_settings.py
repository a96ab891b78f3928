"""Where settings say that tickets lie, and where a postmortem is discussed."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import open_base, say
from mkdocs_postmortems.model.settings import Settings

GOOD = """version: 1
tickets:
  PAY-: https://tracker.example.com/browse/{id}
  "#": https://github.com/example/shop/issues/{rest}
discuss: https://chat.example.com/search?q={id}
"""
TICKETS = {
    "PAY-": "https://t.example/{id}",
    "PAY-OLD-": "https://old.example/?n={rest}&all={id}",
    "#": "https://g.example/{rest}",
}


def test_patterns_are_read(tmp_path: Path) -> None:
    """Keys and places stay as they are written."""
    base = open_base(tmp_path, {"settings.yml": GOOD})

    assert base.config_findings == ()
    assert base.settings.ticket_address("#12") == "https://github.com/example/shop/issues/12"
    assert base.settings.discuss_address("2024-a") == "https://chat.example.com/search?q=2024-a"


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("PAY-12", "https://t.example/PAY-12"),
        ("PAY-OLD-7", "https://old.example/?n=7&all=PAY-OLD-7"),
        ("#9", "https://g.example/9"),
        ("pay-12", None),
        ("OPS-1", None),
        ("", None),
        ('PAY-"><b>{id}', "https://t.example/PAY-%22%3E%3Cb%3E%7Bid%7D"),
        ("PAY-../..?x#y", "https://t.example/PAY-..%2F..%3Fx%23y"),
    ],
)
def test_an_id_fills_the_pattern_of_its_longest_beginning(id: str, address: str | None) -> None:
    """What an id holds never leaves its place in the address."""
    assert Settings(tickets=TICKETS).ticket_address(id) == address


@pytest.mark.parametrize(
    ("audience", "is_public", "shown"),
    [("internal", False, True), ("restricted", False, True), ("public", False, False), ("public", True, True)],
)  # fmt: skip
def test_the_public_is_led_to_no_tracker_unless_settings_say_so(
    audience: str, is_public: bool, shown: bool
) -> None:
    """By default a build for everybody has no address of the organisation's own tools."""
    settings = Settings(
        audience=audience, public_links=is_public, tickets=TICKETS, discuss="https://c.example/{id}"
    )

    assert settings.shows_tracker is shown
    assert (settings.ticket_address("PAY-1") is not None) is shown
    assert (settings.discuss_address("a") is not None) is shown


@pytest.mark.parametrize(
    ("line", "place", "help"),
    [
        ("discuss: https://chat.example.com/", "1:10", "write `{id}` there"),
        ("discuss: https://chat.example.com/{rest}", "1:10", "write `{id}` there"),
        ("discuss: https://chat.example.com/{title}/{id}", "1:10", "write `{id}` there"),
        ("tickets: {PAY-: https://t.example/x}", "1:17", "write `{id}` or `{rest}` there"),
        ("discuss: chat.example.com/{id}", "1:10", "begin it with https://"),
        ("discuss: javascript:alert({id})", "1:10", "begin it with https://"),
    ],
)
def test_a_pattern_without_a_place_for_the_id_is_a_finding(
    tmp_path: Path, line: str, place: str, help: str
) -> None:
    """At the pattern, with the place that is missing."""
    (found,) = open_base(tmp_path, {"settings.yml": f"{line}\n"}).config_findings

    assert found.code == "PM903"
    assert say(found).startswith(f"{place} ")
    assert found.help == help

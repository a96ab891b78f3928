"""Numbers, durations, days and addresses as pages print them."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortems.publish import addresses, escape, wording
from mkdocs_postmortems.read.moments import parse_moment


@pytest.mark.parametrize(
    ("delta", "shown"),
    [
        (None, "unknown"),
        (timedelta(0), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(minutes=14, seconds=29), "14 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(minutes=80), "1 h 20 min"),
        (timedelta(minutes=59, seconds=59), "1 h"),
        (timedelta(hours=24, minutes=11), "24 h 11 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(hours=48), "2 d"),
        (timedelta(days=2, hours=3, minutes=10), "2 d 3 h"),
        (timedelta(days=2, hours=23, minutes=45), "3 d"),
    ],
)
def test_durations_are_as_fine_as_they_matter(delta: timedelta | None, shown: str) -> None:
    assert wording.duration(delta) == shown


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2024-03-08T14:05Z", "2024-03-08", "2024-03-08 14:05 UTC"),
        ("2024-03-08T14:05:30Z", "2024-03-08", "2024-03-08 14:05:30 UTC"),
        ("2024-03-08T23:30-07:00", "2024-03-08", "2024-03-08 23:30 UTC−7"),
        ("2024-03-08T14:05+05:30", "2024-03-08", "2024-03-08 14:05 UTC+5:30"),
        ("2024-03-08T14:05-03:30", "2024-03-08", "2024-03-08 14:05 UTC−3:30"),
        ("2024-03-08", "2024-03-08", "2024-03-08"),
        ("2024-03", "2024-03", "2024-03"),
    ],
)
def test_nothing_finer_than_what_is_written_is_shown(text: str, day: str, clock: str) -> None:
    moment = parse_moment(text, ZoneInfo("UTC"))

    assert (wording.day(moment), wording.clock(moment)) == (day, clock)


def test_what_is_unknown_is_said_to_be() -> None:
    assert (wording.day(None), wording.clock(None)) == ("unknown date", "unknown")


@pytest.mark.parametrize(
    ("number", "plural", "shown"),
    [
        (0, "", "no incidents"),
        (1, "", "1 incident"),
        (2, "", "2 incidents"),
        (1200, "", "1,200 incidents"),
        (2, "cases", "2 cases"),
    ],
)
def test_counts_agree_with_their_noun(number: int, plural: str, shown: str) -> None:
    assert wording.count(number, "incident", plural) == shown


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.com/a?b=c&d=%20#e", "https://example.com/a?b=c&d=%20#e"),
        ("http://example.com", "http://example.com"),
        (" https://example.com ", "https://example.com"),
        ("https://example.com/(a)", "https://example.com/%28a%29"),
        ('https://example.com/" onclick="x', "https://example.com/%22%20onclick=%22x"),
        ("https://example.com/<script>", "https://example.com/%3Cscript%3E"),
        ("https://example.com/{{ 7*7 }}", "https://example.com/%7B%7B%207%2A7%20%7D%7D"),
        ("javascript:alert(1)", "#"),
        ("JavaScript:alert(1)", "#"),
        (" java\nscript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("//example.com", "#"),
        ("/etc/passwd", "#"),
        ("", "#"),
        ("https://[bad", "#"),
        ("http://[::1", "#"),
        ("https://ex\u2100mple.com", "#"),
    ],
)
def test_only_web_addresses_lead_anywhere(url: str, target: str) -> None:
    assert str(escape.address(url)) == target


@pytest.mark.parametrize("id", ["checkout", "api.v1", "Zahlung_é", "dns-edge", "2024-q1"])
def test_a_plain_id_is_its_own_segment(id: str) -> None:
    assert addresses.slug(id) == id


ODD = ["a b", "a/b", "a|b", "a\nb", "../../etc", "..", ".", "-", "", "<script>", "index", "README"]


@pytest.mark.parametrize("id", ODD)
def test_any_other_id_is_one_segment_that_nothing_can_break_out_of(id: str) -> None:
    assert re.fullmatch(r"\w[\w.-]*-[0-9a-f]{4}", addresses.slug(id))


def test_no_two_ids_share_a_segment() -> None:
    every = [*ODD, "a-b", "etc", "script", "unnamed"]

    assert len({addresses.slug(id) for id in every}) == len(every)


@pytest.mark.parametrize(
    ("target", "here", "path"),
    [
        ("trends/luck.md", "trends/index.md", "luck.md"),
        ("trends/luck.md", "incidents/services/checkout.md", "../../trends/luck.md"),
        ("postmortems/2024/a.md", "index.md", "postmortems/2024/a.md"),
        ("index.md", "postmortems/2024/a.md", "../../index.md"),
    ],
)
def test_links_are_relative_to_the_page(target: str, here: str, path: str) -> None:
    assert addresses.relative(target, here) == path


def test_code_holds_no_backtick_and_one_line() -> None:
    assert str(escape.code("a`b\n c")) == "a'b c"

"""Text to moments and days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from mkdocs_postmortems.read.moments import MomentError, parse_day, parse_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-08T14:05:00Z", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08T14:05Z", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08 14:05Z", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08t14:05z", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08 14:05 UTC", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08 14:05 GMT", "2024-03-08T14:05:00+00:00"),
        ("2024-03-08T14:05:00+02:00", "2024-03-08T14:05:00+02:00"),
        ("2024-03-08T14:05:00-0330", "2024-03-08T14:05:00-03:30"),
        ("2024-03-08T14:05:00+02", "2024-03-08T14:05:00+02:00"),
        ("2024-03-08T14:05:00.250Z", "2024-03-08T14:05:00.250000+00:00"),
        ("2024-03-08T14:05:00.2Z", "2024-03-08T14:05:00.200000+00:00"),
        ("2024-03-08", "2024-03-08"),
        ("2024-03", "2024-03"),
        (" 2024-03-08 ", "2024-03-08"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_iso_forms_are_read_as_fine_as_they_are_written(text: str, iso: str) -> None:
    assert parse_moment(text, BERLIN).iso == iso


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-03-08T14:05", "PM103"),
        ("2024-03-08 14:05:30", "PM103"),
        ("14:05", "PM108"),
        ("4:05", "PM108"),
        ("12:30:00", "PM108"),
        ("2024-13", "PM104"),
        ("2024-00", "PM104"),
        ("0000-03", "PM104"),
        ("2024-13-01", "PM104"),
        ("2023-02-29", "PM104"),
        ("2024-03-08T24:00Z", "PM104"),
        ("2024-03-08T14:60Z", "PM104"),
        ("2024-03-08T14:05+25:00", "PM104"),
        ("2024-03-08T14:05 PST", "PM104"),
        ("1709906700", "PM104"),
        ("845", "PM104"),
        ("2024", "PM104"),
        ("2024-3-8", "PM104"),
        ("08.03.2024", "PM104"),
        ("yesterday", "PM104"),
        ("2024-W10", "PM104"),
        ("2024-068", "PM104"),
        ("20240308", "PM104"),
        ("", "PM104"),
        ("２０２４-03-08", "PM104"),
        ("٢٠٢٤-٠٣", "PM104"),
    ],
)
def test_all_else_is_refused_with_its_rule(text: str, code: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text, BERLIN)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("2024-03-08T14:05", "2024-03-08T14:05+01:00"),
        ("2024-07-08T14:05", "2024-07-08T14:05+02:00"),
        ("14:05", "2024-05-02T14:05Z"),
        ("4:05", "2024-05-02T04:05Z"),
        ("4:05:10", "2024-05-02T04:05:10Z"),
    ],
)
def test_what_is_proposed_can_be_read(text: str, proposal: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text, BERLIN)

    assert f"`{proposal}`" in str(caught.value.help)
    assert parse_moment(proposal, BERLIN)


@pytest.mark.parametrize("text", ["2024-03-08T14:05Z", "2024-03", "8 March", "", "2024-02-30"])
def test_a_day_is_a_day(text: str) -> None:
    with pytest.raises(MomentError):
        parse_day(text)

"""The page of one postmortem: details, drawing, provenance, citation, notices."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import good, open_base
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.page import Page
from mkdocs_postmortems.publish.site import Sources, publish_site
from rendering import joined, render, see

NAME = "2024-03-08-checkout"
SETTINGS = """version: 1
audience: {}
tickets: {{INC-: "https://t.example/{{rest}}"}}
discuss: https://chat.example/?q={{id}}
"""


def publish(
    tmp_path: Path,
    body: str = "",
    *,
    audience: str = "restricted",
    hosted: bool = False,
    **changes: str | None,
) -> Page:
    """The page of one postmortem that `changes` make."""
    files = {
        "settings.yml": SETTINGS.format(audience),
        "services.yml": "- id: checkout\n  name: Checkout\n",
        f"2024/{NAME}.md": good(body, **{"services": "[checkout]", **changes}),
    }
    base = open_base(tmp_path, files)
    sources = Sources(documents=base.documents, uris={NAME: f"postmortems/{NAME}.md"})
    if hosted:
        sources = replace(
            sources,
            host=Host(url="https://example.org/"),
            edit_addresses={NAME: "https://git.example/edit/a.md"},
        )
    (found,) = publish_site(base.learned, sources).postmortems
    return found.page


def words(page: Page) -> str:
    return joined(see(render(page.markdown)).text)


MOMENTS = {
    "started_at": "2024-03-08T14:05:00+01:00",
    "detected_at": "2024-03-08T14:19:00+01:00",
    "mitigated_at": "2024-03-08T14:53:00+01:00",
    "resolved_at": "2024-03-08T16:05:00+01:00",
}


def test_details_tell_when_and_how_long_after_the_start(tmp_path: Path) -> None:
    """Each moment with its zone, as a time that a script can turn into the reader's."""
    page = publish(tmp_path, **MOMENTS, mitigated_by="rollback", detected_by="alert")

    text = words(page)
    assert "Detected after 14 min, alert" in text
    assert "Mitigated after 48 min, by rollback" in text
    assert "Resolved after 2 h" in text
    times = re.findall(r'<time class="pm-time" datetime="([^"]+)">([^<]+)</time>', page.markdown)
    assert len(times) == 4
    assert times[0] == ("2024-03-08T14&#58;05&#58;00+01&#58;00", "2024-03-08 14:05 UTC+1")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"detected_at": "2024-03-08T13:59:00+01:00"}, "Detected 6 min before the start"),
        ({"detected_at": "2024-03-08T14:05:00+01:00"}, "Detected at once"),
        ({"detected_at": "2024-03-08"}, "Detected 2024-03-08"),
        ({"started_at": "2024-03-08"}, "Resolved 2024-03-08 16:05 UTC+1"),
        ({"mitigated_at": None, "resolved_at": None}, "Lasted unknown"),
    ],
)
def test_nothing_finer_than_what_is_known_is_told(
    tmp_path: Path, changes: dict[str, str | None], told: str
) -> None:
    """Days stay days, and what cannot be counted is not."""
    assert told in words(publish(tmp_path, **{**MOMENTS, **changes}))


def test_every_measure_of_the_impact_is_told(tmp_path: Path) -> None:
    """As it was written, each under its name."""
    impact = (
        "{customers: about 12, requests: 21 %, slo: half a budget, revenue: not known, "
        "data_loss: no, regions: [eu, us], operational: two days}"
    )
    text = words(publish(tmp_path, impact=impact))

    for told in (
        *("Customers about 12", "Requests 21 %", "SLO half a budget", "Revenue not known"),
        *("Data loss no", "Regions eu, us", "Operational two days"),
    ):
        assert told in text


def test_tracker_chat_and_links_are_links(tmp_path: Path) -> None:
    """By the settings' patterns; an id that none fits is text."""
    links = "[{label: Dashboard, url: https://graphs.example/1}]"
    markdown = publish(tmp_path, tracker_ids="[INC-7, OPS-1]", links=links).markdown

    assert "[INC-7](https://t.example/7), OPS-1" in markdown
    assert f"](https://chat.example/?q={NAME})" in markdown
    assert "[Dashboard](https://graphs.example/1)" in markdown


def test_a_build_for_everybody_has_no_address_of_the_tracker(tmp_path: Path) -> None:
    """Neither its ids nor those of the table nor the discussion; the author's own links stay."""
    body = "\n\n## Action items\n\n| Action | Ticket |\n|:--|:--|\n| Do it | INC-7 |\n"
    links = "[{label: Dashboard, url: https://graphs.example/1}]"
    markdown = publish(
        tmp_path, body, audience="public", visibility="public", tracker_ids="[INC-8]", links=links
    ).markdown

    assert "t.example" not in markdown
    assert "chat.example" not in markdown
    assert "INC-8" not in markdown
    assert "[Dashboard](https://graphs.example/1)" in markdown


def test_the_drawing_leads_to_lines_that_are_there(tmp_path: Path) -> None:
    """A moment without a marked line in the timeline is drawn without a link."""
    body = "\n\n## Timeline\n\n- 14:19 [detected] Page\n- 14:53 Rollback\n"
    page = publish(tmp_path, body, **MOMENTS, time_zone="Europe/Berlin")

    assert page.figure in page.markdown
    assert re.findall(r'xlink:href="#([^"]+)"', page.figure) == ["at-detected"]
    assert 'id="at-detected"' in page.markdown
    assert "detected +14 min; mitigated +48 min; resolved +2 h" in page.figure
    assert page.markdown.index("pm-details") < page.markdown.index(page.figure)
    assert page.markdown.index(page.figure) < page.markdown.index("## Timeline")


@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": "2024-03-08"},
        {"detected_at": None, "mitigated_at": None, "resolved_at": "2024-03-09"},
        {"detected_at": None, "mitigated_at": None, "resolved_at": MOMENTS["started_at"]},
    ],
)
def test_nothing_is_drawn_of_less_than_two_moments(
    tmp_path: Path, changes: dict[str, str | None]
) -> None:
    """A line between days would say more than anybody knows."""
    page = publish(tmp_path, **{**MOMENTS, **changes})

    assert page.figure == ""
    assert "<svg" not in page.markdown


def test_a_moment_of_which_only_the_day_is_known_is_named_under_the_drawing(tmp_path: Path) -> None:
    """It has no place on the line, and is not left out in silence."""
    figure = publish(tmp_path, **{**MOMENTS, "resolved_at": "2024-03-09"}).figure

    assert "Resolved 2024-03-09, of which no time is known." in figure
    assert "resolved +" not in figure


def test_a_restricted_document_says_so(tmp_path: Path) -> None:
    """Where the audience may read it at all."""
    assert "Restricted." in words(publish(tmp_path, visibility="restricted"))
    assert "Restricted." not in words(publish(tmp_path, visibility="internal"))


def test_provenance_and_citation_use_what_the_host_knows(tmp_path: Path) -> None:
    """The page's address and the way to its source, or neither."""
    hosted = publish(
        tmp_path, hosted=True, published_at="2024-03-11", authors="[Ada, Grace]"
    ).markdown
    alone = publish(tmp_path / "b", published_at="2024-03-11").markdown

    assert "[Source of this page](https://git.example/edit/a.md)" in hosted
    assert (
        "Ada, Grace: Checkout refused orders. Postmortem, 2024-03-11. https://example.org/postmortems/2024-03-08-checkout/"
        in hosted
    )
    assert "author = {Ada and Grace}," in hosted
    assert "url = {https://example.org/postmortems/2024-03-08-checkout/}," in hosted
    assert "Source of this page" not in alone
    assert "url = " not in alone
    assert "year = {2024}," in alone


def test_a_title_cannot_leave_the_citation(tmp_path: Path) -> None:
    """Braces, commands and fences of a title are none there."""
    title = '"} ```\\n<b>x</b> \\\\input{y} ~~~"'
    page = publish(tmp_path, title=title)
    (entry,) = re.findall(r"```bibtex\n(.*?)\n```\n", page.markdown, re.DOTALL)

    assert entry.count("{") == entry.count("}")
    assert "\\" not in entry
    assert "```" not in entry
    assert "b" not in see(render(page.markdown)).tags


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_fields_of_one_s_own_are_told_and_in_public_only_closed_lists(
    tmp_path: Path, audience: str
) -> None:
    """A free text may hold a name; what stands there works as nothing."""
    files = {
        "settings.yml": f"version: 1\naudience: {audience}\ndefault_visibility: public\nfields:\n"
        "  - {name: customer_tier, type: choice, values: [gold, silver]}\n"
        "  - {name: is_repeat, type: boolean}\n"
        "  - {name: desk, type: text}\n",
        "services.yml": "- id: checkout\n  name: Checkout\n",
        f"2024/{NAME}.md": good(
            "", services="[checkout]", customer_tier="gold", is_repeat="false", desk='"Ada <b>x"'
        ),
    }
    base = open_base(tmp_path, files)
    sources = Sources(documents=base.documents, uris={NAME: f"postmortems/{NAME}.md"})
    (found,) = publish_site(base.learned, sources).postmortems

    assert "Customer tier gold" in words(found.page)
    assert "Is repeat no" in words(found.page)
    assert ("Desk Ada <b>x" in words(found.page)) is (audience == "internal")
    assert "<b>" not in found.page.markdown

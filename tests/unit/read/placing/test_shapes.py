"""What an import makes of Markdown, row by row."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from helpers import DATA
from mkdocs_postmortems.model.foreign import Foreign, Stated
from mkdocs_postmortems.model.imported import Draft
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.placing.place import place

SETTINGS = Settings()
SERVICES = Vocabulary((Service(id="checkout", name="Checkout", aliases=("Web shop",)),), "service")
CONTEXT = Context(SETTINGS, packaged.vocabularies(SETTINGS), SERVICES)


def draft(text: str, *stated: Stated, title: str = "A title") -> Draft:
    foreign = Foreign(
        kind="markdown", source="one.md", sha256="", text=text, title=title, stated=stated
    )
    return place(foreign, CONTEXT)


def rows(text: str) -> list[str]:
    return [row.rstrip() for row in text.split("\n") if row.strip()]


@pytest.mark.parametrize(
    "case", yaml.safe_load((DATA / "shapes.yml").read_text("utf-8")), ids=lambda case: case["name"]
)
def test_markdown_means_the_same_afterwards(case: Any) -> None:
    source = case.get("source") or case["keeps"]
    found = draft(source)

    assert rows("\n".join(text for text, _ in found.rows)) == rows(case.get("becomes") or source)


def values(found: Draft) -> dict[str, tuple[object, bool]]:
    """Each field with its value and whether it is a guess."""
    return {one.name: (one.value, one.is_guess) for one in found.placed}


@pytest.mark.parametrize(
    ("text", "name", "placed"),
    [
        ("Severity: P2\n", "severity", ("sev-2", False)),
        ("Severity: SEV-2 (Major)\n", "severity", ("sev-2", False)),
        ("Severity: was SEV-1, downgraded to SEV-3\n", "severity", ("sev-3", True)),
        ("Severity: orange\n", "severity", None),
        ("Owner: TBD by Ann\n", "owner", None),
        ("Owner: Ann Bell\n", "owner", ("Ann Bell", False)),
        ("Services: Web shop, Other\n", "services", (("checkout",), False)),
        ("## Previous incident\n\n**Severity:** SEV-1\n", "severity", None),
        ("## Severity definitions\n\n- **Severity:** SEV-1 is all down\n", "severity", None),
        ("```\nSeverity: SEV-1\n```\n", "severity", None),
        ("> Severity: SEV-1\n", "severity", None),
        ("## Evidence\n\nStarted: 2024-01-01 10:00 UTC\n", "started_at", ("2024-01-01", True)),
        ("Start: 2024-01-01 10:00 UTC\n", "started_at", ("2024-01-01T10:00:00Z", False)),
        (
            "Date: 2024-06-03\nStarted: 2023-01-01 10:00 UTC\n",
            "started_at",
            ("2023-01-01T10:00:00Z", True),
        ),
        (
            "Started: 03/04/2024\nResolved: 03/13/2024\n",
            "started_at",
            ("2024-03-04", True),
        ),
        ("On 28 May 2024 search went down.\n", "started_at", ("2024-05-28", True)),
        (
            "Posted on 28 May 2024.\n\nOn 20 May 2024 it broke.\n",
            "started_at",
            ("2024-05-20", True),
        ),
        (
            "## Timeline\n\n- 10:00 the log says all times in UTC are wrong\n",
            "time_zone",
            ("UTC", False),
        ),
    ],
)
def test_what_is_said_is_certain_only_where_nothing_else_could_be_meant(text, name, placed) -> None:
    assert values(draft(text)).get(name) == placed


def test_the_date_of_a_page_is_a_guess() -> None:
    found = draft("Words.\n", Stated(name="date", values=("2024-06-03",)))

    assert values(found)["started_at"] == ("2024-06-03", True)


def test_a_zone_that_only_the_story_mentions_is_assumed() -> None:
    found = draft("## Timeline\n\n- 10:00 the log says all times in UTC are wrong\n")

    assert [guess.what for guess in found.guessed if guess.what == "time_zone"] == ["time_zone"]
    assert found.zone_assumed


def test_guesses_of_an_earlier_import_stay_guesses() -> None:
    found = draft(
        "Words.\n",
        Stated(name="imported_from.source", values=("notion: x",)),
        Stated(name="imported_from.guessed", values=("severity: “P2” in the title",)),
    )

    assert [(one.what, one.said) for one in found.guessed] == [("severity", "“P2” in the title")]
    assert found.details == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Postmortem\n\n## Search down\n\nWords.\n", "Search down"),
        ("# Incident report\n\n## Summary\n\nWords.\n", "One"),
        ("# Payments down on 2024-05-02\n", "Payments down"),
        ("# \n\nWords.\n", "One"),
        ("# 🚨\n", "One"),
    ],
)
def test_a_title_says_what_happened(text: str, title: str) -> None:
    assert draft(text, title="").title == title


def test_a_link_in_a_title_is_not_lost() -> None:
    found = draft("# Outage of [search][s] 2024-05-02\n\n[s]: https://example.org\n", title="")

    assert found.title == "Outage of search"
    assert "Outage of [search][s] 2024-05-02" in [text for text, _ in found.rows]

"""What the explore page reads: the facets, their order, who may see it, and how large it is."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers import DATA, open_base
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.publish import addresses, explore_data, explore_pages
from mkdocs_postmortems.read import packaged
from planted import learned, pages
from told import day, lesson, told

LIMIT = 400_000
"""Bytes of the first file at 10,000 incidents, gzipped."""


def files(found: Learned) -> tuple[dict[str, Any], dict[str, Any]]:
    read = {one.uri: json.loads(one.data) for one in explore_data.publish(found)}
    first, rest = read["data/explore.json"], read["data/explore-titles.json"]
    assert first["build"] == rest["build"]
    first["incidents"] += rest["incidents"]
    for facet in first["facets"]:
        facet["rows"] = [[row] if isinstance(row, int) else row for row in facet["rows"]]
    return first, read["data/explore-text.json"]


def values(found: Learned, facet: str) -> list[str]:
    return [term.id for one in explore_data.facets(found) if one.id == facet for term in one.values]


def chosen(found: Learned, facet: str) -> dict[str, list[str]]:
    """The values of each postmortem, by its id."""
    read, _ = files(found)
    (one,) = [one for one in read["facets"] if one["id"] == facet]
    rows = zip(read["incidents"], one["rows"], strict=True)
    return {id: [one["values"][place][0] for place in places] for (id, _), places in rows}


def organisation() -> Learned:
    root = DATA / "organisation" / "postmortems"
    return KnowledgeBase(root, root.parent, day("2026-01-15")).learned


def test_every_postmortem_is_a_row_newest_first_in_every_file() -> None:
    found = organisation()
    first, words = files(found)
    ids = [id for id, _ in first["incidents"]]

    assert ids == [one.id for one in reversed(found.corpus.postmortems)]
    for rows in (first["days"], first["lasted"], words["lessons"], words["summaries"]):
        assert len(rows) == len(ids)
    for facet in first["facets"]:
        assert len(facet["rows"]) == len(ids), facet["id"]
    assert first["build"] == words["build"]


def test_each_number_of_a_service_and_a_severity_page_comes_out_of_the_rows() -> None:
    found = organisation()
    kinds, status = chosen(found, "kind"), chosen(found, "status")
    counted = {id for id in kinds if kinds[id] == ["incident"] and status[id] != ["draft"]}
    services, severities = chosen(found, "service"), chosen(found, "severity")
    incidents = [one for one in found.corpus.counted if one.kind == "incident"]

    for term in found.corpus.services:
        mine = {id for id in counted if term.id in services[id]}
        assert mine == {one.id for one in incidents if term.id in one.services}
    for term in found.corpus.vocabularies["severities"]:
        mine = {id for id in counted if severities[id] == [term.id]}
        assert mine == {one.id for one in incidents if one.severity == term.id}


def test_the_incidents_of_a_theme_are_those_of_its_page() -> None:
    found = organisation()
    themes = chosen(found, "theme")
    for trend in found.trends.themes:
        told_of = (*trend.hurt_incidents, *trend.lucky_incidents, *trend.well_incidents)
        mine = {id for id, those in themes.items() if trend.theme.id in those}
        assert mine == {one.id for one in told_of}, trend.theme.id


def test_a_facet_has_what_is_used_in_the_order_of_its_list() -> None:
    found = learned(
        [
            told("2024-03-08-a", severity="sev-3", trigger=None, tags=("b", "A")),
            told("2023-03-08-b", severity=None, trigger="config-push", kind="near-miss"),
        ]
    )

    assert values(found, "severity") == ["sev-1", "sev-2", "sev-3", "sev-4", "unknown"]
    assert values(found, "year") == ["2024", "2023"]
    assert values(found, "trigger") == ["config-push", "unknown"]
    assert values(found, "kind") == ["incident", "near-miss"]
    assert values(found, "tag") == ["A", "b"]
    # `api` is in the catalogue alone: what this audience may not read may be all there is of it.
    assert values(found, "service") == ["checkout"]
    assert values(found, "group") == []


def test_a_postmortem_without_a_date_is_last_and_of_no_known_year() -> None:
    found = learned([told("2024-03-08-a"), told("x", started_at=None)])
    first, _ = files(found)

    assert [id for id, _ in first["incidents"]] == ["2024-03-08-a", "x"]
    assert first["days"] == ["2024-03-08", ""]
    assert chosen(found, "year")["x"] == ["unknown"]


def test_a_draft_and_a_false_alarm_are_under_no_theme() -> None:
    found = learned(
        [
            told("2024-03-08-a", lessons=(lesson("rollback"),)),
            told("2024-03-09-b", lessons=(lesson("rollback"),), status="draft"),
            told("2024-03-10-c", lessons=(lesson("rollback"),), kind="false-alarm"),
        ]
    )

    assert chosen(found, "theme") == {
        "2024-03-08-a": ["rollback"],
        "2024-03-09-b": [],
        "2024-03-10-c": [],
    }


@pytest.mark.parametrize(
    ("form", "given", "values", "expected"),
    [
        (Form.CHOICE, "low", ("low", "high"), ["low"]),
        (Form.CHOICE, ("high", "low"), ("low", "high"), ["low", "high"]),
        (Form.CHOICE, "none of them", ("low", "high"), []),
        (Form.BOOLEAN, True, (), ["true"]),
        (Form.BOOLEAN, False, (), ["false"]),
        (Form.BOOLEAN, None, (), ["unknown"]),
    ],
)
def test_a_closed_field_of_one_s_own_is_a_facet(
    form: Form, given: object, values: tuple[str, ...], expected: list[str]
) -> None:
    field = Field(name="cost_class", form=form, about="What it cost.", values=values)
    extra = {} if given is None else {"cost_class": given}
    others = [
        told(f"2024-03-0{at}-b", extra={"cost_class": one}) for at, one in enumerate(values, 1)
    ]
    found = with_fields(learned([told("2024-03-08-a", extra=extra), *others]), field)

    assert chosen(found, "field.cost_class")["2024-03-08-a"] == expected


@pytest.mark.parametrize("form", [Form.TEXT, Form.URL, Form.DATE, Form.INTEGER, Form.MOMENT])
def test_an_open_field_of_one_s_own_is_in_no_file(form: Form) -> None:
    field = Field(name="reviewer", form=form, about="Who read it.")
    one = told("2024-03-08-a", extra={"reviewer": "Ada Example"})

    for asset in explore_data.publish(with_fields(learned([one]), field)):
        assert b"Ada" not in asset.data
        assert b"reviewer" not in asset.data


def with_fields(found: Learned, *fields: Field) -> Learned:
    settings = replace(found.corpus.settings, extra_fields=fields)
    lists = packaged.vocabularies(settings)
    return replace(found, corpus=replace(found.corpus, settings=settings, vocabularies=lists))


def test_nobody_stands_in_any_file() -> None:
    person = "Ada Example"
    one = told(
        "2024-03-08-a",
        owner=person,
        incident_commander=person,
        authors=(person,),
        responders=(person,),
        late_because=person,
    )

    for asset in explore_data.publish(learned([one], data_people=True)):
        assert person.encode() not in asset.data


def test_what_the_audience_may_not_read_is_in_no_file(tmp_path: Path) -> None:
    text = "---\ntitle: {0}\nseverity: sev-2\nservices: [a]\nstatus: published\nstarted_at: {1}\nvisibility: {2}\ntags: [{0}]\n---\n\n## Summary\n\n{0}.\n\n## What went wrong\n\n- {0}.\n"
    base = open_base(
        tmp_path,
        {
            "settings.yml": "version: 1\naudience: public\n",
            "services.yml": "- id: a\n",
            "2024-03-08-open.md": text.format("Openly", "2024-03-08", "public"),
            "2023-03-09-shut.md": text.format("Hidden", "2023-03-09", "internal"),
            "2022-03-09-more.md": text.format("Hidden", "2022-03-09", "restricted"),
        },
    )

    assets = {one.uri: one for one in explore_data.publish(base.learned)}
    assert b"Openly" in assets["data/explore.json"].data
    assert b"Openly" in assets["data/explore-text.json"].data
    for asset in assets.values():
        for word in (b"Hidden", b"shut", b"2023", b"2022"):
            assert word not in asset.data
    page = pages(explore_pages.publish, base.learned)["incidents/index.md"]
    assert "Hidden" not in page


def test_the_same_rows_give_the_same_bytes_and_others_another_build() -> None:
    found = organisation()
    assert list(explore_data.publish(found)) == list(explore_data.publish(organisation()))

    fewer = replace(found, corpus=replace(found.corpus, postmortems=found.corpus.postmortems[1:]))
    assert files(fewer)[0]["build"] != files(found)[0]["build"]


def test_ten_thousand_rows_are_under_400_kb_gzipped() -> None:
    chance = random.Random(1)
    root = DATA / "organisation" / "postmortems"
    words = sorted({w for path in root.rglob("*.md") for w in path.read_text("utf-8").split()})
    themes = ("rollback", "guardrails", "capacity-limits", "monitoring-coverage", "timing")

    def one(number: int) -> Any:
        title = " ".join(chance.choices(words, k=8))
        at = f"{2016 + number // 1100}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        id = f"{at}-{number}-{addresses.slug(title)[:40]}"
        minutes = chance.randint(10, 59)
        return told(
            id,
            title=title,
            started_at=f"{at}T{chance.randint(0, 23):02}:00:00",
            resolved_at=f"{at}T23:{minutes}:00",
            severity=f"sev-{chance.randint(1, 4)}",
            services=tuple(chance.sample(("checkout", "api"), chance.randint(1, 2))),
            trigger=chance.choice(("config-push", "binary-push", None)),
            detected_by=chance.choice(("alert", "customer-report", None)),
            tags=tuple(chance.choices(words[:200], k=2)),
            lessons=tuple(lesson(chance.choice(themes)) for _ in range(3)),
        )

    first, rest, _ = explore_data.publish(learned(map(one, range(10_000))))

    titles = [len(json.loads(asset.data)["incidents"]) for asset in (first, rest)]
    assert titles == [explore_data.TITLES, 10_000 - explore_data.TITLES]
    assert len(json.loads(first.data)["days"]) == 10_000
    size = len(gzip.compress(first.data, 6))
    assert size < LIMIT, size


def test_without_the_script_the_newest_200_stand_there_and_a_link_a_year() -> None:
    many = [told(f"{2015 + at // 30}-01-{at % 30 + 1:02}-n{at}") for at in range(230)]
    text = pages(explore_pages.publish, learned(many))["incidents/index.md"]

    assert text.count('| <span class="pm-day">') == explore_pages.NEWEST == 200
    assert "The newest 200 of 230 incidents" in text
    for year in range(2015, 2023):
        assert f"[{year}](dates/{year}.md)" in text


def test_nothing_told_is_nothing_to_explore() -> None:
    text = pages(explore_pages.publish, learned([]))["incidents/index.md"]
    assert "pm-explore" not in text

"""The data files: every count of a trend page comes out of them again, and nobody stands in them."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import replace
from statistics import median
from typing import Any

from helpers import DATA
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.publish import action_pages, data, timing_pages, trend_pages
from mkdocs_postmortems.publish.page import Page
from planted import learned, pages
from told import action, day, told

HURT = {"wrong", "factor"}


def organisation() -> Learned:
    root = DATA / "organisation" / "postmortems"
    return KnowledgeBase(root, root.parent, day("2026-01-15")).learned


def files(found: Learned) -> dict[str, Any]:
    return {
        one.uri: json.loads(one.data) for one in data.publish(found) if one.uri.endswith(".json")
    }


def theme_pages(found: Learned) -> dict[str, str]:
    def publish(writer: Any) -> list[Page]:
        return list(trend_pages.publish(found.corpus, writer, found.trends))

    return pages(publish, found)


def test_every_k_and_n_of_the_themes_is_recomputed_from_incidents_and_lessons() -> None:
    found = organisation()
    read = files(found)
    incidents = {one["id"]: one for one in read["data/incidents.json"]["incidents"]}
    lessons = read["data/lessons.json"]["lessons"]
    n = sum(one["read_for_themes"] for one in incidents.values())
    luck_n = sum(one["read_for_luck"] for one in incidents.values())
    assert n > 20

    for theme in read["data/trends.json"]["themes"]:
        for key, kinds in (("hurt", HURT), ("lucky", {"lucky"}), ("well", {"well"})):
            mine = {
                one["incident"]
                for one in lessons
                if one["kind"] in kinds
                and theme["theme"] in [filed["theme"] for filed in one["themes"]]
            }
            assert sorted(mine) == theme[key]
        assert len(theme["hurt"]) <= theme["read_for_themes"] == n
        assert len(theme["lucky"]) <= theme["read_for_luck"] == luck_n


def test_every_k_of_n_on_the_theme_pages_is_recomputed_from_the_files() -> None:
    found = organisation()
    read = files(found)
    shown = theme_pages(found)
    rows = [one for one in read["data/incidents.json"]["incidents"] if one["read_for_themes"]]
    services = {one.name: one.id for one in found.corpus.services}
    seen = 0
    for theme in read["data/trends.json"]["themes"]:
        hurt, text = set(theme["hurt"]), shown[f"trends/themes/{theme['theme']}.md"]
        said = re.findall(r"\[(\d+) of (\d+) incidents[^\]]*\]\(#went-wrong\)", text)
        said += re.findall(
            rf"^\| \[[^|]*\]\(themes/{theme['theme']}\.md\) \| \[(\d+) of (\d+)\]",
            shown["trends/index.md"],
            re.MULTILINE,
        )
        assert set(said) <= {(str(len(hurt)), str(theme["read_for_themes"]))}
        for name, k, n in re.findall(r"^\| ([^|]+) \| (\d+) of (\d+) \|", text, re.MULTILINE):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", name)
            mine = {
                one["id"]
                for one in rows
                if services.get(plain) in one["services"] or one["severity"] == plain.split(",")[0]
            }
            assert (int(k), int(n)) == (len(mine & hurt), len(mine)), (theme["theme"], plain)
            seen += 1
        seen += len(said)
    assert seen > 100


def test_the_counts_of_follow_up_are_recomputed_from_the_files() -> None:
    found = organisation()
    actions = files(found)["data/actions.json"]["actions"]
    (text,) = pages(action_pages.publish, found).values()

    is_open = [one for one in actions if one["state"] == "open"]
    late = [one for one in is_open if one["overdue_days"] > 0]
    assert f"[{len(is_open)} action items](#open) of {len(actions)} are open" in text
    assert f"[{len(late)}](#overdue)" in text
    for service in found.corpus.services:
        mine = [one for one in actions if service.id in one["services"]]
        waiting = [one for one in mine if one["state"] == "open"]
        overdue = [one for one in waiting if one["overdue_days"]]
        assert f"| {len(mine)} | {len(waiting)} | {len(overdue)} |" in next(
            line for line in text.splitlines() if f"services/{service.id}.md)" in line
        )


def test_times_are_recomputed_from_the_incidents() -> None:
    found = organisation()
    read = files(found)
    rows = [one for one in read["data/incidents.json"]["incidents"] if one["kind"] == "incident"]
    (text,) = pages(timing_pages.publish, found).values()

    for one in read["data/trends.json"]["timing"]:
        if one["measure"] != "publish":
            values = [row[f"{one['measure']}_seconds"] for row in rows]
            known = sorted(value for value in values if value is not None)
            assert known == one["values_seconds"]
            assert (len(known), values.count(None)) == (one["n"], one["missing"])
            assert one["median_seconds"] == median(known)
        assert f"| {one['measure']} | [{one['n']}](#behind) | {one['missing']} |" in text


def test_nobody_is_named_unless_settings_say_so_and_never_beside_lateness() -> None:
    person = "Ada Example"
    one = told(
        "2024-03-08-a",
        owner=person,
        authors=(person,),
        published_at="2024-04-20",
        late_because="Away.",
        action_items=(action("Do it", "A1", status="open", due="2024-04-01", owner=person),),
    )
    plain = {one.uri: one.data.decode() for one in data.publish(learned([one]))}
    named = {one.uri: one.data.decode() for one in data.publish(learned([one], data_people=True))}

    assert [uri for uri, text in plain.items() if person in text] == []
    assert {uri for uri, text in named.items() if person in text} == {
        "data/incidents.json",
        "data/incidents.csv",
        "data/services/checkout.json",
    }
    for uri, text in named.items():
        if person in text:
            assert not re.search("late|overdue_days|deadline|published_at|2024-04-20", text), uri


def test_a_csv_has_its_columns_without_rows_and_computes_nothing() -> None:
    empty = {one.uri: one.data.decode() for one in data.publish(learned([]))}
    assert empty["data/actions.csv"].startswith("incident,number,id,text,")
    assert empty["data/actions.csv"].count("\n") == 1

    formula = told("2024-03-08-a", title='=HYPERLINK("x")')
    text = next(
        one.data.decode()
        for one in data.publish(learned([formula]))
        if one.uri == "data/incidents.csv"
    )
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["title"] == '\'=HYPERLINK("x")'


def test_the_same_bytes_in_any_order() -> None:
    found = organisation()
    shuffled = random.Random(3).sample(found.corpus.postmortems, len(found.corpus.postmortems))
    again = replace(
        found,
        corpus=replace(
            found.corpus, postmortems=tuple(sorted(shuffled, key=lambda one: one.sort_key))
        ),
    )

    assert list(data.publish(found)) == list(data.publish(again))

"""`postmortems schema`: what editors and other tools check by is what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from jsonschema import Draft7Validator

from helpers import good, write_tree
from mkdocs_postmortems.knowledge_base import SCHEMAS
from mkdocs_postmortems.read.moments import MomentError, parse_moment

LIBRARY = Path(__file__).parents[3] / "postmortems"
OWN = """\
severities:
  - {id: p1, name: Page}
  - {id: p2, name: Ticket}
fields:
  - {name: product, type: choice, values: [till, shop]}
  - {name: cost_centre, type: integer}
  - {name: reviewed_on, type: date}
  - {name: regions_hit, many: true}
"""


def schema(run, what: str = "front-matter", folder: Path | str = LIBRARY) -> dict[str, Any]:
    ran = run("schema", what, "--folder", str(folder))
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    Draft7Validator.check_schema(document)
    return document


def problems(schema: dict[str, Any], text: str, loader: type = yaml.BaseLoader) -> list[str]:
    value = yaml.load(text, Loader=loader)
    return [error.json_path for error in Draft7Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("what", SCHEMAS)
@pytest.mark.parametrize("settings", ["", OWN])
def test_each_is_a_schema_of_draft_7(run, tmp_path: Path, what: str, settings: str) -> None:
    root = write_tree(tmp_path / "postmortems", {"settings.yml": settings})

    assert schema(run, what, root)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_librarys_front_matter_is_valid(run) -> None:
    front_matter = schema(run)
    paths = sorted(LIBRARY.glob("*/*.md"))
    wrong = {
        path.name: found
        for path in paths
        if (found := problems(front_matter, path.read_text("utf-8").split("---\n")[1]))
    }

    assert len(paths) > 10
    assert wrong == {}


@pytest.mark.parametrize("what", ["settings", "services"])
def test_the_librarys_own_files_are_valid(run, what: str) -> None:
    text = (LIBRARY / f"{what}.yml").read_text("utf-8")

    assert problems(schema(run, what), text, yaml.SafeLoader) == []


@pytest.mark.parametrize(
    ("what", "text", "path"),
    [
        ("front-matter", "title: a\nseverty: sev-1\n", "$"),
        ("front-matter", "title: a\nimpact: {sumary: b}\n", "$.impact"),
        ("front-matter", "severity: sev-1\n", "$"),
        ("front-matter", "title: a\nseverity: sev-9\n", "$.severity"),
        ("front-matter", "title: a\nservices: checkout\n", "$.services"),
        ("front-matter", "title: a\nservices: [nowhere]\n", "$.services[0]"),
        ("front-matter", "title: a\nstarted_at: '14:05'\n", "$.started_at"),
        ("front-matter", "title: a\nlinks: [{url: ftp://x}]\n", "$.links[0].url"),
        ("settings", "fial_on: error\n", "$"),
        ("settings", "fail_on: never\n", "$.fail_on"),
        ("settings", "rules: {PM201: loud}\n", "$.rules.PM201"),
        ("settings", "fields: [{name: a, type: number}]\n", "$.fields[0].type"),
        ("services", "- name: Checkout\n", "$[0]"),
        ("services", "- {id: a, onwer: b}\n", "$[0]"),
        ("services", "- {backstage: x, id: a}\n", "$[0]"),
        ("services", "id: a\n", "$"),
        ("themes", "- {id: a, colour: red}\n", "$[0]"),
        ("themes", "- {name: a}\n", "$[0]"),
    ],
)
def test_what_is_wrong_fails_where_it_stands(run, what: str, text: str, path: str) -> None:
    assert problems(schema(run, what), text) == [path]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (
            "services",
            "- {id: a, name: A, group: g, owner: o, aliases: [b], links: {x: http://y}}\n",
        ),
        ("services", "- id: a\n- backstage: ../**/catalog-info.yaml\n"),
        ("services", "[]"),
        ("themes", "- {id: own-theme, name: Own, group: detect, counterparts: [alert-quality]}\n"),
        ("themes", "- {id: rollback, 'off': true}\n"),
        ("settings", "version: 1\nfail_on: warning\nselect: [PM6]\nsince: '2024-01-01'\n"),
        ("settings", "deadlines: {sev-1: {publish: 3d, actions: 15d}}\nper_path: {'a/*': [PM6]}\n"),
        ("settings", OWN.replace("many: true", "many: false")),
        ("front-matter", "title: 14\nowner: 3.5\n"),
        ("front-matter", good().split("---\n")[1].replace("checkout]", "aws-s3]")),
    ],
)
def test_what_the_reader_takes_is_valid(run, what: str, text: str) -> None:
    assert problems(schema(run, what), text, _Plain) == []


class _Plain(yaml.SafeLoader):
    """As YAML 1.2 editors read it: days and moments are text."""


_Plain.yaml_implicit_resolvers = {
    first: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(
    ("line", "is_valid"),
    [
        ("severity: p1", True),
        ("severity: sev-1", False),
        ("product: till", True),
        ("product: tills", False),
        ("cost_centre: 4711", True),
        ("cost_centre: many", False),
        ("reviewed_on: 2024-03-09", True),
        ("reviewed_on: March", False),
        ("regions_hit: [a, b]", True),
        ("regions_hit: a", False),
        ("services: [checkout]", True),
        ("services: [search]", False),
        ("services: [shop/search]", True),
    ],
)
def test_an_organisations_own_words_are_in_it(
    run, tmp_path: Path, line: str, is_valid: bool
) -> None:
    files = {
        "settings.yml": OWN,
        "services.yml": "- id: checkout\n- backstage: '*.yaml'\n",
        "c.yaml": "kind: System\nmetadata: {name: search, namespace: shop}\n",
    }
    root = write_tree(tmp_path / "postmortems", files)
    found = problems(schema(run, folder=root), f"title: a\n{line}\n", _Plain)

    assert (found == []) is is_valid


@pytest.mark.parametrize(
    "moment",
    [
        "2024-05-02T14:05:00+02:00",
        "2024-05-02T14:05Z",
        "2024-05-02 14:05Z",
        "2024-05-02T14:05:00.123Z",
        "2024-05-02T14:05:00 +0200",
        "2024-05-02T14:05 UTC",
        "2024-05-02",
        "2024-05",
        "14:05",
        "2024",
        "2024-5-2",
        "02.05.2024",
        "1714658700",
        "yesterday",
        "2024-05-02T14",
        "",
    ],
)
def test_the_schema_takes_the_moments_that_the_reader_takes(run, moment: str) -> None:
    try:
        is_read = bool(parse_moment(moment, ZoneInfo("UTC")))
    except MomentError:
        is_read = False

    assert (problems(schema(run), f"title: a\nstarted_at: '{moment}'\n") == []) is is_read


def test_an_unknown_schema_and_a_folder_that_is_not_there_are_2(run) -> None:
    assert run("schema", "postmortem").code == 2
    assert run("schema", "--folder", "nowhere").code == 2
    assert run("schema").code == 2

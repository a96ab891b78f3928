"""Services from Backstage catalogues: what they describe, and nothing they refer to."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import write_tree
from mkdocs_postmortems.model.vocabulary import Service
from mkdocs_postmortems.read.backstage import read_catalogue
from mkdocs_postmortems.read.services import read_services

CATALOGUE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  title: Checkout
spec:
  type: service
  owner: group:default/payments-team
  system: shop
"""


def services(root: Path, text: str = "- backstage: catalog/*.yaml\n", **files: str):
    """The services, and the codes and words of what is wrong."""
    tree = {f"catalog/{name}.yaml": content for name, content in files.items()}
    write_tree(root, {"services.yml": text, **tree})
    found, file = read_services(root / "services.yml", "services.yml")
    return found.terms, [(one.code, one.message) for one in file.problems]


def catalogue(root: Path, text: str | bytes) -> list[Service]:
    write_tree(root, {"catalog-info.yaml": text})
    found, problem = read_catalogue(root / "catalog-info.yaml")
    assert problem is None
    return found


def test_a_component_is_a_service_with_its_title_system_and_owner(tmp_path: Path) -> None:
    assert catalogue(tmp_path, CATALOGUE) == [
        Service(id="checkout", name="Checkout", group="shop", owner="payments-team")
    ]


def test_a_system_is_one_too_and_no_other_kind(tmp_path: Path) -> None:
    kinds = ("System", "system", "API", "Group", "Location", "Domain", "Resource", "")
    text = "---\n".join(
        f"kind: {kind}\nmetadata: {{name: s{number}}}\n" for number, kind in enumerate(kinds)
    )

    assert [one.id for one in catalogue(tmp_path, text)] == ["s0", "s1"]


@pytest.mark.parametrize(
    "separator",
    ["---\n", "--- # the next one\n", "---   \n", "...\n---\n", "---\n---\n", "\n---\n# note\n"],
)
def test_a_file_may_hold_several(tmp_path: Path, separator: str) -> None:
    second = CATALOGUE.replace("checkout", "search").replace("Checkout", "Search")

    assert [one.id for one in catalogue(tmp_path, CATALOGUE + separator + second)] == [
        "checkout",
        "search",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + CATALOGUE.encode(),
        CATALOGUE.replace("\n", "\r\n").encode(),
        b"---\n" + CATALOGUE.encode() + b"---\n",
        b"%YAML 1.2\n---\n" + CATALOGUE.encode(),
        b"# ours\n\n%YAML 1.2\n%TAG ! tag:x,2024:\n--- # the first\n" + CATALOGUE.encode(),
    ],
)
def test_marks_line_ends_and_directives_change_nothing(tmp_path: Path, data: bytes) -> None:
    assert [one.id for one in catalogue(tmp_path, data)] == ["checkout"]


@pytest.mark.parametrize(
    ("namespace", "id"), [("default", "checkout"), ("", "checkout"), ("shop", "shop/checkout")]
)
def test_a_namespace_that_is_not_the_default_is_part_of_the_id(
    tmp_path: Path, namespace: str, id: str
) -> None:
    text = CATALOGUE.replace("  title", f"  namespace: {namespace}\n  title")

    assert [one.id for one in catalogue(tmp_path, text)] == [id]


@pytest.mark.parametrize(
    ("reference", "owner"),
    [
        ("payments", "payments"),
        ("group:payments", "payments"),
        ("group:default/payments", "payments"),
        ("default/payments", "payments"),
        ("user:ada.lovelace", ""),  # pages are made of teams
        ("[a, b]", ""),
        ("", ""),
    ],
)
def test_an_owner_is_the_name_in_its_reference(tmp_path: Path, reference: str, owner: str) -> None:
    text = CATALOGUE.replace("group:default/payments-team", reference)

    assert [one.owner for one in catalogue(tmp_path, text)] == [owner]


@pytest.mark.parametrize("substitution", ["$text", "$json", "$yaml"])
def test_what_a_catalogue_refers_to_is_never_read(tmp_path: Path, substitution: str) -> None:
    (tmp_path / "secret.txt").write_text("canary")
    text = CATALOGUE.replace("title: Checkout", f"title:\n    {substitution}: ./secret.txt")
    (one,) = catalogue(tmp_path, text)

    assert one.name == "checkout"
    assert "canary" not in repr(one)


@pytest.mark.parametrize("title", ["'${{ x }}'", "!!python/name:os.system x", "{{ x }}"])
def test_nothing_in_a_catalogue_runs(tmp_path: Path, title: str) -> None:
    (one,) = catalogue(tmp_path, CATALOGUE.replace("title: Checkout", f"title: {title}"))

    assert one.id == "checkout"
    assert one.name in {"${{ x }}", "x", "checkout"}


def test_services_yml_points_to_catalogues_by_glob(tmp_path: Path) -> None:
    found, problems = services(tmp_path, checkout=CATALOGUE)

    assert ([one.id for one in found], problems) == (["checkout"], [])


def test_a_glob_may_lead_out_of_the_knowledge_base(tmp_path: Path) -> None:
    write_tree(tmp_path, {"apps/a/b/catalog-info.yaml": CATALOGUE})
    found, problems = services(tmp_path / "postmortems", "- backstage: ../**/catalog-info.yaml\n")

    assert ([one.id for one in found], problems) == (["checkout"], [])


def test_what_services_yml_says_itself_goes_before(tmp_path: Path) -> None:
    text = "- backstage: catalog/*.yaml\n- id: checkout\n  name: Till\n  aliases: [till]\n"
    found, problems = services(tmp_path, text, checkout=CATALOGUE)

    assert [(one.id, one.name) for one in found] == [("checkout", "Till")]
    assert problems == []


def test_one_entity_in_two_files_is_one_service(tmp_path: Path) -> None:
    found, problems = services(tmp_path, a=CATALOGUE, b=CATALOGUE)

    assert ([one.id for one in found], problems) == (["checkout"], [])


def test_a_glob_that_finds_nothing_is_told(tmp_path: Path) -> None:
    assert services(tmp_path) == (
        (),
        [("PM903", "`catalog/*.yaml` finds no catalogue file")],
    )


@pytest.mark.parametrize(
    "pattern",
    ["/etc/*.yaml", "", "[a, b]", "{a: b}", '"**x/*.yaml"', '"a\\0b"', ".", '"a**/b"'],
)
def test_what_is_no_glob_below_the_folder_is_told(tmp_path: Path, pattern: str) -> None:
    found, problems = services(tmp_path, f"- backstage: {pattern}\n", checkout=CATALOGUE)

    assert found == ()
    assert {code for code, _ in problems} <= {"PM903", "PM901"}
    assert problems


@pytest.mark.parametrize("broken", ["kind: [\n", "a: b: c\n", "\t- x\n", "kind: 'never closed\n"])
def test_a_catalogue_that_cannot_be_read_is_told_and_the_others_count(
    tmp_path: Path, broken: str
) -> None:
    found, problems = services(tmp_path, a=broken, b=CATALOGUE)

    assert [one.id for one in found] == ["checkout"]
    assert [code for code, _ in problems] == ["PM901"]
    assert "a.yaml" in problems[0][1]


def test_a_bomb_of_aliases_is_refused(tmp_path: Path) -> None:
    rows = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    _, problems = services(tmp_path, a=rows + CATALOGUE)

    assert [code for code, _ in problems] in ([], ["PM901"])

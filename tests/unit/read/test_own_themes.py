"""themes.yml: themes added, changed, renamed and taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import NAME, SETTINGS, good, open_base, write_tree
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.themes import read_themes

OWN = packaged.vocabularies(SETTINGS)
GROUPS = OWN.theme_groups
FIRST = OWN.themes.terms[0]


def themes(root: Path, text: str):
    """The themes, and line and words of what is wrong."""
    write_tree(root, {"themes.yml": text})
    found, file = read_themes(root / "themes.yml", "themes.yml", OWN.themes, GROUPS)
    assert {one.code for one in file.problems} <= {"PM901", "PM902", "PM903"}
    return found, [
        (file.lines.place(one.span).line, one.message, one.help) for one in file.problems
    ]


def test_without_a_file_the_packaged_themes_hold(tmp_path: Path) -> None:
    found, file = read_themes(tmp_path / "themes.yml", "themes.yml", OWN.themes, GROUPS)

    assert found == OWN.themes
    assert file.problems == ()


def test_a_new_theme_stands_at_the_end(tmp_path: Path) -> None:
    text = (
        "- id: till-printers\n  name: Till printers\n  group: dependency\n"
        "  description: Paper.\n  aliases: [printers]\n  counterparts: [alert-quality]\n"
    )
    found, problems = themes(tmp_path, text)

    assert problems == []
    assert found.ids == (*OWN.themes.ids, "till-printers")
    assert found.find("printers") is found.get("till-printers")
    assert found.noun == OWN.themes.noun


def test_an_entry_with_a_packaged_id_changes_that_theme_alone(tmp_path: Path) -> None:
    found, problems = themes(tmp_path, f"- id: {FIRST.id}\n  name: Eyes on everything\n")
    theme = found.get(FIRST.id)

    assert problems == []
    assert theme
    assert (theme.name, theme.group, theme.description) == (
        "Eyes on everything",
        FIRST.group,
        FIRST.description,
    )
    assert found.ids == OWN.themes.ids


def test_a_renamed_theme_keeps_its_place_and_old_tags_stay_valid(tmp_path: Path) -> None:
    found, problems = themes(tmp_path, f"- id: eyes\n  renames: {FIRST.id}\n  name: Eyes\n")
    theme = found.get("eyes")

    assert problems == []
    assert theme
    assert found.ids == ("eyes", *OWN.themes.ids[1:])
    assert found.find(FIRST.id) is theme
    assert set(FIRST.aliases) < set(theme.aliases)


def test_a_lesson_with_the_old_slug_is_filed_under_the_new_one(tmp_path: Path) -> None:
    body = good() + f"\n## What went wrong\n\n- [{FIRST.id}] Nobody saw it. (accepted: rare)\n"
    files = {
        "settings.yml": "rules: {PM4: off}\n",
        "services.yml": "- id: checkout\n",
        "themes.yml": f"- id: eyes\n  renames: {FIRST.id}\n",
        NAME: body,
    }
    base = open_base(tmp_path, files, "restricted")

    assert base.config_findings == base.findings == ()
    assert base.vocabularies.themes.find(FIRST.id).id == "eyes"


def test_a_theme_can_be_switched_off(tmp_path: Path) -> None:
    found, problems = themes(tmp_path, f"- id: {FIRST.id}\n  off: true\n")

    assert problems == []
    assert found.ids == OWN.themes.ids[1:]
    assert found.find(FIRST.id) is None


def test_off_false_leaves_it(tmp_path: Path) -> None:
    assert themes(tmp_path, f"- id: {FIRST.id}\n  off: false\n")[0].ids == OWN.themes.ids


@pytest.mark.parametrize(
    ("text", "line", "message", "help"),
    [
        (
            "- id: till-printers\n  name: x\n  group: detct\n",
            3,
            "`detct` is no group of themes",
            "did you mean `detect`?",
        ),
        (
            "- id: till-printers\n  name: x\n",
            1,
            "the new theme `till-printers` needs a `group`",
            f"add `group:` with one of {', '.join(one.id for one in GROUPS)}",
        ),
        (
            "- id: till-printers\n  group: detect\n  counterparts: [no-such]\n",
            3,
            "`no-such` is no theme",
            None,
        ),
        (
            "- id: eyes\n  renames: alert-qualty\n",
            2,
            "`alert-qualty` is no theme",
            "did you mean `alert-quality`?",
        ),
        (
            "- id: no-such\n  off: true\n",
            1,
            "`no-such` is no theme, so it cannot be switched off",
            None,
        ),
        (
            f"- id: alert-quality\n  renames: {FIRST.id}\n",
            1,
            f"`alert-quality` is a theme already, so `{FIRST.id}` cannot become it",
            "choose another id, or take that theme away first",
        ),
        (
            "- id: Till Printers\n  group: detect\n",
            1,
            "`Till Printers` is no slug, so no lesson can carry it",
            "write lower-case letters, digits and hyphens, three or more",
        ),
        ("- name: x\n", 1, "a theme needs an `id`", None),
        ("- x\n", 1, "a theme is lines of `id: …`, `name: …`", None),
        ("a: b\n", 1, "must be a list", "write lines of `- id: …`"),
        (
            f"- id: {FIRST.id}\n  nmae: x\n",
            2,
            "unknown field `nmae`",
            "did you mean `name`?",
        ),
        (
            f"- id: {FIRST.id}\n  off: yes\n",
            2,
            "`yes` is neither true nor false",
            "write `true` or `false`",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place_and_the_other_themes_hold(
    tmp_path: Path, text: str, line: int, message: str, help: str | None
) -> None:
    found, problems = themes(tmp_path, text)

    assert problems == [(line, message, help)]
    assert set(OWN.themes.ids) <= set(found.ids)


def test_entries_may_name_each_other_in_any_order(tmp_path: Path) -> None:
    text = (
        "- {id: one-face, group: detect, counterparts: [other-face]}\n"
        "- {id: other-face, group: detect, counterparts: [one-face]}\n"
    )

    assert themes(tmp_path, text)[1] == []


def test_a_broken_file_leaves_the_packaged_themes(tmp_path: Path) -> None:
    found, problems = themes(tmp_path, "- id: [\n")

    assert found.ids == OWN.themes.ids
    assert problems


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        (FIRST.id, "is a theme itself"),
        (FIRST.id.upper(), "is a theme itself"),
        (FIRST.aliases[0], f"is an alias of `{FIRST.id}` already"),
    ],
)
def test_an_alias_of_two_themes_is_a_problem(tmp_path: Path, alias: str, said: str) -> None:
    """Lessons that carry it would stay with the earlier one, and nobody would know."""
    text = f"- id: till-printers\n  group: dependency\n  aliases:\n    - printers\n    - {alias}\n"
    _, problems = themes(tmp_path, text)

    ((line, message, _),) = problems
    assert line == 5
    assert said in message


def test_the_alias_of_a_theme_that_is_gone_is_free(tmp_path: Path) -> None:
    """So one theme is merged into another, in any order; its own words are its own."""
    merge = (
        f"- id: till-printers\n  group: dependency\n  aliases: [{FIRST.id}, {FIRST.aliases[0]}]\n"
    )
    off = f"- id: {FIRST.id}\n  off: true\n"

    assert themes(tmp_path, merge + off)[1] == []
    assert themes(tmp_path, off + merge)[1] == []
    own = f"- id: {FIRST.id}\n  aliases: [{FIRST.id}, {', '.join(FIRST.aliases)}]\n"
    assert themes(tmp_path, own)[1] == []


def test_what_stands_beside_off_is_a_problem(tmp_path: Path) -> None:
    """A theme that is gone has no name: one of the two lines is a mistake."""
    _, problems = themes(tmp_path, f"- id: {FIRST.id}\n  off: true\n  name: Eyes\n")

    ((line, message, _),) = problems
    assert line == 3
    assert "its `name` says nothing" in message

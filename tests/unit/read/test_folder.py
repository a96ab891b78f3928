"""Which folder is a knowledge base, and which of its files are postmortems."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import write_tree
from mkdocs_postmortems.read.folder import (
    find_attachments,
    find_postmortems,
    find_root,
    is_postmortem,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2024-03-08-x.md", True),
        ("2024/2024-03-08-x.md", True),
        ("2024/Badly named.md", True),
        ("2024-03-08-x/index.md", True),
        ("2024/2024-03-08-x/index.md", True),
        ("old/2024-03-08-x.md", True),
        ("README.md", False),
        ("2024/README.md", False),
        ("index.md", False),
        ("2024/index.md", False),
        ("template.md", False),
        ("template-short.md", False),
        ("_drafts/2024-03-08-x.md", False),
        (".github/x.md", False),
        ("2024/_x.md", False),
        ("2024/.x.md", False),
        ("2024/graph.png", False),
        ("services.yml", False),
        ("2024/x.markdown", False),
    ],
)
def test_every_markdown_file_is_a_postmortem_but_for_a_few_names(path: str, expected: bool) -> None:
    assert is_postmortem(path) is expected


def test_globs_of_settings_are_left_out() -> None:
    assert not is_postmortem("old/x.md", ("old/*",))
    assert is_postmortem("new/x.md", ("old/*",))


def test_postmortems_are_found_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = [
        "b.md",
        "a/c.md",
        "a/b.md",
        "_x/a.md",
        ".git/a.md",
        "d/index.md",
        "README.md",
        "a/x.png",
    ]
    write_tree(tmp_path, dict.fromkeys(names, "x"))

    found = [path.relative_to(tmp_path).as_posix() for path in find_postmortems(tmp_path)]

    assert found == ["a/b.md", "a/c.md", "b.md", "d/index.md"]


def test_files_beside_a_postmortem_are_found(tmp_path: Path) -> None:
    write_tree(tmp_path, dict.fromkeys(["a.md", "a/graph.png", ".x", "b/.y/z.png"], "x"))

    assert [path.name for path in find_attachments(tmp_path)] == ["graph.png"]


@pytest.mark.parametrize(
    ("files", "path", "root"),
    [
        (["kb/settings.yml", "kb/2024/a.md"], "kb/2024/a.md", "kb"),
        (["kb/services.yml", "kb/2024/a.md"], "kb/2024", "kb"),
        (["postmortems/2024/a.md"], "postmortems/2024/a.md", "postmortems"),
        (
            ["postmortems/kb/settings.yml", "postmortems/kb/a.md"],
            "postmortems/kb/a.md",
            "postmortems/kb",
        ),
        (["docs/a.md"], "docs/a.md", None),
    ],
)
def test_the_knowledge_base_is_the_nearest_folder_upwards(
    tmp_path: Path, files: list[str], path: str, root: str | None
) -> None:
    write_tree(tmp_path, dict.fromkeys(files, ""))

    found = find_root(tmp_path / path)

    assert found == (tmp_path / root if root else None)

"""What git tells of a repository, in every form that a remote has."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mkdocs_postmortems.read.repository import Repository, read_repository, web_address


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/shop/reviews.git", "https://github.com/shop/reviews"),
        ("https://github.com/shop/reviews", "https://github.com/shop/reviews"),
        ("https://github.com/shop/reviews/", "https://github.com/shop/reviews"),
        ("https://me:token@github.com/shop/reviews.git", "https://github.com/shop/reviews"),
        ("git@github.com:shop/reviews.git", "https://github.com/shop/reviews"),
        ("ssh://git@gitlab.example.com:2222/ops/a/b.git", "https://gitlab.example.com/ops/a/b"),
        ("git://git.example.org/x.git", "https://git.example.org/x"),
        ("/srv/git/reviews.git", ""),
        ("../reviews", ""),
        ("file:///srv/git/reviews", ""),
        ("https://github.com/shop/reviews\nhttps://evil.example/x", ""),
        ("", ""),
    ],
)
def test_the_address_for_people_has_no_credentials(remote, expected):
    """Empty where people have no page of it."""
    assert web_address(remote) == expected


@pytest.mark.parametrize(
    ("web", "host"),
    [
        ("https://github.com/a/b", "github"),
        ("https://github.example.com/a/b", "github"),
        ("https://gitlab.com/a/b", "gitlab"),
        ("https://git.example.com/gitlab/b", ""),
        ("", ""),
    ],
)
def test_the_host_is_told_by_its_name(web, host):
    """And by nothing that stands behind it."""
    assert Repository(root=Path(), web=web).host == host


def test_a_folder_in_no_repository_has_none(tmp_path, monkeypatch):
    """Nor has any where there is no git."""
    assert read_repository(tmp_path) is None
    subprocess.run(
        ["git", "init", "--initial-branch", "trunk", tmp_path], check=True, capture_output=True
    )
    found = read_repository(tmp_path)
    assert found is not None
    assert (found.root.resolve(), found.branch, found.web) == (tmp_path.resolve(), "trunk", "")
    monkeypatch.setenv("PATH", "")
    assert read_repository(tmp_path) is None

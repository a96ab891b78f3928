"""GitHub: issues as `gh` and as the REST API write them."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN, leaves, read_all, read_files, refusals, stated, words, words_of
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.github import KIND, UNSHOWN
from mkdocs_postmortems.read.foreign.given import Given

SOURCE = FOREIGN / "github"
ISSUE: dict[str, Any] = {"number": 4, "title": "Down", "body": "It was.", "createdAt": "2024-01-02"}


@pytest.mark.parametrize("name", ["gh/issues.json", "rest/comments.json"])
def test_every_word_that_github_shows_is_in_the_result(name: str) -> None:
    left_out = UNSHOWN | {"authorAssociation", "url", "html_url", "issue_url", "updated_at"}
    shown = leaves(json.loads((SOURCE / name).read_text("utf-8")), left_out)

    assert words(" ".join(shown)) <= words_of(read_all((SOURCE / name).parent))


def test_an_issue_of_gh_has_its_body_comments_and_facts() -> None:
    document, empty = read_all(SOURCE / "gh")

    assert document.source == "openmeadow/tiles#86"
    assert document.title == "Postmortem: tile server answered 503"
    assert document.text.startswith("## Summary\n\nThe public tile server")
    assert "## Comments\n\n### 2024-05-29T10:00:00Z, pmadaki\n\n#### Follow-up" in document.text
    facts = stated(document)
    assert facts["labels"] == ("incident", "sev2")
    assert facts["assignees"] == ("Paul Madaki",)
    assert facts["milestone"] == ("2024 Q2",)
    assert facts["closedAt"] == ("2024-06-01T15:00:00Z",)
    assert document.notes == ("images or files that are still only on GitHub: 1",)
    assert (empty.title, empty.text) == ("Incident: imports stuck at 40 %", "\n")


def test_an_issue_of_the_api_takes_its_comments_from_the_file_beside() -> None:
    (document,) = read_all(SOURCE / "rest")

    assert document.text.startswith("## Impact\n")
    assert "### 2024-05-29T10:00:00Z, pmadaki\n\nBundle is pinned now." in document.text
    assert document.notes == ("comments that are not in the export: 1",)
    assert stated(document)["html_url"] == ("https://github.com/openmeadow/tiles/issues/86",)


def test_pull_requests_are_no_issues(tmp_path: Path) -> None:
    assert read_files(tmp_path, {"a.json": [ISSUE | {"pull_request": {}}]}) == []


def test_pages_that_gh_api_slurps_or_appends_are_one_list(tmp_path: Path) -> None:
    issues = [ISSUE | {"number": at} for at in range(4)]
    slurped = [issues[:2], issues[2:]]
    appended = "".join(json.dumps(page) for page in slurped)

    assert len(read_files(tmp_path, {"a.json": slurped})) == 4
    assert len(read_files(tmp_path, {"a.json": appended})) == 4


def test_a_comment_that_both_exports_have_stands_once(tmp_path: Path) -> None:
    address = "https://github.com/o/r/issues/4#issuecomment-1"
    by_gh = {"author": {"login": "a"}, "body": "Once.", "createdAt": "1", "url": address}
    by_api = {"user": {"login": "a"}, "body": "Once.", "created_at": "1", "html_url": address,
              "issue_url": "https://api.github.com/repos/o/r/issues/4"}  # fmt: skip

    documents = read_files(
        tmp_path, {"a.json": [ISSUE | {"comments": [by_gh]}], "comments.json": [by_api]}
    )

    assert [one.text.count("Once.") for one in documents] == [1]


def test_underlined_headings_of_a_comment_do_not_become_sections(tmp_path: Path) -> None:
    body = "Impact\n======\n\n```\n# code\n```\n\n# Timeline"
    (document,) = read_files(tmp_path, {"a.json": [ISSUE | {"comments": [{"body": body}]}]})

    assert "#### Impact\n\n\n```\n# code\n```\n\n#### Timeline" in document.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ([], "a.json: it holds no issue"),
        ([ISSUE, 1], "a.json[1]: `[1]` is a number, not an object"),
        ([ISSUE, {"number": 5}], "a.json[1]: an issue has a `number` and a `title`"),
    ],
)
def test_what_is_no_issue_is_refused_alone(tmp_path: Path, content: Any, reason: str) -> None:
    found = refusals(tmp_path, {"a.json": content}, "github")
    assert found[0].startswith(reason)


def test_other_json_is_nobodys(tmp_path: Path) -> None:
    others = {"a.json": [{"number": "4", "title": "x"}], "b.json": {"title": "x"}}

    assert read_files(tmp_path, others) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["comments", "body", "author", "labels", "name", "issue_url", "url", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(value=_JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    keys = ("comments", "labels", "author", "body", "url", "assignees", "user")
    content = json.dumps([value, ISSUE | dict.fromkeys(keys, value)])
    source = Given(name="a.json", data=content.encode(), files=Folder(Path("nowhere")))
    with suppress(RefusedError):
        list(KIND.read(source))

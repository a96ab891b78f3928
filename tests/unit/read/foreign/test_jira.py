"""Jira: issues of the REST API with rich text (version 3) or wiki markup (version 2)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN, leaves, read_all, read_files, refusals, stated, words, words_of
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.jira import KIND, UNSHOWN

SOURCE = FOREIGN / "jira"
NOT_SHOWN = (UNSHOWN - {"description", "key"}) | {
    "type", "localId", "collection", "color", "state", "panelType", "layout", "isLast", "names",
    "mimeType", "level", "language", "timestamp", "shortName", "displayMode", "resolution",
    "issuetype", "priority", "statusCategory", "fromString", "fieldtype", "from", "to",
    "name", "status", "project", "attachment", "avatarUrls",
}  # fmt: skip


def issue(**fields: Any) -> dict[str, Any]:
    return {"key": "INC-1", "fields": {"summary": "Down", **fields}}


def paragraph(*texts: Any) -> dict[str, Any]:
    inner = [{"type": "text", "text": one} if isinstance(one, str) else one for one in texts]
    return {"type": "paragraph", "content": inner}


def described(folder: Path, *nodes: Any) -> str:
    document = {"type": "doc", "version": 1, "content": list(nodes)}
    (found,) = read_files(folder, {"a.json": issue(description=document)})
    return found.text.strip("\n")


def test_every_word_of_rich_text_and_fields_is_in_the_result() -> None:
    found = read_all(SOURCE / "search-v3.json")
    shown = leaves(json.loads((SOURCE / "search-v3.json").read_text("utf-8")), NOT_SHOWN)

    # The beginning of the answer says what may be expanded, and a rank and an empty field nothing.
    unsaid = {"names", "schema", "operations", "0", "i0004f"}
    assert words(" ".join(shown)) - unsaid <= words_of(found)


def test_every_word_of_wiki_markup_is_in_the_result() -> None:
    found = read_all(SOURCE / "issue-v2.json")
    fields = json.loads(_raw("issue-v2.json"))["fields"]
    texts = [fields["description"], fields["environment"], fields["customfield_11000"]]
    texts += [one["body"] for one in fields["comment"]["comments"]]

    text = re.sub(
        r"\{(?:panel:title=)?|\}|^h\d\.|\|thumbnail|code:python|~kberg",
        " ",
        "\n".join(texts),
        flags=re.MULTILINE,
    )

    assert words(text) - {"code", "panel", "noformat", "quote"} <= words_of(found)


def test_sections_tables_and_lists_stay_what_they_are() -> None:
    text = read_all(SOURCE / "search-v3.json")[0].text

    assert (
        "## Timeline\n\n| Time (UTC) | Event |\n| --- | --- |\n| 09:41 | Rules file `v118`" in text
    )
    assert "| 10:33 | Rules v117 restored; Belt 4 restarted |" in text
    assert "- The depot noticed within 20 minutes\n    - because of a *printed* list" in text
    assert "1. It was a Sunday\n2. Belt 4 was empty" in text
    assert "- [x] Write to the depots\n- [ ] Validate rules before they go live" in text
    assert '```yaml\nmatch:\n  depot: "N*"   # should be N?\n```' in text
    assert "![belts.png](belts.png)\n\nBelts at 10:05" in text


def test_fields_of_ones_own_have_the_names_that_people_see() -> None:
    v3, v2 = read_all(SOURCE / "search-v3.json")[0], read_all(SOURCE / "issue-v2.json")[0]

    assert stated(v3)["Severity"] == ("SEV-2",)
    assert stated(v3)["Incident start"] == ("2024-03-10T09:41:00.000+0000",)
    assert "## Customer impact\n\nTwo depots received **1,204** parcels" in v3.text
    assert stated(v2)["Duration (min)"] == ("153",)
    assert "## Root cause\n\n### What it was" in v2.text
    assert {"Rank", "Development"} & set(stated(v3)) == set()


def test_only_links_whose_type_says_so_are_action_items() -> None:
    v3, v2 = read_all(SOURCE / "search-v3.json")[0], read_all(SOURCE / "issue-v2.json")[0]

    actions, others = v3.text.split("## Linked issues")
    assert "SORT-77" in actions.split("## Action items")[1]
    assert "INC-232" in others
    assert "BELT-5" in others
    assert "OPS-18" in v2.text.split("## Action items")[1]


def test_comments_have_their_day_their_author_and_lower_headings() -> None:
    text = read_all(SOURCE / "search-v3.json")[0].text

    assert "## Comments\n\n### 2024-03-10T10:35:00.000+0000, Tom Adeyemi\n\n#### Update\n" in text


def test_attachments_beside_the_export_come_along() -> None:
    (document,) = read_all(SOURCE / "issue-v2.json")

    assert list(document.files) == ["graph.png"]
    assert "paged; ![](graph.png)" in document.text
    assert "@Kari Berg" in document.text
    assert document.notes == ("comments that are not in the export: 1",)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (paragraph("# no heading"), r"\# no heading"),
        (paragraph("1986. A year"), r"1986\. A year"),
        (paragraph("<b> & &amp; *x*"), r"&lt;b> & &amp;amp; \*x\*"),
        (
            paragraph({"type": "text", "text": " bold ", "marks": [{"type": "strong"}]}, "x"),
            "**bold** x",
        ),
        ({"type": "codeBlock", "content": [{"type": "text", "text": "```"}]}, "````\n```\n````"),
        ({"type": "future", "content": [paragraph("kept")]}, "kept"),
        (paragraph({"type": "futureInline", "attrs": {"text": "kept"}}), "kept"),
        (paragraph({"type": "date", "attrs": {"timestamp": "soon"}}), "soon"),
        ({"type": "heading", "attrs": {"level": True}, "content": []}, ""),
        ({"type": "table", "content": []}, ""),
        ({"type": "blockquote", "content": [paragraph("a"), paragraph("b")]}, "> a\n>\n> b"),
        (
            {"type": "media", "attrs": {"url": "https://x.example/a(1).png", "alt": "A"}},
            "![A](https://x.example/a%281%29.png)",
        ),
    ],
)
def test_a_node_gives_markdown_that_means_its_words(
    tmp_path: Path, node: Any, expected: str
) -> None:
    assert described(tmp_path, node) == expected


def test_a_cell_over_two_rows_stands_in_both(tmp_path: Path) -> None:
    def cell(text: str, **attrs: int) -> dict[str, Any]:
        return {"type": "tableCell", "attrs": attrs, "content": [paragraph(text)]}

    rows = [[cell("May 1", rowspan=2), cell("10:00")], [cell("11:00")], [cell("both", colspan=2)]]
    table = {"type": "table", "content": [{"type": "tableRow", "content": row} for row in rows]}

    lines = described(tmp_path, table).split("\n")

    assert lines[2:] == ["| May 1 | 10:00 |", "| May 1 | 11:00 |", "| both |  |"]


def test_one_unclosed_block_does_not_swallow_the_next_text(tmp_path: Path) -> None:
    comments = {"comments": [{"body": "{code}\nnever closed"}, {"body": "h1. *after*"}]}

    (document,) = read_files(tmp_path, {"a.json": issue(description="*one*", comment=comments)})

    assert "**one**" in document.text
    assert "never closed" in document.text
    assert "#### **after**" in document.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"issues": [issue(), {"key": "INC-2"}]}, "a.json[1]: an issue has a `key` and `fields`"),
        ({"issues": [issue(), "x"]}, "a.json[1]: `issues[1]` is text, not an object"),
        ({"issues": []}, "a.json: it holds no issue with a `key` and `fields`"),
    ],
)
def test_what_is_no_issue_is_refused_alone(tmp_path: Path, content: Any, reason: str) -> None:
    (found,) = refusals(tmp_path, {"a.json": content}, "jira")
    assert found.startswith(reason)


_NODES = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3)
    | st.fixed_dictionaries(
        {"type": st.sampled_from(["doc", "paragraph", "text", "table", "tableRow", "tableCell",
            "bulletList", "listItem", "taskList", "date", "media", "heading", "codeBlock", "odd"])},
        optional={"content": inner, "text": st.text(max_size=5) | inner, "attrs": inner, "marks": inner},
    )
    | st.dictionaries(st.sampled_from(["level", "rowspan", "url", "comments", "key"]), inner, max_size=3),
    max_leaves=20,
)  # fmt: skip


@given(value=_NODES)
def test_any_json_is_read_or_refused(value: Any) -> None:
    document = {"type": "doc", "content": [value]}
    names = ("comment", "issuelinks", "attachment", "labels", "customfield_1", "worklog")
    fields = {name: value for name in names if not isinstance(value, str)}
    content = [{"key": "A-1", "fields": {"description": document, **fields}, "changelog": value}]
    source = Given(name="a", data=json.dumps(content).encode(), files=Folder(Path("nowhere")))
    with suppress(RefusedError):
        list(KIND.read(source))


def _raw(name: str) -> str:
    return (SOURCE / name).read_text("utf-8")

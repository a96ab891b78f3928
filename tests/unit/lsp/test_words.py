"""What an editor is offered and told, by the place of the cursor: `¦` in each text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import PositionEncodingKind
from pygls.workspace import PositionCodec

from helpers import open_base
from mkdocs_postmortems.lsp.completion import complete
from mkdocs_postmortems.lsp.fixes import code_actions
from mkdocs_postmortems.lsp.hover import hover
from mkdocs_postmortems.lsp.links import definition, document_links, headings
from mkdocs_postmortems.lsp.positions import Positions
from mkdocs_postmortems.lsp.session import Open, Session
from mkdocs_postmortems.model.span import Span

NAME = "2024-05-02-cache-flush"
OTHER = "2023-11-05-search-slow"
SETTINGS = """version: 1
fields:
  - {name: tier, type: choice, values: [gold, silver], about: Which customers felt it.}
"""
FILES = {
    "settings.yml": SETTINGS,
    "services.yml": "- id: checkout\n  name: Checkout\n- id: search-api\n  name: Search\n",
    f"2023/{OTHER}.md": "---\ntitle: Search answered slowly\n---\n",
    f"2024/{NAME}.md": "---\ntitle: t\n---\n",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    return open_base(tmp_path_factory.mktemp("lsp"), FILES)


def at(base, text: str) -> tuple[Open, int, Positions]:
    """The file with this text, and where its `¦` stands."""
    offset = text.index("¦")
    path = base.root / f"2024/{NAME}.md"
    opened = Open.read(base, path, text.replace("¦", "", 1))
    codec = PositionCodec(PositionEncodingKind.Utf16)
    return opened, offset, Positions(opened.document.lines, codec)


def offered(base, text: str) -> list[str]:
    opened, offset, positions = at(base, text)
    return [one.label for one in complete(opened, offset, positions)]


def applied(base, text: str, label: str) -> str:
    """The text after the completion of this label was taken."""
    opened, offset, positions = at(base, text)
    item = next(one for one in complete(opened, offset, positions) if one.label == label)
    edit, whole = item.text_edit, opened.document.text
    start, end = positions.offset(edit.range.start), positions.offset(edit.range.end)
    return whole[:start] + edit.new_text + whole[end:]


FRONT = "---\ntitle: A title\n{}\n---\n\n## Summary\n\nx\n"


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("¦", {"severity", "services", "impact", "tier"}),
        ("sev¦", {"severity"}),
        ("severity: ¦", {"sev-1", "sev-4"}),
        ("severity: sev¦", {"sev-1"}),
        ("services: [¦", {"checkout", "search-api"}),
        ("services: [checkout, ¦]", {"search-api"}),
        ("services:\n  - ¦", {"checkout"}),
        ("services:\n- ch¦", {"checkout"}),
        ("status: ¦", {"draft", "in-review", "published"}),
        ("kind: ¦", {"near-miss"}),
        ("trigger: ¦", {"config-push"}),
        ("visibility: ¦", {"public", "internal"}),
        ("time_zone: Europe/B¦", {"Europe/Berlin"}),
        ("related: [¦]", {OTHER}),
        ("recurrence_of:\n  - ¦", {OTHER}),
        ("impact:\n  ¦", {"summary", "nature"}),
        ("impact:\n  summary: x\n  na¦", {"nature", "regions"}),
        ("impact:\n  nature: ¦", {"degradation", "outage"}),
        ("sources:\n  - ¦", {"title", "url", "read"}),
        ("sources:\n  - title: x\n    re¦", {"read"}),
        ("sources:\n  - title: x\n    read: ¦", {"full-text"}),
        ("tier: ¦", {"gold", "silver"}),
    ],
)
def test_front_matter_offers_what_may_stand_there(base, line: str, among: set[str]) -> None:
    assert among <= set(offered(base, FRONT.format(line)))


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("¦", {"title"}),
        ("severity: sev-2\n¦", {"title", "severity"}),
        ("impact:\n  summary: x\n  ¦", {"summary", "title", "severity"}),
        ("sources:\n  - title: x\n    ¦", {"title", "severity"}),
        ("related: [¦]", {NAME}),
    ],
)
def test_what_is_there_already_is_not_offered(base, line: str, never: set[str]) -> None:
    assert never.isdisjoint(offered(base, FRONT.format(line)))


@pytest.mark.parametrize(
    "text",
    [
        FRONT.format("owner: ¦"),
        FRONT.format("severity: sev-2  # why ¦"),
        FRONT.format("unknown: ¦"),
        FRONT.format("unknown:\n  ¦"),
        "---\ntitle: x\n---\n\nsev¦",
        "---\ntitle: x\n---\n\n## What went wrong\n\n- ¦",
        "---\ntitle: x\n---\n\n- done [¦](url)",
        "¦",
        "plain words, no front matter ¦",
    ],
)
def test_elsewhere_nothing_is_offered(base, text: str) -> None:
    """An editor that offers words in prose is switched off."""
    assert offered(base, text) == []


BODY = "---\ntitle: x\n---\n\n## What went wrong\n\n{}\n\n## Action items\n\n| Id | Action |\n|---|---|\n| A1 | Add an alert |\n| A2 | Write it down |\n"


@pytest.mark.parametrize(
    ("line", "label", "after"),
    [
        ("- [¦", "monitoring-coverage", "- [monitoring-coverage"),
        ("- [mon¦] No alert", "monitoring-coverage", "- [monitoring-coverage] No alert"),
        ("- [rollback, al¦] No", "alert-quality", "- [rollback, alert-quality] No"),
        ("1. **[mo¦]** No", "monitoring-coverage", "1. **[monitoring-coverage]** No"),
        ("- 🚨 No alert → ¦", "A1", "- 🚨 No alert → A1"),
        ("- No alert -> A1, A¦", "A2", "- No alert -> A1, A2"),
        ("See [it](¦)", f"../2023/{OTHER}.md", f"See [it](../2023/{OTHER}.md)"),
    ],
)
def test_the_body_offers_themes_actions_and_files(base, line: str, label: str, after: str) -> None:
    assert f"\n{after}\n" in applied(base, BODY.format(line), label)


def test_a_completion_replaces_the_whole_word(base) -> None:
    """Also where the cursor stands in the middle of it."""
    assert "\nseverity: sev-3\n" in applied(base, FRONT.format("severity: se¦v-2"), "sev-3")
    assert "\nseverity: sev-2\n" in applied(base, FRONT.format("sev¦: sev-2"), "severity")
    assert "\nimpact:\n" in applied(base, FRONT.format("imp¦"), "impact")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FRONT.format("seve¦rity: sev-2"), "How bad it was"),
        (FRONT.format("severity: se¦v-2"), "`sev-2`"),
        (FRONT.format("services: [check¦out]"), "Checkout"),
        (FRONT.format("impact:\n  nat¦ure: outage"), "from outside"),
        (BODY.format("- [roll¦back] x → A1"), "`rollback`"),
        (BODY.format("- [rollback] x → A¦1"), "Add an alert"),
        (FRONT.format("severity: se¦v-9"), "PM105"),
    ],
)
def test_hover_tells_what_a_word_means(base, text: str, told: str) -> None:
    """A field, a word of a list, an action item; where something is wrong, its rule."""
    opened, offset, _ = at(base, text)
    found = hover(opened, offset)
    assert found is not None
    assert told in found[0]


@pytest.mark.parametrize(
    "text", [BODY.format("- plain wo¦rds"), "¦", FRONT.format("owner: x").replace("x\n", "¦\n", 1)]
)
def test_hover_has_nothing_to_say_of_plain_words(base, text: str) -> None:
    opened, offset, _ = at(base, text)
    found = hover(opened, offset)
    assert found is None or found[0].startswith(("**PM", "**owner"))


def test_words_lead_to_files_and_rows(base) -> None:
    """An id to its file, a tie to its row, a service to its line of services.yml."""
    opened, offset, _ = at(base, FRONT.format(f"related: [{OTHER}¦]"))
    assert definition(opened, offset) == (base.root / f"2023/{OTHER}.md", 1)
    opened, offset, _ = at(base, FRONT.format("services: [search-¦api]"))
    assert definition(opened, offset) == (base.root / "services.yml", 3)
    opened, offset, _ = at(base, BODY.format("- x → A¦2"))
    assert definition(opened, offset) == (base.root / f"2024/{NAME}.md", 14)
    opened, offset, _ = at(base, FRONT.format("related: [2020-01-01-no¦ne]"))
    assert definition(opened, offset) is None


def test_ids_of_the_front_matter_are_links(base) -> None:
    opened, _, _ = at(base, FRONT.format(f"related: [{OTHER}, 2020-01-01-none]¦"))
    ((span, path),) = document_links(opened)
    assert opened.document.text[span.start : span.end] == OTHER
    assert path == base.root / f"2023/{OTHER}.md"


def test_headings_are_the_outline(base) -> None:
    opened, _, _ = at(base, BODY.format("x¦\n\n### Deeper\n\ny"))
    assert [(text, level) for text, level, _, _ in headings(opened)] == [
        ("What went wrong", 2),
        ("Deeper", 3),
        ("Action items", 2),
    ]
    whole = headings(opened)[0][2]
    assert opened.document.text[whole.start : whole.end].rstrip().endswith("y")


def test_a_fix_is_made_as_check_makes_it(base) -> None:
    """`SEV2` becomes `sev-2`, alone and with all others."""
    opened, _, positions = at(base, FRONT.format("severity: SEV2¦"))
    place = next(one.place for one in opened.findings if one.fix and one.fix.safe)
    quick, everything = code_actions(opened, positions.range(place), positions, "file:///x")
    (edit,) = quick.edit.changes["file:///x"]
    assert (edit.new_text, quick.is_preferred) == ("sev-2", True)
    assert quick.diagnostics
    (whole,) = everything.edit.changes["file:///x"]
    assert "severity: sev-2\n" in whole.new_text
    (alone,) = code_actions(opened, positions.span(Span(60, 60)), positions, "file:///x")
    assert alone.title == everything.title


@pytest.mark.parametrize("encoding", list(PositionEncodingKind))
@pytest.mark.parametrize("text", ["", "a\n🚨é b\n\nend", "🚨" * 3, "x\n"])
def test_every_offset_comes_back(base, encoding, text: str) -> None:
    """Whatever units the editor counts in, and whatever stands before."""
    opened = Open.read(base, base.root / f"2024/{NAME}.md", text)
    positions = Positions(opened.document.lines, PositionCodec(encoding))
    lines = opened.document.lines
    for offset in range(len(lines.text) + 1):
        assert positions.offset(positions.at(*lines.position(offset))) == offset


def test_settings_that_change_are_read_again(tmp_path: Path) -> None:
    """And a file that is no postmortem belongs to nothing."""
    base = open_base(tmp_path, FILES)
    session = Session()
    path = base.root / f"2024/{NAME}.md"
    first = session.base_of(path)
    assert first is not None
    assert session.base_of(path) is first
    assert session.base_of(base.root / "README.md") is None
    assert session.base_of(tmp_path.parent / "elsewhere.md") is None
    (base.root / "services.yml").write_text("- id: other\n  name: Other\n", "utf-8")
    second = session.base_of(path)
    assert second is not None
    assert second.services.ids == ("other",)

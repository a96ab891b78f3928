"""`postmortems import`: what is written, what is told, and what is left alone."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from helpers import DATA, write_tree
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.write.imported import is_untouched

OLD = """# 2024-03-08 Checkout refused orders

**Severity:** P2
**Service:** Checkout

## Timeline

All times in CET

- 14:05 First errors
- 14:20 An alert pages Ada, see ![the graph](img/graph.png)
- 15:10 All services are back to normal

## What went wrong

- It went unnoticed, as in [the other one](other.md#timeline).

## TODO

- [ ] Watch the error rate @ada (SHOP-12)
"""
OTHER = "# Another one\n\n## Timeline\n\n- 2024-02-01 10:00 UTC Something happened\n"
PNG = b"\x89PNG\r\n\x1a\nnot really"
PATH = Path("postmortems/2024/2024-03-08-checkout-refused-orders/index.md")


@pytest.fixture
def old() -> Path:
    """A folder of old documents beside a knowledge base with one service."""
    write_tree(Path("old"), {"one.md": OLD, "other.md": OTHER, "img/graph.png": PNG})
    write_tree(Path("postmortems"), {"services.yml": "- id: checkout\n"})
    return Path("old")


def documents(ran) -> dict[str, dict]:
    return {one["source"]: one for one in json.loads(ran.out)["documents"]}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_document_lies_by_its_day_and_its_title(run, old) -> None:
    ran = run("import", "old")

    assert ran.code == 0
    assert ran.out.endswith("2 documents: 2 new; 5 guesses to confirm\n")
    text = PATH.read_text("utf-8")
    assert "title: Checkout refused orders\nseverity: sev-2\nservices: [checkout]\n" in text
    assert "status: in-review\nstarted_at: 2024-03-08T14:05:00+01:00\n" in text
    assert "time_zone: Europe/Berlin\n" in text


def test_images_come_along_and_links_are_mended(run, old) -> None:
    run("import", "old")

    text = PATH.read_text("utf-8")
    assert "![the graph](graph.png)" in text
    assert PATH.with_name("graph.png").read_bytes() == PNG
    assert "[the other one](../../2024/2024-02-01-another-one.md#timeline)" in text


def test_check_has_nothing_to_say_but_what_the_report_announced(run, old) -> None:
    announced = {
        (one["target"], finding["code"], finding["line"])
        for one in documents(run("import", "old", "--format", "json")).values()
        for finding in one["findings"]
    }

    found = json.loads(run("check", "--today", "2024-06-01", "--format", "json").out)["findings"]
    told = {(f["path"].removeprefix("postmortems/"), f["code"], f["line"]) for f in found}
    assert told == announced
    assert {code for _, code, _ in told} == {"PM801", "PM302", "PM401"}


def test_a_dry_run_reports_the_same_and_writes_nothing(run, old) -> None:
    before = tree(Path())
    dry = documents(run("import", "old", "--dry-run", "--format", "json"))

    assert tree(Path()) == before
    wet = documents(run("import", "old", "--format", "json"))
    for one in (*dry.values(), *wet.values()):
        one.pop("findings")
    assert dry == wet


def test_imported_again_nothing_changes(run, old) -> None:
    run("import", "old")
    before = tree(Path("postmortems"))
    ran = run("import", "old")

    assert ran.out.endswith("2 documents: 2 as it was; 5 guesses to confirm\n")
    assert tree(Path("postmortems")) == before


def test_a_source_that_has_changed_is_followed_where_nobody_has_edited(run, old) -> None:
    run("import", "old")
    changed = OLD.replace("First errors", "The first errors").replace("orders\n", "every order\n")
    (old / "one.md").write_text(changed, "utf-8")
    ran = run("import", "old", "--format", "json")

    one = documents(ran)["one.md"]
    assert (one["outcome"], one["target"]) == ("updated", "2024/" + "/".join(PATH.parts[2:]))
    assert "The first errors" in PATH.read_text("utf-8")


def test_what_somebody_has_edited_is_never_overwritten(run, old) -> None:
    run("import", "old")
    edited = PATH.read_text("utf-8").replace("It went unnoticed", "Nobody was told")
    PATH.write_text(edited, "utf-8")
    (old / "one.md").write_text(OLD + "\n## Impact\n\nMore.\n", "utf-8")
    ran = run("import", "old", "--format", "json")

    assert documents(ran)["one.md"]["outcome"] == "edited"
    assert PATH.read_text("utf-8") == edited


def test_a_seal_holds_over_other_line_ends_and_breaks_with_any_word(run, old) -> None:
    run("import", "old")
    text = PATH.read_text("utf-8")
    beside = {"graph.png": sha256(PNG).hexdigest()}

    assert is_untouched(text, beside)
    assert is_untouched(text.replace("\n", "\r\n"), beside)
    assert not is_untouched(text.replace("14:05", "14:06"), beside)
    assert not is_untouched(text, {"graph.png": sha256(b"annotated").hexdigest()})
    assert not is_untouched("---\ntitle: One\n---\n", {})


def test_an_image_that_somebody_has_annotated_is_never_overwritten(run, old) -> None:
    run("import", "old")
    PATH.with_name("graph.png").write_bytes(b"annotated")
    (old / "one.md").write_text(OLD + "\nMore.\n", "utf-8")
    ran = run("import", "old", "--format", "json")

    assert documents(ran)["one.md"]["outcome"] == "edited"
    assert PATH.with_name("graph.png").read_bytes() == b"annotated"


def test_two_files_of_one_name_in_two_folders_are_two_documents(run) -> None:
    write_tree(Path(), {"c/Foo.md": OLD, "c2/Foo.md": OTHER})
    write_tree(Path("postmortems"), {"services.yml": "- id: checkout\n"})
    run("import", "c/Foo.md")
    ran = run("import", "c2/Foo.md", "c")

    assert ran.out.endswith("2 documents: 1 new, 1 as it was; 5 guesses to confirm\n")


def test_an_earlier_document_belongs_to_one_source_alone(run, old) -> None:
    run("import", "old")
    (old / "other.md").rename(old / "zzz.md")
    (old / "other.md").write_text("# A third\n\nOn 2024-04-01 it rained.\n", "utf-8")
    first = run("import", "old", "--format", "json")
    second = run("import", "old", "--format", "json")

    outcomes = {source: one["outcome"] for source, one in documents(first).items()}
    assert outcomes == {"one.md": "unchanged", "other.md": "updated", "zzz.md": "new"}
    assert {one["outcome"] for one in documents(second).values()} == {"unchanged"}


def test_a_copy_of_a_source_does_not_flip_the_document(run, old) -> None:
    run("import", "old")
    (old / "a.md").write_text(OTHER, "utf-8")
    run("import", "old")
    before = tree(Path("postmortems"))
    run("import", "old")

    assert tree(Path("postmortems")) == before


def test_what_is_written_to_is_never_a_source(run, old) -> None:
    run("import", ".")
    before = tree(Path("postmortems"))
    ran = run("import", ".", "--quiet")

    assert tree(Path("postmortems")) == before
    assert "2 as it was" in ran.out
    assert run("import", "postmortems/2024").code == 2


def test_images_that_the_source_no_longer_has_go_with_it(run, old) -> None:
    run("import", "old")
    (old / "one.md").write_text(OLD.replace(", see ![the graph](img/graph.png)", ""), "utf-8")
    run("import", "old")

    assert [path.name for path in PATH.parent.iterdir()] == ["index.md"]


def test_a_document_over_which_the_tool_fails_costs_no_other(run, old, monkeypatch) -> None:
    from mkdocs_postmortems.knowledge_base import importing

    place = importing.place

    def failing(foreign, *rest):
        if foreign.source == "one.md":
            message = "boom"
            raise RuntimeError(message)
        return place(foreign, *rest)

    monkeypatch.setattr(importing, "place", failing)
    ran = run("import", "old")

    assert ran.code == 1
    assert "one.md: the tool failed over it: RuntimeError: boom; please report" in ran.err
    assert Path("postmortems/2024/2024-02-01-another-one.md").exists()


@pytest.mark.parametrize(
    "body",
    [
        f"# {'x' * 300}\n",
        "# Far\n\nStarted: 9999-12-31 23:59 UTC\nDuration: 5h\n",
        "# T\n\nDate: 2024-01-01 10:00 UTC\n\n## Timeline\n\n- T+99999999999999999999m x\n- T+99999d y\n",
        "# D\n\nStarted: 2024-01-01 10:00 UTC\nDuration: 99999999999999999999 hours\n",
        "# \n\n## Timeline\n\n- 25:61 x\n- 0000-00-00 10:00 y\n",
        "# Zone\n\nAll times in Mars/Base\n\n## Timeline\n\n- 10:00 x\n",
    ],
    ids=["a long title", "the end of time", "far after", "a long duration", "no clock", "no zone"],
)
def test_odd_values_are_read_as_far_as_they_mean_something(run, old, body) -> None:
    (old / "one.md").write_text(body, "utf-8")
    ran = run("import", "old")

    assert ran.code == 0, ran.err
    assert "2 documents: 2 new" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--into", "old/one.md"), "is a file"),
        (("--into", "old/one.md/below"), "is no folder"),
        (("--output", "nowhere/report.json"), "there is no folder nowhere"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_first(run, old, arguments, message) -> None:
    ran = run("import", "old", *arguments)

    assert ran.code == 2
    assert message in ran.err
    assert not PATH.exists()


def test_a_document_that_was_moved_stays_where_it_is(run, old) -> None:
    run("import", "old")
    moved = Path("postmortems/shop/2024-02-01-another-one.md")
    moved.parent.mkdir()
    Path("postmortems/2024/2024-02-01-another-one.md").rename(moved)
    (old / "other.md").write_text(OTHER + "- 10:05 UTC More happened\n", "utf-8")
    run("import", "old")

    assert "More happened" in moved.read_text("utf-8")
    assert not Path("postmortems/2024/2024-02-01-another-one.md").exists()


def test_a_source_under_another_name_is_known_by_its_hash(run, old) -> None:
    run("import", "old")
    before = sorted(tree(Path("postmortems")))
    old.rename("elsewhere")
    ran = run("import", "elsewhere/other.md", "--format", "json")

    assert documents(ran)["other.md"]["target"] == "2024/2024-02-01-another-one.md"
    assert sorted(tree(Path("postmortems"))) == before


def test_two_documents_of_one_day_and_title_are_two(run, old) -> None:
    write_tree(old, {"again.md": OTHER + "\nAnd again.\n"})
    run("import", "old")

    names = sorted(path.name for path in Path("postmortems/2024").glob("*.md"))
    assert names == ["2024-02-01-another-one-2.md", "2024-02-01-another-one.md"]


def test_the_zone_that_is_given_holds_and_is_told(run, old) -> None:
    (old / "one.md").write_text(OLD.replace("All times in CET", "All times are local"), "utf-8")
    ran = run("import", "old", "--time-zone", "Asia/Tokyo", "--format", "json")
    one = documents(ran)["one.md"]

    guess = next(guess for guess in one["guessed"] if guess["what"] == "time_zone")
    assert guess["value"] == "Asia/Tokyo"
    assert guess["from"] == "no zone is written; this is the one that was given"
    # Nobody has written an offset, so none is told.
    assert one["timeline"][0] == {"line": 10, "at": "2024-03-08T14:05:00", "text": "First errors"}


def test_json_tells_every_line_of_the_source(run, old) -> None:
    one = documents(run("import", "old", "--dry-run", "--format", "json"))["one.md"]

    assert one["sections"] == [
        {"text": "Timeline", "canonical": "timeline", "line": 6},
        {"text": "What went wrong", "canonical": "went-wrong", "line": 14},
        {"text": "TODO", "canonical": "action-items", "line": 18},
    ]
    assert [(e["line"], e["at"]) for e in one["timeline"]] == [
        (10, "2024-03-08T14:05:00+01:00"),
        (11, "2024-03-08T14:20:00+01:00"),
        (12, "2024-03-08T15:10:00+01:00"),
    ]
    assert one["action_items"] == [
        {
            "line": 20,
            "text": "Watch the error rate @ada (SHOP-12)",
            "owner": "@ada",
            "due": None,
            "status": "open",
            "ticket": "SHOP-12",
        }
    ]
    assert {guess["what"] for guess in one["guessed"]} == {
        "started_at",
        "detected_at",
        "resolved_at",
        "time_zone",
    }


def test_the_report_as_markdown_shows_others_words_as_code(run, old) -> None:
    (old / "one.md").write_text(OLD.replace("First errors", "First <b>|`errors"), "utf-8")
    ran = run("import", "old", "--format", "markdown")

    assert ran.out.startswith("# Import report\n\n2 documents: 2 new;")
    assert "`the timeline's line “14:05 First ¦'errors”`" in ran.out
    assert "<b>" not in ran.out


def test_a_report_can_be_kept_in_a_file(run, old) -> None:
    ran = run("import", "old", "--format", "json", "--output", "report.json")

    assert ran.out == ""
    assert json.loads(Path("report.json").read_text("utf-8"))["version"] == 1


def test_readmes_are_passed_over_and_said_to_be(run, old) -> None:
    write_tree(old, {"README.md": "# Our postmortems\n\nHow to write one.\n"})
    ran = run("import", "old")

    assert ran.code == 0
    assert ran.err == "README.md: passed over: by its name it is no postmortem\n"


def test_a_document_of_a_kind_that_is_not_read_is_named(run, old) -> None:
    write_tree(old, {"report.pdf": b"%PDF-1.7", "clip.mp4": b"video"})
    ran = run("import", "old")

    assert ran.code == 0
    told = "report.pdf: passed over: .pdf is not read; export it as Word or HTML if it is a"
    assert ran.err == f"{told} postmortem\n"


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ({"../../evil.md": OLD.encode()}, "leads out of the archive"),
        ({"/etc/evil.md": OLD.encode()}, "leads out of the archive"),
        ({"ok.md": OLD.encode(), "bomb.md": b"0" * 80_000_000}, "-fold when unpacked"),
    ],
    ids=["a way out", "an absolute path", "a bomb"],
)
def test_a_malicious_archive_does_nothing(run, old, entries, why) -> None:
    Path("evil.zip").write_bytes(_zip(entries))
    before = tree(Path())
    ran = run("import", "evil.zip")

    assert ran.code == 1
    assert why in ran.err
    assert ran.out == "nothing imported; 1 source not read\n"
    assert tree(Path()) == before


def test_a_link_out_of_the_folder_is_not_followed(run, old) -> None:
    Path("secret.txt").write_text("secret", "utf-8")
    (old / "img/inside.txt").symlink_to(Path("secret.txt").absolute())
    linked = OLD + "\n[a](../secret.txt) [b](img/inside.txt) [c](/etc/passwd)\n"
    (old / "one.md").write_text(linked, "utf-8")
    run("import", "old")

    assert sorted(path.name for path in PATH.parent.iterdir()) == ["graph.png", "index.md"]


def test_a_file_of_no_known_kind_says_so(run, old) -> None:
    Path("notes.bin").write_bytes(bytes(range(256)))
    ran = run("import", "notes.bin")

    assert ran.code == 1
    assert ran.err == "notes.bin: what this is cannot be told; say it with --from\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--time-zone", "Mars/Base"), "`Mars/Base` is not a time zone"),
        (("--column", "title"), "`title` is no pair"),
        (("--from", "lotus-notes"), "'lotus-notes' is not one of"),
    ],
)
def test_a_mistake_of_usage_is_told_before_anything_is_read(run, old, arguments, message) -> None:
    ran = run("import", "old", *arguments)

    assert ran.code == 2
    assert message in ran.err
    assert not PATH.exists()


def test_a_folder_becomes_a_knowledge_base_that_check_knows(run, old) -> None:
    run("import", "old", "--into", "archive", "--quiet")
    ran = run("check", "archive", "--today", "2024-06-01", "--format", "concise")

    assert "2 postmortems" in ran.out
    assert "PM003" not in ran.out


def test_every_fixture_comes_in_and_its_second_import_changes_nothing(run) -> None:
    source = str(DATA / "foreign")
    first = run("import", source, "--into", "kb", "--quiet")
    before = tree(Path("kb"))
    second = run("import", source, "--into", "kb", "--quiet")

    assert (first.code, second.code) == (0, 0)
    assert " new;" in first.out
    assert " as it was;" in second.out
    assert tree(Path("kb")) == before


def test_the_findings_of_every_fixture_are_those_that_were_announced(run) -> None:
    told = documents(run("import", str(DATA / "foreign"), "--into", "kb", "--format", "json"))
    announced = sorted(
        (f"kb/{one['target']}", finding["code"], finding["line"])
        for one in told.values()
        for finding in one["findings"]
    )
    ran = run("check", "kb", "--format", "json")

    found = json.loads(ran.out)["findings"]
    assert sorted((one["path"], one["code"], one["line"]) for one in found) == announced


def test_help_names_every_kind(run) -> None:
    assert main(["import", "--help"]) == 0

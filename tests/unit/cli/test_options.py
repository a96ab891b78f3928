"""Options of `check`: rules, gate, baseline, output, several knowledge bases."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml

from helpers import NAME, good, write_tree
from mkdocs_postmortems.cli.output import FORMATS

DOCUMENT = f"2024/{NAME}"
TOKEN = "AKIA" + "QYLPMN5HHHFPZAM2"
TWO = good(severity="SEV2", resolved_at="2024-03-08T13:00:00Z")


def found(ran) -> list[str]:
    return [one["code"] for one in json.loads(ran.out)["findings"]]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ["PM109", "PM201"]),
        (("--ignore", "PM109"), ["PM201"]),
        (("--ignore", "alias-for-id"), ["PM201"]),
        (("--ignore", "PM1", "--ignore", "PM2"), []),
        (("--ignore", "ALL"), []),
        (("--ignore", "PM3"), ["PM109", "PM201"]),
        (("--select", "PM6"), ["PM109", "PM201"]),
    ],
)
@pytest.mark.parametrize(
    "settings", ["", "rules: {PM109: warning, time-order: error}\n", "rules: {PM1: warning}\n"]
)
def test_ignore_goes_before_every_setting(check, write, arguments, codes, settings) -> None:
    write({DOCUMENT: TWO, "settings.yml": settings})

    assert found(check("--format", "json", *arguments)) == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "meant"), [("time-ordr", "did you mean `time-order`?"), ("xyzzy", "lists them all")]
)
def test_a_rule_that_does_not_exist_is_2(check, write, option, word, meant) -> None:
    write({})

    ran = check(option, word)

    assert (ran.code, ran.out) == (2, "")
    assert f"there is no rule `{word}`" in ran.err
    assert meant in ran.err


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [("error", (1, 0)), ("warning", (1, 1)), ("info", (1, 1)), ("off", (0, 0))],
)
@pytest.mark.parametrize("settings", ["", "fail_on: off\n", "fail_on: info\n"])
def test_fail_on_goes_before_the_settings(check, write, fail_on, codes, settings) -> None:
    for text, code in zip((good(severity="sev-9"), good(severity="SEV2")), codes, strict=True):
        write({DOCUMENT: text, "settings.yml": settings})
        assert check("--fail-on", fail_on).code == code


def test_each_knowledge_base_has_its_own_gate(check) -> None:
    for name, gate in (("one", "error"), ("two", "warning")):
        files = {"settings.yml": f"fail_on: {gate}\n", "services.yml": "- id: checkout\n"}
        write_tree(Path(name), {**files, NAME: good(severity="SEV2" if name == "one" else "sev-2")})

    assert check("one", "two").code == 0
    assert check("one", "two", "--fail-on", "warning").code == 1


def test_a_baseline_holds_old_debt_and_lets_new_through(check, write) -> None:
    write({DOCUMENT: good(severity="sev-9")})
    ran = check("--write-baseline", "old.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 finding written down\n")

    assert check("--baseline", "old.json").code == 0
    write({DOCUMENT: good(severity="sev-9", owner="Ada").replace("---\n", "---\n# note\n", 1)})
    assert check("--baseline", "old.json").code == 0
    write({DOCUMENT: good(severity="sev-9", services="[nowhere]")})
    ran = check("--baseline", "old.json", "--format", "json")
    assert (ran.code, found(ran)) == (1, ["PM106"])


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": []}', "\xff"])
def test_a_bad_baseline_is_2(check, write, text: str) -> None:
    write({})
    Path("old.json").write_bytes(text.encode("latin-1"))

    ran = check("--baseline", "old.json")

    assert (ran.code, ran.out) == (2, "")
    assert "--baseline" in ran.err


def test_a_baseline_that_is_not_there_is_2(check, write) -> None:
    write({})

    assert check("--baseline", "nowhere.json").code == 2


@pytest.mark.parametrize("form", FORMATS)
def test_a_secret_is_in_no_format_and_no_file(check, write, monkeypatch, form: str) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary.md").absolute()))
    body = f"\n## Evidence\n\n[x]({TOKEN}.md) and `{TOKEN}`\n"
    write({DOCUMENT: good(title=f"key {TOKEN}", owner=f"[{TOKEN}]", severity=TOKEN) + body})

    ran = check("--format", form, "--write-baseline", "old.json")
    ran = check("--format", form)
    check("--format", form, "--output", "out.txt")

    assert ran.code == 1
    assert TOKEN not in ran.out + ran.err
    assert TOKEN not in Path("out.txt").read_text()
    assert TOKEN not in Path("old.json").read_text()
    assert "PM701" in ran.out or "secret" in ran.out
    if form == "github":
        assert TOKEN not in Path("summary.md").read_text()


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_knowledge_base_is_clean_in_every_format(check, write, form: str) -> None:
    write({})

    ran = check("--format", form)

    assert ran.code == 0
    if form in {"json", "sarif", "gitlab"}:
        assert json.loads(ran.out) is not None
    else:
        assert ran.out == ("" if form == "github" else "1 postmortem, no problems\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_whose_name_is_no_utf_8_is_written_in_every_format(check, write, form: str) -> None:
    odd = os.fsdecode(b"2024/2024-03-09-caf\xe9.md")
    write({odd: "---\ntitle: A\n---\n"})

    assert check("--format", form, "--output", "out.txt").code == 1
    assert Path("out.txt").read_bytes().decode("utf-8")
    assert check("--write-baseline", "old.json").code == 0
    assert check("--baseline", "old.json").code == 0


def test_output_goes_to_the_file_and_the_summary_to_stderr(check, write) -> None:
    write({DOCUMENT: good(severity="sev-9")})

    ran = check("--format", "concise", "--output", "out.txt")

    assert (ran.code, ran.out, ran.err) == (1, "", "1 postmortem, 1 problem in 1 file\n")
    assert Path("out.txt").read_text().startswith(f"postmortems/{DOCUMENT}:3:11: error PM105")


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_a_file_that_cannot_be_written_is_2_and_no_fault_of_the_tool(check, write, option) -> None:
    write({})

    ran = check(option, "no/such/folder/out.txt")

    assert ran.code == 2
    assert "out.txt" in ran.err
    assert "bug" not in ran.err


@pytest.mark.parametrize("form", ["text", "concise"])
@pytest.mark.parametrize("where", ["true", "false", ""])
def test_on_github_commands_stop_before_the_first_word_of_an_author(
    check, write, monkeypatch, form: str, where: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", where)
    write({DOCUMENT: good(severity="'##[error]x ::add-mask::y'")})

    lines = check("--format", form).out.splitlines()
    stops = [line for line in lines if line.startswith("::stop-commands::")]

    if where != "true":
        assert stops == []
        return
    token = stops[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines[0] == stops[0]
    assert lines.index(f"::{token}::") > max(n for n, one in enumerate(lines) if "##[" in one)
    assert lines[-1].startswith("1 postmortem")
    assert check("--format", form).out.splitlines()[0] != stops[0]


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github"])
def test_formats_for_machines_stay_whole_on_github_and_hold_no_command(
    check, write, monkeypatch, form: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write({DOCUMENT: good(severity="'##[error]x'")})

    ran = check("--format", form)

    assert "##[" not in ran.out
    assert "stop-commands" not in ran.out
    if form != "github":
        assert "##[error]x" in json.dumps(json.loads(ran.out))


def test_the_step_summary_is_added_to_what_is_there(check, write, monkeypatch) -> None:
    Path("summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    write({DOCUMENT: good(severity="'a | b <script>'")})

    check("--format", "text")
    assert Path("summary.md").read_text() == "before\n"
    check("--format", "github")

    text = Path("summary.md").read_text()
    assert text.startswith("before\n### 1 postmortem, 1 problem in 1 file\n")
    assert "<script>" not in text


@pytest.mark.parametrize("path", ["README.md", "template.md", "_drafts/x.md", "settings.yml"])
def test_a_given_path_that_is_no_postmortem_is_passed_over(check, write, path: str) -> None:
    write({"settings.yml": "version: 1\n", path: "version: 1\n"})

    assert check(f"postmortems/{path}").code == 0


def test_of_given_paths_only_these_are_reported_and_the_rest_is_known(check, write) -> None:
    other = "2024/2024-03-09-other.md"
    link = f"\n## Evidence\n\n[It]({NAME}#summary)\n"
    moved = good(started_at="2024-03-09T14:05:00Z", resolved_at="2024-03-09T15:10:00Z")
    write({DOCUMENT: good(severity="sev-9"), other: moved + link})

    assert check(f"postmortems/{other}").code == 0
    assert check(f"postmortems/{DOCUMENT}").code == 1


def test_the_hooks_of_pre_commit_call_what_there_is(check, write) -> None:
    hooks = yaml.safe_load((Path(__file__).parents[3] / ".pre-commit-hooks.yaml").read_text())

    assert [one["id"] for one in hooks] == ["postmortems-check", "postmortems-fix"]
    write({DOCUMENT: good(severity="SEV2")})
    for hook, left in zip(hooks, ("SEV2", "sev-2"), strict=True):
        command, name, *arguments = hook["entry"].split()
        assert (command, name) == ("postmortems", "check")
        assert check(*arguments, f"postmortems/{DOCUMENT}").code == 0
        assert left in Path(f"postmortems/{DOCUMENT}").read_text()

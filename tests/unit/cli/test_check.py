"""`postmortems check`: exit codes, what stands on stdout and what on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import BODY, NAME, good, write_tree
from mkdocs_postmortems.cli import main

SERVICES = "- id: checkout\n- id: payments\n"
DOCUMENT = f"postmortems/2024/{NAME}"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> Run:
        code = main(["check", *arguments])
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


def write(**files: str) -> None:
    tree = {"postmortems/services.yml": SERVICES, DOCUMENT: good()}
    write_tree(
        Path.cwd(), {**tree, **{name.replace("__", "/"): text for name, text in files.items()}}
    )


def test_a_clean_knowledge_base_is_0_with_a_sentence(check) -> None:
    write()

    assert check() == Run(0, "1 postmortem, no problems\n", "")


def test_a_finding_at_the_gate_is_1(check) -> None:
    write(**{DOCUMENT: good(severity="sev-9")})

    run = check()

    assert run.code == 1
    assert run.out.startswith(
        f"error[PM105] not-in-list: `sev-9` is no severity\n --> {DOCUMENT}:3:11\n"
    )
    assert run.out.endswith("\n\n1 postmortem, 1 problem in 1 file\n")
    assert run.err == ""


def test_a_finding_below_the_gate_is_shown_and_0(check) -> None:
    write(**{DOCUMENT: good(severity="SEV1")})

    run = check()

    assert run.code == 0
    assert "warning[PM109]" in run.out


@pytest.mark.parametrize(
    ("settings", "severity", "code"),
    [
        ("fail_on: warning\n", "SEV1", 1),
        ("fail_on: warning\n", "sev-1", 0),
        ("fail_on: off\n", "sev-9", 0),
        ("rules: {PM105: warning}\n", "sev-9", 0),
        ("rules: {not-in-list: off}\n", "sev-9", 0),
        ("rules: {alias-for-id: error}\n", "SEV1", 1),
    ],
)
def test_settings_move_the_gate(check, settings: str, severity: str, code: int) -> None:
    write(**{DOCUMENT: good(severity=severity), "postmortems/settings.yml": settings})

    assert check().code == code


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("settings.yml", "version: 2\n", "1:10"),
        ("settings.yml", "fail_on: never\n", "1:10"),
        ("settings.yml", "fial_on: error\n", "1:1"),
        ("settings.yml", 'version: 1\nfail_on: "error\nword: x\n', "2:10"),
        ("settings.yml", "- a\n", "1:1"),
        ("settings.yml", "time_zone: Mars\n", "1:12"),
        ("settings.yml", "sections:\n  summery: [TLDR]\n", "2:3"),
        ("settings.yml", "rules:\n  PM109: loud\n", "2:10"),
        ("settings.yml", "rules:\n  PM988: off\n", "2:3"),
        ("settings.yml", "rules:\n  time-ordr: off\n", "2:3"),
        ("settings.yml", "severities:\n  - {name: Bad}\n", "2:5"),
        ("services.yml", "checkout: x\n", "1:1"),
        ("services.yml", "- id: checkout\n- name: Payments\n", "2:3"),
        ("services.yml", "- id: checkout\n- id: checkout\n", "2:3"),
        ("services.yml", "- checkout\n", "1:3"),
        ("services.yml", "- id: checkout\n  onwer: Ada\n", "2:3"),
    ],
)
def test_bad_settings_are_2_at_their_place(check, name: str, text: str, place: str) -> None:
    write(**{f"postmortems/{name}": text})

    run = check()

    assert run.code == 2
    assert f" --> postmortems/{name}:{place}\n" in run.out
    assert run.out.startswith("error[PM90")


def test_bad_settings_do_not_hide_what_is_wrong_with_postmortems(check) -> None:
    write(**{DOCUMENT: good(severity="sev-9"), "postmortems/settings.yml": "version: 2\n"})

    run = check()

    assert run.code == 2
    assert "PM903" in run.out
    assert "PM105" in run.out


def test_settings_with_a_mark_of_order_and_windows_line_ends_are_fine(check) -> None:
    write()
    Path("postmortems/settings.yml").write_bytes(
        b"\xef\xbb\xbfversion: 1\r\nword: incident report\r\n"
    )

    assert check().code == 0


def test_empty_settings_are_fine(check) -> None:
    write(**{"postmortems/settings.yml": "# later\n"})

    assert check().code == 0


def test_settings_change_words_and_headings(check) -> None:
    write(
        **{
            "postmortems/settings.yml": (
                "severities:\n  - {id: red, aliases: [r]}\n  - id: green\nsections:\n  got-lucky: [Glück]\n"
            ),
            DOCUMENT: good(f"{BODY}\n## Glück\n\n- [monitoring-coverge] x\n", severity="red"),
        }
    )

    run = check("--format", "json")

    assert [one["code"] for one in json.loads(run.out)["findings"]] == ["PM410"]


def test_no_knowledge_base_is_2_and_says_what_to_do(check) -> None:
    run = check()

    assert (run.code, run.out) == (2, "")
    assert "there is no folder `postmortems` here" in run.err


def test_an_empty_one_is_0_with_a_sentence(check) -> None:
    Path("postmortems").mkdir()

    assert check() == Run(0, "no postmortems here yet\n", "")


def test_a_path_that_does_not_exist_is_2(check) -> None:
    write()

    run = check("postmortems/2024/nothing.md")

    assert (run.code, run.out) == (2, "")
    assert "nothing.md" in run.err


@pytest.mark.parametrize(
    "name", ["README.md", "template.md", "settings.yml", "_drafts/a.md", "index.md"]
)
def test_paths_that_are_no_postmortems_are_clean_with_a_sentence(check, name: str) -> None:
    write(**{DOCUMENT: good(severity="sev-9"), f"postmortems/{name}": "version: 1\n"})

    run = check(f"postmortems/{name}")

    assert run.code == 0
    assert len(run.out.splitlines()) == 1


def test_only_the_given_paths_are_reported_and_the_whole_is_read(check) -> None:
    other = "2024-04-01-other.md"
    write(
        **{
            DOCUMENT: good(related="[2024-04-01-other]"),
            f"postmortems/2024/{other}": good(severity="sev-9"),
        }
    )

    assert check(DOCUMENT) == Run(0, "1 postmortem, no problems\n", "")
    assert check("postmortems/2024").code == 1
    assert check("postmortems/2024/../2024/" + NAME).code == 0


def test_it_can_be_run_inside_the_knowledge_base(check, monkeypatch) -> None:
    write(**{DOCUMENT: good(severity="sev-9")})
    monkeypatch.chdir("postmortems/2024")

    run = check()

    assert run.code == 1
    assert f" --> {NAME}:3:11\n" in run.out


def test_quiet_leaves_the_summary_out(check) -> None:
    write()
    assert check("--quiet") == Run(0, "", "")
    write(**{DOCUMENT: good(severity="sev-9")})
    assert "1 postmortem" not in check("-q").out


def test_json_is_all_that_stands_on_stdout(check) -> None:
    write(**{DOCUMENT: good(severity="sev-9")})

    run = check("--format", "json")

    document = json.loads(run.out)
    assert (run.code, run.err) == (1, "1 postmortem, 1 problem in 1 file\n")
    assert document["version"] == 1
    (found,) = document["findings"]
    assert (found["path"], found["line"], found["column"], found["level"]) == (
        DOCUMENT,
        3,
        11,
        "error",
    )


def test_github_gets_one_command_a_finding(check) -> None:
    write(**{DOCUMENT: good(severity="sev-9")})

    run = check("--format", "github")

    assert run.code == 1
    assert run.out == (
        f"::error title=PM105 not-in-list,file={DOCUMENT},line=3,col=11,endColumn=16"
        "::`sev-9` is no severity%0Awrite one of sev-1, sev-2, sev-3, sev-4\n"
    )


def test_five_files_with_one_mistake_each_are_five_findings(check) -> None:
    files = {
        "2024-03-08-a.md": good(severity="svr-1"),
        "2024-03-08-b.md": good(services="[chekout]"),
        "2024-03-08-c.md": good(resolved_at="2024-03-08T14:04:59Z"),
        "2024-03-08-d.md": good(title='"Checkout'),
        "2024-03-08-e.md": good().replace("status:", "severity: sev-1\nstatus:"),
    }
    write_tree(Path.cwd() / "postmortems", {"services.yml": SERVICES, **files})

    run = check("--format", "json")

    assert run.code == 1
    assert [
        (one["path"][-4:], one["line"], one["column"], one["code"])
        for one in json.loads(run.out)["findings"]
    ] == [
        ("a.md", 3, 11, "PM105"),
        ("b.md", 4, 12, "PM106"),
        ("c.md", 7, 14, "PM201"),
        ("d.md", 2, 8, "PM005"),
        ("e.md", 5, 1, "PM006"),
    ]


def test_four_mistakes_in_one_file_are_four_findings(check) -> None:
    text = good(title='"Checkout', severity="sev-9", services="[chekout]", resolved_at="2024-03-07")
    write(**{DOCUMENT: text})

    run = check("--format", "json")

    assert [(one["line"], one["column"]) for one in json.loads(run.out)["findings"]] == [
        (2, 8),
        (3, 11),
        (4, 12),
        (7, 14),
    ]


def test_files_that_are_no_files_are_findings(check) -> None:
    write()
    folder = Path("postmortems/2024")
    (folder / "2024-03-09-folder.md").mkdir()
    (folder / "2024-03-10-link.md").symlink_to("nowhere.md")
    os.mkfifo(folder / "2024-03-11-pipe.md")
    with (folder / "2024-03-12-huge.md").open("wb") as file:
        file.truncate(50_000_000)

    run = check("--format", "json")

    assert [(one["path"][-9:], one["code"]) for one in json.loads(run.out)["findings"]] == [
        ("folder.md", "PM001"),
        ("0-link.md", "PM001"),
        ("1-pipe.md", "PM001"),
        ("2-huge.md", "PM008"),
    ]


def test_a_loop_of_links_ends(check) -> None:
    write()
    Path("postmortems/2024/again").symlink_to("..")

    assert check() == Run(0, "1 postmortem, no problems\n", "")


def test_a_day_that_is_none_is_2(check) -> None:
    write()

    assert check("--today", "2024-13-01").code == 2
    assert check("--today", "2024-05-02").code == 0


def test_an_unknown_format_is_2(check) -> None:
    assert check("--format", "xml").code == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{version('mkdocs-postmortems')}\n"


def test_help_is_0_and_no_command_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["check", "--help"]) == 0
    assert "Exit codes" in capsys.readouterr().out
    assert main([]) == 2
    assert main(["chekc"]) == 2


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs_postmortems", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_whose_name_is_no_utf_8_is_reported_in_every_format(form: str) -> None:
    write()
    Path(os.fsdecode(b"postmortems/2024/2024-03-09-caf\xe9.md")).write_text("---\ntitle: A\n---\n")

    run = _run("check", "--format", form)

    assert b"Traceback" not in run.stderr
    assert run.returncode == 1
    assert b"PM204" in run.stdout


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_output_is_utf_8_under_any_locale(form: str) -> None:
    write(**{DOCUMENT: good(severity="é漢")})

    run = _run("check", "--format", form, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert b"Traceback" not in run.stderr
    assert run.returncode == 1
    assert "é漢".encode() in run.stdout


def test_output_does_not_depend_on_the_hash_seed() -> None:
    write(
        **{
            DOCUMENT: good(severity="sev-9", services="[chekout]"),
            "postmortems/settings.yml": "a: 1\nb: 2\n",
        }
    )

    assert len({_run("check", PYTHONHASHSEED=str(seed)).stdout for seed in range(4)}) == 1


def test_what_goes_wrong_inside_is_2_and_never_looks_like_a_finding() -> None:
    write()

    assert _run("check", SOURCE_DATE_EPOCH="9" * 18).returncode == 2


def test_text_in_a_workflow_starts_no_command_of_the_runner() -> None:
    """The runner reads `##[` anywhere in a line, unless commands are stopped."""
    write(**{DOCUMENT: good(severity="'##[error]x'")})

    out = _run("check", GITHUB_ACTIONS="true").stdout.decode()

    assert "##[" not in out or "::stop-commands::" in out


def test_a_reader_that_stops_reading_is_no_error() -> None:
    files = {f"postmortems/2024-03-08-{n}.md": good(severity="sev-9") for n in range(300)}
    write(**files)
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs_postmortems", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()

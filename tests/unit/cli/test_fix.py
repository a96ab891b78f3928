"""`check --fix`, `--unsafe-fixes` and `--diff`, on files as they lie there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from helpers import NAME, good

DOCUMENT = f"2024/{NAME}"
PATH = Path("postmortems") / DOCUMENT
TOKEN = "AKIA" + "QYLPMN5HHHFPZAM2"


def test_fix_mends_and_says_so(check, write) -> None:
    write({DOCUMENT: good(severity="SEV2", services="checkout")})

    ran = check("--fix")

    assert PATH.read_text() == good()
    assert (ran.code, ran.out) == (0, "1 postmortem, no problems\n")
    assert ran.err == "mended 2 problems in 1 file\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (good(severity="SEV2  # by 'Ada'"), good(severity="sev-2  # by 'Ada'")),
        (good(severity='"SEV2"'), good(severity="sev-2")),
        (good(title="'Checkout refused'", severity="SEV2"), good(title="'Checkout refused'")),
        (good(severity="SEV2").replace("\n", "\r\n"), good().replace("\n", "\r\n")),
        (good(severity="SEV2") + "\r\nx  \n\ty", good() + "\r\nx  \n\ty"),
        ("\ufeff" + good(severity="SEV2"), good()),
    ],
)
def test_all_but_the_mistake_stays_byte_for_byte(check, write, before: str, after: str) -> None:
    write({DOCUMENT: before.encode()})

    check("--fix", "--ignore", "PM4", "--ignore", "PM5")

    assert PATH.read_bytes() == after.encode()


def test_a_guess_waits_for_leave(check, write) -> None:
    write({DOCUMENT: good(services="[chekout]")})

    assert check("--fix").code == 1
    assert "chekout" in PATH.read_text()
    assert check("--unsafe-fixes").code == 1
    assert "chekout" in PATH.read_text()
    assert check("--fix", "--unsafe-fixes").code == 0
    assert PATH.read_text() == good()


def test_a_file_without_a_fix_keeps_its_very_time(check, write) -> None:
    other = "2024/2024-03-09-other.md"
    write({DOCUMENT: good(severity="SEV2"), other: good(severity="sev-9")})
    path = Path("postmortems") / other
    before = path.stat()

    check("--fix", "--unsafe-fixes")

    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert "sev-9" in path.read_text()


def test_only_the_given_paths_are_mended(check, write) -> None:
    other = "2024/2024-03-09-other.md"
    write({DOCUMENT: good(severity="SEV2"), other: good(severity="SEV2")})

    check("--fix", str(PATH))

    assert PATH.read_text() == good()
    assert "SEV2" in (Path("postmortems") / other).read_text()


def test_a_rule_that_is_off_mends_nothing(check, write) -> None:
    write({DOCUMENT: good(severity="SEV2")})

    check("--fix", "--ignore", "PM109")

    assert "SEV2" in PATH.read_text()


def test_settings_are_never_mended_and_nobody_says_they_can_be(check, write) -> None:
    write({"settings.yml": "fial_on: error\n"})

    ran = check("--fix", "--unsafe-fixes")

    assert ran.code == 2
    assert Path("postmortems/settings.yml").read_text() == "fial_on: error\n"
    assert "can be mended" not in ran.out


def test_a_linked_file_is_mended_where_it_lies(check, write) -> None:
    write({})
    Path("elsewhere.md").write_text(good(severity="SEV2"))
    PATH.unlink()
    PATH.symlink_to(Path("elsewhere.md").absolute())

    check("--fix")

    assert PATH.is_symlink()
    assert Path("elsewhere.md").read_text() == good()


def test_the_summary_says_what_could_be_mended(check, write) -> None:
    write({DOCUMENT: good(severity="SEV2", services="[chekout]")})

    assert check().out.endswith(
        "2 problems in 1 file; 1 can be mended with `--fix`; 1 more with `--fix --unsafe-fixes`\n"
    )


def test_without_a_cache_fix_reads_and_writes_none(check, write) -> None:
    write({DOCUMENT: good(severity="SEV2")})

    check("--fix", "--no-cache")

    assert not Path(".cache").exists()


def test_diff_shows_and_changes_nothing(check, write) -> None:
    text = good(severity="SEV2  # by the tracker")
    write({DOCUMENT: text})

    ran = check("--diff")

    assert ran.code == 1
    assert PATH.read_text() == text
    assert f"--- a/{PATH}\n+++ b/{PATH}\n" in ran.out
    assert "\n-severity: SEV2  # by the tracker\n+severity: sev-2  # by the tracker\n" in ran.out


def test_diff_of_nothing_is_0_and_empty(check, write) -> None:
    write({})

    assert (check("--diff").code, check("--diff").out) == (0, "")


def test_diff_under_bad_settings_is_2(check, write) -> None:
    write({"settings.yml": "fial_on: error\n", DOCUMENT: good(severity="SEV2")})

    ran = check("--diff")

    assert ran.code == 2
    assert "settings" in ran.err


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize(
    "text",
    [
        good(severity="SEV2"),
        good(severity="SEV2").replace("\n", "\r\n"),
        good(severity="SEV2").rstrip("\n"),
        good(severity="SEV2", title="a\x0cb \x85 \u2028 c"),
        good(severity="SEV2", title="a é漢😀"),
    ],
)
def test_a_diff_can_be_applied(check, write, text: str) -> None:
    write({DOCUMENT: text.encode()})
    wanted = text.replace("SEV2", "sev-2").encode()
    diff = check("--diff", "--ignore", "PM0").out
    Path("x.diff").write_bytes(diff.encode())
    if "\r\n" in text:
        wanted_lines = [line for line in diff.split("\n") if line.startswith("+sev")]
        assert wanted_lines == ["+severity: sev-2\r"]
    subprocess.run(["git", "apply", "--whitespace=nowarn", "x.diff"], check=True)

    assert PATH.read_bytes() == wanted


def test_a_secret_beside_a_change_is_covered_in_the_diff(check, write) -> None:
    title = f"'key {TOKEN}'"
    write({DOCUMENT: good(title=title, severity="SEV2")})

    ran = check("--diff")

    assert "+severity: sev-2" in ran.out
    assert TOKEN not in ran.out
    assert "█" * len(TOKEN) in ran.out
    check("--fix")
    assert PATH.read_text() == good(title=title)


def test_a_diff_on_github_starts_no_command(check, write, monkeypatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write({DOCUMENT: good(severity="SEV2", title="'x'\n  # ::set-output name=a::b")})

    first, *_, last = check("--diff").out.splitlines()

    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    assert last == f"::{token}::"

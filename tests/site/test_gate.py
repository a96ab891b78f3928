"""A build stops where `postmortems check` would, and says where and why."""

from __future__ import annotations

import re

import pytest
from tests.site.project import postmortem, run, write
from tests.site.web import Site

NAME = "postmortems/2024/2024-05-02-flush.md"
ERROR = postmortem("## Summary\n\nWords.\n", severity="sev-9")
WARNING = postmortem("## Summary\n\nWords.\n", severity="SEV3")
YAML = "---\ntitle: 'Rawyamlcanary\nseverity: sev-1\nvisibility: public\n---\n\nBodywords.\n"
SETTINGS = "postmortems/settings.yml"


def _build(root, *arguments: str) -> tuple[int, str]:
    done = run(root, *arguments)
    return done.returncode, done.stdout


@pytest.mark.parametrize("arguments", [("build", "--strict"), ("build", "--strict", "--quiet")])
@pytest.mark.parametrize("text", [ERROR, YAML], ids=["value", "yaml"])
def test_strict_fails_with_the_place_and_the_code(tmp_path, arguments, text):
    """Exit 1, and `path:line:column: code` of the finding is in the output, however quiet."""
    code, said = _build(write(tmp_path, {NAME: text}), *arguments)

    assert code == 1
    assert re.search(rf"{NAME}:\d+:\d+: PM\d\d\d ", said), said
    assert "Traceback" not in said


def test_every_finding_of_every_file_is_told_at_once(tmp_path):
    """One run shows all there is to repair, not the first of it."""
    files = {
        NAME: postmortem(severity="sev-9", services=["shpo"], statsu="x"),
        "postmortems/2024/2024-05-03-other.md": YAML,
    }
    code, said = _build(write(tmp_path, files), "build", "--strict")

    assert code == 1
    for problem in ("PM105", "PM106", "PM102"):
        assert re.search(rf"{NAME}:\d+:\d+: {problem}", said), said
    assert re.search(r"2024-05-03-other\.md:\d+:\d+: PM", said), said
    assert "in 2 files" in said


def test_without_strict_the_site_is_built(tmp_path):
    """Exit 0, every finding told, the readable rest published, and no raw YAML on any page."""
    files = {
        NAME: YAML,
        "postmortems/2024/2024-05-03-fine.md": postmortem(
            "## Summary\n\nFinewords.\n", started_at="2024-05-03T10:00:00Z", resolved_at=None
        ),
    }
    root = write(tmp_path, files)
    code, said = _build(root, "build")
    site = Site(root / "site")

    assert code == 0
    assert f"{NAME}:" in said
    assert b"Finewords" in b"".join(site.bytes_of.values())
    for path, data in site.bytes_of.items():
        assert b"Rawyamlcanary" not in data, path
        assert b"visibility: public" not in data, path


@pytest.mark.parametrize(
    ("text", "fail_on", "quiet", "code"),
    [
        (WARNING, "error", [], 0),
        (WARNING, "warning", [], 1),
        (WARNING, "warning", ["--quiet"], 1),
        (ERROR, "off", [], 0),
    ],
    ids=["below", "at", "at, quiet", "off"],
)
def test_fail_on_is_the_level_at_which_strict_stops(tmp_path, text, fail_on, quiet, code):
    """A finding below the level is told and stops nothing; one at it stops, and is told."""
    files = {NAME: text, SETTINGS: f"version: 1\nfail_on: '{fail_on}'\n"}
    returned, said = _build(write(tmp_path, files), "build", "--strict", *quiet)

    assert returned == code, said
    assert re.search(rf"{NAME}:\d+:\d+: PM\d\d\d ", said), said


def test_a_rule_that_is_off_says_nothing(tmp_path):
    """Levels of settings.yml hold for builds too."""
    files = {NAME: WARNING, SETTINGS: "version: 1\nrules: {PM109: 'off'}\n"}
    code, said = _build(write(tmp_path, files), "build", "--strict")

    assert code == 0, said
    assert "PM109" not in said


@pytest.mark.parametrize(
    ("path", "text", "quiet"),
    [
        (SETTINGS, "version: 1\naudiense: public\n", []),
        (SETTINGS, "version: 1\naudience: everybody\n", ["--quiet"]),
        (SETTINGS, "version: [1\n", []),
        ("postmortems/services.yml", "shop: Shop\n", []),
    ],
    ids=["key", "value, quiet", "yaml", "services"],
)
def test_bad_settings_stop_a_strict_build(tmp_path, path, text, quiet):
    """A mistake in settings is told with its place, and no strict build goes past it."""
    code, said = _build(write(tmp_path, {path: text}), "build", "--strict", *quiet)

    assert code == 1, said
    assert re.search(rf"{path}:\d+:\d+: PM90\d ", said), said
    assert "Traceback" not in said


def test_bad_settings_without_strict_hide_no_less_than_good_ones(tmp_path):
    """An audience that cannot be read opens nothing."""
    files = {
        NAME: postmortem("## Summary\n\nSecretword.\n", visibility="restricted"),
        SETTINGS: "version: 1\naudience: everybody\n",
    }
    root = write(tmp_path, files)
    code, said = _build(root, "build")

    assert code == 0, said
    assert b"Secretword" not in b"".join(Site(root / "site").bytes_of.values())


def test_an_author_cannot_write_lines_of_the_log(tmp_path):
    """Control characters of a document are visible in the output and do nothing there."""
    text = postmortem().replace("sev-3", '"sev\\e[2J\\r\\n::error::forged"')
    _, said = _build(write(tmp_path, {NAME: text}), "build", "--strict")

    assert "\x1b[2J" not in said
    assert not [line for line in said.splitlines() if line.startswith("::error")]

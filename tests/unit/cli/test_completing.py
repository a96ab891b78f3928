"""What Tab gives in a shell, through the very entry that shells call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import good, write_tree

PLUGINS = str(Path(__file__).parents[3] / "plugins")
RUN = f"import sys; sys.path.insert(0, {PLUGINS!r}); from mkdocs_postmortems.cli import run; run()"


def completed(line: str, shell: str = "bash") -> list[str]:
    """The words that a shell is given for a line that ends where the cursor stands."""
    words = line.split(" ")
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        env={
            "_POSTMORTEMS_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1],
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return [word for row in done.stdout.splitlines() if (word := row.partition(",")[2])]


@pytest.fixture(autouse=True)
def _base(_outside_of_ci):
    services = "- id: checkout\n- id: charts\n- id: search\n"
    files = {"services.yml": services, "2024/2024-03-08-checkout-refused-orders.md": good()}
    write_tree(Path("postmortems"), files)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("postmortems ne", ["new"]),
        ("postmortems new --sev", ["--severity"]),
        ("postmortems new --severity ", ["sev-1", "sev-2", "sev-3", "sev-4"]),
        ("postmortems new --services ch", ["checkout", "charts"]),
        ("postmortems new --services search,ch", ["search,checkout", "search,charts"]),
        ("postmortems new --kind n", ["near-miss"]),
        ("postmortems list --service s", ["search"]),
        ("postmortems list --severity sev-2", ["sev-2"]),
        ("postmortems similar 2024", ["2024-03-08-checkout-refused-orders"]),
        (
            "postmortems explain PM20",
            ["PM201", "PM202", "PM203", "PM204", "PM205", "PM206", "PM207", "PM208", "PM209"],
        ),
        ("postmortems check --ignore time-or", ["time-order"]),
        ("postmortems init --host git", ["github", "gitlab"]),
        ("postmortems new --severity x", []),
    ],
)
def test_words_are_completed(line, expected):
    """Ids, severities, services and rules, where an option takes them."""
    assert completed(line) == expected


def test_where_there_is_no_knowledge_base_nothing_is_said(tmp_path, monkeypatch):
    """Somebody is in the middle of a line."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert completed("postmortems new --services ") == []


def test_each_shell_gets_a_script():
    """As the reference says to switch it on."""
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-c", RUN],
            env={"_POSTMORTEMS_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert f"{shell}_complete" in done.stdout, done.stderr

"""How the package itself is built: rooms, sizes, words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import mkdocs_postmortems

PACKAGE = Path(mkdocs_postmortems.__file__).parent
ROOT = Path(__file__).parents[2]
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_values_flow_one_way_through_the_rooms(tmp_path: Path) -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    found = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_no_module_has_more_than_300_lines() -> None:
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: count for name, count in long.items() if count > 300} == {}


def test_every_module_says_what_it_is() -> None:
    import ast

    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_the_command_needs_nothing_of_the_site_extra() -> None:
    """pre-commit and CI stay light; heavy imports are the site's alone."""
    code = (
        "import sys, mkdocs_postmortems.cli;"
        "print([one for one in ('mkdocs', 'markdown', 'material', 'mkdocs_macros', 'nh3') if one in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"

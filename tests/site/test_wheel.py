"""The wheel holds all that is needed, and its base is enough for checks without MkDocs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.site.project import QUIET, postmortem, write
from tests.site.web import Site

IMPORT_ALL = """
import importlib, pkgutil, sys
import mkdocs_postmortems

EXTRA = ("plugin", "extension", "lsp.")
names = [
    one.name
    for one in pkgutil.walk_packages(mkdocs_postmortems.__path__, "mkdocs_postmortems.",
                                     onerror=lambda name: None)
    if not one.name.startswith(tuple("mkdocs_postmortems." + it for it in EXTRA))
    and not one.name.endswith("__main__")
]
for name in names:
    importlib.import_module(name)
heavy = {"mkdocs", "material", "markdown", "mkdocs_macros", "nh3"} & set(sys.modules)
print(len(names), sorted(heavy))
"""
ONE = postmortem("## Summary\n\nWords.\n\n## What went wrong\n\n- [rollback] It was slow.\n")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, repository) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(repository)], check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(tmp_path_factory, wheel) -> Path:
    """The Python of a fresh environment with the wheel and its base dependencies."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=120)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    _install(python, str(wheel))
    return python


def _install(python: Path, what: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, what], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def _run(
    python: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Isolated from this checkout: no PYTHONPATH, no user site."""
    command = [str(python), "-I", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=QUIET,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_wheel_holds_every_file_of_the_package(wheel, repository):
    """Templates, styles, scripts, vocabularies and the typing mark go with the modules."""
    package = repository / "plugins/mkdocs_postmortems"
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and not any(one.startswith((".", "__pyc")) for one in path.parts)
    }
    held = set(zipfile.ZipFile(wheel).namelist())

    assert wanted - held == set()
    for suffix in (".jinja", ".css", ".js", ".yml", "py.typed"):
        assert [name for name in held if name.endswith(suffix)], suffix
    assert not [name for name in held if not name.startswith("mkdocs_postmortems")]


def test_the_base_imports_without_mkdocs(python):
    """Every module but the plugin, its Markdown extension and the language server does so."""
    done = _run(python, "-c", IMPORT_ALL)

    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split()[0]) > 40
    assert done.stdout.strip().endswith("[]")


def test_check_works_from_the_base(python, tmp_path):
    """`postmortems check` passes a sound file, and fails a broken one with its place."""
    root = write(tmp_path, {"postmortems/2024/2024-05-02-flush.md": ONE})
    fine = _run(python, "-m", "mkdocs_postmortems", "check", cwd=root)
    (root / "postmortems/2024/2024-05-03-bad.md").write_text(postmortem(severity="sev-9"))
    bad = _run(python, "-m", "mkdocs_postmortems", "check", cwd=root)

    assert fine.returncode == 0, fine.stdout
    assert bad.returncode == 1, bad.stdout
    assert "postmortems/2024/2024-05-03-bad.md:3:11" in bad.stdout


def test_the_console_script_is_installed(python):
    """The command is called `postmortems`."""
    script = next(path for path in python.parent.iterdir() if path.stem == "postmortems")
    done = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.strip()


def test_a_site_builds_strictly_from_the_wheel(python, wheel, tmp_path):
    """With the extra `site`, the documented two lines of configuration build a whole site."""
    root = write(tmp_path, {"postmortems/2024/2024-05-02-flush.md": ONE}, theme="material")
    _install(python, f"{wheel}[site]")
    done = _run(python, "-m", "mkdocs", "build", "--strict", cwd=root)

    assert done.returncode == 0, done.stdout
    site = Site(root / "site")
    assert site.broken_links() == []
    assert "Cache flush emptied the shop" in site.page("incidents").main.text


def test_a_knowledge_base_is_set_up_from_the_wheel(python, tmp_path):
    """Templates, guide and workflows are in it: `init` and `new` need no checkout."""
    root = tmp_path / "shop"
    options = ("--yes", "--with-guide", "--editor", "vscode", "--host", "github")
    done = _run(python, "-m", "mkdocs_postmortems", "init", str(root), *options)
    assert done.returncode == 0, done.stdout
    for path in ("docs/guide/tone.md", "docs/reference/front-matter.md", "postmortems/template.md"):
        assert (root / path).is_file(), path
    assert (root / ".github/workflows/postmortems.yml").is_file()

    done = _run(
        python, "-m", "mkdocs_postmortems", "new", "--title", "Disk full", "--quiet", cwd=root
    )
    assert done.returncode == 0, done.stdout
    assert "Three sentences for somebody" in (root / done.stdout.strip()).read_text("utf-8")
    checked = _run(python, "-m", "mkdocs_postmortems", "check", cwd=root)
    assert checked.returncode == 0, checked.stdout


def test_what_the_wheel_carries_is_what_lies_here(wheel, repository):
    """One source: the templates of the library, and the guide of the site."""
    held = zipfile.ZipFile(wheel)
    shipped = "mkdocs_postmortems/shipped"
    pairs = {
        **{
            f"{shipped}/templates/{one.name}": one
            for one in (repository / "postmortems").glob("template*.md")
        },
        **{
            f"{shipped}/docs/guide/{one.name}": one
            for one in (repository / "docs/guide").glob("*.md")
        },
        **{
            f"{shipped}/docs/reference/{name}.md": repository / f"docs/reference/{name}.md"
            for name in ("front-matter", "suppressions")
        },
    }
    inside = {name for name in held.namelist() if name.startswith(shipped)}

    assert inside == set(pairs)
    assert [name for name, path in pairs.items() if held.read(name) != path.read_bytes()] == []

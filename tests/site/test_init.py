"""What `init` writes is a knowledge base at once: it checks cleanly and builds strictly."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from mkdocs_postmortems.cli import main
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.read.said_times import HELP
from mkdocs_postmortems.write.editor import PROBLEM
from tests.site.project import RefusedError, build, postmortem
from tests.site.web import Site
from tests.terminal import Terminal

CATALOGUE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout, title: Checkout}
spec: {type: service, owner: payments, system: shop}
---
kind: Component
metadata: {name: search}
spec: {type: service, owner: find}
"""
OWN_SITE = "site_name: Ours\ntheme: mkdocs\nnav:\n  - Home: index.md\n"
OWN_DOCS = {
    "docs/index.md": "# Ours\n",
    "docs/runbooks/disk.md": "# Disk full\n\n[Home](../index.md)\n",
}


def init(root: Path, *options: str, files: Mapping[str, str] | None = None) -> int:
    """`postmortems init` in a folder that holds these files."""
    for path, text in (files or {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return main(["init", str(root), "--yes", *options])


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments]
    subprocess.run(command, check=True, capture_output=True)


VARIANTS = {
    "an empty folder, GitHub": (["--host", "github"], {}),
    "an empty folder, GitLab": (["--host", "gitlab"], {}),
    "neither": (["--host", "none"], {}),
    "docs that are there, GitHub": (["--host", "github"], OWN_DOCS),
    "docs that are there, GitLab": (["--host", "gitlab"], OWN_DOCS),
    "a README for a front page": ([], {"docs/README.md": "# Read me\n"}),
    "a site that is there, GitHub": (["--host", "github"], {"mkdocs.yml": OWN_SITE} | OWN_DOCS),
    "a site that is there, GitLab": (["--host", "gitlab"], {"mkdocs.yml": OWN_SITE} | OWN_DOCS),
    "services of Backstage": (
        ["--backstage", "**/catalog-info.yaml"],
        {"a/catalog-info.yaml": CATALOGUE},
    ),
    "another word and scale": (
        ["--word", "incident review", "--severities", "major:Major outage,minor"],
        {},
    ),
    "an editor": (["--editor", "vscode", "--services", "checkout,search"], {}),
    "the guide": (["--with-guide"], {}),
    "the guide beside docs": (["--with-guide", "--editor", "vscode"], OWN_DOCS),
    "names that YAML would read": (
        ["--name", "Yes: #1 {{ 7*7 }} <b>", "--word", "on", "--services", "a:No"],
        {},
    ),
}

BUILT_TWICE = ("a site that is there, GitHub", "services of Backstage", "another word and scale")


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_it_writes_checks_and_builds(variant, tmp_path, monkeypatch, capfd):
    """`check` finds nothing and a strict build passes, at once; some with a first postmortem too."""
    options, files = VARIANTS[variant]
    root = tmp_path / "shop"
    root.mkdir()
    before = dict(files)

    assert init(root, *options, files=files) == 0
    assert {path: (root / path).read_text("utf-8") for path in before} == before
    monkeypatch.chdir(root)
    assert main(["check"]) == 0
    site = Site(build(root))
    assert site.broken_links() == []
    if "a site that is there" in variant:
        shown = capfd.readouterr().err
        assert "mkdocs.yml is yours and stays as it is" in shown
        lines = shown.split("Add to it:\n\n")[1].split("\n\n")[0]
        (root / "mkdocs.yml").write_text(f"{OWN_SITE}{lines}\n", "utf-8")
    services = re.findall(r"id: (\S+)", (root / "postmortems/services.yml").read_text("utf-8"))
    scale = yaml.safe_load((root / "postmortems/settings.yml").read_text("utf-8"))["severities"]
    told = postmortem(
        "## Summary\n\nIt broke.\n\n## Timeline\n\n- 10:00 It breaks\n\n## Action items\n\n"
        "No action items, because it is gone.\n",
        services=services[:1] or ["checkout"],
        severity=scale[0]["id"],
        visibility=None,
        published_at=None,
    )
    path = root / "postmortems/2024/2024-05-02-flush.md"
    path.parent.mkdir()
    path.write_text(told, "utf-8")
    assert main(["check"]) == 0
    if variant in BUILT_TWICE:
        site = Site(build(root))
        assert site.broken_links() == []
        assert "Cache flush emptied the shop" in site.page("incidents").main.text


def test_nothing_is_overwritten_without_force(tmp_path):
    """A second run writes what is missing and leaves every other byte as it is."""
    init(tmp_path, "--host", "github", "--editor", "vscode")
    mine = "# mine\n"
    for path in ("mkdocs.yml", "postmortems/template.md", ".vscode/tasks.json", ".gitignore"):
        (tmp_path / path).write_text(mine, "utf-8")
    (tmp_path / "postmortems/template-short.md").unlink()
    there = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert init(tmp_path, "--host", "github", "--editor", "vscode") == 0
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in there if after[path] != there[path]} == {tmp_path / ".gitignore"}
    assert set(after) - set(there) == {tmp_path / "postmortems/template-short.md"}
    assert (tmp_path / ".gitignore").read_text("utf-8") == f"{mine}site/\n.cache/\n"


def test_force_replaces_files_and_no_postmortem(tmp_path):
    """With `--force` its own files are written again; a postmortem is none of them."""
    init(tmp_path, "--host", "github")
    written = (tmp_path / "mkdocs.yml").read_bytes()
    told = tmp_path / "postmortems/2024/2024-05-02-flush.md"
    told.parent.mkdir()
    told.write_text(postmortem(services=["shop"]), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", "utf-8")

    init(tmp_path, "--host", "github", "--services", "shop", "--force", "--name", "Postmortems")
    assert (tmp_path / "mkdocs.yml").read_bytes() == written
    assert told.read_text("utf-8") == postmortem(services=["shop"])


def test_what_git_knows_is_taken(tmp_path):
    """Host, branch and the address to edit at come from the remote; its credentials do not."""
    git(tmp_path, "init", "--initial-branch", "trunk")
    git(tmp_path, "remote", "add", "origin", "https://me:secret@gitlab.example.com/ops/reviews.git")

    assert init(tmp_path) == 0
    site = (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert "https://gitlab.example.com/ops/reviews/-/edit/trunk/docs/" in site
    assert (tmp_path / ".gitlab/postmortems.yml").is_file()
    written = b"".join(
        one.read_bytes() for one in tmp_path.rglob("*") if ".git/" not in str(one) and one.is_file()
    )
    assert b"secret" not in written
    assert Site(build(tmp_path)).broken_links() == []


def test_below_a_repository_no_workflow_is_written(tmp_path, capfd):
    """Workflows belong to the root of a repository, and that is said."""
    git(tmp_path, "init", "--initial-branch", "main")
    git(tmp_path, "remote", "add", "origin", "git@github.com:shop/shop.git")

    assert init(tmp_path / "ops" / "reviews") == 0
    for path in (".github", ".gitlab-ci.yml", ".pre-commit-config.yaml"):
        assert not (tmp_path / "ops/reviews" / path).exists()
    assert "/edit/main/ops/reviews/docs/" in (tmp_path / "ops/reviews/mkdocs.yml").read_text(
        "utf-8"
    )
    assert "--host none, as workflows belong to" in capfd.readouterr().err


def services(root: Path) -> tuple[str, ...]:
    """As every command reads them."""
    return KnowledgeBase(root / "postmortems", root, date(2024, 5, 2)).services.ids


@pytest.mark.parametrize("pattern", ["**/catalog-info.yaml", "a/*.yaml", "a/catalog-info.yaml"])
def test_a_catalogue_inside_is_pointed_to(pattern, tmp_path):
    """A service that is added to it later is known at once."""
    init(tmp_path, "--backstage", pattern, files={"a/catalog-info.yaml": CATALOGUE})
    assert services(tmp_path) == ("checkout", "search")
    more = CATALOGUE.replace("name: search", "name: maps")
    (tmp_path / "a/catalog-info.yaml").write_text(more, "utf-8")
    assert services(tmp_path) == ("checkout", "maps")


def test_a_catalogue_outside_is_copied(tmp_path):
    """CI would not find it."""
    (tmp_path / "other.yaml").write_text(CATALOGUE, "utf-8")
    init(tmp_path / "here", "--backstage", str(tmp_path / "other.yaml"), "--services", "maps")
    (tmp_path / "other.yaml").unlink()

    assert services(tmp_path / "here") == ("maps", "checkout", "search")
    text = (tmp_path / "here/postmortems/services.yml").read_text("utf-8")
    assert "  owner: payments\n" in text


def test_catalogues_that_are_there_are_taken(tmp_path, capfd):
    """Without an answer they are the best guess, and that is said."""
    init(tmp_path, files={"a/catalog-info.yaml": CATALOGUE})
    assert services(tmp_path) == ("checkout", "search")
    assert "--backstage '**/catalog-info.yaml'" in capfd.readouterr().err


def test_a_second_run_speaks_the_words_that_are_there(tmp_path):
    """A template that was lost comes back on the scale of the settings, not on ours."""
    init(tmp_path, "--severities", "red,amber")
    (tmp_path / "postmortems/template-short.md").unlink()
    init(tmp_path)
    text = (tmp_path / "postmortems/template-short.md").read_text("utf-8")
    assert "\nseverity: amber\n" in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--services", "Search Box"], "write `search-box`"),
        (["--severities", ","], "name at least one"),
        (["--severities", "SEV 1"], "lower-case letters"),
        (["--deadline", "sev-9=3d/15d"], "write e.g. `sev-1=3d/15d`"),
        (["--deadline", "sev-1=soon"], "`5bd` are business days"),
        (["--time-zone", "Mars/Base"], "write e.g. Europe/Berlin"),
        (["--backstage", "none.yaml"], "it finds no component"),
    ],
)
def test_a_wrong_answer_writes_nothing(options, words, tmp_path, capfd):
    """A mistake is told with what to write instead, before any file is."""
    assert init(tmp_path, *options) == 2
    assert words in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path, capfd):
    """DIR names a folder, and a file in its place is told."""
    (tmp_path / "file").write_text("")
    assert init(tmp_path / "file") == 2
    assert "name a folder" in capfd.readouterr().err


def test_what_is_there_already_is_told_what_it_lacks(tmp_path, capfd):
    """A pipeline and hooks of somebody's own stay, and the lines to add are printed."""
    files = {
        ".gitlab-ci.yml": "stages: [test]\n",
        ".pre-commit-config.yaml": "repos: []\n",
        ".github/dependabot.yml": "version: 2\nupdates:\n",
    }

    assert init(tmp_path, "--host", "gitlab", files=files) == 0
    assert init(tmp_path, "--host", "github") == 0
    said = capfd.readouterr().err
    assert "  - local: .gitlab/postmortems.yml" in said
    assert "      - id: postmortems-check" in said
    assert "  - package-ecosystem: github-actions\n    directory: /\n" in said
    (tmp_path / ".github/dependabot.yml").write_text("# github-actions: by hand\n", "utf-8")
    assert init(tmp_path, "--host", "github") == 0
    assert "package-ecosystem" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "name", ["docs/pull_request_template.md", ".github/pull_request_template.md"]
)
def test_a_template_of_pull_requests_under_another_name_is_one(name, tmp_path):
    """GitHub would take either of two; the one that is there stays alone."""
    init(tmp_path, "--host", "github", files={name: "mine\n"})
    assert not (tmp_path / ".github/PULL_REQUEST_TEMPLATE.md").exists()


@pytest.mark.parametrize(
    "name", [".github/dependabot.yaml", "renovate.json", ".github/renovate.json5"]
)
def test_pins_are_moved_by_one(name, tmp_path):
    """Where Dependabot or Renovate is at work, no second one is set up."""
    init(tmp_path, "--host", "github", files={name: "{}\n"})
    assert not (tmp_path / ".github/dependabot.yml").exists()


def test_the_editor_knows_our_lines_and_words(tmp_path, capfd, monkeypatch):
    """The problem matcher reads each line of `check`, snippets offer what the settings have."""
    init(
        tmp_path, "--editor", "vscode", "--services", "checkout,search", "--severities", "red,amber"
    )
    told = tmp_path / "postmortems/2024/2024-05-02-flush.md"
    told.parent.mkdir()
    told.write_text(postmortem(severity="sev-9", services=["chekout"]), "utf-8")
    monkeypatch.chdir(tmp_path)
    capfd.readouterr()
    tasks = json.loads((tmp_path / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    task = next(one for one in tasks if one["label"] == "postmortems: check")
    assert main([*task["args"], "--quiet"]) == 1
    lines = capfd.readouterr().out.splitlines()

    matched = [re.fullmatch(task["problemMatcher"]["pattern"]["regexp"], line) for line in lines]
    assert len(lines) >= 2
    assert all(matched)
    assert {(one[1], one[5]) for one in matched if one} >= {
        ("postmortems/2024/2024-05-02-flush.md", "PM105"),
        ("postmortems/2024/2024-05-02-flush.md", "PM106"),
    }
    assert task["problemMatcher"]["pattern"]["regexp"] == PROBLEM
    snippets = (tmp_path / ".vscode/postmortems.code-snippets").read_text("utf-8")
    for words in (
        "|red,amber|",
        "|checkout,search|",
        "rollback",
        "|prevent,detect,mitigate,process|",
    ):
        assert words in snippets
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema, target in settings["yaml.schemas"].items():
        assert json.loads((tmp_path / schema).read_text("utf-8"))["$schema"]
        assert target.startswith("postmortems/")


def test_snippets_with_hostile_words_stay_one_place(tmp_path):
    """A comma or a bar in a word ends no choice."""
    from mkdocs_postmortems.write.editor import editor_files

    words = {"severities": ["a,b", "c|d"], "services": [], "themes": ["}$x"], "types": ["y"]}
    snippets = json.loads(editor_files(words, {})[".vscode/postmortems.code-snippets"])
    body = snippets["Postmortem: front matter"]["body"]
    assert body[2] == r"severity: ${1|a\,b,c\|d|}"
    assert body[3] == "services: [$2]"


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_it_asks_on_a_terminal_and_asks_again(tmp_path):
    """Wrong answers are told and asked for again; a postmortem is started by the same hands."""
    terminal = Terminal("init", cwd=tmp_path)
    terminal.answer("What do you call a postmortem?", "incident review")
    terminal.answer("What is the site called?", "")
    terminal.answer("What can break?", "checkout, Search Box")
    terminal.expect("write `search-box`")
    terminal.answer("What can break?", "checkout, search")
    terminal.answer("Which severities", "")
    terminal.answer("How soon", "sev-1=2d/10d")
    terminal.answer("Which time zone", "Mars")
    terminal.expect("write e.g. Europe/Berlin")
    terminal.answer("Which time zone", "Europe/Berlin")
    terminal.answer("Who may read it?", "internal")
    terminal.answer("Where is it reviewed?", "gitl")
    assert terminal.end() == 0, terminal.seen
    settings = yaml.safe_load((tmp_path / "postmortems/settings.yml").read_text("utf-8"))
    assert settings["word"] == "incident review"
    assert settings["deadlines"] == {"sev-1": {"publish": "2d", "actions": "10d"}}
    assert settings["time_zone"] == "Europe/Berlin"
    assert (tmp_path / ".gitlab-ci.yml").is_file()

    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys; p = sys.argv[1]; t = open(p).read(); open(p, 'w').write(t + '\\nedited\\n')\n"
    )
    terminal = Terminal(
        "new", cwd=tmp_path, EDITOR=f"{sys.executable} {editor}", SOURCE_DATE_EPOCH="1714658400"
    )
    terminal.answer("What happened, in one line?", "Checkout refused orders")
    terminal.answer("How bad was it?", "sev-9")
    terminal.expect("there is no `sev-9`")
    terminal.answer("How bad was it?", "P2")
    terminal.answer("What broke?", "chekout")
    terminal.expect("did you mean `checkout`?")
    terminal.expect("What broke? (checkout, search) ")
    terminal.type("che\t", enter=False)
    terminal.expect("checkout")  # Tab has written the rest
    terminal.type("")
    terminal.answer("When did it start?", "tomorrow")
    terminal.expect(HELP.split("`")[1])
    terminal.answer("When did it start?", "14:02 today")
    terminal.answer("When was it noticed?", "+7m")
    terminal.answer("When did the impact end?", "")
    terminal.answer("When was all back?", "10 min ago")
    terminal.answer("Who sees to it", "Ada")
    assert terminal.end() == 0, terminal.seen
    text = (tmp_path / "postmortems/2024/2024-05-02-checkout-refused-orders.md").read_text("utf-8")
    for line in (
        "severity: sev-2",
        "services: [checkout]",
        "started_at: 2024-05-02T14:02:00+02:00",
        "detected_at: 2024-05-02T14:09:00+02:00",
        "resolved_at: 2024-05-02T15:50:00+02:00",
        "owner: Ada",
        "edited",
    ):
        assert f"\n{line}\n" in text


def test_a_build_without_the_guides_lines_is_told(tmp_path, capfd):
    """Where a site is kept, the guide needs the plugin: said before, and true."""
    files = {"mkdocs.yml": OWN_SITE} | OWN_DOCS
    init(tmp_path, "--with-guide", files=files)
    shown = capfd.readouterr().err

    assert "build once these lines are in mkdocs.yml" in shown
    with pytest.raises(RefusedError):
        build(tmp_path)
    lines = shown.split("Add to it:\n\n")[1].split("\n\n")[0]
    (tmp_path / "mkdocs.yml").write_text(f"{OWN_SITE}{lines}\n", "utf-8")
    assert Site(build(tmp_path)).broken_links() == []


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_in_a_pipe_stdout_has_the_path_alone(tmp_path):
    """`code "$(postmortems new)"`: questions and answers are talk."""
    init(tmp_path, "--services", "checkout")
    out = tmp_path / "out.txt"
    terminal = Terminal(
        "new", cwd=tmp_path, stdout=out, EDITOR="echo", SOURCE_DATE_EPOCH="1714658400"
    )
    terminal.answer("What happened, in one line?", "Disk full")
    terminal.answer("How bad was it?", "low")
    for question in ("What broke?", "When did it start?", "noticed?", "end?", "back?", "Who sees"):
        terminal.answer(question, "")
    assert terminal.end() == 0, terminal.seen
    assert out.read_text("utf-8") == "postmortems/2024/2024-05-02-disk-full.md\n"

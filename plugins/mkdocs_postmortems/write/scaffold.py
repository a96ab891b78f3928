"""The files of a new knowledge base, from what its organisation answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from mkdocs_postmortems.model.vocabulary import Service, Term
from mkdocs_postmortems.write.imported import scalar

GITHUB, GITLAB, NO_HOST = "github", "gitlab", "none"
HOSTS = (GITHUB, GITLAB, NO_HOST)

IGNORED = ("site/", ".cache/")
"""What a build and a check leave behind."""

_PACKAGED_SCALE = 4
_SEVERITY = re.compile(r"^severity: sev-(\d)(?=\s|$)", re.MULTILINE)
_REFERENCE = "; every field: docs/reference/front-matter.md"
"""What the templates say where the reference lies beside them."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What an organisation decides on its first day."""

    name: str
    word: str
    audience: str
    time_zone: str
    severities: tuple[Term, ...]
    deadlines: Mapping[str, tuple[str, str]]
    """By severity: days until it is published, and then until its actions are done."""
    services: tuple[Service, ...] = ()
    catalogues: tuple[str, ...] = ()
    """Globs of Backstage files, from the folder of services.yml."""
    host: str = NO_HOST
    is_root: bool = True
    """Whether the folder is the root of its repository, where hooks are looked for."""
    branch: str = "main"
    edit_uri: str = ""
    home: str = "index.md"
    documents: tuple[str, ...] = ()
    """Pages that lie in docs/ already."""
    requirement: str = "mkdocs-postmortems[site]"
    """What pip installs."""
    guide: Mapping[str, str] = field(default_factory=dict)
    """Pages of the guide by their path in docs/; empty without."""

    @property
    def a_word(self) -> str:
        return f"{'an' if self.word[:1].lower() in 'aeiou' else 'a'} {self.word}"

    @property
    def base_requirement(self) -> str:
        """What a check needs: without MkDocs."""
        return self.requirement.replace("[site]", "", 1)

    @property
    def needs_git(self) -> bool:
        return "git+" in self.requirement


def scaffold(answers: Answers, templates: Mapping[str, str]) -> dict[str, str]:
    """Text by path. `templates` are the postmortem templates by name."""
    files = {
        "mkdocs.yml": _render("mkdocs.yml", answers),
        f"docs/{answers.home}": _render("index.md", answers),
        "postmortems/README.md": _render("README.md", answers),
        "postmortems/settings.yml": _render("settings.yml", answers),
        "postmortems/services.yml": _render("services.yml", answers),
        "postmortems/requirements.txt": _render("requirements.txt", answers),
        **{
            f"postmortems/{name}": _fitted(text, answers.severities, has_guide=bool(answers.guide))
            for name, text in templates.items()
        },
        **{f"docs/{path}": text for path, text in answers.guide.items()},
    }
    if answers.is_root:
        files[".pre-commit-config.yaml"] = _render("pre-commit-config.yaml", answers)
    if answers.host == GITHUB:
        files[".github/workflows/postmortems.yml"] = _render("github.yml", answers)
        name = ".github/workflows/postmortems-follow-up.yml"
        files[name] = _render("github-follow-up.yml", answers)
        files[".github/dependabot.yml"] = _render("dependabot.yml", answers)
        files[".github/PULL_REQUEST_TEMPLATE.md"] = _render("pull-request.md", answers)
    if answers.host == GITLAB:
        files[".gitlab/postmortems.yml"] = _render("gitlab.yml", answers)
        files[".gitlab-ci.yml"] = _render("gitlab-ci.yml", answers)
        name = ".gitlab/merge_request_templates/Postmortem.md"
        files[name] = _render("pull-request.md", answers)
    return files


def to_add(path: str, text: str, answers: Answers) -> str:
    """The lines that a file of somebody's own lacks; empty where it lacks none."""
    if path == "mkdocs.yml" and not re.search(r"^\s*-\s+['\"]?postmortems\b", text, re.MULTILINE):
        rows = ["plugins:", "  - search", "  - postmortems"]
        if answers.guide:
            rows += ["  - macros:", "      render_by_default: false"]
        return "\n".join(rows)
    if path == ".pre-commit-config.yaml" and "postmortems" not in text:
        return "  - repo: local\n    hooks:\n" + _render("pre-commit-hook.yaml", answers).rstrip()
    if path == ".github/dependabot.yml" and "github-actions" not in text:
        return _render("dependabot-updates.yml", answers).rstrip()
    if path == ".gitlab-ci.yml" and ".gitlab/postmortems.yml" not in text:
        return _render("gitlab-ci.yml", answers).rstrip()
    return ""


def ignored(text: str) -> str:
    """A .gitignore with the lines that it lacks."""
    there = {row.strip().strip("/") for row in text.splitlines()}
    missing = [one for one in IGNORED if one.strip("/") not in there]
    before = text if not text or text.endswith("\n") else f"{text}\n"
    return before + "".join(f"{one}\n" for one in missing)


def _fitted(text: str, severities: tuple[Term, ...], *, has_guide: bool) -> str:
    """A template on an organisation's own scale."""

    def placed(match: re.Match[str]) -> str:
        last = len(severities) - 1
        rank = round((int(match[1]) - 1) * last / (_PACKAGED_SCALE - 1))
        return f"severity: {scalar(severities[rank].id)}"

    fitted = _SEVERITY.sub(placed, text)
    return fitted if has_guide else fitted.replace(_REFERENCE, "")


def _render(name: str, answers: Answers) -> str:
    guide = tuple(answers.guide)
    return _environment().get_template(name).render(answers=answers, guide=guide)


@cache
def _environment() -> Environment:
    """Its own marks, since workflows and macros use braces."""
    environment = Environment(  # noqa: S701  # no HTML is written; YAML goes through `scalar`
        loader=PackageLoader("mkdocs_postmortems", "scaffold"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(scalar=scalar, words=_words)
    return environment


def _words(text: str) -> str:
    """Plain words for a heading of Markdown, which no macro and no HTML begins in."""
    return "".join(_MARKS.get(one, one) for one in " ".join(text.split()))


_MARKS = {one: f"&#{ord(one)};" for one in "\\`*_{}[]<>#|&"}

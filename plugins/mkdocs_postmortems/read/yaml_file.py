"""A YAML file of settings to nodes, with its text for excerpts and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Node
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.read import nodes
from mkdocs_postmortems.read.source import decode, read_bytes


@dataclass(frozen=True)
class ConfigFile:
    """A file of settings: its text for excerpts, and what is wrong with it."""

    path: str
    lines: Lines
    problems: tuple[Problem, ...] = field(default=())
    selectors: tuple[tuple[str, Span], ...] = ()
    """Words that name rules, with their places; whether there are such rules is for `check`."""

    def having(self, *problems: Problem) -> ConfigFile:
        return replace(self, problems=self.problems + problems)


def read_yaml_file(path: Path, shown: str) -> tuple[Node | None, ConfigFile]:
    """The nodes of a YAML file; None where there is no file or nothing in it."""
    if not path.exists():
        return None, ConfigFile(shown, Lines(""))
    data, problem = read_bytes(path)
    text, problems = decode(data)
    refused = problem or nodes.guard(text, 0)
    if refused:
        return None, ConfigFile(shown, Lines(text), (recode(refused),))
    read = nodes.compose_what_can_be(text, 0)
    found = tuple(recode(one) for one in problems + read.problems if one.code != "PM002")
    return read.root, ConfigFile(shown, Lines(text), found)


def recode(problem: Problem) -> Problem:
    """A mistake in settings has its own codes: it concerns whoever owns the knowledge base.

    It has no fix, since `--fix` mends postmortems only.
    """
    code = problem.code
    new = "PM901" if code < "PM100" else "PM902" if code == "PM102" else "PM903"
    return problem if code >= "PM900" else replace(problem, code=new, fix=None)

"""What `init` needs to know: from options, from what is there, by asking, else assumed and said."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from mkdocs_postmortems.cli.answer_words import (
    audience_named,
    deadlines_by,
    listed,
    plain,
    scale,
    wrong,
    zone_named,
)
from mkdocs_postmortems.cli.asking import ask, ask_for, is_asked
from mkdocs_postmortems.model.nearest import listing
from mkdocs_postmortems.model.settings import AUDIENCES, Settings
from mkdocs_postmortems.model.vocabulary import Service, Term, slugify
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.backstage import read_catalogue
from mkdocs_postmortems.read.folder import NAME
from mkdocs_postmortems.read.repository import Repository, read_repository
from mkdocs_postmortems.read.settings import read_settings
from mkdocs_postmortems.read.shipped import shipped_guide
from mkdocs_postmortems.report.text import visible
from mkdocs_postmortems.write.scaffold import GITHUB, GITLAB, HOSTS, NO_HOST, Answers

_USUAL = (("3d", "15d"), ("5bd", "30d"))
_CATALOGUE = "**/catalog-info.yaml"
_MOST_DOCUMENTS = 100


def answer(folder: Path, options: Mapping[str, Any]) -> Answers:
    """Everything that the files are made of; a wrong option is a mistake of usage."""
    return _Answering(folder.absolute(), options, is_asked(yes=options["yes"])).answers()


T = TypeVar("T")


@dataclass
class _Answering:
    folder: Path
    options: Mapping[str, Any]
    asks: bool
    assumed: list[str] = field(default_factory=list)

    def answers(self) -> Answers:
        kept = (self.folder / NAME / "settings.yml").is_file() and not self.options["force"]
        word = self._get(
            "word", "What do you call a postmortem?", "postmortem", plain, is_known=kept
        )
        usual = f"{word[:1].upper()}{word[1:]}s"
        name = self._get("name", "What is the site called?", usual, plain, is_known=self._has_site)
        catalogues, services = self._services()
        severities = self._severities(is_known=kept)
        deadlines = self._deadlines(severities, is_known=kept)
        question, usual = "Which time zone are you in?", _local_zone() if self.asks else "UTC"
        zone = self._get("time-zone", question, usual, zone_named, is_known=kept)
        question = f"Who may read it? ({listing(AUDIENCES)})"
        audience = self._get("audience", question, "internal", audience_named, is_known=kept)
        there = next(one for one in (self.folder, *self.folder.parents) if one.is_dir())
        repository = read_repository(there)
        home, documents = self._documents()
        answers = Answers(
            name=name,
            word=word,
            audience=audience,
            time_zone=zone,
            severities=severities,
            deadlines=deadlines,
            services=services,
            catalogues=catalogues,
            host=self._host(repository),
            is_root=not _is_below(self.folder, repository),
            branch=(repository and repository.branch) or "main",
            edit_uri=_edit_uri(repository, self.folder),
            home=home,
            documents=documents,
            requirement=self.options["requirement"] or self._requirement(),
            guide=shipped_guide() if self.options["with_guide"] else {},
        )
        if self.assumed and not self.options["quiet"]:
            click.echo("assumed, until an option or the file says otherwise:", err=True)
            for one in self.assumed:
                click.echo(visible(f"  {one}"), err=True)
        return answers

    def _get(
        self,
        option: str,
        question: str,
        usual: str,
        convert: Callable[[str], T],
        *,
        is_known: bool,
    ) -> T:
        """An option's words, else what is answered, else what is usual, which is then told."""
        given = self.options[option.replace("-", "_")]
        if given:
            return convert(", ".join(given) if isinstance(given, tuple) else str(given))
        if is_known:
            return convert(usual)
        if self.asks:
            return ask_for(question, convert, usual)
        self.assumed.append(f"--{option} {shlex.quote(usual)}")
        return convert(usual)

    @cached_property
    def _kept(self) -> Settings | None:
        """The settings that are there and stay."""
        path = self.folder / NAME / "settings.yml"
        is_kept = path.is_file() and not self.options["force"]
        return read_settings(path, str(path))[0] if is_kept else None

    @property
    def _has_site(self) -> bool:
        return (self.folder / "mkdocs.yml").is_file() and not self.options["force"]

    def _severities(self, *, is_known: bool) -> tuple[Term, ...]:
        own = packaged.vocabularies(self._kept or Settings())["severities"]
        if is_known and not self.options["severities"]:
            return tuple(own)
        question, usual = "Which severities, strongest first?", ",".join(own.ids)
        return self._get("severities", question, usual, scale, is_known=is_known)

    def _deadlines(
        self, severities: tuple[Term, ...], *, is_known: bool
    ) -> dict[str, tuple[str, str]]:
        ids = [one.id for one in severities]
        strongest = zip(ids[: max(1, len(ids) // 2)], _USUAL, strict=False)
        usual = ", ".join(f"{id}={publish}/{actions}" for id, (publish, actions) in strongest)
        question = "How soon is it published, and then its actions done?"
        convert = partial(deadlines_by, ids=ids)
        return self._get("deadline", question, usual, convert, is_known=is_known)

    def _services(self) -> tuple[tuple[str, ...], tuple[Service, ...]]:
        """Catalogue files to point to, and services to list."""
        is_known = (self.folder / NAME / "services.yml").is_file() and not self.options["force"]
        patterns, written = self.options["backstage"], self.options["services"]
        if is_known and not patterns and not written:
            return (), ()
        found = () if patterns or written else self._catalogues()
        question = f"Take the services from {len(found)} Backstage files?"
        if found and (not self.asks or click.confirm(question, default=True, err=True)):
            self.assumed += [] if self.asks else [f"--backstage '{_CATALOGUE}'"]
            return (f"../{_CATALOGUE}",), ()
        services: tuple[Service, ...] = ()
        if written or not patterns:
            usual = slugify(self.folder.name).replace("_", "-").strip("-") or "service"
            question = "What can break? (ids, separated by commas)"
            services = self._get("services", question, usual, listed, is_known=False)
        pointed, copied = self._from_catalogues(patterns)
        return pointed, (*services, *copied)

    def _catalogues(self) -> tuple[Path, ...]:
        return tuple(self.folder.glob(_CATALOGUE)) if self.folder.is_dir() else ()

    def _from_catalogues(
        self, patterns: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[Service, ...]]:
        """Globs inside of the folder stay globs; files outside of it are read now, for good."""
        pointed: list[str] = []
        listed: dict[str, Service] = {}
        for pattern in patterns:
            path = Path(pattern)
            start, rest = (
                (Path(path.anchor), path.relative_to(path.anchor).as_posix())
                if path.is_absolute()
                else (self.folder, pattern)
            )
            try:
                paths = sorted(start.glob(rest))
            except (ValueError, IndexError, NotImplementedError, OSError):
                raise wrong("backstage", pattern, "write a path or a glob") from None
            if not paths and not path.is_absolute():
                paths = sorted(Path.cwd().glob(rest))
            services = [one for file in paths for one in read_catalogue(file)[0]]
            if not services:
                raise wrong("backstage", pattern, "it finds no component and no system")
            if all(file.resolve().is_relative_to(self.folder.resolve()) for file in paths):
                pointed.append(_relative(pattern, paths, self.folder))
            else:
                listed.update((one.id, one) for one in services)
        return tuple(pointed), tuple(listed.values())

    def _host(self, repository: Repository | None) -> str:
        if self.options["host"]:
            return str(self.options["host"])
        if repository and _is_below(self.folder, repository):
            self.assumed.append(f"--host none, as workflows belong to {repository.root}")
            return NO_HOST
        told = repository.host if repository else ""
        if not told and (self.folder / ".gitlab-ci.yml").is_file():
            told = GITLAB
        usual = told or GITHUB
        if not self.asks:
            self.assumed.append(f"--host {usual}")
            return usual
        return ask(f"Where is it reviewed? ({listing(HOSTS)})", usual, words=HOSTS, is_closed=True)

    def _documents(self) -> tuple[str, tuple[str, ...]]:
        """The front page, and the pages of docs/ that are none of ours."""
        docs = self.folder / "docs"
        home = "README.md" if _is_only(docs, "README.md", "index.md") else "index.md"
        ours = (home, "guide/", "reference/")
        found = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
        others = tuple(one for one in found if not one.startswith(ours))
        return home, () if self._has_site else others[:_MOST_DOCUMENTS]

    def _requirement(self) -> str:
        """What this tool itself was installed from, where others can install it from there."""
        try:
            installed = distribution("mkdocs-postmortems")
            origin = json.loads(installed.read_text("direct_url.json") or "{}")
        except (PackageNotFoundError, ValueError):
            return "mkdocs-postmortems[site]"
        commit = origin.get("vcs_info", {}).get("commit_id")
        if commit:
            url = urlsplit(origin["url"])
            address = url._replace(netloc=url.netloc.rpartition("@")[2]).geturl()
            return f"mkdocs-postmortems[site] @ git+{address}@{commit}"
        pinned = f"mkdocs-postmortems[site]=={installed.version}"
        if origin:
            self.assumed.append(f"--requirement {pinned}")
        return pinned


def _relative(pattern: str, paths: list[Path], folder: Path) -> str:
    """A glob from the folder of services.yml."""
    path = Path(pattern)
    if path.is_absolute() or not list(folder.glob(pattern)):
        if len(paths) != 1:
            raise wrong("backstage", pattern, "write it relative to DIR")
        return os.path.relpath(paths[0].resolve(), folder.resolve() / NAME).replace(os.sep, "/")
    return f"../{pattern}"


def _is_only(folder: Path, name: str, other: str) -> bool:
    return (folder / name).is_file() and not (folder / other).is_file()


def _is_below(folder: Path, repository: Repository | None) -> bool:
    """Whether a repository begins further up."""
    return repository is not None and repository.root.resolve() != folder.resolve()


def _edit_uri(repository: Repository | None, folder: Path) -> str:
    """Where a page of docs/ is edited."""
    if repository is None or not repository.host:
        return ""
    branch = repository.branch or "main"
    between = "edit" if repository.host == GITHUB else "-/edit"
    docs = (folder.resolve() / "docs").relative_to(repository.root.resolve()).as_posix()
    return f"{repository.web}/{between}/{branch}/{docs}/"


def _local_zone() -> str:
    """The zone of this machine, where it has a name."""
    name = os.environ.get("TZ", "")
    if not name:
        place = os.path.realpath("/etc/localtime")
        name = place.partition("/zoneinfo/")[2].removeprefix("Etc/")
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (KeyError, ValueError, OSError):
        return "UTC"

"""settings.yml and services.yml, by the same decoder and with the same places as front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.field import OWN_FORMS, Field, Form
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.node import Mapping, Node, Sequence
from mkdocs_postmortems.model.settings import DEADLINES, DEMANDS, Deadline, Settings
from mkdocs_postmortems.model.settings_field import SERVICE, SETTINGS
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.model.vocabulary import Service, Term, Vocabulary
from mkdocs_postmortems.read import nodes, packaged
from mkdocs_postmortems.read.fields import Decoded, Decoder
from mkdocs_postmortems.read.source import decode, read_bytes

VERSION = "1"


_DAYS = re.compile(r"(\d{1,3})(d|bd)")
_FORMS = Vocabulary(tuple(Term(id=one.value, name=one.value) for one in OWN_FORMS), "type")
_LEVELS = Vocabulary(tuple(Term(id=level.value, name=level.value) for level in Level), "level")


@dataclass(frozen=True)
class ConfigFile:
    """A file of settings: its text for excerpts, and what is wrong with it."""

    path: str
    lines: Lines
    problems: tuple[Problem, ...] = field(default=())


def read_settings(path: Path, shown: str) -> tuple[Settings, ConfigFile]:
    """The settings, with defaults for all that is missing or wrong."""
    node, file = _read(path, shown)
    if node is None:
        return Settings(), file
    if not isinstance(node, Mapping):
        return Settings(), _with(file, Problem("PM903", node.span, "must be lines of `key: value`"))
    decoded = _decoder().decode(node, SETTINGS)
    settings = _settings(decoded)
    problems = [_recode(one) for one in decoded.problems] + _check_values(node, decoded)
    return settings, _with(file, *problems)


def _settings(decoded: Decoded) -> Settings:
    values = decoded.values
    settings = Settings()
    plain = {
        name: values[name] for name in ("audience", "default_visibility", "word") if name in values
    }
    return replace(
        settings,
        **plain,
        time_zone=ZoneInfo(values["time_zone"]) if "time_zone" in values else settings.time_zone,
        fail_on=Level(values.get("fail_on", settings.fail_on)),
        levels={name: Level(level) for name, level in values.get("rules", {}).items()},
        severities=tuple(
            Term(**{"name": one["id"], **one})
            for one in values.get("severities", ())
            if "id" in one
        ),
        headings=values.get("sections", {}),
        excluded=values.get("exclude", ()),
        select=values.get("select", ()),
        per_path=values.get("per_path", {}),
        since=values.get("since"),
        deadlines={**DEADLINES, **_deadlines(values)},
        demands={**DEMANDS, **values.get("required", {})},
        extra_fields=_own_fields(values),
    )


def _deadlines(values: dict[str, Any]) -> dict[str, Deadline]:
    found: dict[str, Deadline] = {}
    for severity, one in values.get("deadlines", {}).items():
        publish, actions = (_DAYS.fullmatch(one.get(name, "")) for name in ("publish", "actions"))
        if publish and actions:
            found[severity] = Deadline(
                publish=int(publish[1]), actions=int(actions[1]), is_business=publish[2] == "bd"
            )
    return found


def _own_fields(values: dict[str, Any]) -> tuple[Field, ...]:
    """The organisation's fields; a closed list of values gets a vocabulary of the field's name."""
    return tuple(
        Field(
            name=one["name"],
            form=Form(one.get("type", "text")),
            about=one.get("about", ""),
            many=one.get("many") == "true",
            vocabulary=one["name"] if one.get("values") else "",
            values=one.get("values", ()),
            example=one.get("example", ""),
        )
        for one in values.get("fields", ())
        if "name" in one
    )


def _check_values(node: Mapping, decoded: Decoded) -> list[Problem]:
    problems: list[Problem] = []
    version = decoded.values.get("version", VERSION)
    if version != VERSION:
        span = _span(node, "version")
        problems.append(Problem("PM903", span, f"version `{version}` is not known", "write `1`"))
    known = set(packaged.section_kinds())
    sections = node.get("sections")
    for key, _ in sections.entries if isinstance(sections, Mapping) else ():
        if key.text not in known:
            help = f"write one of {', '.join(sorted(known))}"
            problems.append(Problem("PM902", key.span, f"unknown section `{key.text}`", help))
    severities = node.get("severities")
    problems += (
        Problem("PM903", item.span, "a severity needs an `id`")
        for item in (severities.items if isinstance(severities, Sequence) else ())
        if isinstance(item, Mapping) and item.get("id") is None
    )
    return problems


def read_services(path: Path, shown: str) -> tuple[Vocabulary[Service], ConfigFile]:
    """The services in their order; an id that stands twice is a problem."""
    node, file = _read(path, shown)
    empty: Vocabulary[Service] = Vocabulary((), "service")
    if node is None:
        return empty, file
    if not isinstance(node, Sequence):
        problem = Problem("PM903", node.span, "must be a list", "write lines of `- id: …`")
        return empty, _with(file, problem)
    services: dict[str, Service] = {}
    problems: list[Problem] = []
    for item in node.items:
        service = _service(item, problems)
        if service is None:
            continue
        if service.id in services:
            message = f"the service `{service.id}` stands twice"
            problems.append(Problem("PM903", item.span, message, "keep one of the two"))
        services.setdefault(service.id, service)
    return Vocabulary(tuple(services.values()), "service"), _with(file, *problems)


def _service(item: Node, problems: list[Problem]) -> Service | None:
    if not isinstance(item, Mapping):
        problems.append(Problem("PM903", item.span, "a service is lines of `id: …`, `name: …`"))
        return None
    decoded = _decoder().decode(item, SERVICE)
    problems += [_recode(one) for one in decoded.problems]
    values = decoded.values
    if "id" not in values:
        problems.append(Problem("PM903", item.span, "a service needs an `id`"))
        return None
    return Service(
        id=values["id"],
        name=values.get("name", values["id"]),
        group=values.get("group", ""),
        owner=values.get("owner", ""),
        aliases=values.get("aliases", ()),
    )


def _read(path: Path, shown: str) -> tuple[Node | None, ConfigFile]:
    """The nodes of a YAML file; None where there is no file or nothing in it."""
    if not path.exists():
        return None, ConfigFile(shown, Lines(""))
    data, problem = read_bytes(path)
    text, problems = decode(data)
    refused = problem or nodes.guard(text, 0)
    if refused:
        return None, ConfigFile(shown, Lines(text), (_recode(refused),))
    read = nodes.compose_what_can_be(text, 0)
    found = tuple(_recode(one) for one in problems + read.problems)
    return read.root, ConfigFile(shown, Lines(text), found)


def _decoder() -> Decoder:
    lists: Lookup[str, Vocabulary[Any]] = {
        "levels": _LEVELS,
        "forms": _FORMS,
        "visibilities": packaged.lists()["visibilities"],
    }
    return Decoder(lambda name: lists[name], ZoneInfo("UTC"))


def _recode(problem: Problem) -> Problem:
    """A mistake in settings has its own codes: it concerns whoever owns the knowledge base."""
    code = problem.code
    new = "PM901" if code < "PM100" else "PM902" if code == "PM102" else "PM903"
    return problem if code >= "PM900" else replace(problem, code=new)


def _with(file: ConfigFile, *problems: Problem) -> ConfigFile:
    return replace(file, problems=file.problems + problems)


def _span(node: Mapping, name: str) -> Span:
    value = node.get(name)
    return value.span if value is not None else node.span

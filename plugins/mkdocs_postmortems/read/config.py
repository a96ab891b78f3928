"""settings.yml and services.yml, by the same decoder and with the same places as front matter."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.node import Mapping, Node, Sequence
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Lines, Span
from mkdocs_postmortems.model.vocabulary import Service, Term, Vocabulary
from mkdocs_postmortems.read import nodes, packaged
from mkdocs_postmortems.read.fields import Decoded, Decoder
from mkdocs_postmortems.read.source import decode, read_bytes

VERSION = "1"


def _field(name: str, about: str, form: Form = Form.TEXT, **rest: Any) -> Field:
    return Field(name=name, about=about, form=form, **rest)


_TERM = (
    _field("id", "The word as documents write it."),
    _field("name", "The word as people read it."),
    _field("description", "What it means."),
    _field("aliases", "Other ways to write it.", many=True),
)
SERVICE_FIELDS = (
    _field("id", "The id that postmortems name."),
    _field("name", "The name that people read."),
    _field("group", "What it belongs to: a system, an organisation."),
    _field("owner", "The team that owns it."),
    _field("aliases", "Other names of it.", many=True),
    _field("links", "Links by label.", Form.TABLE, fields=(_field("url", "", Form.URL),)),
)
SETTINGS_FIELDS = (
    _field("version", "The version of this file's form: 1."),
    _field("audience", "Who a build is for.", Form.CHOICE, vocabulary="visibilities"),
    _field(
        "default_visibility",
        "The visibility of a document that names none.",
        Form.CHOICE,
        vocabulary="visibilities",
    ),
    _field("time_zone", "The zone of deadlines, and of clock times without one.", Form.ZONE),
    _field("word", "What the organisation calls a postmortem."),
    _field("fail_on", "The level at which check fails.", Form.CHOICE, vocabulary="levels"),
    _field(
        "rules",
        "Level by rule code or name.",
        Form.TABLE,
        fields=(_field("level", "", Form.CHOICE, vocabulary="levels"),),
    ),
    _field(
        "severities",
        "The scale, strongest first.",
        Form.MAPPING,
        many=True,
        fields=_TERM,
    ),
    _field(
        "sections",
        "More headings by section.",
        Form.TABLE,
        fields=(_field("headings", "", many=True, example="Timeline"),),
    ),
    _field(
        "ignore",
        "Globs of files that are no postmortems.",
        many=True,
        example="drafts/*",
    ),
)

_LEVELS = Vocabulary(tuple(Term(id=level.value, name=level.value) for level in Level), "level")


_NARROWEST = Settings(audience="public", default_visibility="restricted")
"""What holds where settings cannot be read: nothing is shown that is not marked as public."""


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
        return (_NARROWEST if file.problems else Settings()), file
    if not isinstance(node, Mapping):
        return _NARROWEST, _with(file, Problem("PM903", node.span, "must be lines of `key: value`"))
    decoded = _decoder().decode(node, SETTINGS_FIELDS)
    settings = _settings(decoded)
    if file.problems or {"audience", "default_visibility"} & decoded.broken:
        # Whom a build is for is in doubt, so it shows no more than everybody may see.
        settings = replace(settings, audience="public", default_visibility="restricted")
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
        ignored=values.get("ignore", ()),
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
    decoded = _decoder().decode(item, SERVICE_FIELDS)
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
    found = tuple(_recode(one) for one in problems + read.problems if one.code != "PM002")
    return read.root, ConfigFile(shown, Lines(text), found)


def _decoder() -> Decoder:
    lists: Lookup[str, Vocabulary[Any]] = {
        "levels": _LEVELS,
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

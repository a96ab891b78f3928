"""settings.yml, by the same decoder and with the same places as front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.field import FRONT_MATTER, OWN_FORMS, Field, Form
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.node import Mapping, Scalar, Sequence
from mkdocs_postmortems.model.settings import (
    DEADLINES,
    DEMANDS,
    Annotation,
    Deadline,
    Settings,
)
from mkdocs_postmortems.model.settings_field import SETTINGS
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import Term, Vocabulary
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.fields import Decoded, Decoder
from mkdocs_postmortems.read.links import check_addresses
from mkdocs_postmortems.read.yaml_file import ConfigFile, read_yaml_file, recode

VERSION = "1"

_DAYS = re.compile(r"(\d{1,3})(d|bd)")
_CALENDAR_DAYS = re.compile(r"\d{1,3}d")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_PERIODS = Vocabulary(
    tuple(Term(id=one, name=one) for one in ("quarter", "half", "year")), "period"
)
_FORMS = Vocabulary(tuple(Term(id=one.value, name=one.value) for one in OWN_FORMS), "type")
_LEVELS = Vocabulary(tuple(Term(id=level.value, name=level.value) for level in Level), "level")


_NARROWEST = Settings(audience="public", default_visibility="restricted")
"""What holds where settings cannot be read: nothing is shown that is not marked as public."""


def read_settings(path: Path, shown: str) -> tuple[Settings, ConfigFile]:
    """The settings, with defaults for all that is missing or wrong."""
    node, file = read_yaml_file(path, shown)
    if node is None:
        return (_NARROWEST if file.problems else Settings()), file
    if not isinstance(node, Mapping):
        return _NARROWEST, file.having(Problem("PM903", node.span, "must be lines of `key: value`"))
    decoded = _decoder().decode(node, SETTINGS)
    settings = _settings(decoded)
    if file.problems or {"audience", "default_visibility"} & decoded.broken:
        # Whom a build is for is in doubt, so it shows no more than everybody may see.
        settings = replace(settings, audience="public", default_visibility="restricted")
    problems = [recode(one) for one in decoded.problems] + _check_values(node, decoded)
    selectors = tuple(_selectors(node))
    return settings, replace(file.having(*problems), selectors=selectors)


def _selectors(node: Mapping) -> Iterator[tuple[str, Span]]:
    """Every word of the settings that names a rule, with its place."""
    rules, select, per_path = (node.get(name) for name in ("rules", "select", "per_path"))
    for key, _ in rules.entries if isinstance(rules, Mapping) else ():
        yield key.text, key.span
    lists = [select]
    lists += [value for _, value in per_path.entries] if isinstance(per_path, Mapping) else []
    for one in lists:
        for item in one.items if isinstance(one, Sequence) else ():
            if isinstance(item, Scalar):
                yield item.text, item.span


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
        title_pattern=_pattern(values.get("title_pattern", "")),
        fail_on=Level(values.get("fail_on", settings.fail_on)),
        levels={name: Level(level) for name, level in values.get("rules", {}).items()},
        severities=tuple(
            Term(**{"name": one["id"], **one})
            for one in values.get("severities", ())
            if "id" in one
        ),
        headings=values.get("sections", {}),
        excluded=values.get("exclude", ()),
        tracker_export=values.get("tracker_export"),
        data_people=values.get("data_people") == "true",
        tickets=values.get("tickets", {}),
        discuss=values.get("discuss"),
        public_links=values.get("public_links") == "true",
        select=values.get("select", ()),
        per_path=values.get("per_path", {}),
        since=values.get("since"),
        deadlines={**DEADLINES, **_deadlines(values)},
        demands={**DEMANDS, **values.get("required", {})},
        period=values.get("trends", {}).get("period"),
        annotations=tuple(
            Annotation(month=month, text=text)
            for month, text in sorted(values.get("trends", {}).get("annotations", {}).items())
            if _MONTH.fullmatch(month)
        ),
        extra_fields=_own_fields(values),
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    """The compiled pattern; None without one, or where it is none."""
    try:
        return re.compile(text) if text else None
    except re.error:
        return None


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
    """The organisation's fields; a closed list of values gets a vocabulary of its own."""
    return tuple(
        Field(
            name=one["name"],
            form=_form(one),
            about=one.get("about", ""),
            many=one.get("many") == "true",
            vocabulary=packaged.own_list(one["name"]) if one.get("values") else "",
            values=one.get("values", ()),
            example=one.get("example", ""),
        )
        for one in values.get("fields", ())
        if "name" in one
    )


def _form(own: dict[str, Any]) -> Form:
    """A choice of nothing, which is a problem of its own, takes any text."""
    form = Form(own.get("type", "text"))
    return Form.TEXT if form is Form.CHOICE and not own.get("values") else form


def _check_values(node: Mapping, decoded: Decoded) -> list[Problem]:
    problems: list[Problem] = []
    version = decoded.values.get("version", VERSION)
    if version != VERSION:
        span = _span(node, "version")
        problems.append(Problem("PM903", span, f"version `{version}` is not known", "write `1`"))
    known = set(packaged.section_kinds())
    problems += _check_pattern(node)
    problems += _check_deadlines(node)
    problems += _check_annotations(node)
    problems += _check_required(node)
    problems += _check_own_fields(node)
    problems += check_addresses(node)
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


def _check_pattern(node: Mapping) -> Iterator[Problem]:
    pattern = node.get("title_pattern")
    if isinstance(pattern, Scalar) and pattern.text:
        try:
            re.compile(pattern.text)
        except re.error as error:
            message = f"`title_pattern` is no regular expression: {error.msg}"
            yield Problem("PM903", pattern.span, message, "a bracket meant as one is written `\\[`")


def _check_deadlines(node: Mapping) -> Iterator[Problem]:
    deadlines = node.get("deadlines")
    severities = _severity_ids(node)
    for key, value in deadlines.entries if isinstance(deadlines, Mapping) else ():
        if key.text not in severities:
            help = f"write one of {', '.join(severities)}"
            yield Problem("PM903", key.span, f"there is no severity `{key.text}`", help)
        for name in ("publish", "actions"):
            days = value.get(name) if isinstance(value, Mapping) else None
            pattern = _DAYS if name == "publish" else _CALENDAR_DAYS
            if not isinstance(days, Scalar) or not pattern.fullmatch(days.text):
                span = days.span if days is not None else key.span
                message = f"the deadline of `{key.text}` needs `{name}` in days"
                help = "write `publish: 3d` or `publish: 5bd`"
                if name == "actions":
                    help = "write `actions: 15d`"
                yield Problem("PM903", span, message, help)


def _check_annotations(node: Mapping) -> Iterator[Problem]:
    trends = node.get("trends")
    annotations = trends.get("annotations") if isinstance(trends, Mapping) else None
    for key, _ in annotations.entries if isinstance(annotations, Mapping) else ():
        if not _MONTH.fullmatch(key.text):
            yield Problem("PM903", key.span, f"`{key.text}` is no month", "write `2026-04: …`")


def _check_required(node: Mapping) -> Iterator[Problem]:
    """Names under `required` that are neither a field nor a section."""
    fields = [field.name for field in FRONT_MATTER] + _own_names(node)
    fields += (f"{one.name}.{inner.name}" for one in FRONT_MATTER for inner in one.fields)
    known = {*fields, *packaged.section_kinds()}
    required = node.get("required")
    kinds = (*_severity_ids(node), *packaged.lists()["kinds"].ids)
    for key, _ in required.entries if isinstance(required, Mapping) else ():
        if key.text not in kinds:
            help = f"write one of {', '.join(kinds)}"
            yield Problem("PM903", key.span, f"`{key.text}` is no severity and no kind", help)
    for _, names in required.entries if isinstance(required, Mapping) else ():
        for name in names.items if isinstance(names, Sequence) else ():
            if isinstance(name, Scalar) and name.text not in known:
                help = meant(name.text, sorted(known), "name a field or a section")
                message = f"`{name.text}` is neither a field nor a section"
                yield Problem("PM903", name.span, message, help)


def _severity_ids(node: Mapping) -> tuple[str, ...]:
    own = node.get("severities")
    items = own.items if isinstance(own, Sequence) else ()
    ids = (item.get("id") for item in items if isinstance(item, Mapping))
    written = tuple(id.text for id in ids if isinstance(id, Scalar))
    return written or packaged.lists()["severities"].ids


def _own_names(node: Mapping) -> list[str]:
    fields = node.get("fields")
    items = fields.items if isinstance(fields, Sequence) else ()
    names = (item.get("name") for item in items if isinstance(item, Mapping))
    return [name.text for name in names if isinstance(name, Scalar)]


def _check_own_fields(node: Mapping) -> Iterator[Problem]:
    taken = {field.name for field in FRONT_MATTER}
    fields = node.get("fields")
    for item in fields.items if isinstance(fields, Sequence) else ():
        if not isinstance(item, Mapping):
            continue
        name = item.get("name")
        if not isinstance(name, Scalar) or not name.text:
            yield Problem("PM903", item.span, "a field needs a `name`")
        elif name.text in taken:
            message = f"`{name.text}` is a field already"
            yield Problem("PM903", name.span, message, "choose another name")
        else:
            taken.add(name.text)
        kind = item.get("type")
        if isinstance(kind, Scalar) and kind.text == "choice" and item.get("values") is None:
            yield Problem("PM903", kind.span, "a choice needs `values`", "list them, or use text")


def config_lists() -> dict[str, Vocabulary[Any]]:
    """The closed lists that settings choose from."""
    return {
        "levels": _LEVELS,
        "forms": _FORMS,
        "periods": _PERIODS,
        "visibilities": packaged.lists()["visibilities"],
    }


def _decoder() -> Decoder:
    return Decoder(config_lists().__getitem__, ZoneInfo("UTC"))


def _span(node: Mapping, name: str) -> Span:
    value = node.get(name)
    return value.span if value is not None else node.span

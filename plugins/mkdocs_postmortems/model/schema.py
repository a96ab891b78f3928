"""The tables of fields as JSON Schema, for editors and for other tools' checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.vocabulary import Vocabulary

DRAFT = "http://json-schema.org/draft-07/schema#"
"""Draft 7, which every editor's YAML support reads; nothing newer is used."""

MOMENT = (
    r"^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?))?)?$"
)
DAY = r"^\d{4}-\d{2}-\d{2}$"

Lists = Callable[[str], Vocabulary[Any]]


def object_schema(
    title: str, fields: tuple[Field, ...], lists: Lists, required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The schema of one mapping."""
    schema = {"$schema": DRAFT, "title": title, **_object(fields, lists)}
    return {**schema, "required": list(required)} if required else schema


def list_schema(
    title: str, fields: tuple[Field, ...], lists: Lists, pointer: str = ""
) -> dict[str, Any]:
    """The schema of a list of mappings, each with an id, or with the key of a `pointer` alone."""
    item: dict[str, Any] = {**_object(fields, lists), "required": ["id"]}
    if pointer:
        other = {
            "type": "object",
            "additionalProperties": False,
            "properties": {pointer: {"type": "string"}},
            "required": [pointer],
        }
        item = {"anyOf": [item, other]}
    return {"$schema": DRAFT, "title": title, "type": "array", "items": item}


def _object(fields: tuple[Field, ...], lists: Lists) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _field(field, lists) for field in fields},
    }


def _field(field: Field, lists: Lists) -> dict[str, Any]:
    one = _value(field, lists)
    schema = {"type": "array", "items": one} if field.many else one
    if field.about:
        schema = {**schema, "description": field.about}
    if field.example and not field.many:
        schema = {**schema, "examples": [field.example]}
    return schema


def _value(field: Field, lists: Lists) -> dict[str, Any]:
    match field.form:
        case Form.CHOICE if field.vocabulary:
            return {"type": "string", "enum": list(lists(field.vocabulary).ids)}
        case Form.MOMENT:
            return {"type": "string", "pattern": MOMENT}
        case Form.DATE:
            return {"type": "string", "pattern": DAY}
        case Form.URL:
            return {"type": "string", "pattern": "^https?://"}
        case Form.INTEGER:
            return {"type": "integer"}
        case Form.BOOLEAN:
            return {"type": "boolean"}
        case Form.MAPPING:
            return _object(field.fields, lists)
        case Form.TABLE:
            return {"type": "object", "additionalProperties": _field(field.fields[0], lists)}
        case _:
            return {"type": ["string", "number", "boolean"]}

"""JSON of another tool, read strictly, and its fields as what they state."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given
from mkdocs_postmortems.read.foreign.text import decode_foreign

SUFFIXES = (".json", ".jsonl", ".ndjson")
MAX_DEPTH = 100
"""Levels; a Jira description with lists in lists in a table has thirty."""
LABELS = ("summary", "displayName", "name", "login", "value", "title", "key", "email")
"""What stands for an object where it is mentioned: the first of these that it has."""
_BROKEN = dict.fromkeys(
    [*(code for code in range(32) if chr(code) not in "\t\n\r"), *range(0xD800, 0xE000)],
    "\N{REPLACEMENT CHARACTER}",
)


@lru_cache(maxsize=8)
def decode_json(data: bytes) -> tuple[Any, ...]:
    """The values of a file: one, or several behind each other, as pages of an API are appended.

    Raises `RefusedError` for what has no one meaning: a key that stands twice, NaN, broken syntax.
    """
    text = decode_foreign(data)[0]
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)
    values: list[Any] = []
    at = _past_blanks(text, 0)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(_clean(value))
            at = _past_blanks(text, at)
    except json.JSONDecodeError as error:
        message = f"it is no JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise RefusedError(message, "export it again, and keep the file as it was") from error
    except RecursionError as error:
        raise RefusedError(_TOO_DEEP) from error
    except ValueError as error:
        message = "it holds a number with thousands of digits"
        raise RefusedError(message) from error
    return tuple(values)


def records_in(values: Iterable[Any], key: str) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """What lies in lists, lists of lists, and under a key, each with the object it lies in."""
    for value in values:
        if isinstance(value, list):
            yield from records_in(value, key)
        elif isinstance(value, dict):
            inner = value.get(key)
            if isinstance(inner, list):
                yield from ((one, value) for one in inner)
            else:
                yield value, {}
        else:
            yield value, {}


def told_by(given: Given, key: str, is_one: Callable[[Mapping[str, Any]], bool]) -> bool:
    """Whether a JSON file holds a record of a kind, lying bare or under `key`."""
    if given.suffix not in SUFFIXES:
        return False
    try:
        return any(is_one(mapping(one)) for one, _ in records_in(decode_json(given.data), key))
    except RefusedError:
        return False


def json_beside(
    given: Given, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The other JSON files of the same folder, wanted by name; broken ones left out."""
    folder = posixpath.dirname(given.name)
    for name in given.files.names:
        stem = posixpath.basename(name)
        if (
            name != given.name
            and posixpath.dirname(name) == folder
            and stem.lower().endswith(SUFFIXES)
            and is_wanted(stem)
        ):
            try:
                yield name, decode_json(given.files.read(name))
            except RefusedError:
                continue


def expect_object(value: Any, path: str) -> Mapping[str, Any]:
    """An object; raises `RefusedError` with the path where it is something else."""
    if isinstance(value, dict):
        return value
    message = f"`{path}` is {_NAMES.get(type(value), 'no object')}, not an object"
    raise RefusedError(message, "export it again, and keep the file as it was")


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, or an empty one where the source has none."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def label(value: Any) -> str:
    """A scalar or what an object is called, as one string; empty where it is neither."""
    if isinstance(value, dict):
        return next((found for name in LABELS if (found := label(value.get(name)))), "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def fields(
    record: Mapping[str, Any], unshown: Collection[str], before: str = ""
) -> Iterator[Stated]:
    """Every field with a value, in the source's order; those of objects by dotted names.

    `unshown` names keys that people do not see in the tool: ids, addresses of the API, colours.
    """
    found: dict[str, dict[str, None]] = {}
    for name, value in _leaves(record, frozenset(unshown), before):
        found.setdefault(name, {})[value] = None
    for name, values in found.items():
        yield Stated(name=name, values=tuple(values))


def fingerprint(*parts: Any) -> str:
    """A hash of values, whatever order their keys came in."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def _leaves(
    record: Mapping[str, Any], unshown: frozenset[str], before: str
) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if key not in unshown:
            yield from _leaf(f"{before}{key}", value, unshown)


def _leaf(name: str, value: Any, unshown: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _leaf(name, one, unshown)
    elif isinstance(value, dict):
        called = next((key for key in LABELS if label(value.get(key))), None)
        if called and called not in unshown:
            yield name, label(value[called])
        # A person's other names say nothing that the shown one does not.
        named = {called} if called != "displayName" else {called, "name", "key"}
        rest = {key: one for key, one in value.items() if key not in named}
        yield from _leaves(rest, unshown, f"{name}.")
    elif shown := label(value):
        yield name, shown


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = f"an object in it has the key `{key[:80]}` twice"
            raise RefusedError(message, "export it again, and keep the file as it was")
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    message = f"it holds the value {name}, which JSON does not have"
    raise RefusedError(message, "export it again, and keep the file as it was")


def _clean(value: Any, depth: int = 0) -> Any:
    """Without halves of surrogate pairs and control characters, which no file can hold."""
    if depth > MAX_DEPTH:
        raise RefusedError(_TOO_DEEP)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").translate(_BROKEN)
    if isinstance(value, list):
        return [_clean(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key.translate(_BROKEN): _clean(one, depth + 1) for key, one in value.items()}
    return value


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    return at


_TOO_DEEP = f"its values are nested deeper than {MAX_DEPTH} levels"
_NAMES = {
    str: "text", int: "a number", float: "a number", bool: "a yes or no", list: "a list",
    type(None): "null",
}  # fmt: skip

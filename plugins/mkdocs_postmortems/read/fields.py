"""Front-matter nodes to values, by the table of fields; what does not fit is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.field import Field, Form
from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.nearest import listing, nearest
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.vocabulary import Term, Vocabulary, normal_form
from mkdocs_postmortems.read.moments import MomentError, parse_day, parse_moment


@dataclass
class Decoded:
    """Values by field name, the fields that could not be read, and why."""

    values: dict[str, Any] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Decoder:
    """Reads mappings by tables of fields. `lists` are the vocabularies that choices are from."""

    lists: Callable[[str], Vocabulary[Any]]
    zone: ZoneInfo

    def decode(self, node: Mapping, fields: tuple[Field, ...], where: str = "") -> Decoded:
        """All values of a mapping. Lists become tuples, mappings dicts, empty values nothing."""
        table = {one.name: one for one in fields}
        decoded = Decoded()
        present = {key.text for key, _ in node.entries}
        for key, value in node.entries:
            known = table.get(key.text)
            if known is None:
                meant = _meant(key.text, table, present)
                decoded.problems.append(_unknown(key, meant, where))
                decoded.broken |= meant
            elif not (isinstance(value, Scalar) and value.is_null):
                read = self._field(known, value, decoded)
                if read is not None:
                    decoded.values[known.name] = read
        return decoded

    def _field(self, known: Field, node: Node, decoded: Decoded) -> Any:
        if not known.many:
            return self._value(known, node, known.name, decoded)
        if not isinstance(node, Sequence):
            decoded.broken.add(known.name)
            decoded.problems.append(_no_list(known, node))
            return None
        read = (
            self._value(known, item, known.name, decoded)
            for item in node.items
            if not (isinstance(item, Scalar) and item.is_null)
        )
        return tuple(one for one in read if one is not None)

    def _value(self, known: Field, node: Node, name: str, decoded: Decoded) -> Any:
        """One value, or None and a problem."""
        if known.form is Form.TABLE:
            return self._table(known, node, name, decoded)
        if known.form is Form.MAPPING:
            if isinstance(node, Mapping):
                inner = self.decode(node, known.fields, name)
                decoded.problems.extend(inner.problems)
                decoded.broken |= {f"{name}.{one}" for one in inner.broken}
                return inner.values
            keys = ", ".join(f"{one.name}: …" for one in known.fields[:2])
            help = f"write `{known.fields[0].name}: …` on a line of its own, indented"
            return _refuse(decoded, name, node, f"`{name}` must be lines of `{keys}`", help)
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, Sequence) else "a mapping"
            takes = f"an entry of `{name}` is" if known.many else f"`{name}` takes"
            help = f"write `{known.example}`" if known.example else "write a word or a sentence"
            return _refuse(decoded, name, node, f"{takes} one value, not {what}", help)
        try:
            return self._scalar(known, node, name, decoded)
        except MomentError as error:
            decoded.broken.add(name)
            decoded.problems.append(Problem(error.code, node.span, error.message, error.help))
            return None

    def _table(self, known: Field, node: Node, name: str, decoded: Decoded) -> Any:
        """A mapping with free keys: the values by key, in order."""
        if not isinstance(node, Mapping):
            help = "write each `key: value` on a line of its own, indented"
            return _refuse(decoded, name, node, f"`{name}` must be lines of `key: value`", help)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            read = self._field(known.fields[0], value, decoded)
            if read is not None:
                values[key.text] = read
        return values

    def _scalar(self, known: Field, node: Scalar, name: str, decoded: Decoded) -> Any:
        text = node.text.strip()
        match known.form:
            case Form.CHOICE:
                return self._choice(known, node, name, decoded)
            case Form.MOMENT:
                return parse_moment(text, self.zone)
            case Form.DATE:
                return parse_day(text)
            case Form.INTEGER:
                if re.fullmatch(r"-?\d{1,18}", text):
                    return int(text)
                return _refuse(decoded, name, node, f"`{text}` is no whole number", "write digits")
            case Form.BOOLEAN:
                if text in {"true", "false"}:
                    return text
                help = "write `true` or `false`"
                return _refuse(decoded, name, node, f"`{text}` is neither true nor false", help)
            case Form.ZONE:
                return (
                    text
                    if _is_zone(text)
                    else _refuse(
                        decoded,
                        name,
                        node,
                        f"`{text}` is not a time zone",
                        "write e.g. Europe/Berlin",
                    )
                )
            case Form.URL:
                return (
                    text
                    if text.startswith(("https://", "http://"))
                    else _refuse(
                        decoded,
                        name,
                        node,
                        f"`{text}` is no web address",
                        "begin it with https://",
                    )
                )
            case _:
                return text

    def _choice(self, known: Field, node: Scalar, name: str, decoded: Decoded) -> str | None:
        vocabulary: Vocabulary[Term] = self.lists(known.vocabulary)
        term = vocabulary.get(node.text)
        if term is not None:
            return term.id
        term = vocabulary.find(node.text)
        if term is not None:
            fix = Fix(f"write `{term.id}`", (Edit(node.span, term.id),), safe=True)
            message = f"`{node.text}` is another way to write `{term.id}`"
            decoded.problems.append(Problem("PM109", node.span, message, fix.title, fix=fix))
            return term.id
        decoded.broken.add(name)
        decoded.problems.append(_not_in(vocabulary, known, node))
        return None


def _unknown(key: Scalar, meant: set[str], where: str) -> Problem:
    message = f"unknown field `{key.text}`" + (f" in `{where}`" if where else "")
    if not meant:
        return Problem("PM102", key.span, message, "remove it, or declare it in settings.yml")
    name = next(iter(meant))
    fix = Fix(f"write `{name}`", (Edit(key.span, name),), safe=False)
    return Problem("PM102", key.span, message, f"did you mean `{name}`?", fix=fix)


def _not_in(vocabulary: Vocabulary[Any], known: Field, node: Scalar) -> Problem:
    is_service = known.vocabulary == "services"
    near = nearest(node.text, vocabulary.ids)
    if is_service:
        message = f"the service `{node.text}` is not in services.yml"
        other = "add it to services.yml" if len(vocabulary) else "list your services there"
    else:
        message = f"`{node.text}` is no {vocabulary.noun}"
        other = f"write one of {listing(vocabulary.ids, 16)}"
    if near is None:
        return Problem("PM106" if is_service else "PM105", node.span, message, other)
    fix = Fix(f"write `{near}`", (Edit(node.span, near),), safe=False)
    help = f"did you mean `{near}`?"
    return Problem("PM106" if is_service else "PM105", node.span, message, help, fix=fix)


def _no_list(known: Field, node: Node) -> Problem:
    message = f"`{known.name}` takes a list"
    if not isinstance(node, Scalar) or "\n" in node.text:
        return Problem("PM107", node.span, message, f"write `{known.name}: [{known.example}]`")
    parts = [part.strip() for part in node.text.split(",") if part.strip()]
    items = (
        "["
        + ", ".join(part if part.replace("-", "").isalnum() else f'"{part}"' for part in parts)
        + "]"
    )
    fix = Fix(f"write `{known.name}: {items}`", (Edit(node.span, items),), safe=True)
    return Problem("PM107", node.span, message, fix.title, fix=fix)


def _refuse(decoded: Decoded, name: str, node: Node, message: str, help: str | None = None) -> None:
    decoded.broken.add(name)
    decoded.problems.append(Problem("PM104", node.span, message, help))


def _meant(word: str, table: Lookup[str, Field], present: set[str]) -> set[str]:
    """The known field that an unknown key stands for, if one is near and not there itself."""
    exact = [name for name in table if normal_form(name) == normal_form(word)]
    near = exact[0] if exact else nearest(word, table)
    return {near} if near and near not in present else set()


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True

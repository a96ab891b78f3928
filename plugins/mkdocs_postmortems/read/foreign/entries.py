"""Entries of a timeline as JSON or CSV: a time and what happened, from whatever tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from mkdocs_postmortems.model.foreign import Foreign, Read, Stated
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.foreign.csv_rows import read_sheet
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.json_source import (
    SUFFIXES,
    decode_json,
    fields,
    fingerprint,
    label,
    objects,
)
from mkdocs_postmortems.read.foreign.prose import cell, heading, joined, table

TIMES = (
    "time", "timestamp", "at", "when", "datetime", "date", "occurredat", "eventtime", "loggedat",
    "createdat", "created", "ts", "timeutc",
)  # fmt: skip
TEXTS = (
    "event", "text", "message", "what", "whathappened", "description", "summary", "entry", "note",
    "content", "body", "details", "action", "title",
)  # fmt: skip
PEOPLE = ("who", "author", "user", "by", "actor", "username", "createdby", "name", "source")
LISTS = ("timeline", "entries", "events", "items", "updates", "messages", "data")
"""Keys under which a file has its entries."""
_MILLISECONDS = 10**11
"""From here on a number counts these, and not seconds."""


def _recognises(given: Given) -> bool:
    try:
        return bool(_rows(given)[0])
    except RefusedError:
        return False


def _read(given: Given) -> Iterator[Read]:
    rows, stated = _rows(given)
    if not rows:
        message = "it holds no entries with a time and a text"
        raise RefusedError(message, "name them `time` and `event`; `who` may stand beside them")
    titles = [one.values[0] for one in stated if normal_form(one.name) == "title"]
    yield Foreign(
        kind="entries",
        source=given.name,
        sha256=fingerprint(rows),
        text=joined(heading("Timeline"), table(("Time", "Event"), rows)),
        title=titles[0] if titles else "",
        stated=stated,
    )


def _rows(given: Given) -> tuple[list[tuple[str, str]], tuple[Stated, ...]]:
    """The rows of the timeline, and what the file states beside them."""
    stated: tuple[Stated, ...] = ()
    if given.suffix in SUFFIXES:
        records, rest = _records(decode_json(given.data))
        stated = tuple(fields(rest, ()))
    elif given.suffix in {".csv", ".tsv"}:
        records = [
            {name: " ".join(values) for name, values in row.cells.items()}
            for row in read_sheet(given.data).rows
        ]
    else:
        return [], ()
    found = [row for one in records if (row := _row(one))]
    # One of several is a stray line; where few are entries, the file is of something else.
    return (found, stated) if len(found) * 2 > len(records) else ([], ())


def _records(values: tuple[Any, ...]) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    if len(values) == 1 and isinstance(values[0], dict):
        whole = values[0]
        for key, value in whole.items():
            if normal_form(key) in LISTS and (found := objects(value)):
                return found, {name: one for name, one in whole.items() if name != key}
        return [], {}
    if len(values) == 1 and isinstance(values[0], list):
        return objects(values[0]), {}
    return objects(list(values)), {}


def _row(record: Mapping[str, Any]) -> tuple[str, str] | None:
    named = {normal_form(name): value for name, value in record.items()}
    when = next((found for one in TIMES if (found := _time(named.get(one)))), "")
    text = next((found for one in TEXTS if (found := label(named.get(one)))), "")
    if not when or not text:
        return None
    who = next((found for one in PEOPLE if (found := label(named.get(one)))), "")
    return cell(when), cell(f"{who}: {text}" if who else text)


def _time(value: Any) -> str:
    """As written; a number is seconds or milliseconds since 1970."""
    text = label(value)
    digits = text.partition(".")[0]
    if not digits.isdigit() or not 9 <= len(digits) <= 13:
        return text
    number = float(text) / (1000 if int(digits) >= _MILLISECONDS else 1)
    at = datetime.fromtimestamp(int(number), UTC)
    return at.isoformat().replace("+00:00", "Z")


KIND = Kind(
    name="entries",
    about="a timeline as JSON or CSV: entries with a time and a text",
    recognises=_recognises,
    read=_read,
)

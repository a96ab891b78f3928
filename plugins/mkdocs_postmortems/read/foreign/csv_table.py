"""A CSV of incidents, one a row, as trackers and incident tools export them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from mkdocs_postmortems.model.foreign import Foreign, Read, Stated
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read import packaged
from mkdocs_postmortems.read.foreign.csv_rows import Row, Sheet, read_sheet
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.given import Given, Kind
from mkdocs_postmortems.read.foreign.headings import below
from mkdocs_postmortems.read.foreign.json_source import fingerprint
from mkdocs_postmortems.read.foreign.prose import heading, joined, prose

SUFFIXES = frozenset({".csv", ".tsv"})
TITLES = (
    "title", "name", "incidenttitle", "incidentname", "headline", "subject", "shortdescription",
    "summary", "incident", "description",
)  # fmt: skip
"""Columns that hold an incident's title; the first of these that there is."""
IDS = (
    "id", "key", "issuekey", "incidentid", "incidentnumber", "number", "sysid", "reference",
    "externalid", "sequentialid", "slug",
)  # fmt: skip
"""Columns by which a row is known again."""
_SURE = frozenset({
    "severity", "priority", "urgency", "startedat", "started", "createdat", "created", "opened",
    "openedat", "createdon", "reportedat", "resolvedat", "resolved", "detectedat", "incidentid",
    "incidentnumber", "postmortem", "rootcause", "impact", "timeline",
})  # fmt: skip
"""A table with a title and one of these is one of incidents."""
LONG = 200
"""Characters from which a cell is prose."""


def _recognises(given: Given) -> bool:
    if given.suffix not in SUFFIXES:
        return False
    if given.columns:
        return True
    try:
        names = {normal_form(name) for name in read_sheet(given.data).columns}
    except RefusedError:
        return False
    return bool(names & set(TITLES)) and len(names & _SURE) >= 2


def _read(given: Given) -> Iterator[Read]:
    sheet = read_sheet(given.data)
    fields = {_column(sheet, wanted): field for field, wanted in given.columns.items()}
    title = next((column for column, field in fields.items() if field == "title"), None)
    title = title or title_column(sheet)
    keys = _keys(sheet)
    for row, key in zip(sheet.rows, keys, strict=True):
        yield document(row, f"{given.name}#{key}", title, fields, notes=sheet.notes)
    if not sheet.rows:
        message = "it has a header and no rows"
        raise RefusedError(message)


def document(
    row: Row,
    source: str,
    title: str,
    fields: Mapping[str, str],
    *,
    kind: str = "csv",
    notes: tuple[str, ...] = (),
) -> Foreign:
    """A row: prose as sections, the rest as what it states, under the fields' own names."""
    sections: list[str] = []
    stated: list[Stated] = []
    titled = ""
    for column, values in row.cells.items():
        field = fields.get(column, "")
        name = field or column
        if column == title:
            titled, *more = values
            values = tuple(more)  # noqa: PLW2901  # what is left of it
        if not values:
            continue
        if _is_section(name, values, is_field=bool(field)):
            text = "\n\n".join(prose(one) for one in values)
            sections += [heading(_called(name) if field else name), below(text, 3)]
        else:
            stated.append(Stated(name=name, values=values, line=row.line))
    return Foreign(
        kind=kind,
        source=source,
        sha256=fingerprint(sorted(row.cells.items())),
        text=joined(*sections) if sections else "",
        title=" ".join(titled.split()),
        stated=tuple(stated),
        notes=notes,
    )


def title_column(sheet: Sheet) -> str:
    """The column that holds titles: by its name, or else the first."""
    return _named(sheet, TITLES) or sheet.columns[0]


def _named(sheet: Sheet, names: tuple[str, ...]) -> str:
    known = {normal_form(column): column for column in reversed(sheet.columns)}
    return next((known[name] for name in names if name in known), "")


def _keys(sheet: Sheet) -> list[str]:
    """What each row is known by: its id, or its number where there is no column of ids."""
    column = _named(sheet, IDS)
    keys = [" ".join(row.cells.get(column, ("",))[0].split()) for row in sheet.rows]
    keys = [key or f"row {at}" for at, key in enumerate(keys, start=1)]
    times: Counter[str] = Counter()
    shown: list[str] = []
    for key in keys:
        times[key] += 1
        shown.append(key if times[key] == 1 else f"{key} ({times[key]})")
    return shown


def _column(sheet: Sheet, wanted: str) -> str:
    if wanted in sheet.columns:
        return wanted
    alike = [one for one in sheet.columns if normal_form(one) == normal_form(wanted)]
    if len(alike) == 1:
        return alike[0]
    message = f"it has no column `{wanted}`"
    listed = ", ".join(f"`{one}`" for one in sheet.columns)
    raise RefusedError(message, f"its columns are {listed}")


def _is_section(name: str, values: tuple[str, ...], *, is_field: bool) -> bool:
    if is_field:
        return name in packaged.section_kinds()
    if normal_form(name) in _headings():
        return True
    return any("\n" in one or len(one) > LONG for one in values)


def _called(kind: str) -> str:
    """A heading by which the section of a kind is known."""
    return kind.replace("-", " ").capitalize()


@cache
def _headings() -> frozenset[str]:
    return frozenset(packaged.vocabularies(Settings()).sections)


KIND = Kind(
    name="csv",
    about="a CSV with a header and an incident a row",
    recognises=_recognises,
    read=_read,
)

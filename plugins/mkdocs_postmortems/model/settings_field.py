"""The files of settings: tables of their keys that reading, docs and schema share."""

from __future__ import annotations

from mkdocs_postmortems.model.field import Field, Form


def _text(name: str, about: str, *, many: bool = False, example: str = "") -> Field:
    return Field(name=name, about=about, many=many, example=example)


def _choice(name: str, vocabulary: str, about: str) -> Field:
    return Field(name=name, about=about, form=Form.CHOICE, vocabulary=vocabulary)


def _table(name: str, about: str, value: Field) -> Field:
    """A mapping with free keys."""
    return Field(name=name, about=about, form=Form.TABLE, fields=(value,))


def _records(name: str, about: str, fields: tuple[Field, ...]) -> Field:
    return Field(name=name, about=about, form=Form.MAPPING, many=True, fields=fields)


TERM = (
    _text("id", "The word as documents write it."),
    _text("name", "The word as people read it."),
    _text("description", "What it means."),
    _text("aliases", "Other ways to write it.", many=True),
)

SERVICE = (
    _text("id", "The id that postmortems name."),
    _text("name", "The name that people read."),
    _text("group", "What it belongs to: a system, an organisation."),
    _text("owner", "The team that owns it."),
    _text("aliases", "Other names of it.", many=True),
    _table("links", "Links by label.", Field(name="url", about="", form=Form.URL)),
)

_DEADLINE = (
    _text("publish", "Days after the incident: `3d`, or in business days `5bd`."),
    _text("actions", "Days after publishing until its actions are done: `15d`."),
)

_OWN_FIELD = (
    _text("name", "The key."),
    _choice("type", "forms", "text, choice, moment, date, url, integer or boolean."),
    _text("about", "What it says."),
    _text("values", "The closed list of a choice.", many=True),
    Field(name="many", form=Form.BOOLEAN, about="Whether it is a list."),
    _text("example", "A value."),
)

_TRENDS = (
    _choice("period", "periods", "quarter, half or year; else the shortest that holds enough."),
    _table(
        "annotations",
        "What changed how incidents are written down, by month.",
        _text("text", "One sentence.", example="Sev-3 postmortems became mandatory."),
    ),
)

SETTINGS: tuple[Field, ...] = (
    _text("version", "The version of this file's form: 1.", example="1"),
    _choice("audience", "visibilities", "Who a build is for."),
    _choice("default_visibility", "visibilities", "Of a document that names none."),
    Field(
        name="time_zone",
        form=Form.ZONE,
        about="The zone of deadlines, and of clock times that name none.",
        example="Europe/Berlin",
    ),
    _text("word", "What the organisation calls a postmortem.", example="incident review"),
    _text(
        "title_pattern",
        "A regular expression that every title of one's own begins with.",
        example="(Outage|Degradation|Data loss): ",
    ),
    _choice("fail_on", "levels", "The level from which `check` fails."),
    _text("select", "Rules beside the default ones, or ALL.", many=True, example="PM6"),
    _table(
        "rules", "Level by rule: code, prefix or name.", _choice("level", "levels", "The level.")
    ),
    _table(
        "per_path",
        "Rules that are off in files, by glob below the knowledge base.",
        _text("rules", "Codes, prefixes or names.", many=True, example="PM6"),
    ),
    Field(
        name="since",
        form=Form.DATE,
        about="Documents of earlier incidents are read and not checked.",
        example="2024-01-01",
    ),
    _table(
        "deadlines",
        "By severity: how soon it is published, and its actions are done.",
        Field(name="deadline", form=Form.MAPPING, about="", fields=_DEADLINE),
    ),
    _table(
        "required",
        "By severity or kind: fields and sections that a published own postmortem must have.",
        _text("names", "Fields and sections.", many=True, example="timeline"),
    ),
    Field(
        name="trends",
        form=Form.MAPPING,
        about="How trends are cut, and what to know when reading them.",
        fields=_TRENDS,
    ),
    _records("fields", "The organisation's own front matter.", _OWN_FIELD),
    _records("severities", "The scale, strongest first.", TERM),
    _table(
        "sections",
        "More headings by section.",
        _text("headings", "Headings.", many=True, example="Chronology"),
    ),
    _text("exclude", "Globs of files that are no postmortems.", many=True, example="old/*"),
    _text(
        "tracker_export",
        "A CSV or JSON file of incidents with id and severity, relative to the knowledge base.",
        example="tracker.csv",
    ),
    Field(name="data_people", form=Form.BOOLEAN, about="Whether data files name people."),
    _table(
        "tickets",
        "Addresses of tickets, by how their ids begin: `{id}` is the id, `{rest}` what follows.",
        Field(name="url", form=Form.URL, about="", example="https://tracker.example.com/{id}"),
    ),
    Field(
        name="discuss",
        form=Form.URL,
        about="Where a postmortem is discussed: `{id}` is its id.",
        example="https://chat.example.com/search?q={id}",
    ),
    Field(
        name="public_links",
        form=Form.BOOLEAN,
        about="Whether a build for the public has the addresses of `tickets` and `discuss`.",
    ),
)

THEME = (
    _text("id", "The slug that lessons carry."),
    _text("name", "The name that people read."),
    _text("group", "The group it stands in."),
    _text("description", "What belongs to it and what does not."),
    _text("aliases", "Slugs that mean it too.", many=True),
    _text("counterparts", "Themes that are its other face.", many=True),
    _text("renames", "The packaged theme that it takes the place of."),
    Field(name="off", form=Form.BOOLEAN, about="true takes the theme away."),
)

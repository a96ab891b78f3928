"""The reference names what the code has: no key, command, option or macro is left untold."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from mkdocs_postmortems.cli import postmortems
from mkdocs_postmortems.cli.output import FORMATS
from mkdocs_postmortems.macros import Macros
from mkdocs_postmortems.model.field import FRONT_MATTER, Field
from mkdocs_postmortems.model.settings_field import SERVICE, SETTINGS, THEME

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def told(page: str) -> str:
    return (REFERENCE / page).read_text("utf-8")


def missing(fields: tuple[Field, ...], page: str) -> list[str]:
    text = told(page)
    return [
        one.name for one in fields if f"`{one.name}`" not in text and one.name + ":" not in text
    ]


def test_every_field_of_the_front_matter_is_told():
    """Fields and the fields within them."""
    inner = tuple(field for one in FRONT_MATTER for field in one.fields)
    assert missing((*FRONT_MATTER, *inner), "front-matter.md") == []


@pytest.mark.parametrize("fields", [SETTINGS, SERVICE, THEME], ids=["settings", "service", "theme"])
def test_every_key_of_the_settings_is_told(fields):
    """Keys of settings.yml, of a service and of a theme."""
    assert missing(fields, "settings.md") == []


def test_every_command_and_option_is_told():
    """Commands by their heading, options by one of their names."""
    text = told("cli.md")
    context = click.Context(postmortems)
    commands = {
        name: postmortems.get_command(context, name) for name in postmortems.list_commands(context)
    }
    options = [
        (*parameter.opts, *parameter.secondary_opts)
        for command in commands.values()
        if command
        for parameter in command.params
        if parameter.opts[0].startswith("-")
    ]

    assert [name for name in commands if f"postmortems {name}" not in text] == []
    assert [names for names in options if not any(f"`{one}" in text for one in names)] == []


def test_every_format_is_told():
    """What `check --format` takes."""
    text = told("cli.md") + told("json.md")
    assert [form for form in FORMATS if f"`{form}`" not in text] == []


def test_every_macro_is_told():
    """What a hand-written page may call."""
    names = Macros.all.fget(_NoMacros())  # the names need no knowledge base
    assert [name for name in names if f"{{{{ {name}(" not in told("macros.md")] == []


class _NoMacros:
    def __getattr__(self, name: str) -> object:
        return name

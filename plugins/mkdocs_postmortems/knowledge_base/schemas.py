"""JSON Schema of what the reader accepts, with the organisation's own words."""

from __future__ import annotations

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.model.schema import list_schema, object_schema
from mkdocs_postmortems.model.settings_field import SERVICE, SETTINGS, THEME
from mkdocs_postmortems.read.settings import config_lists

SCHEMAS = ("front-matter", "settings", "services", "themes")


def schema_of(base: KnowledgeBase, what: str) -> dict[str, object]:
    """The JSON Schema of one of `SCHEMAS`."""
    lists = config_lists().__getitem__
    match what:
        case "front-matter":
            context = base.context
            return object_schema("Postmortem", context.fields, context.lists, ("title",))
        case "settings":
            return object_schema("settings.yml", SETTINGS, lists)
        case "themes":
            return list_schema("themes.yml", THEME, lists)
        case _:
            return list_schema("services.yml", SERVICE, lists, pointer="backstage")

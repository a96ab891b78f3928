"""What every document of a knowledge base is read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mkdocs_postmortems.model.field import FRONT_MATTER, Field
from mkdocs_postmortems.model.settings import Settings, Vocabularies
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read.fields import Decoder


@dataclass(frozen=True)
class Context:
    settings: Settings
    vocabularies: Vocabularies
    services: Vocabulary[Service]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The table of fields, the organisation's own at its end."""
        return FRONT_MATTER + self.settings.extra_fields

    @cached_property
    def decoder(self) -> Decoder:
        return Decoder(self.lists, self.settings.time_zone)

    def lists(self, name: str) -> Vocabulary[Any]:
        """The closed list that a field's choice is from."""
        return self.services if name == "services" else self.vocabularies[name]

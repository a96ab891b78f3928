"""Everything one build may know, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.settings import Settings, Vocabularies
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The postmortems that the audience may read, oldest first, with the words they use."""

    postmortems: tuple[Postmortem, ...]
    services: Vocabulary[Service]
    vocabularies: Vocabularies
    settings: Settings

    @property
    def counted(self) -> tuple[Postmortem, ...]:
        """In review or published: what counts are made of, whatever the kind."""
        return tuple(one for one in self.postmortems if one.is_counted)

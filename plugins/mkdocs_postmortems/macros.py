"""Functions for hand-written pages: tables, counts and trends of postmortems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.listings import everything
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import home_page
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.escape import escape


class MacroError(ValueError):
    """A macro was asked for something that does not exist; the message says what there is."""


@dataclass(frozen=True)
class Macros:
    """The functions, over what the build learned; it that is running.

    `here` gives the source path of the page that calls, so that links are relative to it.
    """

    learned: Callable[[], Learned]
    writer: Callable[[], Writer]
    here: Callable[[], str]
    has_full_text: Callable[[], bool] = lambda: False

    def postmortem_table(
        self,
        service: str | None = None,
        severity: str | None = None,
        year: int | None = None,
        limit: int = 10,
    ) -> str:
        """A table of incidents, newest first."""
        chosen = self._chosen(service, severity, year)[:limit]
        return self.writer().write("macro_table", self.here(), postmortems=chosen)

    def postmortem_newest(self, limit: int = 3) -> str:
        """The newest incidents as cards, each with its summary."""
        chosen = everything(self.learned().corpus).incidents[:limit]
        return self.writer().write("macro_newest", self.here(), postmortems=chosen)

    def postmortem_count(
        self, service: str | None = None, severity: str | None = None, year: int | None = None
    ) -> int:
        """How many incidents are counted."""
        return len(self._chosen(service, severity, year))

    def postmortem_trend(self, theme: str | None = None, limit: int = 3) -> str:
        """The themes that hurt most often, or one of them, each with its newest sentence."""
        corpus = self.learned().corpus
        if theme is not None and corpus.vocabularies.themes.find(theme) is None:
            message = f"there is no theme `{theme}`"
            raise MacroError(message)
        trends = self.learned().trends
        term = corpus.vocabularies.themes.find(theme) if theme else None
        chosen = [one for one in trends.themes if one.hurt and (term is None or one.theme == term)]
        return self.writer().write(
            "macro_trend", self.here(), chosen=chosen[:limit], n=len(trends.read_for_themes)
        )

    def postmortem_luck(self, limit: int = 3) -> str:
        """The newest lucky items as a list, one an incident."""
        lucky = self.learned().trends.lucky
        newest = {quote.postmortem.id: quote for quote in reversed(lucky)}
        chosen = [quote for quote in lucky if newest[quote.postmortem.id] is quote][:limit]
        return self.writer().write("macro_luck", self.here(), chosen=chosen)

    def postmortem_home(self, guide: str = "") -> str:
        """A front page below its heading; `guide` is the source path of a page on writing."""
        told = home_page.values(self.writer(), has_full_text=self.has_full_text())
        return self.writer().write("home", self.here(), guide=guide, **told)

    def postmortem_word(self, *, capital: bool = False, article: bool = False) -> str:
        """What the organisation calls the document; with `capital` as a sentence begins."""
        word = self.learned().corpus.settings.word
        if article:
            word = f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"
        return str(escape(word[:1].upper() + word[1:] if capital else word))

    def postmortem_severities(self) -> str:
        """The scale, strongest first, as a table."""
        severities = self.learned().corpus.vocabularies["severities"]
        return self.writer().write("macro_severities", self.here(), severities=tuple(severities))

    def postmortem_deadlines(self) -> str:
        """How soon each severity is to be published and its actions to be done, as a table."""
        corpus = self.learned().corpus
        deadlines = corpus.settings.deadlines
        in_order = [
            (id, deadlines[id]) for id in corpus.vocabularies["severities"].ids if id in deadlines
        ]
        return self.writer().write("macro_deadlines", self.here(), deadlines=in_order)

    @property
    def all(self) -> dict[str, Callable[..., object]]:
        return {
            "postmortem_table": self.postmortem_table,
            "postmortem_newest": self.postmortem_newest,
            "postmortem_count": self.postmortem_count,
            "postmortem_trend": self.postmortem_trend,
            "postmortem_luck": self.postmortem_luck,
            "postmortem_home": self.postmortem_home,
            "postmortem_word": self.postmortem_word,
            "postmortem_severities": self.postmortem_severities,
            "postmortem_deadlines": self.postmortem_deadlines,
        }

    def _chosen(
        self, service: str | None, severity: str | None, year: int | None
    ) -> tuple[Postmortem, ...]:
        corpus = self.learned().corpus
        if service is not None and corpus.services.get(service) is None:
            message = f"there is no service `{service}` in services.yml"
            raise MacroError(message)
        if severity is not None and corpus.vocabularies["severities"].get(severity) is None:
            message = f"there is no severity `{severity}`"
            raise MacroError(message)
        return tuple(
            one
            for one in everything(corpus).incidents
            if (service is None or service in one.services)
            and (severity is None or one.severity == severity)
            and (year is None or (one.started_at is not None and one.started_at.year == int(year)))
        )

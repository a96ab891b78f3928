"""The one place where text becomes Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mkdocs_postmortems.learn.groups import by_group
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.lengths import lengths
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish import addresses, escape, wording
from mkdocs_postmortems.publish.jinja import make_environment


@pass_context
def _to(context: Context, target: str, anchor: str = "") -> Markup:
    """A relative link from the page that is being written to another page's source."""
    link = escape.path(addresses.relative(target, context["here"]))
    return link + Markup("#") + escape.path(anchor) if anchor else link


@pass_context
def _view(context: Context, facet: str, value: str) -> Markup:
    """A relative link to the incidents that have one value of a facet."""
    return _to(context, addresses.INCIDENTS) + Markup("?") + Markup(urlencode({facet: value}))  # noqa: S704  # quoted


def _plain(form: Callable[[Any], str]) -> Callable[[Any], Markup]:
    """A formatter of numbers and days, whose digits and colons need no escaping."""
    return lambda value: Markup(form(value))  # noqa: S704  # no author's text goes in


@cache
def _environment() -> Environment:
    environment = make_environment(escape.escape)
    environment.filters.update(
        to=_to,
        view=_view,
        address=escape.address,
        address_or_path=escape.address_or_path,
        light=escape.light,
        day=_plain(wording.day),
        clock=_plain(wording.clock),
        duration=_plain(wording.duration),
        since=_plain(wording.since),
        code=escape.code,
        bare=escape.bare,
        exact=escape.exact,
    )
    environment.globals.update(count=wording.count, at=addresses, lengths=lengths)
    return environment


@dataclass(frozen=True)
class Writer:
    """Writes pages of what was learned. `uris` gives the source path of every postmortem's page."""

    learned: Learned
    uris: Mapping[str, str]

    @property
    def corpus(self) -> Corpus:
        return self.learned.corpus

    def write(self, template: str, here: str, **values: Any) -> str:
        """A template's Markdown for the page whose source path is `here`."""
        found = _environment().get_template(f"{template}.md.jinja")
        return found.render(here=here, **self._known, **values).strip("\n") + "\n"

    def pieces(self, template: str, here: str, **values: Any) -> Any:
        """The macros of a template as functions, for what is written piece by piece."""
        found = _environment().get_template(f"{template}.jinja")
        return found.make_module({"here": here, **self._known, **values})

    @cached_property
    def _known(self) -> dict[str, Any]:
        """What every template may use."""
        return {
            "uri_of": self._uri_of,
            "has_page": self._service_pages.__contains__,
            "service_name": self.corpus.services.name,
            "severity_name": self.corpus.vocabularies["severities"].name,
            "rank": self.rank,
            "term": self._term,
            "theme_name": self.corpus.vocabularies.themes.name,
            "word": self.corpus.settings.word,
            "has_groups": self._has_groups,
        }

    @cached_property
    def _service_pages(self) -> frozenset[str]:
        """Only a service with a counted incident has a page; a draft may name others."""
        ids = {id for one in self.corpus.counted for id in one.services}
        return frozenset(addresses.service(id) for id in ids)

    @cached_property
    def _has_groups(self) -> bool:
        return bool(by_group(self.corpus))

    def _uri_of(self, postmortem: Postmortem) -> str:
        return self.uris[postmortem.id]

    def rank(self, severity: str | None) -> str:
        """1 for the strongest severity; `unknown` past the scale. For the look only."""
        severities = self.corpus.vocabularies["severities"]
        rank = severities.rank(severity)
        return str(min(rank + 1, 4)) if rank < len(severities) else "unknown"

    def _term(self, vocabulary: str, id: str | None) -> str:
        return self.corpus.vocabularies[vocabulary].name(id) if id else ""

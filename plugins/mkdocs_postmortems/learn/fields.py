"""A postmortem as weighted words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.learn.words import stems, terms, tokens
from mkdocs_postmortems.model.postmortem import LessonKind, Postmortem
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary

TITLE = 3
SUMMARY = 3
FACTOR = 2
LESSON = 2
REST = 1


@dataclass(frozen=True)
class Fields:
    """Reads postmortems for comparison. `names` are the services' names as words, by the first.

    A service is a field of its own: were its name or its group's a word, every incident of a
    service would be like every other one.
    """

    names: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, services: Vocabulary[Service]) -> Fields:
        names: dict[str, set[tuple[str, ...]]] = {}
        for service in services:
            for name in (service.id, service.name, service.group, *service.aliases):
                if words := tuple(tokens(name)):
                    names.setdefault(words[0], set()).add(words)
        longest_first = {
            first: tuple(sorted(found, key=lambda words: (-len(words), words)))
            for first, found in names.items()
        }
        return cls(longest_first)

    def counts(self, one: Postmortem) -> dict[str, float]:
        """How often each term stands in a postmortem, once more for each weight of its place.

        Pairs of words are read where people chose their words; in the rest they find nothing more
        and double the work.
        """
        found: dict[str, float] = {}
        people = frozenset(word for name in _people(one) for word in tokens(name))
        for weight, text in _parts(one):
            words = self._without_names(tokens(text))
            if people and not people.isdisjoint(words):
                words = [word for word in words if word not in people]
            for term in stems(words) if text is one.text else terms(words):
                found[term] = found.get(term, 0.0) + weight
        return found

    def terms(self, text: str) -> list[str]:
        """Stems and pairs of stems of a question, without names of services."""
        return terms(self._without_names(tokens(text)))

    def words(self, one: Postmortem) -> list[str]:
        """The words as they stand in a postmortem, in order."""
        return [word for text in (one.title, one.summary, one.text) for word in tokens(text)]

    def _without_names(self, words: list[str]) -> list[str]:
        kept: list[str] = []
        done = 0
        for place in [place for place, word in enumerate(words) if word in self.names]:
            for name in self.names[words[place]]:
                end = place + len(name)
                if place >= done and tuple(words[place:end]) == name:
                    kept += words[done:place]
                    done = end
                    break
        return kept + words[done:] if done else words


def _parts(one: Postmortem) -> Iterator[tuple[int, str]]:
    """Texts with their weights; what stands in the whole text already is counted there once."""
    yield TITLE, one.title
    yield REST, one.text
    yield _more(SUMMARY, one.summary, one.text), one.summary
    for lesson in one.lessons:
        weight = FACTOR if lesson.kind is LessonKind.FACTOR else LESSON
        yield _more(weight, lesson.text, one.text), lesson.text


def _more(weight: int, part: str, text: str) -> int:
    return weight - REST if part in text else weight


def _people(one: Postmortem) -> tuple[str, ...]:
    """Not the owner, who may be a team with a name that means something."""
    leader = (one.incident_commander,) if one.incident_commander else ()
    return (*leader, *one.authors, *one.responders)

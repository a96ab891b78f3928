"""Everything that pages and commands show, learned once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mkdocs_postmortems.learn.action_items import Item, action_items
from mkdocs_postmortems.learn.changes import Changes, learn_changes
from mkdocs_postmortems.learn.clusters import Unfiled, group_unfiled
from mkdocs_postmortems.learn.cues import Cues
from mkdocs_postmortems.learn.deadlines import Deadline, Deadlines
from mkdocs_postmortems.learn.detection import Found, learn_finders
from mkdocs_postmortems.learn.filing import Filing
from mkdocs_postmortems.learn.follow_up import FollowUp, TimeToClose, follow_up, time_to_close
from mkdocs_postmortems.learn.luck import Luck, learn_luck
from mkdocs_postmortems.learn.periods import Calendar, Length
from mkdocs_postmortems.learn.questions import Questions, open_questions
from mkdocs_postmortems.learn.seen_again import SeenAgain, learn_seen_again
from mkdocs_postmortems.learn.sightings import Sightings, learn_sightings
from mkdocs_postmortems.learn.similar import Index
from mkdocs_postmortems.learn.strengths import Strengths, learn_strengths
from mkdocs_postmortems.learn.suggestions import Suggester
from mkdocs_postmortems.learn.themes import Trends, learn_trends
from mkdocs_postmortems.learn.timing import Timing, learn_timings
from mkdocs_postmortems.learn.writing import Tracked, WritingDeadlines, writing_deadlines
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.cue import Cue
from mkdocs_postmortems.model.filing import FilingEntry
from mkdocs_postmortems.model.postmortem import Postmortem


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What one corpus teaches on one day.

    `trends` hold lessons filed by anyone, rules included, and say by whom; `authored` only what
    people filed: changes, sightings, luck called in and what was seen again rest on that alone.
    """

    corpus: Corpus
    today: date
    cues: tuple[Cue, ...] = ()
    entries: tuple[FilingEntry, ...] = ()
    by_rule: bool = True
    period: Length | None = None
    tracked: Tracked | None = None
    """The tracker's incidents against the postmortems, where settings name an export."""

    @cached_property
    def filing(self) -> Filing:
        themes = self.corpus.vocabularies.themes
        return Filing(themes, Cues.of(self.cues, themes), self.entries, by_rule=self.by_rule)

    @cached_property
    def trends(self) -> Trends:
        return self.trends_of(self.corpus.postmortems)

    @cached_property
    def authored(self) -> Trends:
        return learn_trends(self.corpus, filing=self._filing_by_people)

    def trends_of(self, postmortems: Iterable[Postmortem]) -> Trends:
        """The trends of some of the postmortems, lessons filed as everywhere."""
        return learn_trends(self.corpus, postmortems, self.filing)

    @cached_property
    def _filing_by_people(self) -> Filing:
        filing = self.filing
        return Filing(filing.themes, filing.cues, self.entries, by_rule=False)

    @cached_property
    def writing(self) -> Deadlines:
        """Until when postmortems are to be published."""
        settings = self.corpus.settings
        return Deadlines(
            by_severity={
                severity: Deadline(one.publish, one.is_business)
                for severity, one in settings.deadlines.items()
            },
            time_zone=settings.time_zone,
        )

    @cached_property
    def follow_up(self) -> Deadlines:
        """Until when action items are to be done."""
        settings = self.corpus.settings
        return Deadlines(
            by_severity={
                severity: Deadline(one.actions) for severity, one in settings.deadlines.items()
            },
            time_zone=settings.time_zone,
        )

    @cached_property
    def calendar(self) -> Calendar:
        return self.calendar_of(self.corpus.postmortems)

    def calendar_of(self, postmortems: Iterable[Postmortem]) -> Calendar:
        """How time is cut for some of the postmortems."""
        written = self.corpus.settings.period
        period = self.period or (Length(written) if written else None)
        return Calendar.of(postmortems, self.today, self.writing, period)

    @cached_property
    def changes(self) -> Changes:
        themes = self.corpus.vocabularies.themes
        return learn_changes(self.authored, self.corpus.postmortems, themes, self.calendar)

    def changes_of(self, postmortems: Iterable[Postmortem]) -> Changes:
        """The changes within some of the postmortems, such as those of a service."""
        chosen = tuple(postmortems)
        themes = self.corpus.vocabularies.themes
        trends = learn_trends(self.corpus, chosen, self._filing_by_people)
        return learn_changes(trends, chosen, themes, self.calendar_of(chosen))

    @cached_property
    def sightings(self) -> Sightings:
        themes = self.corpus.vocabularies.themes
        return learn_sightings(self.authored, self.corpus.postmortems, themes, self.calendar)

    @cached_property
    def strengths(self) -> Strengths:
        return learn_strengths(self.corpus.postmortems, self.trends)

    @cached_property
    def questions(self) -> Questions:
        return open_questions(self.corpus.postmortems)

    @cached_property
    def unfiled(self) -> Unfiled:
        """What waits for a person to file it."""
        return group_unfiled(self.trends.unfiled)

    @cached_property
    def timings(self) -> tuple[Timing, ...]:
        return learn_timings(self.corpus.postmortems, self.corpus.settings.time_zone)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Action items of own accounts, as of `today`."""
        return action_items(
            self.corpus.postmortems, self.authored.quotes, self.today, self.follow_up
        )

    @cached_property
    def follow(self) -> FollowUp:
        return follow_up(self.items)

    @cached_property
    def closing(self) -> TimeToClose:
        """How many days action items stay open."""
        return time_to_close(self.items, self.today)

    @cached_property
    def written(self) -> WritingDeadlines:
        return writing_deadlines(self.corpus.postmortems, self.writing, self.today)

    @cached_property
    def found(self) -> Found:
        """The incidents by who found them."""
        return learn_finders(self.corpus.postmortems)

    @cached_property
    def luck(self) -> Luck:
        """What luck did, as risks that stay open."""
        return learn_luck(
            self.trends,
            self.authored,
            self.items,
            self.corpus.vocabularies.themes,
            self.today,
            self.corpus.settings.time_zone,
        )

    @cached_property
    def seen_again(self) -> SeenAgain:
        """Pairs of incidents of a service in which the same condition hurt."""
        settings, themes = self.corpus.settings, self.corpus.vocabularies.themes
        return learn_seen_again(self.authored, self.items, themes, settings.time_zone)

    @cached_property
    def index(self) -> Index:
        return Index.of(self.corpus.postmortems, self.corpus.services)

    @cached_property
    def suggester(self) -> Suggester:
        examples = self.filing.examples(self.corpus.postmortems)
        return Suggester(self.filing.themes, self.filing.cues, tuple(examples))

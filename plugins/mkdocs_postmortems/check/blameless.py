"""PM6xx: words that end the inquiry before a condition is found. English only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.phrases import before, find, phrases, problem
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_SLIP = r"(?:['’]s)?\s+(?:(?:error|mistake)s?|failure)\b(?!\s+(?:budget|log|message|page|rate)s?\b)"
_ERROR = phrases(
    *(
        word + _SLIP
        for word in (
            *("administrator", "employee", "engineer", "human", "operator", "pilot", "technician"),
        )
    )
)
_HAZARD = re.compile(
    r"(?:\b(?:not|never|no|beyond|than|instead\s+of|accept\w*|blam\w+|call\w*|label\w*|against|avoid\w*|"
    r"catch\w*|prevent\w*|reduc\w+|eliminat\w+|minimi[sz]\w+|reject\w*|tolera\w+|surviv\w+|prone\s+to|"
    r"(?:risk|room|chance|possibility|potential|likelihood|opportunit\w+|source)s?\s+(?:of|for))"
    r"\s+)(?:(?:a|an|any|it|just|only|more|simple|future|mere|to|as)\s+)*$"
)
"""What stands before `human error` where it is a hazard to design for, or refused as a cause."""

_HAVE_DONE = (
    r"(?:\s+not|n['’]t)?(?:\s+to)?\s+have\s+(?:(?:all|also|always|at|been|better|first|least|never|"
    r"only|really)\s+)*(?:(?!need|seed|feed|speed)\w{2,}ed|been|built|caught|chosen|done|found|"
    r"given|gone|happened|kept|known|left|made|put|read|run|seen|sent|set|shut|spoken|taken|"
    r"thought|told|understood|woken|written)\b"
)
_SHOULD = phrases(f"should{_HAVE_DONE}", f"ought{_HAVE_DONE}")

_CARE = phrases(
    *(r"attentive\b", r"aware\b", r"careful\b", r"cautious\b", r"diligent\b", r"mindful\b"),
    *(r"thorough\b", r"vigilant\b"),
)
_BE = re.compile(r"\bbe(?:ing)?\s+(?:even\s+|much\s+)?(?:more|extra)\s+\Z")
_ATTENTION = phrases(r"attention\b", r"care\b", r"caution\b")
_MORE = re.compile(r"\b(?:pay(?:ing)?\s+|tak(?:e|ing)\s+)?(?:closer|extra|greater|more)\s+\Z")
_WHOM = (
    r"(?:ing)?\s+(?:(?:all|each|every|of|on-?call|our|the)\s+)*(?:administrators?|colleagues|"
    r"contractors?|developers?|employees?|engineers?|everybody|everyone|operators?|people|"
    r"responders?|sres?|staff|teams?|technicians?)\b"
)
_REMIND = phrases(
    *(f"{verb}{_WHOM}" for verb in ("admonish", "remind", "reprimand", "retrain", "re-train"))
)
_NOTHING = re.compile(r"\Z")
_CHARACTER = phrases(
    r"careless(?:ly|ness)?\b",
    r"incompeten(?:tly|t|ce)\b",
    r"irresponsib(?:le|ly|ility)\b",
    r"negligen(?:tly|t|ce)\b",
    r"reckless(?:ly|ness)?\b",
    r"slopp(?:y|ily|iness)\b(?!\s+(?:clock|counter|phrase|quorum))",
    r"unprofessional(?:ly)?\b",
)
_ROOT = phrases(
    r"root[ -]cause\b(?!\s+(?:anal|doc|invest|review))(?P<told>(?:\s+(?:behind|for|of)\s"
    r"[^.|\n]{0,80}?)?\s+(?:is|was)\b(?!\s+(?:being|clear|established|found|identified|known|not|"
    r"still|uncertain|unclear|unknown|yet)))?"
)
_ONE = re.compile(
    r"^#+\s*$|(?P<as>\b(?:as|be|became|is|was)\s+)?"
    r"\b(?:the|a|one|single|only|primary|actual|true|real)\s+$",
    re.MULTILINE,
)
"""A heading, or an article; `found the root cause` names none, `was the root cause` does."""


def check_human_error(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Human error as a cause; as a hazard to design for it is no blame."""
    text = document.lowered
    help = "say what made it the right thing to do at the time, and what let it through"
    for match in find(_ERROR, text):
        if not _HAZARD.search(before(text, match.start())):
            yield problem("PM601", document, Span(*match.span()), "{} ends the inquiry", help)


def check_counterfactual(document: Document, around: Surroundings) -> Iterator[Problem]:
    """What should have been done, which did not happen and explains nothing."""
    help = "say what was done, and why that made sense with what was known then"
    for match in find(_SHOULD, document.lowered):
        what = "{} tells what did not happen"
        yield problem("PM603", document, Span(*match.span()), what, help)


def check_care(document: Document, around: Surroundings) -> Iterator[Problem]:
    """More care, attention or reminding as a remedy."""
    help = "name a change to the system that helps on a day when nobody is careful"
    text = document.lowered
    for sought, preceding in ((_CARE, _BE), (_ATTENTION, _MORE), (_REMIND, _NOTHING)):
        for match in find(sought, text):
            lead = preceding.search(before(text, match.start()))
            if lead:
                span = Span(match.start() - len(lead[0]), match.end())
                yield problem("PM604", document, span, "{} is no control", help)


def check_character(document: Document, around: Surroundings) -> Iterator[Problem]:
    """Words that judge a person's character."""
    help = "say what was done and what was known, without the judgement"
    for match in find(_CHARACTER, document.lowered):
        yield problem("PM605", document, Span(*match.span()), "{} judges a person", help)


def check_root_cause(document: Document, around: Surroundings) -> Iterator[Problem]:
    """One cause for an incident that took several; the first place only."""
    help = "list the contributing factors, with the trigger as one of them"
    text = document.lowered
    for match in find(_ROOT, text):
        one = _ONE.search(before(text, match.start()))
        if one and (one["as"] or match["told"] or one[0].startswith("#")):
            span = Span(match.start(), match.start() + len("root cause"))
            yield problem("PM606", document, span, "one {} stands for all", help)
            return


RULES = (
    Rule(
        code="PM601",
        name="human-error",
        level=Level.WARNING,
        check=check_human_error,
        waits=True,
    ),
    Rule(
        code="PM603",
        name="counterfactual",
        level=Level.INFO,
        check=check_counterfactual,
        is_default=False,
        waits=True,
    ),
    Rule(code="PM604", name="care-as-fix", level=Level.WARNING, check=check_care, waits=True),
    Rule(
        code="PM605",
        name="character-word",
        level=Level.WARNING,
        check=check_character,
        waits=True,
    ),
    Rule(
        code="PM606",
        name="single-root-cause",
        level=Level.INFO,
        check=check_root_cause,
        is_default=False,
        waits=True,
    ),
)

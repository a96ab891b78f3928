"""PM602 and PM607: a person, or a rule that a person broke, in the place of a cause.

`we` and `I` are no subject of these: what a team says of itself is its own to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_postmortems.check.phrases import before, find, phrases, problem
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Level, Problem
from mkdocs_postmortems.model.span import Span

_DUTY = (
    r"(?:account|act|add|announce|anticipate|apply|ask|check|communicate|configure|consider|copy|"
    r"coordinate|document|enable|ensure|escalate|follow|include|inform|monitor|notice|notify|"
    r"page|plan|read|realise|realize|recognise|recognize|remember|remove|renew|report|respond|"
    r"review|rotate|run|see|set|spot|tell|test|think|understand|update|validate|verify|warn)"
)
"""What a person is expected to do. `failed to log in` or `to reach the host` is no slip."""

_UNMEANT = ("accidentally", "erroneously", "inadvertently", "mistakenly")
_BY = (
    r"(?P<by>\s+by\s+(?:(?:an?|another|one|of|our|the)\s+)*(?:[\w-]+\s+)??(?:administrator|"
    r"colleague|contractor|developer|employee|engineer|intern|team|technician)s?\b)?"
)
_SLIP = phrases(
    rf"forgot(?:ten)?\b{_BY}",
    r"neglected\s+to\b",
    rf"overlooked\b{_BY}",
    r"carelessly\s+\w+",
    r"did(?:\s+not|n['’]t)\s+bother\b",
    r"made\s+(?:an?|the|several)\s+(?:\w+\s+)?(?:mistake|error|blunder)s?\b",
    rf"mistakes?\s+made{_BY}",
    r"should\s+have\s+known\s+better\b",
    r"was\s+(?:at\s+fault|to\s+blame)\b",
    r"were\s+(?:at\s+fault|to\s+blame)\b",
    rf"ignored\b{_BY}",
    r"disregarded\b",
    rf"failed\s+to\s+{_DUTY}\b",
    *(rf"{word}\s+\w+{_BY}" for word in _UNMEANT),
)
_SOFTWARE_TOO = re.compile(r"ignored|disregarded|failed|accident|erroneous|inadvert|mistaken")
"""Slips of which programs are the subject as often as people."""

_SUBJECT = re.compile(
    r"(?P<person>@?[a-z][\w’'-]*),?\s+(?:(?:also|apparently|had|has|have|simply|then)\s+)*$"
)
_OBJECT = re.compile(
    r"\b(?:for|from|to|with|(?<!one )(?<!some )(?<!member )(?<!members )of)\s+"
    r"(?:(?:a|an|our|the|their)\s+)?(?:[\w-]+\s+)?$"
)
"""Before a person who is no subject: `the pager of the team failed to notify anybody`."""

_FAULT = phrases(r"fault\b")
_WHOSE = re.compile(r"\b(?:his|her|(?:developer|engineer|operator)(?:['’]s|s['’]))\s+(?:own\s+)?$")

_PEOPLE = frozenset(
    word + plural
    for word in (
        *("administrator", "author", "colleague", "contractor", "coworker", "dba", "dev"),
        *("developer", "employee", "engineer", "individual", "intern", "maintainer", "manager"),
        *("member", "programmer", "responder", "reviewer", "sre", "sysadmin", "technician"),
    )
    for plural in ("", "s")
) | {"he", "on-call", "oncall", "people", "person", "she", "somebody", "someone", "staff", "team"}

_PERHAPS = frozenset({"operator", "operators", "admin", "admins", "teams", "they"})
"""Software as well: Kubernetes has operators, and Teams is a program."""

_FOLLOW = phrases(r"follow(?:ed|ing)?\b(?P<what>[^.;:|\n]{0,60})")
_NOT = re.compile(
    r"(?:\b(?P<who>[a-z][\w’'-]*)\s+)??\b(?:(?:ha[sd]|have|do(?:es)?|did|was|were|is|are)"
    r"(?:\s+not|\s+never|n['’]t)|not|never|without|fail(?:ed|ing|ure|s)\s+to)"
    r"(?:\s+(?:been|being|correctly|fully|properly))*\s+$"
)
_SELVES = frozenset({"i", "we"})
_PROCEDURE = re.compile(
    r"(?:best\s+practices?|checklist|guidelines?|instructions|playbook|polic(?:y|ies)|procedures?|"
    r"process|runbook)s?\b"
)


def check_culprit(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A person as the subject of a slip, or the one by whom it was made."""
    text = document.lowered
    found: list[Span] = []
    for match in find(_SLIP, text):
        if match.groupdict().get("by"):
            found.append(Span(*match.span()))
            continue
        preceding = before(text, match.start())
        subject = _SUBJECT.search(preceding)
        if subject and _is_person(subject["person"], match[0], document):
            start = subject.start("person")
            if not (_SOFTWARE_TOO.match(match[0]) and _OBJECT.search(preceding, 0, start)):
                found.append(Span(match.start() - len(preceding) + start, match.end()))
    for match in find(_FAULT, text):
        whose = _WHOSE.search(before(text, match.start()))
        if whose:
            found.append(Span(match.start() - len(whose[0]), match.end()))
    for span in found:
        help = "say what the system asked for, showed or allowed"
        yield problem("PM602", document, span, "{} makes a person the cause", help)


def _is_person(word: str, slip: str, document: Document) -> bool:
    if word in _PEOPLE or word.startswith("@"):
        return True
    is_human = _SOFTWARE_TOO.match(slip) is None
    return is_human and (word in _PERHAPS or word in _names(document))


def _names(document: Document) -> frozenset[str]:
    one = document.postmortem
    names = (one.owner, one.incident_commander, *one.authors, *one.responders)
    return frozenset(part for name in names if name for part in name.lower().split())


def check_not_followed(document: Document, around: Surroundings) -> Iterator[Problem]:
    """A procedure that was not followed, as if that explained itself."""
    text = document.lowered
    help = "say what made another way look better, or the procedure hard to follow"
    for match in find(_FOLLOW, text):
        denied = _NOT.search(before(text, match.start()))
        if denied is None or denied["who"] in _SELVES:
            continue
        start = match.start() - len(denied[0])
        procedure = _PROCEDURE.search(match["what"])
        if _PROCEDURE.fullmatch(denied["who"] or ""):
            end = match.start("what")
        elif procedure:
            end = match.start("what") + procedure.end()
        else:
            continue
        what = "{} asks no further"
        yield problem("PM607", document, Span(start, end), what, help)


RULES = (
    Rule(
        code="PM602",
        name="person-as-culprit",
        level=Level.WARNING,
        check=check_culprit,
        waits=True,
    ),
    Rule(
        code="PM607",
        name="procedure-not-followed",
        level=Level.WARNING,
        check=check_not_followed,
        waits=True,
    ),
)

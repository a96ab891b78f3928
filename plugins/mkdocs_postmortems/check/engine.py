"""Rules over documents: every problem of every document, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_postmortems.check.redact import hide_secrets
from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.check.select import level_of
from mkdocs_postmortems.check.suppress import apply_suppressions
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding, Level, Problem, Related
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Lines, Span

_ALWAYS = ("PM0", "PM7")
"""What no file is too old for: that it can be read, and that it holds no secret."""

MOST = 200
"""Findings of one file that are told; a file with more has one mistake many times."""


def check_documents(documents: Iterable[Document], around: Surroundings) -> tuple[Finding, ...]:
    """The findings of these documents, sorted by path, line, column and code."""
    found = [finding for one in documents for finding in check_document(one, around)]
    return tuple(sorted(found, key=lambda finding: finding.order))


def check_document(document: Document, around: Surroundings) -> list[Finding]:
    """The findings of one document, sorted."""
    problems: Iterable[Problem]
    if document.is_withheld:
        problems = (_silenced(problem) for problem in document.problems)
    else:
        told = hide_secrets(document.text, _problems(document, around))
        problems = apply_suppressions(
            document, told, RULES, lambda rule: _runs(rule, document, around.settings)
        )
    if _is_before(document, around.settings):
        problems = (one for one in problems if one.code.startswith(_ALWAYS))
    found = [
        finding
        for problem in problems
        if (
            finding := to_finding(
                problem, document.path, document.lines, around.settings, document.relative
            )
        )
    ]
    found.sort(key=lambda finding: finding.order)
    return [one for number, one in enumerate(found) if number < MOST or one.is_secret]


def _runs(rule: Rule, document: Document, settings: Settings) -> bool:
    return (
        rule.applies_to(document) and level_of(rule, document.relative, settings) is not Level.OFF
    )


def _is_before(document: Document, settings: Settings) -> bool:
    """Whether the incident is older than what `since` of the settings wants checked."""
    started = document.postmortem.started_at
    day = started.date if started else None
    return settings.since is not None and day is not None and day < settings.since


def _problems(document: Document, around: Surroundings) -> Iterator[Problem]:
    yield from document.problems
    for rule in around.rules:
        if rule.check is not None and rule.applies_to(document):
            yield from _run(rule, document, around)


def _run(rule: Rule, document: Document, around: Surroundings) -> list[Problem]:
    """A rule's problems; a rule that raises is itself a problem, and the others still run."""
    assert rule.check is not None
    found: list[Problem] = []
    try:
        found.extend(rule.check(document, around))
    except Exception as error:  # noqa: BLE001  # whatever it is, it must not hide other findings
        message = f"{rule.code} raised {type(error).__name__}: {error}"
        help = "please report this as a bug of the tool"
        found.append(Problem("PM999", Span(0, 0), message, help))
    return found


def rules_in_force(settings: Settings) -> tuple[Rule, ...]:
    """The rules that can find anything under these settings, so that no other is run."""
    return tuple(rule for rule in RULES.values() if level_of(rule, "", settings) is not Level.OFF)


def _silenced(problem: Problem) -> Problem:
    """Of a document that the audience may not read: code and line, no word of it."""
    what = RULES[problem.code].name.replace("-", " ")
    message = f"{what}; the text is not shown, since what cannot be read counts as restricted"
    return Problem(problem.code, problem.span, message, "run `postmortems check` to see it")


def to_finding(
    problem: Problem, path: str, lines: Lines, settings: Settings, relative: str = ""
) -> Finding | None:
    """A problem with its rule's name, its level by the settings and its place; None where off."""
    rule = RULES[problem.code]
    level = level_of(rule, relative, settings)
    if level is Level.OFF and rule.code != "PM999":
        return None
    here = tuple(Related(path, lines.place(span), words) for span, words in problem.related)
    return Finding(
        path=path,
        place=lines.place(problem.span),
        code=rule.code,
        name=rule.name,
        level=level,
        message=problem.message,
        help=problem.help,
        related=here + problem.elsewhere,
        fix=problem.fix,
        is_secret=problem.is_secret,
    )

"""Rules over documents: every problem of every document, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_postmortems.check.registry import RULES
from mkdocs_postmortems.check.rule import Rule, Surroundings
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.finding import Finding, Level, Problem, Related
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Lines, Span


def check_documents(documents: Iterable[Document], around: Surroundings) -> tuple[Finding, ...]:
    """The findings of these documents, sorted by path, line, column and code."""
    found = [
        finding
        for document in documents
        for problem in _problems(document, around)
        if (finding := to_finding(problem, document.path, document.lines, around.settings))
    ]
    return tuple(sorted(found, key=lambda finding: finding.order))


def _problems(document: Document, around: Surroundings) -> Iterator[Problem]:
    if document.is_withheld:
        yield from (_silenced(problem) for problem in document.problems)
        return
    yield from document.problems
    for rule in RULES.values():
        if rule.check is None or not rule.needs.isdisjoint(document.broken):
            continue
        yield from _run(rule, document, around)


def _run(rule: Rule, document: Document, around: Surroundings) -> Iterator[Problem]:
    """A rule's problems; a rule that raises is itself a problem, and the others still run."""
    assert rule.check is not None
    try:
        yield from rule.check(document, around)
    except Exception as error:  # noqa: BLE001  # whatever it is, it must not hide other findings
        message = f"{rule.code} raised {type(error).__name__}: {error}"
        yield Problem("PM999", Span(0, 0), message, "please report this as a bug of the tool")


def _silenced(problem: Problem) -> Problem:
    """Of a document that the audience may not read: code and line, no word of it."""
    what = RULES[problem.code].name.replace("-", " ")
    message = f"{what}; the text is not shown, since what cannot be read counts as restricted"
    return Problem(problem.code, problem.span, message, "run `postmortems check` to see it")


def to_finding(problem: Problem, path: str, lines: Lines, settings: Settings) -> Finding | None:
    """A problem with its rule's name, its level by the settings and its place; None where off."""
    rule = RULES[problem.code]
    level = settings.levels.get(rule.code) or settings.levels.get(rule.name) or rule.level
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
    )

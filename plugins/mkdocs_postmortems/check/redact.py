"""Nothing that a rule found to be a secret may stand in any message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mkdocs_postmortems.model.finding import MASK, Problem


def hide_secrets(text: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same problems; where a message would cite a secret of the text, it cites a mask.

    A secret may stand where a field or a link is wrong as well, and that rule cites what it read.
    """
    listed = list(problems)
    secrets = {text[one.span.start : one.span.end] for one in listed if one.is_secret}
    if not secrets:
        return iter(listed)
    ordered = sorted(secrets, key=len, reverse=True)
    return (_without(problem, ordered) for problem in listed)


def _without(problem: Problem, secrets: list[str]) -> Problem:
    def clean(words: str) -> str:
        for secret in secrets:
            words = words.replace(secret, MASK * len(secret))
        return words

    return replace(
        problem,
        message=clean(problem.message),
        help=clean(problem.help) if problem.help else problem.help,
        related=tuple((span, clean(words)) for span, words in problem.related),
        elsewhere=tuple(replace(one, message=clean(one.message)) for one in problem.elsewhere),
        fix=replace(problem.fix, title=clean(problem.fix.title)) if problem.fix else None,
    )

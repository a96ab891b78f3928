"""What is told of a postmortem, as text for a channel, a mail or a page. Nothing is sent."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage

from markupsafe import Markup

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.learn.themes import HURT
from mkdocs_postmortems.model.postmortem import Lesson, LessonKind, Postmortem
from mkdocs_postmortems.publish import escape
from mkdocs_postmortems.publish.external_message import Part
from mkdocs_postmortems.publish.jinja import make_environment

FORMATS = ("slack", "email", "markdown")
STAGES = ("opened", "published", "reminder")
MOST = 3
_END = re.compile(r"[.!?](?=\s+[^a-z\s]|\s*$)")
_SHORTENED = frozenset({"approx", "ca", "cf", "e.g", "i.e", "incl", "vs"})
_CALL = re.compile(r"(?<![A-Za-z0-9])(?:@|&#64;)")
"""What may call somebody; an address of mail does not, and stays one that can be copied."""
_MARK = re.compile(r" *(?:- |\d+\. )?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """All that a text may say; people only where they are asked for something."""

    stage: str
    title: str
    word: str
    link: str
    owner: str | None = None
    due: date | None = None
    is_over: bool = False
    """Whether that day is: no person is named beside it then."""
    impact: str | None = None
    lessons: tuple[str, ...] = ()
    message: tuple[Part, ...] = ()
    """The external message: what customers read, and nothing beside it."""
    subject: str = ""


def impact_of(one: Postmortem) -> str | None:
    """What it did, in a sentence: the impact's summary, else how the summary begins."""
    told = (one.impact.summary or one.summary).strip()
    for end in _END.finditer(told):
        word = told[: end.start()].split()[-1:]
        if not word or word[0].lstrip("(").lower() not in _SHORTENED:
            return told[: end.end()]
    return told or None


def three_lessons(one: Postmortem, learned: Learned) -> tuple[Lesson, ...]:
    """Luck without an action, what hurt most incidents, what went well; then more of what hurt.

    What hurt goes by how many incidents its themes hurt, then by its place in the document.
    """
    bare = {risk.quote.lesson.address for risk in learned.luck.without_action(one.id)}
    hurt = {trend.theme.id: len(trend.hurt_incidents) for trend in learned.trends.themes}

    def weight(lesson: Lesson) -> int:
        return -max((hurt.get(theme, 0) for theme in lesson.themes), default=0)

    lucky = [lesson for lesson in one.lessons if lesson.address in bare]
    wrong = sorted((lesson for lesson in one.lessons if lesson.kind in HURT), key=weight)
    well = [lesson for lesson in one.lessons if lesson.kind is LessonKind.WELL]
    return (*lucky[:1], *wrong[:1], *well[:1], *wrong[1:])[:MOST]


def write_announcement(one: Announcement, form: str) -> str:
    """The text in one of `FORMATS`."""
    name = "customers" if one.message else one.stage
    text = rendered(f"announce_{name}", form, one=one)
    return _mail(one.subject, text) if form == "email" else text


def rendered(template: str, form: str, **values: object) -> str:
    """A template with author's text escaped for one of `FORMATS`; `email` is plain text."""
    escaped = _ESCAPES[form]
    environment = make_environment(lambda value: escaped(str(value)))
    environment.globals["link"] = _LINKS[form]
    return environment.get_template(f"{template}.jinja").render(**values).strip() + "\n"


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _slack(text: str) -> Markup:
    """Slack's three characters; `@here` pasted by a person would call everybody."""
    line = _line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(_CALL.sub("@\u200b", line))  # noqa: S704  # escaped just above


def _plain(text: str) -> Markup:
    return Markup(_line(text))  # noqa: S704  # plain text has no markup


def _markdown(text: str) -> Markup:
    line = _CALL.sub("&#64;&#8203;", str(escape.escape(text)))
    return Markup(line)  # noqa: S704  # see escape


_ESCAPES: Mapping[str, Callable[[str], Markup]] = {
    "slack": _slack,
    "email": _plain,
    "markdown": _markdown,
}
_LINKS: Mapping[str, Callable[[str], Markup]] = {
    "slack": lambda url: Markup("<{}>").format(escape.address(url)),
    "email": escape.address,
    "markdown": lambda url: Markup("<{}>").format(escape.address(url)),
}


def _mail(subject: str, text: str) -> str:
    message = EmailMessage()
    message["Subject"] = _line(subject)
    message.set_content("\n".join(_wrapped(text.splitlines())) + "\n", cte="8bit")
    return message.as_bytes().decode("utf-8")


def _wrapped(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in _wrap(line) or [""]]


def _wrap(line: str) -> list[str]:
    mark = _MARK.match(line)
    return textwrap.wrap(
        line,
        76,
        break_long_words=False,
        break_on_hyphens=False,
        subsequent_indent=" " * (mark.end() if mark else 0),
    )

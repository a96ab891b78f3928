"""Text to Markdown and HTML that shows exactly this text, wherever it is printed."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|&\"'~^=$@!#]|:(?=[\w:/])")
_LEADING = re.compile(r"( ?)([-+.:)?]|\d+(?=[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape(text: object) -> Markup:
    """One line of text, safe in a Markdown paragraph, heading, table cell, link text and attribute.

    Every character that Markdown, its extensions or HTML could read as more than itself becomes a
    numeric entity, so that one escape holds in all of these places.
    """
    line = re.sub(r"\s+", " ", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)))
    escaped = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", line)
    if match := _LEADING.match(escaped):
        start = "".join(f"&#{ord(character)};" for character in match[2])
        escaped = match[1] + start + escaped[match.end() :]
    return Markup(escaped)  # noqa: S704  # escaped just above


def mute(markup: str) -> Markup:
    """Escaped text in which nobody is called and no issue is named.

    A host links `@name` and `#1` in what a browser would show, entities or not; a space of no width
    keeps them words.
    """
    return Markup(re.sub(r"&#(?:64|35);", "\\g<0>\u200b", str(markup)))  # noqa: S704  # as it came


def address(url: str) -> Markup:
    """A web address for a Markdown link or an attribute; anything but http(s) leads nowhere."""
    try:
        scheme = urlsplit(url.strip()).scheme
    except ValueError:
        scheme = ""
    if scheme.lower() not in {"http", "https"}:
        return Markup("#")
    return Markup(quote(url.strip(), safe="/:?&=#%,;+~@!$.-_"))  # noqa: S704  # quoted just above


def path(uri: str) -> Markup:
    """A relative path for a Markdown link."""
    return Markup(quote(uri, safe="/.-_~#"))  # noqa: S704  # quoted just above


def address_or_path(link: str) -> Markup:
    """A link of our own making, quoted already: a full address or a path from the site's root."""
    return address(link) if "://" in link else Markup(link)  # noqa: S704  # quoted where it is made


def light(text: object) -> Markup:
    """One line for a text that programs read: what would begin a link or an element is escaped."""
    line = " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)).split())
    return Markup(re.sub(r"[\\\[\]<>]", r"\\\g<0>", line))  # noqa: S704  # escaped just here


def code(text: object) -> Markup:
    """What stands inside a code span, where entities are not read: no backtick, one line."""
    return Markup(" ".join(str(text).replace("`", "'").split()))  # noqa: S704  # see above


def bare(text: object) -> Markup:
    """The same for a value of BibTeX: no brace that would end it, and no command."""
    return Markup(code(re.sub(r"[{}\\]", "", str(text))))  # noqa: S704  # see above


def exact(text: object) -> Markup:
    """One line inside `<pre>`, each character as it is, in hexadecimal where it is not plain."""
    line = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)).replace("\n", " ")
    return Markup(  # noqa: S704  # escaped just here
        "".join(c if c.isalnum() or c in " .,;-()/" else f"&#x{ord(c):x};" for c in line)
    )


def escape_html(text: str) -> str:
    """Text for a host's HTML templates that print it as it is; braces included, for scripts."""
    line = " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return re.sub(r"[&<>\"'`{}\\]", lambda match: f"&#{ord(match[0])};", line)

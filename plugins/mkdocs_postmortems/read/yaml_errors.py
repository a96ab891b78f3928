"""What a YAML error means, in words, and the lines to leave out so that the rest can be read."""

from __future__ import annotations

import re

import yaml

from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.span import Lines, Span

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]|$)")
_OPENED = re.compile(r"([A-Za-z_][\w-]*:[ \t]+|[ \t]*(?:- +)?(?:[\w-]+:[ \t]+)?)([\"'])(.*)$")


_FLOW = re.compile(r"[A-Za-z_][\w-]*:[ \t]+([\[{])")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_QUOTE = re.compile(r"(?<!\w)[\"']")
_BLOCK = re.compile(r":[ \t]+[|>][-+\d]*[ \t]*$")
_CLOSING = {"[": "]", "{": "}"}
_NOT_YAML = re.compile(
    r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def explain(error: Exception, text: str, offset: int) -> tuple[Problem, range]:
    """The problem, its span moved by `offset`, and the lines of `text` that hold it."""
    lines = Lines(text)
    rows = text.split("\n")
    bracket = _unclosed_bracket(rows)
    if bracket is not None:
        number, column, sign = bracket
        start = lines.starts[number] + column + offset
        message = f"the bracket {sign} opened here is never closed"
        help = f"end the value with {_CLOSING[sign]}"
        return Problem("PM005", Span(start, start + 1), message, help), _entry(rows, number)
    quote = _unclosed_quote(rows)
    if quote is not None:
        number, column, sign = quote
        start = lines.starts[number] + column + offset
        message = f"the quote {sign} opened here is never closed"
        help = f"end the value with {sign}"
        return Problem("PM005", Span(start, start + 1), message, help), _entry(rows, number)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        match = _NOT_YAML.search(text)
        position = match.start() if match else 0
        number = text.count("\n", 0, position)
        span = Span(offset + position, offset + position + 1)
        message = "a character that YAML does not allow"
        return Problem("PM005", span, message, "remove it"), _entry(rows, number)
    index = min(mark.index, len(text))
    number = min(text.count("\n", 0, index), len(rows) - 1)
    if number and not rows[number].strip():
        number = max(row for row in range(number + 1) if rows[row].strip() or row == 0)
        index = lines.starts[number]
    return _say(error, text, lines, number, index, offset), _entry(rows, number)


def _say(
    error: Exception, text: str, lines: Lines, number: int, index: int, offset: int
) -> Problem:
    row = lines.line(number + 1)
    start = lines.starts[number]
    if "\t" in row[: len(row) - len(row.lstrip())]:
        tabs = Span(start + offset, start + offset + len(row) - len(row.lstrip()))
        edit = Edit(tabs, row[: tabs.end - tabs.start].replace("\t", "  "))
        fix = Fix("indent with two spaces", (edit,), safe=True)
        return Problem("PM005", tabs, "a tab stands where spaces must", fix.title, fix=fix)
    entry = re.match(r"([ \t]*(?:- +)?[\w-]+:[ \t]+)([^\"'\[{|>].*: .*)$", row)
    if entry:
        value = entry[2].rstrip()
        span = Span(start + offset + len(entry[1]), start + offset + len(entry[1]) + len(value))
        quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        fix = Fix(f"write {entry[1].strip()} {quoted}", (Edit(span, quoted),), safe=True)
        colon = span.start + value.index(": ")
        message = 'a value that contains ": " must stand in quotes'
        return Problem("PM005", Span(colon, colon + 1), message, fix.title, fix=fix)
    where = Span(index + offset, index + offset + 1)
    return Problem("PM005", where, f"this is not YAML: {_words(error)}", _hint(row))


def _words(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        return error.problem
    return "nested too deep" if isinstance(error, RecursionError) else "it cannot be read"


def _hint(row: str) -> str:
    if row.strip() and not _KEY.match(row.strip()) and not row.lstrip().startswith("-"):
        return "each line is `key: value`; text over several lines is indented"
    return "put the value in quotes"


def _unclosed_bracket(rows: list[str]) -> tuple[int, int, str] | None:
    """The first value that begins with a bracket and has no end before the next key."""
    for number, row in enumerate(rows):
        match = _FLOW.match(row)
        if match is None:
            continue
        entry = _entry(rows, number)
        value = "\n".join((row[match.end() - 1 :], *rows[number + 1 : entry.stop]))
        plain = _QUOTED.sub("", value)
        sign = match[1]
        if plain.count(sign) > plain.count(_CLOSING[sign]) and not _QUOTE.search(plain):
            return number, match.start(1), sign
    return None


def _unclosed_quote(rows: list[str]) -> tuple[int, int, str] | None:
    """The first value whose opening quote has no end before the next key at the margin."""
    block = False
    for number, row in enumerate(rows):
        if _KEY.match(row):
            block = _BLOCK.search(row) is not None
        match = None if block else _OPENED.match(row)
        if match is None or _closes(match[3], match[2]):
            continue
        for following in rows[number + 1 :]:
            if _KEY.match(following):
                return number, match.start(2), match[2]
            if _closes(following, match[2]):
                break
        else:
            return number, match.start(2), match[2]
    return None


def _closes(text: str, quote: str) -> bool:
    """Whether this text, read inside a quoted scalar, ends it."""
    if quote == '"':
        return re.search(r'(?<!\\)(?:\\\\)*"', text) is not None
    return re.search(r"'(?!')", text.replace("''", "")) is not None


def _entry(rows: list[str], number: int) -> range:
    """The lines of the entry at the margin that this line belongs to."""
    first = number
    while first > 0 and not _KEY.match(rows[first]):
        first -= 1
    last = first + 1
    while last < len(rows) and not _KEY.match(rows[last]):
        last += 1
    return range(first, last)

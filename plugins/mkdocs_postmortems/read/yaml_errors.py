"""What a YAML error means, in words, and the lines to leave out so that the rest can be read."""

from __future__ import annotations

import re

import yaml

from mkdocs_postmortems.model.finding import Edit, Fix, Problem
from mkdocs_postmortems.model.span import Lines, Span

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]|$)")
_SIGN = re.compile(r"([ \t]*(?:- +)?[\w-]+:[ \t]+)((?:[@`%*&!]|\[[^\]]*\][ \t]*[^\s\]#,]).*)$")
"""A value that begins like something that YAML means otherwise: `@all`, `*.com`, `[old] name`."""

_INNER_QUOTE = re.compile(r"([ \t]*(?:- +)?[\w-]+:[ \t]+)([\"'])(.*)\2[ \t]*$")
_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENED = re.compile(r"([A-Za-z_][\w-]*:[ \t]+|[ \t]*(?:- +)?(?:[\w-]+:[ \t]+)?)([\"'])(.*)$")


_BLOCK = re.compile(r":[ \t]+[|>][-+\d]*[ \t]*$")


def explain(error: Exception, text: str, offset: int) -> tuple[Problem, range]:
    """The problem, its span moved by `offset`, and the lines of `text` that hold it."""
    lines = Lines(text)
    rows = text.split("\n")
    quote = _unclosed_quote(rows)
    if quote is not None:
        number, column, sign = quote
        start = lines.starts[number] + column + offset
        message = f"the quote {sign} opened here is never closed"
        help = f"end the value with {sign}"
        return Problem("PM005", Span(start, start + 1), message, help), _entry(rows, number)
    if refused := _NOT_YAML.search(text):
        span = Span(offset + refused.start(), offset + refused.end())
        message = f"the character U+{ord(refused[0]):04X} is not allowed in YAML"
        number = text.count("\n", 0, refused.start())
        return Problem("PM005", span, message, "remove it"), _entry(rows, number)
    if (opened := _unclosed_bracket(error, text, rows)) is not None:
        number, index = opened
        start, end = index + offset, "]" if text[index] == "[" else "}"
        message = f"the bracket {text[index]} opened here is never closed"
        help = f"end the value with {end}"
        return Problem("PM005", Span(start, start + 1), message, help), _entry(rows, number)
    if (stray := _stray_line(error, text, rows)) is not None:
        start = lines.starts[stray] + offset
        message = "this line is no `key: value`, and not part of the value above"
        help = "write `key: value`, or indent it so that it belongs to the line above"
        span = Span(start, start + len(rows[stray].rstrip()))
        return Problem("PM005", span, message, help), range(stray, stray + 1)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        message = f"this is not YAML: {_words(error)}"
        return Problem("PM005", Span(offset, offset), message), range(len(rows))
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
    if quoted := _quoted(row):
        column, value, message, at = quoted
        begin = start + offset + column
        fix = Fix(
            f"write {row[:column].strip()} {value}",
            (Edit(Span(begin, start + offset + len(row.rstrip())), value),),
            safe=True,
        )
        return Problem("PM005", Span(begin + at, begin + at + 1), message, fix.title, fix=fix)
    where = Span(index + offset, index + offset + 1)
    return Problem("PM005", where, f"this is not YAML: {_words(error)}", _hint(row))


def _quoted(row: str) -> tuple[int, str, str, int] | None:
    """The column of a value that must be quoted (otherwise), how, why, and which sign of it."""
    if match := re.match(r"([ \t]*(?:- +)?[\w-]+:[ \t]+)([^\"'\[{|>].*?(:)(?: .*|$))", row):
        at = match.start(3) - match.end(1)
        message = 'a value that contains ": " must stand in quotes'
        if not match[2][at + 1 :].strip():
            message = 'a value that ends with ":" must stand in quotes'
        return match.end(1), _in_quotes(match[2].rstrip()), message, at
    if match := _INNER_QUOTE.match(row):
        sign, inner = match[2], match[3]
        end = re.search(rf"(?<!\\){sign}", inner.replace("''", "--"))
        if end and "\\" not in inner:
            message = f"the quote {sign} is closed here, and more text follows"
            words = inner.replace("''", "'") if sign == "'" else inner
            return match.end(1), _in_quotes(words), message, end.start() + 1
    if match := _SIGN.match(row):
        message = f"a value that begins with {match[2][0]} must stand in quotes"
        return match.end(1), _in_quotes(match[2].rstrip()), message, 0
    return None


def _in_quotes(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unclosed_bracket(error: Exception, text: str, rows: list[str]) -> tuple[int, int] | None:
    """The line and the place of a bracket that its entry never closes."""
    mark = getattr(error, "context_mark", None)
    if mark is None or "flow" not in (getattr(error, "context", None) or ""):
        return None
    if text[mark.index : mark.index + 1] not in {"[", "{"}:
        return None
    number = text.count("\n", 0, mark.index)
    closing = "]" if text[mark.index] == "[" else "}"
    entry = _entry(rows, number)
    return None if any(closing in rows[row] for row in entry) else (number, mark.index)


def _stray_line(error: Exception, text: str, rows: list[str]) -> int | None:
    """A line at the margin without a colon; parsers notice it one line later."""
    mark = getattr(error, "context_mark", None)
    if mark is None or "simple key" not in (getattr(error, "context", None) or ""):
        return None
    number = text.count("\n", 0, mark.index)
    return None if _KEY.match(rows[number]) or rows[number][:1].isspace() else number


def _words(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        return error.problem
    return "nested too deep" if isinstance(error, RecursionError) else "it cannot be read"


def _hint(row: str) -> str:
    if row.strip() and not _KEY.match(row.strip()) and not row.lstrip().startswith("-"):
        return "each line is `key: value`; text over several lines is indented"
    return "put the value in quotes"


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

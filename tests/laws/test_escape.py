"""Whatever a text holds, printed anywhere it is seen as this text and as nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import DATA
from mkdocs_postmortems.publish.escape import escape, escape_html
from rendering import joined, render, see

PLACES = {
    "paragraph": "{}\n",
    "paragraph behind words": "So: {} and so\n",
    "heading": "# {}\n",
    "cell": "| a | b |\n|:--|:--|\n| {} | x |\n",
    "last cell": "| a | b |\n|:--|:--|\n| x | {} |\n",
    "link": "[{}](a.md)\n",
    "item": "- {}\n",
    "second line of an item": "- first\n  {}\n",
    "item behind a bold word": "- **Severity** {}\n",
    "span": '<span class="pm-source">{}</span>\n',
    "block of Markdown in HTML": '<div class="pm-answer" markdown>\n\n{}\n\n</div>\n',
    "bold": "**{}**\n",
    "quote": "- “{}”\n",
}
ALONE = {
    name: see(render(place.format("x"))).tags for name, place in PLACES.items()
}  # what the place itself gives
NASTY = [
    "a | b <script>x</script> </title><script>y</script> ](javascript:x) {{ 7*7 }}",
    "**bold** _em_ `code` ~~gone~~ ^up^ ==mark==",
    "[a](b) ![c](d) [e][f] [^1] <http://x.y> http://example.com a@b.de www.x.de",
    "# not a heading #",
    "- not a list",
    "+ not a list",
    "1. not a list",
    "1986. a good year",
    "12) twelve",
    ": no definition",
    "!!! note",
    '??? note "x"',
    "???+ note",
    "??? note",
    "=== tab",
    "---",
    "* * *",
    "===",
    "~~~",
    "```",
    "    indented",
    "> quoted",
    "| a | b |",
    "{: .class #id onclick=x }",
    "x { .class }",
    "[ ] todo",
    "[x] done",
    "*[HTML]: abbreviation",
    "[^1]: note",
    "[ref]: http://x.y",
    "&amp; &#60; &lt; &copy;",
    "\\* \\\\ \\",
    '" onmouseover="x',
    "' onmouseover='x",
    "<!-- comment -->",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "</span></div><p>",
    "--8<-- 'file'",
    "[TOC]",
    ":smile: (c) -> --",
    "\x02wzxhzdk:0\x03 klzzwxh:0000",
    "{% raw %} {# x #}",
    "trailing  ",
    "$x$ \\(x\\)",
    "🏴‍☠️ é 漢 \u202e",
    "/// caption",
    "a\n\n- b",
]
TEXT = st.text(min_size=1, max_size=40) | st.text(
    "ab1 \t\n*_`~^=[](){}<>|&\"'\\#!?+-.:;@/$%,\x02\x03\xa0\u2028", min_size=1, max_size=25
)


def _shown(text: str) -> str:
    """The text as it must be seen: blanks joined, control and turning characters replaced."""
    control = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    return joined(re.sub(control, "\ufffd", text))


def _assert_text(name: str, text: str) -> None:
    place = PLACES[name]
    # Values are stripped when they are read; a blank beside `**` or `“` would be the template's.
    text = text.strip() if name in {"bold", "quote"} else text
    seen = see(render(place.format(escape(text))))
    around = joined(see(render(place.format("x"))).text).split("x")
    # A table's own header and the neighbour's `x` stand around the text.
    if name == "last cell":
        around = ["a b x ", ""]
    elif name == "cell":
        around = ["a b ", " x"]

    assert seen.tags == ALONE[name]
    assert joined(seen.text) == joined(f"{around[0]}{_shown(text)}{around[-1]}")


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("text", NASTY)
def test_known_tricks_are_seen_as_text(name: str, text: str) -> None:
    _assert_text(name, text)


@pytest.mark.parametrize("name", PLACES)
def test_any_text_is_seen_as_text(name: str) -> None:
    @given(TEXT.filter(lambda text: _shown(text) != ""))
    @example("?")
    def law(text: str) -> None:
        _assert_text(name, text)

    law()


@given(TEXT)
def test_any_text_is_one_attribute(text: str) -> None:
    seen = see(f'<data value="{escape(text)}">x</data>')
    rendered = see(render(f'Lasted <data value="{escape(text)}">x</data> so\n'))

    for found in (seen, rendered):
        assert found.tags in (["data"], ["p", "data"])
        ((name, value),) = found.attributes
        assert name == "value"
        assert joined(value) == _shown(text)


@given(TEXT)
def test_any_text_is_text_in_a_host_s_own_html(text: str) -> None:
    seen = see(f'<title>{escape_html(text)}</title><meta content="{escape_html(text)}">')

    assert seen.tags == ["title", "meta"]
    assert joined(seen.text) == _shown(text)
    assert joined(seen.attributes[0][1]) == _shown(text)
    assert "{" not in escape_html(text)


def test_the_hostile_title_of_the_golden_knowledge_base_is_among_the_tricks() -> None:
    folder = DATA / "knowledge-base"
    assert any(NASTY[0] in path.read_text("utf-8") for path in folder.rglob("*.md"))

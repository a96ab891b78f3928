"""Laws of importing, over documents made of pieces that people write."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pyromark
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.importing import import_all
from mkdocs_postmortems.model.foreign import Foreign, Stated
from mkdocs_postmortems.model.imported import Imported

BASE = KnowledgeBase(Path("/nowhere"), Path("/nowhere"), date(2024, 6, 1), audience="restricted")

PIECES = [
    "# Checkout down on 2024-03-08",
    "# Summary",
    "## Timeline",
    "### 14:05 – first errors",
    "## 5 March, 09:12",
    "## What went wrong?",
    "## How we noticed",
    "#### Action items:",
    "Root cause\n==========",
    "Lessons\n-------",
    "**Impact:** 40 orders failed, for an hour and more.",
    "**What went well**",
    "*Luck:*",
    "**Severity:** P2 · **Owner:** Ann Bell",
    "Started: 2024-03-08 14:05 CET\nEnded: 16:10",
    "TIMELINE",
    "What happens next:",
    "- 14:05 UTC first errors\n- [14:20] an alert\n    - nested 14:25 words\n- all is well — 15:00",
    "- one\n- two\n\n  with a paragraph\n- three",
    "1. `code | bar`\n2. **bold** and [link](https://example.org/x)\n3. ![image](a.png)",
    "- [ ] Watch it @ada (SHOP-12)\n- [x] Done by Ann",
    "- A1: first\n- A1: again\n- [Ann] third → by 2024-05-01",
    "- Summary\n    - words\n- Impact\n    - more words\n- Root cause\n    - the last ones",
    "| Time (UTC) | Event |\n|---|---|\n| 08/03/2024 14:05 | a \\| b |\n| | c |",
    "| # | Lesson | Kind |\n|---|---|---|\n| 1 | an alert was late | Went badly |\n| x | night | Lucky |",
    "| Severity | Owner |\n|---|---|\n| SEV-1 | Eve |",
    "| Task | DRI | ETA |\n|---|---|---|\n| Watch | Bob | 23 Aug 2024 |",
    "Term\n:   its definition\n    goes on\n\nOther\n:   another",
    "<p>Plain words of HTML.</p>",
    "<details>\n<summary>More</summary>\n\n- 10:00 inside\n\n</details>",
    "<!-- a comment: Severity: P1 -->",
    "```\n14:05 log line\n14:06 # no heading\n14:07 <b>\n```",
    "    14:05  indented code\n    14:06  more of it",
    "> quoted words\n> - 14:05 with a list",
    "At 14:05 the first order failed. Nobody saw it\n15:00 for an hour.",
    "Between us, it was luck. See [ref] and [^1].\n\n[ref]: https://example.org/ref\n[^1]: A footnote.",
    "---",
    "Name: value\\\nOther name: other value",
    "{: .attr }",
    "T0 = 2024-03-08 14:05 UTC\n\n- T+5m it broke\n- T+1h it was mended",
    "Ünïcödé – “quotes” 🎉 \u202eright to left\u202c",
    "a_b_c * 2 ** 3 ~~gone~~ \\*kept\\*",
]
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=12).map("\n\n".join)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
STATED = st.lists(
    st.builds(
        Stated,
        name=st.sampled_from(
            ["Severity", "date", "Services", "Owner", "status", "x.y", "", "[a|b]"]
        ),
        values=st.lists(VALUES, max_size=3).map(tuple),
    ),
    max_size=4,
).map(tuple)


def imported(text: str, stated: tuple[Stated, ...] = (), title: str = "") -> Imported:
    foreign = Foreign(
        kind="markdown", source="a/one.md", sha256="0", text=text, title=title, stated=stated
    )
    (report,), refused = import_all([foreign], BASE)
    assert refused == ()
    return report.imported


def words(markdown: str) -> Counter[str]:
    """What a reader sees, and what stands in HTML and comments."""
    found: list[str] = []
    for event in pyromark.events(markdown, options=pyromark.Options.ENABLE_TABLES):
        for name in ("Text", "Code", "Html", "InlineHtml"):
            if isinstance(event, dict) and name in event:
                found += re.findall(r"[^\W_]+", re.sub(r"</?\w[^<>]*>", " ", event[name].lower()))
    return Counter(found)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_no_word_of_any_document_is_lost(text: str) -> None:
    result = imported(text)
    plain = result.text.replace("\\", "").replace("&lt;", "<").lower()

    missing = words(text) - Counter(re.findall(r"[^\W_]+", plain))
    # A checked box is a state, and of equal kinds in a table one heading is made.
    allowed = Counter({"x": missing["x"], "went": missing["went"], "badly": missing["badly"]})
    assert missing - allowed == Counter()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS, STATED, VALUES)
def test_what_is_written_can_be_read_and_says_what_was_placed(text, stated, title) -> None:
    result = imported(text, stated, title)
    postmortem = result.document.postmortem

    assert [one for one in result.document.problems if one.code < "PM2"] == []
    assert postmortem.status == "in-review"
    assert postmortem.title == " ".join(result.draft.title.split())
    assert postmortem.imported_from.guessed == tuple(
        " ".join(one.told.split()) for one in result.draft.guessed
    )
    told = {line for entry in postmortem.timeline if (line := result.line_of(entry.span.start))}
    assert all(0 < line <= text.count("\n") + 1 for line in told)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_is_imported(text: str) -> None:
    imported(text)

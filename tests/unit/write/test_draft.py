"""A template filled: what is known goes to its place, all else stays as it was."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.write.draft import Known, fill

KINDS = {"Summary": "summary", "Timeline": "timeline", "What went wrong": "went-wrong"}
TEMPLATE = """\
---
# How to use it.
title: T
services:        # ids
  - a
  - b
status: draft    # later more
impact:
  summary:       # who felt what
  nature:
---

## Summary

Advice.

## Timeline

Marks.

| Time | Event |
|---|---|
| 14:05 | [detected] |

```text
## Summary
```
"""


def filled(template: str = TEMPLATE, **known: object) -> str:
    return fill(template, Known(**{"values": {}, **known}), KINDS.get)  # type: ignore[arg-type]


def test_nothing_known_changes_nothing_but_its_own_comment():
    """The comment on top is for those who copy by hand."""
    assert filled() == TEMPLATE.replace("# How to use it.\n", "")


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"title": "A: b"}, '\ntitle: "A: b"\nservices:'),
        ({"services": ("x", "y z")}, "\nservices: [x, y z]\nstatus: draft    # later more\n"),
        ({"services": ()}, "\nservices: []                # ids\nstatus:"),
        ({"severity": "sev-1"}, "\ntitle: T\nseverity: sev-1\nservices:"),
        ({"severity": ""}, "\ntitle: T\nseverity:\nservices:"),
        ({"impact.summary": "All."}, '\nimpact:\n  summary: "All."\n  nature:\n'),
        ({"impact.customers": "12"}, '\n  nature:\n  customers: "12"\n---'),
        (
            {"started_at": "2024-05-02T14:05:00+02:00"},
            "\nstarted_at: 2024-05-02T14:05:00+02:00\nimpact:",
        ),
        (
            {"links": "https://a.example"},
            '\nlinks:\n  - label: Source\n    url: "https://a.example"\n---',
        ),
        ({"cost_class": "low"}, "\n  nature:\ncost_class: low\n---"),
    ],
)
def test_a_field_stands_where_it_stood_or_belongs(values, line):
    """With all rows below it exchanged, and those of others left."""
    text = filled(values=values)
    assert line in text
    assert text.count("\n---\n") == 1


def test_why_stands_behind_the_value():
    """As a comment of one line, whatever the words are."""
    text = filled(values={"severity": "sev-1"}, notes={"severity": "from\n“P1” # here"})
    assert "\nseverity: sev-1   # from “P1” # here\n" in text


def test_content_stands_behind_the_advice_and_takes_the_place_of_a_table():
    """A heading in a fence is no heading."""
    text = filled(
        sections={
            "timeline": "| Time | Event |\n|---|---|\n| 10:00 | It breaks |",
            "summary": "It broke.",
        }
    )

    assert "## Summary\n\nAdvice.\n\nIt broke.\n\n## Timeline\n\nMarks.\n\n" in text
    assert "[detected]" not in text
    assert text.endswith("| 10:00 | It breaks |\n")
    assert text.count("It broke.") == 1


def test_content_without_a_section_stands_at_the_end():
    """Under a heading that is known by its kind; what is none comes last."""
    text = filled(sections={"went-wrong": "- Slow."}, others="## Alert\n\nx")
    assert text.endswith("```\n\n## Went wrong\n\n- Slow.\n\n## Alert\n\nx\n")


@pytest.mark.parametrize(
    "template", ["", "## Summary\n", "---\ntitle: T\n", "---\n---\n", "\n---\n"]
)
def test_a_template_without_front_matter_gets_some(template):
    """An organisation may have written anything."""
    text = filled(template, values={"title": "T", "severity": "sev-1"})
    assert text.startswith("---\ntitle: T\nseverity: sev-1\n---\n")


def test_line_ends_of_windows_are_read():
    """And written as everybody else's."""
    assert filled(TEMPLATE.replace("\n", "\r\n"), values={"title": "X"}) == filled(
        values={"title": "X"}
    )

"""The author's Markdown with anchors and themes."""

from __future__ import annotations

import pytest

from helpers import good, read
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.publish.body import publish_body
from rendering import joined, render, see

HEAD = "## What went wrong\n\n"


def publish(body: str) -> str:
    def chips(lesson: Lesson) -> str:
        filed = lesson.themes and not lesson.is_deliberately_unfiled
        return " ".join(f"[{one}](x.md)" for one in lesson.themes) if filed else ""

    return publish_body(read(good(body)), chips)


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("- One\n", "- {}One"),
        ("- [ ] One\n", "- [ ] {}One"),
        ("- **One** two\n", "- {}**One** two"),
        ("- [a-b](c) two\n", "- {}[a-b](c) two"),
        ("One\n", "{}One"),
        ("- [runbooks] One\n", "- {}One [runbooks](x.md)"),
        ("- [runbooks, alert-quality] One\n", "- {}One [runbooks](x.md) [alert-quality](x.md)"),
        ("- [x] [runbooks] One\n", "- [x] {}One [runbooks](x.md)"),
        ("- **[runbooks]** One\n", "- {}One [runbooks](x.md)"),
        ("- *[runbooks]* One\n", "- {}One [runbooks](x.md)"),
        ("- **[runbooks] One** two\n", "- **{}One** two [runbooks](x.md)"),
        ("- [none] One\n", "- {}One"),
        ("- [runbooks] One → A1.\n", "- {}One [runbooks](x.md) → A1."),
        ("- [runbooks] One -> A1, A2\n", "- {}One [runbooks](x.md) -> A1, A2"),
        ("- [runbooks] One\n  two\n", "- {}One\n  two [runbooks](x.md)"),
        ("- [runbooks] One\n    - nested\n", "- {}One [runbooks](x.md)\n    - nested"),
        ("- [runbooks] Two\n\n  More.\n", "- {}Two [runbooks](x.md)\n\n  More."),
        ("[runbooks] One\n", "{}One [runbooks](x.md)"),
    ],
)  # fmt: skip
def test_a_lesson_has_its_anchor_first_and_its_themes_last(body: str, published: str) -> None:
    (lesson,) = read(good(HEAD + body)).postmortem.lessons
    anchor = f'<a id="{lesson.address}"></a>'

    assert publish(HEAD + body) == HEAD + published.format(anchor)


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("# Checkout refused orders\n\nIt did.\n", "It did."),
        ("\n\n# Checkout refused orders\nIt did.\n", "It did."),
        ("Checkout refused orders\n===\n\nIt did.\n", "It did."),
        ("## Summary\n\n# Later\n", "## Summary\n\n# Later"),
        ("It did.\n\n# Later\n", "It did.\n\n# Later"),
        ("- one\n===\n", "- one\n==="),
        ("> one\n===\n", "> one\n==="),
        ("    # code\n\nIt did.\n", "    # code\n\nIt did."),
        ("```\n# code\n```\n", "```\n# code\n```"),
        ("# Summary\n\nIt did.\n", "# Summary\n\nIt did."),
        ("", ""),
    ],
)
def test_only_a_title_of_the_page_is_left_out(body: str, published: str) -> None:
    assert publish(body) == published


@pytest.mark.parametrize(
    "extension",
    [
        "Told[^1] so.\n\n[^1]: The note.\n",
        "The HTML broke.\n\n*[HTML]: Hypertext\n",
        '!!! note "By the way"\n    It was night.\n',
        '??? info "More"\n    It was night.\n',
        "Term\n:   Its meaning\n",
        "A paragraph.\n{: .wide }\n",
        "<details>\n<summary>More</summary>\nIt was night.\n</details>\n",
        "<div markdown>\n\nIt was **night**.\n\n</div>\n",
        "![graph](graph.png)\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```text\nlog\n```\n",
        "> said Ada\n",
    ],
)
def test_an_anchor_never_breaks_what_an_extension_of_markdown_makes(extension: str) -> None:
    body = f"{HEAD}- One\n\n{extension}"
    plain = see(render(body))
    published = see(render(publish(body)))

    assert [tag for tag in published.tags if tag != "a"] == [
        tag for tag in plain.tags if tag != "a"
    ]
    assert joined(published.text) == joined(plain.text)

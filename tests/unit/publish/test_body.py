"""The author's Markdown with anchors and themes."""

from __future__ import annotations

import pytest

from helpers import good, read
from mkdocs_postmortems.model.postmortem import Lesson
from mkdocs_postmortems.publish.body import publish_body
from pieces import Pieces
from rendering import joined, render, see

HEAD = "## What went wrong\n\n"


def publish(body: str) -> str:
    def chips(lesson: Lesson) -> str:
        filed = lesson.themes and not lesson.is_deliberately_unfiled
        return " ".join(f"[{one}](x.md)" for one in lesson.themes) if filed else ""

    return publish_body(read(good(body)), Pieces(chips))


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


# The incident began on 2024-03-08T14:05:00Z.
@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("| Time | Event |\n|:--|:--|\n| 14:19 | Page |\n", "| Time | Event |\n|:--|:--|\n| 14:19 <i>+14 min</i> | Page |"),
        ("| What | When |\n|:--|:--|\n| Page | 14:19 |\n", "| What | When |\n|:--|:--|\n| Page | 14:19 <i>+14 min</i> |"),
        ("| Date | Time | Event |\n|:--|:--|:--|\n| 2024-03-09 | 14:05 | Page |\n", "| Date | Time | Event |\n|:--|:--|:--|\n| 2024-03-09 | 14:05 <i>+24 h</i> | Page |"),
        ("- 14:05 Page\n- 15:25 Ada\n", "- 14:05 <i>+0 min</i> Page\n- 15:25 <i>+1 h 20 min</i> Ada"),
        ("- **14:19** Page\n", "- **14:19** <i>+14 min</i> Page"),
        ("- **14:19 Page**\n", "- **14:19 <i>+14 min</i> Page**"),
        ("- `14:19` Page\n", "- `14:19` <i>+14 min</i> Page"),
        ("- (14:19) Page\n", "- (14:19) <i>+14 min</i> Page"),
        ("- [14:19] Page\n", "- [14:19] <i>+14 min</i> Page"),
        ("- 14:19–14:25 Page\n", "- 14:19–14:25 <i>+14 min</i> Page"),
        ("- 13:59 Disk fills\n", "- 13:59 <i>−6 min</i> Disk fills"),
        ("- Page fires — 14:19\n", "- Page fires — 14:19 <i>+14 min</i>"),
        ("14:19 Page\n14:25 Ada\n", "14:19 <i>+14 min</i> Page\n14:25 <i>+20 min</i> Ada"),
        ("### 14:19 Page fires\n\nAda.\n", '### 14:19<i title="+14 min"></i> Page fires\n\nAda.'),
        ("- later, Ada\n", "- later, Ada"),
        ("- 14:?? Page\n", "- 14:?? Page"),
        ("- T+14m Page\n", "- T+14m Page"),
        ("- +14m Page\n", "- +14m Page"),
        ("- 2024-03-09 Page\n", "- 2024-03-09 Page"),
        ("- [14:19](x.md) Page\n", "- [14:19](x.md) Page"),
        ("```\n14:19 Page\n```\n", "```\n14:19 Page\n```"),
        ("> 14:19 Page\n", "> 14:19 Page"),
    ],
)  # fmt: skip
def test_a_line_of_the_timeline_says_how_long_after_the_start_it_is(
    body: str, published: str
) -> None:
    """Beside its time in every shape, and nothing where the time is not known or counts itself."""
    head = "## Timeline\n\n"
    assert publish(head + body) == head + published


@pytest.mark.parametrize("started", ["2024-03-08", "2024-03", None])
def test_without_the_minute_of_the_start_there_is_no_offset(started: str | None) -> None:
    """A day is no moment to count from."""
    body = "## Timeline\n\n- 14:19 Page"
    changes = {"started_at": started, "resolved_at": None, "detected_at": None}

    assert publish_body(read(good(body, **changes)), Pieces()) == body


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("- later [detected] Page\n", "- later [detected] Page"),
        ("- 14:?? [detected] Page\n", '- 14:?? <b id="at-detected">detected</b> Page'),
        ("- 14:?? [detected] Page\n- 14:?? [detected] Ada\n", '- 14:?? <b id="at-detected">detected</b> Page\n- 14:?? <b>detected</b> Ada'),
        ("### 14:?? Page\n\n[detected] Ada.\n", '### 14:?? Page\n\n<b id="at-detected">detected</b> Ada.'),
        ("- 14:?? [detected](x.md) Page\n", "- 14:?? [detected](x.md) Page"),
        ("- 14:?? [noticed] Page\n", "- 14:?? [noticed] Page"),
    ],
)  # fmt: skip
def test_a_mark_stands_out_and_the_first_of_its_name_has_an_address(
    body: str, published: str
) -> None:
    """So that the drawing can lead to it."""
    head = "## Timeline\n\n"
    assert publish(head + body) == head + published


ACTIONS = "\n\n## Action items\n\n"


@pytest.mark.parametrize(
    ("tie", "linked"),
    [
        ("→ A1", "→ [A1](#action-a1)"),
        ("-> A1, A-2.", "-> [A1](#action-a1), [A-2](#action-a-2)."),
        ("→ A1, A9", "→ [A1](#action-a1), A9"),
        ("→ A9", "→ A9"),
        ("→ A1 later", "→ A1 later"),
        ("`→ A1`", "`→ A1`"),
    ],
)
def test_what_a_lesson_led_to_is_a_link_both_ways(tie: str, linked: str) -> None:
    """To the action item that is there; the item leads back, and only where a lesson led to it."""
    body = f"{HEAD}- One {tie}{ACTIONS}- A1: Do it\n- A-2: And this\n- Or that\n"
    (lesson,) = read(good(body)).postmortem.lessons
    anchor = f'<a id="{lesson.address}"></a>'
    backs = [
        f'<a href="#{lesson.address}"></a>' if id in lesson.leads_to else "" for id in ("A1", "A-2")
    ]

    assert publish(body) == (
        f"{HEAD}- {anchor}One {linked}{ACTIONS}"
        f'- <a id="action-a1"></a>{backs[0]}A1: Do it\n'
        f'- <a id="action-a-2"></a>{backs[1]}A-2: And this\n- Or that'
    )


def test_of_two_actions_with_one_id_the_first_has_the_address() -> None:
    """An address is on a page once."""
    body = f"{HEAD}- One → A1{ACTIONS}- A1: Do it\n- A1: Do that\n"

    assert publish(body).count('<a id="action-a1"></a>') == 1


@pytest.mark.parametrize(
    ("cell", "linked"),
    [
        ("PAY-1", "[PAY-1](https://t.example/1)"),
        ("PAY-1, OPS-2", "[PAY-1](https://t.example/1), OPS-2"),
        ("OPS-2", "OPS-2"),
        ("[PAY-1](https://x.example)", "[PAY-1](https://x.example)"),
        ("`PAY-1`", "`PAY-1`"),
        ("https://x.example/PAY-1", "https://x.example/PAY-1"),
        ("", ""),
    ],
)
def test_a_ticket_is_a_link_where_its_cell_has_nothing_but_words(cell: str, linked: str) -> None:
    """What an author has linked or quoted stays as it is."""
    table = "## Action items\n\n| Action | Ticket |\n|:--|:--|\n| Do it | {} |"
    pieces = Pieces(tickets={"PAY-1": "https://t.example/1"})

    assert publish_body(read(good(table.format(cell))), pieces) == table.format(linked)


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("(accepted: rare, until 2027-01)", '<span class="pm-accepted">(accepted: rare, until 2027-01)</span>'),
        ("(accepted: rare).", '<span class="pm-accepted">(accepted: rare)</span>.'),
        ("(accepted) it", "(accepted) it"),
    ],
)  # fmt: skip
def test_an_accepted_risk_is_set_apart(words: str, published: str) -> None:
    """With its reason and its day, behind the themes."""
    body = f"{HEAD}- [runbooks] One {words}\n"
    (lesson,) = read(good(body)).postmortem.lessons
    chip = "[runbooks](x.md)"
    told = f"One {chip} {published}" if lesson.accepted else f"One {published} {chip}"

    assert publish(body) == f'{HEAD}- <a id="{lesson.address}"></a>{told}'

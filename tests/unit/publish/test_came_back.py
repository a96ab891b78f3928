"""The pages of luck, of what was seen again, and the foot of a postmortem."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.document import Document
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.span import Lines
from mkdocs_postmortems.publish import addresses, luck_pages, seen_again_pages
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.site import Sources, publish_site
from told import action, corpus, day, lesson, spread, told

CHANCE, COVERAGE = "found-by-chance", "monitoring-coverage"

SAVED = told(
    "2024-01-01-saved",
    title="Saved by a walk",
    owner="Ada",
    published_at="2024-01-10",
    lessons=(
        lesson(CHANCE, kind="lucky", text="Someone walked by.", leads_to=("A1",)),
        replace(
            lesson(kind="lucky", text="It was [night].", leads_to=()),
            address="item-000001",
            accepted="nights are quiet",
            accepted_until=day("2024-12-31"),
        ),
        lesson(COVERAGE, text="Nothing watched the queue."),
    ),
    action_items=(action("Watch the queue", id="A1", status="open", owner="Grace"),),
)
HURT = told(
    "2024-01-31-hurt",
    title="Nobody walked by",
    lessons=(lesson(COVERAGE, text="No alert fired."),),
)
RETOLD = told(
    "2023-01-31-retold",
    account="retold",
    services=("api",),
    lessons=(lesson(CHANCE, kind="lucky", text="A customer called."),),
)


def writer(*postmortems: Postmortem) -> Writer:
    learned = Learned(corpus=corpus(postmortems), today=day("2024-06-01"))
    return Writer(learned, {one.id: f"postmortems/{one.id}.md" for one in postmortems})


def page(pages, *postmortems: Postmortem) -> str:
    (one,) = pages.publish(writer(*postmortems))
    return one.markdown


def answer(pages, *postmortems: Postmortem) -> str:
    return page(pages, *postmortems).split("markdown>\n\n", 1)[1].split("\n\n</div>", 1)[0]


def test_luck_is_answered_in_a_sentence_whose_numbers_lead_to_their_lines() -> None:
    assert answer(luck_pages, SAVED, HURT, RETOLD) == (
        "Of 2 lucky items in 1 of 1 incident that looks for luck, [1](#waiting) waits for an action or "
        "an answer, and [1](#settled) is settled; the oldest still relied on has stood for "
        "[152 days](../postmortems/2024-01-01-saved.md#item-000000); "
        "luck of [1](#called-in) was called in: the same condition, or its other face, hurt later "
        "on the same service; [1 more](#by-theme) tells of luck from the public record."
    )


def test_the_register_shows_age_state_and_who_called_it_in_and_no_person() -> None:
    shown = page(luck_pages, SAVED, HURT, RETOLD)
    rows = re.findall(
        r"- (.*)\n  <span class=\"pm-age\">(.*)</span>\n.*pm-state\">(.*)</span>", shown
    )

    assert len(rows) == 2
    assert rows[0][:2] == ("Someone walked by.", "152 days")
    assert rows[0][2].startswith(
        "A1 open; [called in](#called-in) 30 days later by [Nobody walked by]"
    )
    assert rows[1] == (
        "It was &#91;night&#93;.",
        "152 days",
        'accepted until <span class="pm-day">2024-12-31</span>: nights are quiet',
    )
    assert "1 pair of an incident" in shown
    assert "A customer called." in shown.split('## <a id="by-theme">')[1]
    assert "Ada" not in shown
    assert "Grace" not in shown


def test_seen_again_names_the_very_items_that_were_open_and_no_person() -> None:
    shown = page(seen_again_pages, SAVED, HURT)

    assert answer(seen_again_pages, SAVED, HURT) == (
        "In [1 pair](#still-open) of incidents the same condition hurt the same service again, "
        "while actions of the earlier one were open."
    )
    assert "open then: A1 (Watch the queue), open 21 days" in shown
    assert re.search(r"^- .* on .*, 30 days later$", shown, re.MULTILINE)
    assert re.search(r"    - Nothing watched the queue\.\n      <span", shown)
    assert re.search(r"    - No alert fired\.\n      <span", shown)
    assert "Ada" not in shown
    assert "Grace" not in shown


def test_each_list_of_what_was_seen_again_has_its_number() -> None:
    closed = replace(
        SAVED,
        id="2024-01-02-closed",
        services=("api",),
        action_items=(action(id="A1", status="done", closed="2024-01-20"),),
    )
    again = replace(HURT, id="2024-02-01-again", services=("api",))
    said = answer(seen_again_pages, SAVED, HURT, closed, again)

    assert said == (
        "In 2 pairs of incidents the same condition hurt the same service again: "
        "[1](#closed) after all actions of the earlier one were closed, "
        "and [1](#still-open) while actions of the earlier one were open."
    )
    assert "when the days are shuffled 1,000 times" in page(
        seen_again_pages, SAVED, HURT, closed, again
    )


@pytest.mark.parametrize(
    ("count", "luck", "seen"),
    [
        (0, "No incident says yet where luck helped.", "No incident says yet what went wrong"),
        (1, "Luck helped in none of 1 incident", "One incident so far says what went wrong"),
        (7, "Luck helped in none of 7 incidents", "No condition that people filed hurt the same"),
        (12, "Luck helped in none of 12 incidents", "No condition that people filed hurt the same"),
    ],
)
def test_empty_pages_say_what_is_missing(count: int, luck: str, seen: str) -> None:
    some = spread(
        "2024-01-01", count, 5, lessons=(lesson(),), read_for=frozenset({"wrong", "lucky"})
    )

    assert answer(luck_pages, *some).startswith(luck)
    assert answer(seen_again_pages, *some).startswith(seen)


def test_what_most_incidents_of_a_service_share_is_left_out_and_named() -> None:
    some = spread("2024-01-01", 8, 5, lessons=(lesson(COVERAGE),))
    shown = page(seen_again_pages, *some)

    assert "Left out, because they hurt more than half" in shown
    assert "on [Checkout](../incidents/services/checkout.md) (8 of 8)" in shown


DISK = told(
    "2024-02-08-disk",
    title="Log rotation stopped and the disk filled up",
    text="The disk of the build host filled because rotation had stopped. Builds failed.",
    mitigated_by="rollback",
    action_items=(action("Alert on disk", id="A1", status="open", owner="Grace"),),
    lessons=(lesson(COVERAGE),),
)
DISK_AGAIN = told(
    "2024-04-08-disk-again",
    title="A disk full of core dumps",
    text="Core dumps filled the disk of a build host, so builds failed. Dumps were deleted.",
    lessons=(lesson(COVERAGE),),
)
UNLIKE = [
    told(f"2024-05-0{day}-{word}", title=f"{word} {word}", text=f"{word} {word}", services=())
    for day, word in enumerate(("dns", "mail", "certificate"), 1)
]


def foot(one: Postmortem, *others: Postmortem) -> str:
    everything = (one, *others)
    made = writer(*everything)
    documents = [Document(path=x.path, lines=Lines(""), postmortem=x) for x in everything]
    site = publish_site(made.learned, Sources(documents=documents, uris=made.uris))
    assert {addresses.SEEN_AGAIN, addresses.LUCK} <= {x.uri for x in site.pages}
    (found,) = (x for x in site.postmortems if x.postmortem.id == one.id)
    return found.page.markdown


def test_a_page_ends_with_similar_incidents_why_and_what_was_done_then() -> None:
    shown = foot(DISK_AGAIN, DISK, *UNLIKE)
    similar = shown.split("## Similar incidents")[1].split("</div>")[0]

    assert "(2024-02-08-disk.md)" in similar
    assert "disk" in similar.split("</span>):")[1]
    assert "same service: [Checkout](../incidents/services/checkout.md)" in similar
    assert "mitigated then: " in similar
    assert "still open: A1 (Alert on disk)" in similar
    assert "dns" not in similar
    assert "Grace" not in shown


def test_a_page_says_what_was_seen_before_and_since() -> None:
    before = foot(DISK_AGAIN, DISK).split("## Seen again")[1]
    since = foot(DISK, DISK_AGAIN).split("## Seen again")[1]

    assert "- before: [Log rotation stopped" in before
    assert "open when this one started: A1 (Alert on disk)" in before
    assert "- since: [A disk full of core dumps]" in since


def test_where_nothing_is_alike_the_section_is_left_out() -> None:
    shown = foot(UNLIKE[0], DISK, DISK_AGAIN)

    assert "## Similar incidents" not in shown
    assert "## Seen again" not in shown


def test_nearly_the_same_words_may_be_the_same_incident() -> None:
    twin = replace(DISK, id="2024-02-09-twin", lessons=())
    shown = foot(DISK, twin, *UNLIKE)

    assert shown.count("(2024-02-09-twin.md)") == 1 + shown.count("newer: ")
    assert "may tell of the same incident" in shown

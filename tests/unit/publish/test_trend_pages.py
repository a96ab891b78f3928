"""Trend pages: what is planted is found, little data says so, and numbers come back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.corpus import Corpus
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.model.settings import Annotation, Settings
from mkdocs_postmortems.publish.site import Sources, publish_site
from mkdocs_postmortems.read.cues import packaged_cues
from rendering import render, see
from told import corpus, day, lesson, spread, told

THEME, OTHER = "monitoring-coverage", "rollback"
PAGES = ("index", "strengths", "questions", "unfiled", f"themes/{THEME}")


def pages(
    postmortems: Iterable[Postmortem], today: str = "2024-02-10", settings: Settings | None = None
) -> dict[str, str]:
    everything: Corpus = corpus(postmortems)
    if settings:
        everything = replace(everything, settings=settings)
    uris = {one.id: f"postmortems/{one.id}.md" for one in everything.postmortems}
    learned = Learned(corpus=everything, today=day(today), cues=packaged_cues())
    site = publish_site(learned, Sources(documents=(), uris=uris))
    return {one.uri: one.markdown for one in site.pages}


def words(markdown: str) -> str:
    return " ".join(see(render(markdown)).text.split())


def answer(markdown: str) -> str:
    return words(markdown.split("</div>", maxsplit=1)[0])


def year(first: str, count: int, hit: int, every: int = 17) -> list[Postmortem]:
    return [
        told(
            one.id,
            lessons=(
                lesson(THEME if number < hit else OTHER, text=f"Nothing watched {one.id}."),
                lesson(OTHER, kind="well", text="The way back was practised."),
            ),
        )
        for number, one in enumerate(spread(first, count, every))
    ]


@pytest.mark.parametrize("many", [0, 1, 12])
def test_below_twenty_every_page_says_so_and_shows_no_share(many: int) -> None:
    found = pages(year("2023-01-03", many, many // 2))
    for name in PAGES:
        text = words(found[f"trends/{name}.md"])
        assert "%" not in text, f"{name}: {text}"
        assert not re.search(r"\|[ :|-]+\|", text)
    if many:
        assert "from 20 on the last year is held against" in answer(found["trends/index.md"])
        assert "<table" not in render(found["trends/index.md"])


def test_a_change_that_chance_explains_is_none_and_says_what_would_be_one() -> None:
    found = pages([*year("2022-01-03", 20, 2), *year("2023-01-03", 20, 4)])
    page = words(found[f"trends/themes/{THEME}.md"])

    assert "In the last year 4 of 20, in the year before 2 of 20: no clear change." in page
    assert "with 20 and 20 it would have to go from 2 to 13" in page
    assert "no clear change in any of them" in answer(found["trends/index.md"])


def test_a_change_beyond_chance_is_said_and_leads_to_its_lessons() -> None:
    found = pages([*year("2022-01-03", 20, 2), *year("2023-01-03", 20, 14)])
    page = found[f"trends/themes/{THEME}.md"]

    assert "hurt more often, beyond what chance explains" in answer(found["trends/index.md"])
    assert "14 of 20 (48–85 %)" in words(page)
    later = next(line for line in page.splitlines() if 'id="later"' in line)
    assert later.count("#item-") == 14


def test_from_eighty_periods_are_shown_and_the_filling_one_is_marked() -> None:
    many = year("2022-01-03", 100, 30, every=7)
    found = pages(many, today=many[-1].id[:10])
    page = words(found[f"trends/themes/{THEME}.md"])
    rows = re.findall(r"\d{4} Q\d(?: \(still filling\))? (\d+) of (\d+)", page)

    assert "By quarter" in page
    assert "still filling" in page
    assert sum(int(count) for count, _ in rows) == 30
    assert sum(int(of) for _, of in rows) == 100


def test_by_severity_and_service_come_to_the_whole() -> None:
    many = year("2022-01-03", 24, 9)
    many[:5] = [replace(one, severity=None, services=("api", "checkout")) for one in many[:5]]
    page = words(pages(many)[f"trends/themes/{THEME}.md"])

    assert "Checkout 9 of 24 21–57 %" in page
    assert "Public API 5 of 5 57–100 %" in page
    assert "unknown 5 of 5" in page
    assert "sev-2, high 4 of 19" in page


def test_what_a_rule_filed_shows_its_phrase() -> None:
    text = "There was no monitoring and nobody was alerted."
    rule = told("2024-01-03-b", lessons=(lesson(text=text),))
    author = told("2024-01-02-a", lessons=(lesson(THEME),))
    found = pages([author, rule])
    theme = words(found[f"trends/themes/{THEME}.md"])

    assert "filed by its author" in theme
    phrase = re.search(r"filed by rule: “([^”]+)”", theme)
    assert phrase
    assert phrase[1] in text
    assert "Of 2 lessons, 1 was filed by its author, 1 by a rule" in words(found["trends/index.md"])


def test_new_and_quiet_themes_are_sentences() -> None:
    quiet = year("2022-01-03", 20, 20)[:5]
    between = year("2022-05-03", 20, 0)
    new = told("2023-12-01-new", lessons=(lesson("security-exposure"),))
    text = words(pages([*quiet, *between, new])["trends/index.md"])

    assert "Security exposure hurt for the first time in 2023 Q4, and in none of 25 " in text
    assert "Quiet for at least four quarters: monitoring coverage, last on 2022-03-12 " in text
    assert "and in none of 21 incidents since" in text


def test_annotations_stand_with_the_numbers() -> None:
    note = Annotation(month="2023-04", text="Sev-3 became *mandatory*.")
    found = pages(year("2022-01-03", 24, 9), settings=Settings(annotations=(note,)))

    assert "2023-04: Sev-3 became *mandatory*." in words(found["trends/index.md"])
    assert "2023-04: Sev-3 became *mandatory*." in words(found[f"trends/themes/{THEME}.md"])


def test_strengths_stand_beside_where_they_were_missing() -> None:
    carried = told("2024-01-02-a", lessons=(lesson(OTHER, kind="well", text="Back in a minute."),))
    missing = told("2024-01-03-b", lessons=(lesson(OTHER, text="There was no way back."),))
    page = pages([carried, missing])["trends/strengths.md"]

    assert "says what went well, under" in answer(page)
    assert "it was missing in 1 of 1" in answer(page)
    assert words(page).index("Back in a minute.") < words(page).index("There was no way back.")


def test_unfiled_lessons_have_suggestions_to_paste_and_like_ones_stand_together() -> None:
    text = "The certificate of the proxy expired unseen over the weekend"
    same = [told(f"2024-01-0{n}-x", lessons=(lesson(text=text),)) for n in (1, 2)]
    other = told("2024-01-05-y", lessons=(lesson(text="A walrus sat upon it."),))
    everything = corpus([*same, other])
    learned = Learned(corpus=everything, today=day("2024-02-10"))
    uris = {one.id: f"postmortems/{one.id}.md" for one in everything.postmortems}
    site = publish_site(learned, Sources(documents=(), uris=uris))
    page = next(one.markdown for one in site.pages if one.uri == "trends/unfiled.md")

    assert answer(page) == (
        "Not filed yet 3 of 3 lessons stand under no theme and are in no theme's count; "
        "1 group of them says much the same in several incidents."
    )
    assert "begin it with `[certificate-expiry]`" in page or "begin it with `[" in page
    assert "In 2 incidents:" in words(page)


def test_the_order_of_files_moves_no_byte() -> None:
    many = [*year("2022-01-03", 20, 2), *year("2023-01-03", 20, 14)]
    assert pages(many) == pages(reversed(many))

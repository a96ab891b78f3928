"""Open questions, from the words of a document to the page."""

from __future__ import annotations

from corpora import corpus, postmortem
from mkdocs_postmortems.learn.learned import Learned
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.site import Sources, publish_site
from rendering import render, see
from told import day

BODY = """
## Open questions (late)

- Why did the cache stay cold?
- [x] Who wrote the job?
- [ ] Does it hit search?
  - It might.
- Was data lost?
  - Answered: no, the log shows it.
- None.

A paragraph asks nothing.

## Evidence

- A graph.
"""


def page(*postmortems: Postmortem) -> str:
    everything = corpus(postmortems)
    uris = {one.id: f"postmortems/{one.id}.md" for one in postmortems}
    learned = Learned(corpus=everything, today=day("2024-02-10"))
    site = publish_site(learned, Sources(documents=(), uris=uris))
    return next(one.markdown for one in site.pages if one.uri == "trends/questions.md")


def test_items_are_questions_until_checked_or_answered() -> None:
    found = postmortem("2024-01-02-a", BODY).questions

    assert [(one.text, one.is_answered, one.answer) for one in found] == [
        ("Why did the cache stay cold?", False, ""),
        ("Who wrote the job?", True, ""),
        ("Does it hit search?", False, ""),
        ("Was data lost?", True, "no, the log shows it."),
    ]
    assert {one.anchor for one in found} == {"open-questions-late"}


def test_the_anchor_is_the_one_that_the_page_has() -> None:
    found = postmortem("2024-01-02-a", BODY + BODY).questions
    ids = see(render(BODY + BODY)).ids

    assert {one.anchor for one in found} == {"open-questions-late", "open-questions-late_1"}
    assert {one.anchor for one in found} <= set(ids)


def test_the_page_counts_what_is_open_and_leads_there() -> None:
    text = page(
        postmortem("2024-01-02-a", BODY),
        postmortem("2023-01-02-b", "## Open questions\n\n- Still?"),
        postmortem("2022-01-02-c", BODY, status="draft"),
    )
    seen = " ".join(see(render(text)).text.split())

    assert "3 of 5 questions are open, 2 answered; the oldest is of 2023-01-02." in seen
    assert "Was data lost? Answered: no, the log shows it." in seen
    assert "2024-01-02-a.md#open-questions-late" in text
    assert "2022-01-02-c" not in text


def test_without_questions_the_page_says_how_to_ask() -> None:
    assert "No incident leaves a question open" in page()
    assert "No incident leaves a question open" in page(postmortem("2024-01-02-a"))
